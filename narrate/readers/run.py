"""A run of inline text in the making: pieces become one paragraph, white space folded."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from narrate.article import Block, Foreign, Image, Note, Paragraph


@dataclass(slots=True)
class Run:
    """What stands between two boundaries of blocks."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    """Each text as it stands, with its BCP 47 tag; "" for the article's own language."""
    line: int = 0
    """Where the first piece with words stands."""
    notes: list[Note] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)

    def add(self, text: str | None, line: int, language: str = "") -> None:
        """Add a text; empty or None adds nothing."""
        if text:
            self.pieces.append((text, language))
            if not self.line and not text.isspace():
                self.line = line

    def blocks(self) -> Iterator[Block]:
        """Give the paragraph, if there is one, and the pictures that stood in it."""
        text, foreign = _folded(self.pieces)
        if text or self.notes:
            yield Paragraph(text, self.line, foreign, tuple(self.notes))
        yield from self.images


def _folded(pieces: list[tuple[str, str]]) -> tuple[str, tuple[Foreign, ...]]:
    """Join the pieces, every run of white space one space; where each foreign one went."""
    parts: list[str] = []
    foreign: list[Foreign] = []
    length, spaced = 0, False
    for piece, language in pieces:
        core = " ".join(piece.split())
        if core and parts and (spaced or piece[0].isspace()):
            parts.append(" ")
            length += 1
        spaced = piece[-1].isspace() or (spaced and not core)
        if not core:
            continue
        if language and foreign and _goes_on(foreign[-1], length, language, parts):
            foreign[-1] = Foreign(foreign[-1].start, length + len(core), language)
        elif language:
            foreign.append(Foreign(length, length + len(core), language))
        parts.append(core)
        length += len(core)
    return "".join(parts), tuple(foreign)


def _goes_on(last: Foreign, start: int, language: str, parts: list[str]) -> bool:
    """Whether a piece at `start` continues a passage, but for a space."""
    return last.language == language and (
        last.end == start or (last.end == start - 1 and parts[-1] == " ")
    )
