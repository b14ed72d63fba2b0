"""What was written: an article as its sections and blocks (types only).

Nothing is flattened here: a table is a table until the script is written. All texts but code
have their white space folded. A line is that of the source, from 1; where a source has no lines
(DOCX), it is the number of the paragraph; 0 where it is in the source's text nowhere.
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Role = Literal["chapter", "disclaimer"]


@dataclass(frozen=True, slots=True)
class Foreign:
    """A passage in another language than the article's."""

    start: int
    """Its first character in the paragraph's text, from 0."""
    end: int
    """The character after its last."""
    language: str
    """BCP 47 tag."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or an endnote; a listener can do without it."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of sentences that belong together."""

    text: str
    line: int
    foreign: tuple[Foreign, ...] = ()
    """From left to right, none overlapping."""
    notes: tuple[Note, ...] = ()
    """Those that the text refers to, in that order."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section: no chapter of its own."""

    text: str
    line: int
    level: int
    """1 for the highest, as in HTML; 0 for a title."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item holds blocks, so lists can stand in lists."""

    items: "tuple[tuple[Block, ...], ...]"
    line: int
    first: int | None = None
    """The number of its first item; None when the items have no numbers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    blocks: "tuple[Block, ...]"
    columns: int = 1
    """How many columns it covers."""
    rows: int = 1
    """How many rows it covers, its own included."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its cells where the source has them: a cell over two rows stands in the first."""

    header: tuple[Cell, ...]
    """Empty when the table has no header."""
    rows: tuple[tuple[Cell, ...], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that the source describes in words."""

    alt: str
    line: int


@dataclass(frozen=True, slots=True)
class Code:
    """Program text, which makes no sense aloud."""

    text: str
    line: int


Block: TypeAlias = Paragraph | Heading | Listing | Table | Image | Code


@dataclass(frozen=True, slots=True)
class Section:
    """What becomes one chapter."""

    heading: str
    """Empty when the source gives it none."""
    line: int
    """Line on which the heading stands; its first block's when it has none."""
    blocks: tuple[Block, ...]
    role: Role = "chapter"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Visible text of the source that is not read aloud."""

    text: str
    rule: str
    """Why, in a word or two of English: "navigation", "front matter"."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article, in the order in which it will be read aloud."""

    title: str
    source: str
    """Name of the file it was read from, or the address of the page."""
    sections: tuple[Section, ...]
    """At least one; the disclaimer, if any, is the last."""
    language: str = "nl"
    """BCP 47 tag."""
    language_is_told: bool = False
    """Whether its maintainer said so, rather than the program that wrote the file."""
    title_line: int = 0
    """Line on which the title stands in the text; 0 when it was taken from elsewhere."""
    lead: str = ""
    """What it is about in a sentence or two, as its maintainer says apart from its text."""
    date: str = ""
    """As the source writes it."""
    author: str = ""
    questions: tuple[str, ...] = ()
    """Questions that it answers, as its maintainer wrote them; `question | heading` for one that
    the section under that heading answers."""
    lexicon: dict[str, object] = field(default_factory=dict)
    """How words of this article sound, as in `lexicon.toml`: written word to spelling or table."""
    left_out: tuple[LeftOut, ...] = ()
