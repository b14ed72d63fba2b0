"""Captions in written words, as WebVTT and SubRip: cues of two lines at most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrate.episode import Chapter, Sentence, Word

WEBVTT = "text/vtt"
SUBRIP = "application/x-subrip"
LINE = 42
"""Characters a line of WebVTT; Dutch and British broadcasters' subtitles are about this wide."""
SUBRIP_LINE = 32
"""Characters a line of SubRip; what the podcast namespace asks of transcripts in it."""
LINES = 2


@dataclass(frozen=True, slots=True)
class Cue:
    """What is on the screen from `start` to `end`, in seconds of the whole episode."""

    start: float
    end: float
    lines: tuple[str, ...]


def webvtt(chapters: Sequence[Chapter]) -> str:
    """The captions of an episode as a WebVTT file (W3C WebVTT, section 4)."""
    blocks = ["WEBVTT"]
    for number, cue in enumerate(cues(chapters), start=1):
        text = "\n".join(cue.lines)
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        blocks.append(f"{number}\n{clock(cue.start)} --> {clock(cue.end)}\n{escaped}")
    return "\n\n".join(blocks) + "\n"


def subrip(chapters: Sequence[Chapter]) -> str:
    """The captions of an episode as a SubRip file, for players that do not know WebVTT."""
    blocks = []
    for number, cue in enumerate(cues(chapters, SUBRIP_LINE), start=1):
        start, end = (clock(seconds).replace(".", ",") for seconds in (cue.start, cue.end))
        blocks.append("\n".join([str(number), f"{start} --> {end}", *cue.lines]))
    return "\n\n".join(blocks) + "\n"


def cues(chapters: Sequence[Chapter], wide: int = LINE) -> Iterator[Cue]:
    """Each sentence in as many cues as it needs, timed by its words, in lines so many wide."""
    for chapter in chapters:
        for sentence in chapter.sentences:
            for words in _cuts(sentence, wide):
                start = chapter.start + words[0].start
                end = chapter.start + words[-1].end
                yield Cue(
                    start, max(end, start + 0.001), _lines([word.text for word in words], wide)
                )


def _cuts(sentence: Sentence, wide: int) -> Iterator[tuple[Word, ...]]:
    """Cut a sentence into runs of words that fit a cue, as even in length as they can be."""
    pieces = [piece for word in sentence.words for piece in _narrow(word, wide)]
    count = 1
    while True:
        width = -(-len(sentence.text) // count)
        cuts = _fill(pieces, width)
        if all(len(_lines([word.text for word in cut], wide)) <= LINES for cut in cuts):
            yield from cuts
            return
        count += 1


def _fill(words: list[Word], width: int) -> list[tuple[Word, ...]]:
    """Greedy runs of words: a run is full when it holds `width` characters."""
    runs: list[list[Word]] = [[]]
    length = 0
    for word in words:
        if runs[-1] and length + len(word.text) > width:
            runs.append([])
            length = 0
        runs[-1].append(word)
        length += len(word.text) + 1
    return [tuple(run) for run in runs if run]


def _lines(texts: list[str], wide: int) -> tuple[str, ...]:
    lines = [""]
    for text in texts:
        longer = f"{lines[-1]} {text}".strip()
        if len(longer) <= wide:
            lines[-1] = longer
        else:
            lines.append(text)
    return tuple(line for line in lines if line)


def _narrow(word: Word, wide: int) -> Iterator[Word]:
    """A word wider than a line (a web address, say) in pieces of a line."""
    if len(word.text) <= wide:
        yield word
        return
    count = -(-len(word.text) // wide)
    share = (word.end - word.start) / count
    for i in range(count):
        start = word.start + i * share
        yield Word(start, start + share, word.text[i * wide : (i + 1) * wide])


def clock(seconds: float) -> str:
    """A time as WebVTT and Opus write it: 01:02:03.456."""
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
