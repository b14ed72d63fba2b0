"""From a time in an episode to what is said there, and the line that would change it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from narrate import episode, said
from narrate.episode import Chapter, Episode, Sentence, Word
from narrate.errors import HoorstukError

_CLOCK = re.compile(r"(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:[.,]\d+)?)")


@dataclass(frozen=True, slots=True)
class Said:
    """One written word and how it was said."""

    written: str
    spoken: str
    ipa: str
    rule: str
    """The rule that read it, or `lexicon`; nothing when it was read as it stands."""


@dataclass(frozen=True, slots=True)
class Why:
    """What is said at a time."""

    source: str
    """Name of the article's file."""
    line: int
    chapter: int
    title: str
    start: float
    """Seconds of the whole at which the sentence starts."""
    end: float
    written: str
    spoken: str
    phonemes: str
    take: str
    """Path of its take."""
    at: int
    """Index in `words` of the word that sounds at that time."""
    words: tuple[Said, ...]


def seconds(clock: str) -> float:
    """The seconds of `12:34`, `1:02:03` or `754.5`.

    Raises:
        HoorstukError: it is no such time.
    """
    match = _CLOCK.fullmatch(clock.strip())
    if not match:
        raise HoorstukError(f"{clock}: is no time; write it as 12:34, 1:02:03 or in seconds")
    hours, minutes, rest = match.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(rest.replace(",", "."))


def why(folder: Path, time: float, takes: Path) -> Why:
    """What is said in the episode of a folder, `time` seconds from its start.

    In a pause it is the sentence before it.

    Raises:
        HoorstukError: there is no such episode, or it is not that long.
    """
    manifest = episode.read(folder)
    if not 0 <= time <= manifest.duration:
        raise HoorstukError(
            f"{folder.name}: lasts {manifest.duration:.0f} seconds; give a time within it"
        )
    chapter = next(c for c in reversed(manifest.chapters) if c.start <= time)
    here = time - chapter.start
    number = _begun(chapter.sentences, here)
    sentence, line = chapter.sentences[number], _line(folder, manifest, chapter, number)
    return Why(
        source=manifest.source,
        line=line.line,
        chapter=chapter.number,
        title=chapter.title,
        start=round(chapter.start + sentence.start, 3),
        end=round(chapter.start + sentence.end, 3),
        written=line.written,
        spoken=line.spoken,
        phonemes=line.phonemes,
        take=str(takes / f"{line.take}.npz"),
        at=_begun(sentence.words, here),
        words=tuple(Said(*word) for word in line.words),
    )


def _begun(parts: Sequence[Sentence | Word], time: float) -> int:
    """Index of the last of the parts that has begun by then; the first before any has."""
    return max(0, sum(part.start <= time for part in parts) - 1)


def _line(folder: Path, manifest: Episode, chapter: Chapter, number: int) -> said.Line:
    """How a sentence was said: the script has a line for each sentence of the manifest."""
    before = sum(len(c.sentences) for c in manifest.chapters[: chapter.number - 1])
    _, lines = said.read(folder)
    at = before + number
    if len(lines) <= at or lines[at].written != chapter.sentences[number].text:
        raise HoorstukError(f"{folder / said.NAME}: does not fit; build the episode again")
    return lines[at]
