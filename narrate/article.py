"""What was written: an article as its sections and paragraphs (types only)."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["chapter", "disclaimer"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of sentences that belong together."""

    text: str
    line: int
    """Line of the source on which it starts, from 1."""


@dataclass(frozen=True, slots=True)
class Section:
    """What becomes one chapter."""

    heading: str
    line: int
    """Line of the source on which the heading stands; its first paragraph's when it has none."""
    paragraphs: tuple[Paragraph, ...]
    role: Role = "chapter"


@dataclass(frozen=True, slots=True)
class Article:
    """One article, in the order in which it will be read aloud."""

    title: str
    source: str
    """Name of the file it was read from."""
    sections: tuple[Section, ...]
    language: str = "nl"
    """BCP 47 tag."""
