"""The manifest of an episode, `episode.json`: what others read of what was made."""

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from narrate.article import Role
from narrate.coverage import Coverage
from narrate.errors import HoorstukError
from narrate.script import Place

Made = TypeVar("Made")

SCHEMA = 1
MANIFEST = "episode.json"


@dataclass(frozen=True, slots=True)
class Word:
    """One written word and when it sounds."""

    start: float
    """Seconds from the start of the chapter, as all times in it."""
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class ForeignWords:
    """Words of a sentence in another language than the episode's."""

    first: int
    """The first of them in the sentence, from 0."""
    last: int
    """The last of them."""
    language: str
    """BCP 47 tag."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, as written and as spoken."""

    start: float
    end: float
    text: str
    spoken: str
    words: tuple[Word, ...]
    place: Place = "paragraph"
    """Where it stands in its chapter."""
    ends_paragraph: bool = False
    foreign: tuple[ForeignWords, ...] = ()
    """From left to right."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter and its own audio file."""

    number: int
    """From 1."""
    title: str
    role: Role
    file: str
    """Name of its audio in the episode's folder."""
    start: float
    """Seconds from the start of the whole episode."""
    duration: float
    """Seconds."""
    sha256: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class File:
    """One file of the episode's folder."""

    path: str
    type: str
    """Media type."""
    bytes: int
    sha256: str
    recipe: str = ""
    """SHA-256 of everything that shaped it: what has the same recipe need not be made again."""
    loudness: "LoudnessReached | None" = None
    """Of a sound file."""


@dataclass(frozen=True, slots=True)
class VoiceUsed:
    """Which voice spoke."""

    name: str
    sha256: str
    """Of its `.onnx` file."""


@dataclass(frozen=True, slots=True)
class LoudnessReached:
    """Measured on the decoded file, as one mono channel."""

    integrated_lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Episode:
    """One narrated article."""

    schema: int
    slug: str
    title: str
    language: str
    source: str
    """Name of the article's file."""
    built: str
    """Date and time of the build, UTC, ISO 8601."""
    voice: VoiceUsed
    duration: float
    """Seconds."""
    loudness: LoudnessReached
    chapters: tuple[Chapter, ...]
    files: tuple[File, ...]
    recipe: str = ""
    """SHA-256 of everything that shaped the audio: the same recipe gives the same sound."""
    author: str = ""
    date: str = ""
    """Of the article, as its source writes it."""
    description: str = ""
    """What it is about in a sentence or two, when its maintainer says."""
    coverage: Coverage | None = None
    """What became of every visible character of the article."""
    questions: tuple[str, ...] = ()
    """Questions that it answers, as its maintainer wrote them; `question | heading` for one that a
    certain chapter answers."""

    def to_json(self) -> str:
        """The manifest's text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @staticmethod
    def from_json(text: str) -> "Episode":
        """Read a manifest of this schema; keys of later versions are left alone.

        Raises:
            ValueError: no JSON, a key is missing, or another schema.
        """
        data = json.loads(text)
        try:
            if data["schema"] != SCHEMA:
                raise ValueError(f"schema {data['schema']}, where this version reads {SCHEMA}")
            parts = {
                "voice": _of(VoiceUsed, data["voice"]),
                "loudness": _of(LoudnessReached, data["loudness"]),
                "coverage": _of(Coverage, data["coverage"]) if data.get("coverage") else None,
                "chapters": tuple(_chapter(chapter) for chapter in data["chapters"]),
                "files": tuple(_file(file) for file in data["files"]),
                "questions": tuple(data.get("questions", ())),
            }
            return _of(Episode, {**data, **parts})
        except (KeyError, TypeError) as error:
            raise ValueError(f"{error} is missing or wrong") from None


def read(folder: Path) -> Episode:
    """The manifest in an episode's folder.

    Raises:
        HoorstukError: there is none, or it cannot be read.
    """
    path = folder / MANIFEST
    try:
        return Episode.from_json(path.read_text("utf-8"))
    except FileNotFoundError:
        raise HoorstukError(f"{path}: no such file; build the episode again") from None
    except ValueError as error:
        raise HoorstukError(f"{path}: {error}; build the episode again") from None


def _of(kind: Callable[..., Made], data: Mapping[str, Any]) -> Made:
    """What the keys that this version knows come to."""
    return kind(**{key: value for key, value in data.items() if key in _keys(kind)})


@cache
def _keys(kind: Callable[..., object]) -> frozenset[str]:
    return frozenset(inspect.signature(kind).parameters)


def _file(data: Mapping[str, Any]) -> File:
    loudness = data.get("loudness")
    return _of(File, {**data, "loudness": loudness and _of(LoudnessReached, loudness)})


def _chapter(data: Mapping[str, Any]) -> Chapter:
    return _of(Chapter, {**data, "sentences": tuple(map(_sentence, data["sentences"]))})


def _sentence(data: Mapping[str, Any]) -> Sentence:
    words = tuple(_of(Word, word) for word in data["words"])
    foreign = tuple(_of(ForeignWords, run) for run in data.get("foreign", ()))
    return _of(Sentence, {**data, "words": words, "foreign": foreign})
