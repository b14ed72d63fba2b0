"""Sentences as clips of the sound of their chapter, by sentence or by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrate.episode import Sentence
from narrate.publish.runs import Run, Spoken, runs, runs_of, spoken
from narrate.publish.tiles import Span, tiles


@dataclass(frozen=True, slots=True)
class Clip:
    """A text that lights up while its sound plays: a sentence, or a word of it."""

    id: str
    runs: tuple[Run, ...]
    begin: int
    """Milliseconds in the sound of its chapter."""
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence. Its one clip bears its own id, unless its words have clips of their own."""

    id: str
    text: str
    clips: tuple[Clip, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """What becomes a clip, and when its voice sounds."""

    id: str
    runs: tuple[Run, ...]
    span: Span


def passages(sentences: Sequence[Sentence], length: int, by_word: bool) -> list[Passage]:
    """The sentences of a chapter, whose sound is `length` milliseconds long, in clips.

    Raises:
        ValueError: there are none, or their times do not rise from the beginning of the sound to
            its end.
    """
    if not sentences:
        raise ValueError("nothing is said in it")
    texts = [list(_texts(f"s{n}", sentence, by_word)) for n, sentence in enumerate(sentences, 1)]
    clips = iter(tiles([text.span for sentence in texts for text in sentence], length))
    return [
        Passage(
            f"s{number}",
            sentence.text,
            tuple(Clip(text.id, text.runs, *next(clips)) for text in texts[number - 1]),
        )
        for number, sentence in enumerate(sentences, start=1)
    ]


def _texts(name: str, sentence: Sentence, by_word: bool) -> Iterator[_Text]:
    words = spoken(sentence)
    if not by_word or not words:
        yield _Text(name, runs(sentence), (sentence.start, sentence.end))
        return
    for number, group in enumerate(_audible(words), start=1):
        span = (group[0][0].start, group[-1][0].end)
        yield _Text(f"{name}w{number}", runs_of(group), span)


def _audible(words: Sequence[Spoken]) -> list[list[Spoken]]:
    """Words one by one, but that a silent one (a dash, say) goes with the word that it precedes,
    or at the end with the last.
    """
    groups: list[list[Spoken]] = []
    silent: list[Spoken] = []
    for word, language in words:
        if word.end > word.start:
            groups.append([*silent, (word, language)])
            silent = []
        else:
            silent.append((word, language))
    if silent and groups:
        groups[-1] += silent
    return groups or [silent]
