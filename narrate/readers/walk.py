"""The walk through a tree of HTML: elements become blocks, or are left out by a named rule."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from narrate.article import (
    Block,
    Cell,
    Code,
    Heading,
    Image,
    LeftOut,
    Listing,
    Note,
    Paragraph,
    Table,
)
from narrate.readers.language import primary
from narrate.readers.markup import (
    BLOCKS,
    HEADINGS,
    UNSEEN,
    Element,
    rule_against,
    shown,
    tag,
    types,
)
from narrate.readers.notes import note_targets
from narrate.readers.run import Run

LINE = "data-line"
"""Attribute with the line of the source, when HTML was made of it: on the root and on blocks."""
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_WIDEST, _TALLEST = 100, 1000
"""Columns and rows that one cell may cover."""


class Walk:
    """One walk through an element; what it found is in its attributes."""

    def __init__(self, root: Element, language: str = "nl") -> None:
        """Walk through `root`; passages in another language than `language` are marked as such."""
        self.blocks: list[Block] = []
        self.left_out: list[LeftOut] = []
        self.anchors: dict[str, int] = {}
        """For each `id`, the index of the block that it stands in or before."""
        self._language = primary(language)
        self._references = note_targets(root)
        self._targets = set(self._references.values())
        self._told: set[Element] = set()
        self._out = self.blocks
        self._run = Run()
        self._line = 0
        self._made_of_other = LINE in root.attrib
        self._inside(root, "")
        for target in root.iter():
            # The references to these stand in each other.
            if target in self._targets and target not in self._told:
                self._told.add(target)
                self._flush()
                self._inside(target, "")
        self._flush()

    def _inside(self, element: Element, language: str) -> None:
        """Walk through what an element holds."""
        self._line = self._line_of(element)
        self._text(element.text, language)
        for child in element:
            self._element(child, language)
            self._text(child.tail, language)

    def _element(self, element: Element, language: str) -> None:
        name = tag(element)
        if not name or name in UNSEEN or element in self._targets:
            return
        self._line = self._line_of(element)
        language = self._language_of(element, language)
        rule = rule_against(element)
        if name in BLOCKS:
            self._flush()
        if "id" in element.attrib:
            self.anchors.setdefault(element.get("id"), len(self.blocks))
        if element in self._references:
            self._leave_out(element, "note reference")
            self._note(self._references[element], language)
        elif rule:
            self._leave_out(element, rule)
        else:
            self._read(element, name, language)
        if name in BLOCKS:
            self._flush()

    def _read(self, element: Element, name: str, language: str) -> None:
        """Read an element by what it is; any that is nothing special by what it holds."""
        if name in HEADINGS:
            self._heading(element, HEADINGS[name], language)
        elif name in ("ul", "ol", "menu", "dir"):
            self._listing(element, language)
        elif name == "table":
            self._table(element, language)
        elif name == "pre":
            text = shown(element)
            self._out += [Code(text, self._line)] if text.strip() else []
        elif name == "img":
            alt = " ".join(element.get("alt", "").split())
            self._run.images += [Image(alt, self._line)] if alt else []
        elif name == "br":
            self._break(element)
        else:
            self._inside(element, language)

    def _apart(self, tell: Callable[..., None], *given: object) -> tuple[Block, ...]:
        """Give the blocks that `tell` makes of `given`, instead of adding them to those before."""
        before = self._out, self._run
        self._out, self._run = [], Run()
        tell(*given)
        self._flush()
        blocks = tuple(self._out)
        self._out, self._run = before
        return blocks

    def _text(self, text: str | None, language: str) -> None:
        """Go on with the paragraph."""
        self._run.add(text, self._line, language)

    def _flush(self) -> None:
        """End the paragraph."""
        self._out += self._run.blocks()
        self._run = Run()

    def _leave_out(self, element: Element, rule: str) -> None:
        text = " ".join(shown(element).split())
        self.left_out += [LeftOut(text, rule)] if text else []

    def _note(self, target: Element, language: str) -> None:
        """Tell a note at its first reference."""
        if target not in self._told:
            self._told.add(target)
            line = self._line
            blocks = self._apart(self._inside, target, language)
            self._run.notes += [Note(blocks)] if blocks else []
            self._line = line
            self._run.line = self._run.line or line

    def _heading(self, element: Element, level: int, language: str) -> None:
        line = self._line
        blocks = self._apart(self._inside, element, language)
        texts = [block for block in blocks if isinstance(block, Paragraph)]
        text = " ".join(paragraph.text for paragraph in texts).strip()
        notes = tuple(note for paragraph in texts for note in paragraph.notes)
        self._out += [Heading(text, line, level)] if text else []
        self._out += [Paragraph("", line, (), notes)] if notes else []
        self._out += [block for block in blocks if not isinstance(block, Paragraph)]

    def _listing(self, element: Element, language: str) -> None:
        line = self._line
        items = [self._apart(self._text, element.text, language)]
        for child in element:
            items.append(self._apart(self._element, child, language))
            items.append(self._apart(self._text, child.tail, language))
        items = [item for item in items if item]
        first = _number(element.get("start"), 1) if tag(element) == "ol" else None
        self._out += [Listing(tuple(items), line, first)] if items else []

    def _table(self, element: Element, language: str) -> None:
        """Read a table; one that only lays out the page is read by what it holds."""
        if _lays_out(element):
            self._inside(element, language)
            return
        line = self._line
        rows = [row for row in self._rows(element, language) if any(c.blocks for c in row.cells)]
        self._flush()
        heads = [row.cells for row in takewhile(lambda row: row.is_header(rows[0]), rows)]
        for cells in heads[:-1]:
            self._out += (block for cell in cells for block in cell.blocks)
        body = tuple(row.cells for row in rows[len(heads) :])
        self._out += [Table(heads[-1] if heads else (), body, line)] if rows else []

    def _rows(self, group: Element, language: str) -> list["_Row"]:
        """Read the rows of a table or a part of one; what is no row comes before the table."""
        rows: list[_Row] = []
        self._text(group.text, language)
        for part in group:
            inner = self._language_of(part, language)
            row, rows_in = tag(part) == "tr", tag(part) in ("thead", "tbody", "tfoot")
            if (row or rows_in) and rule_against(part):
                self._leave_out(part, rule_against(part))
            elif row:
                rows.append(_Row(part, self._cells(part, inner)))
            elif rows_in:
                rows += self._rows(part, inner)
            else:
                self._element(part, language)
            self._text(part.tail, language)
        return rows

    def _cells(self, row: Element, language: str) -> tuple[Cell, ...]:
        self._text(row.text, language)
        cells = []
        for part in row:
            blocks = self._apart(self._element, part, language)
            columns = min(max(1, _number(part.get("colspan"), 1)), _WIDEST)
            deep = min(max(1, _number(part.get("rowspan"), 1)), _TALLEST)
            cells += [Cell(blocks, columns, deep)] if tag(part) else []
            self._text(part.tail, language)
        return tuple(cells)

    def _break(self, element: Element) -> None:
        """Read one break as a space, two in a row as the end of a paragraph."""
        below = element.getnext()
        twice = below is not None and tag(below) == "br" and not (element.tail or "").strip()
        if twice:
            self._flush()
        else:
            self._run.add(" ", self._line)

    def _line_of(self, element: Element) -> int:
        """Give the line on which an element stands, or the last one that is known."""
        stated = element.get(LINE) if self._made_of_other else element.sourceline
        return int(stated or self._line)

    def _language_of(self, element: Element, outer: str) -> str:
        """Give the BCP 47 tag for the text of an element; "" for the article's own language."""
        stated = element.get("lang") or element.get(_XML_LANGUAGE)
        if not stated:
            return outer
        return "" if primary(stated) == self._language else stated


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table with its cells."""

    element: Element
    cells: tuple[Cell, ...]

    def is_header(self, first: "_Row") -> bool:
        """Whether it heads the columns, `first` being the first row of the table."""
        if tag(self.element.getparent()) == "thead":
            return True
        named = all(tag(part) == "th" for part in self.element if tag(part))
        return self is first and named and len(self.cells) > 1


def _lays_out(table: Element) -> bool:
    """Whether a table only puts things beside or under each other."""
    if {"presentation", "none"} & types(table):
        return True
    nested = any(inner is not table for inner in table.iter("table", "{*}table"))
    return nested or all(len(row) < 2 for row in table.iter("tr", "{*}tr"))


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise
