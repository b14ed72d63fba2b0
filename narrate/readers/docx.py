"""DOCX: documents of Word and of what writes like it."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from narrate.article import (
    Article,
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
from narrate.coverage import proved
from narrate.errors import HoorstukError
from narrate.readers import outline, wordml
from narrate.readers.archive import Archive
from narrate.readers.language import primary
from narrate.readers.markup import Element, tag
from narrate.readers.outline import Facts
from narrate.readers.run import Run
from narrate.readers.wordml import child, is_on, numbering_of, shown, value

_AROUND = re.compile(r"(?:^|/)(?:header|footer)[0-9]*\.xml")
_DELETED = frozenset({"del", "movefrom"})
_SPACES = frozenset({"tab", "br", "cr", "ptab"})
_NO_TEXT = frozenset({"ppr", "rpr", "instrtext", "deltext", "sectpr", "tblpr", "trpr", "tcpr"})


def read(data: bytes, name: str) -> Article:
    """Read the article in a Word document.

    Raises:
        HoorstukError: it is no such document, damaged, a bomb, or without text.
    """
    archive = Archive(data, name)
    path = _document_part(archive)
    document = archive.xml(path)
    notes = {kind: wordml.part_beside(archive, path, f"{kind}s.xml") for kind in _NOTES}
    reading = _Reading(document, archive, path, notes)
    try:
        blocks = reading.blocks(child(document, "body"))
    except RecursionError:
        raise HoorstukError(f"{name}: its parts are nested too deeply; save it again") from None
    reading.leave_out_unread_notes()
    around = [archive.xml(part) for part in archive.names() if _AROUND.search(part)]
    left_out = [*reading.left_out, *(LeftOut(shown(part), "page header") for part in around)]
    parts = [document, *(part for part in notes.values() if len(part)), *around]
    facts = Facts(language=reading.language)
    title, facts = _core_facts(archive, facts)
    article = outline.article(blocks, name, facts, title, [o for o in left_out if o.text.strip()])
    return proved(article, "".join(map(shown, parts)))


def _document_part(archive: Archive) -> str:
    """The name of the part that holds the text."""
    links = archive.xml("_rels/.rels")
    kinds = {link.get("Type", "").rpartition("/")[2]: link.get("Target", "") for link in links}
    if "officeDocument" not in kinds:
        raise HoorstukError(f"{archive.name}: is no Word document; save it as .docx")
    return str(kinds["officeDocument"]).lstrip("/")


def _core_facts(archive: Archive, facts: Facts) -> tuple[str, Facts]:
    """The title that the document's properties give, and the other facts among them."""
    if "docProps/core.xml" not in archive:
        return "", facts
    core = archive.xml("docProps/core.xml")
    told = {tag(e): " ".join((e.text or "").split()) for e in core}
    author, date = told.get("creator", ""), told.get("created", "")
    return told.get("title", ""), replace(facts, author=author, date=date)


_NOTES = ("footnote", "endnote")


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph that is an item of a list, before lists are put together."""

    blocks: tuple[Block, ...]
    listed: str
    level: int


class _Reading:
    """One reading of a document, with what it found on the way."""

    def __init__(
        self, document: Element, archive: Archive, path: str, notes: dict[str, Element]
    ) -> None:
        part = wordml.part_beside(archive, path, "styles.xml")
        default = value(part, "docDefaults/rPrDefault/rPr/lang") or "nl"
        self.language = wordml.language(document, default)
        self.left_out: list[LeftOut] = []
        self._styles = wordml.styles(part)
        self._numbered = wordml.numbered(wordml.part_beside(archive, path, "numbering.xml"))
        self._notes = {
            (kind, value(note, key="id")): note for kind, part in notes.items() for note in part
        }
        self._counts: dict[tuple[str, int], int] = {}
        self._line = 0

    def blocks(self, body: Element) -> tuple[Block, ...]:
        """Give the blocks in a body, a cell, a note or a text box."""
        found: list[Block] = []
        items: list[_Item] = []
        for block in self._flow(body):
            if isinstance(block, _Item):
                items.append(block)
                continue
            found += self._listings(deque(items))
            items = []
            last = found[-1] if found else None
            if isinstance(block, Code) and isinstance(last, Code):
                found[-1] = Code(f"{last.text}\n{block.text}", last.line)
            else:
                found.append(block)
        return (*found, *self._listings(deque(items)))

    def leave_out_unread_notes(self) -> None:
        """Account for the notes that nothing refers to."""
        for note in self._notes.values():
            self._leave_out(note, "note without reference")
        self._notes = {}

    def _flow(self, body: Element) -> Iterator[Block | _Item]:
        """Give blocks one after another, items of lists apart from each other."""
        for element in body:
            match tag(element):
                case "p":
                    yield from self._paragraph(element)
                case "tbl":
                    yield from self._table(element)
                case "sdt" if "table of contents" in _gallery(element):
                    self._leave_out(element, "table of contents")
                case "fallback":
                    self._leave_out(element, "copy for older versions")
                case name if name in _DELETED:
                    self._leave_out(element, "deleted text")
                case name if name not in _NO_TEXT:
                    yield from self._flow(element)

    def _paragraph(self, element: Element) -> Iterator[Block | _Item]:
        self._line += 1
        style = self._styles.get(value(element, "pPr/pStyle"))
        if style and style.is_contents:
            self._leave_out(element, "table of contents")
            return
        line, run, boxes = self._line, Run(line=self._line), list[Element]()
        self._inline(element, run, boxes, "")
        own = wordml.level_of(element)
        level = own if own is not None or not style else style.level
        listed = numbering_of(element) or (style.numbering if style else None)
        blocks = tuple(run.blocks())
        if level is not None:
            blocks = tuple(_headed(blocks, line, level))
        elif style and style.is_code:
            blocks = tuple(
                Code(block.text, block.line)
                if isinstance(block, Paragraph) and not block.notes
                else block
                for block in blocks
            )
        inner = tuple(block for box in boxes for block in self.blocks(box))
        if listed and listed[0] != "0" and level is None and blocks:
            yield _Item((*blocks, *inner), *listed)
        else:
            yield from (*blocks, *inner)

    def _inline(self, element: Element, run: Run, boxes: list[Element], language: str) -> None:
        """Add what stands in a paragraph to `run`, text boxes to `boxes`."""
        for part in element:
            name = tag(part)
            if name == "t":
                run.add(part.text, self._line, language)
            elif name in _SPACES:
                run.add(" ", self._line, language)
            elif name == "nobreakhyphen":
                run.add("-", self._line, language)
            elif name == "docpr":
                alt = " ".join((part.get("descr") or "").split())
                run.images += [Image(alt, self._line)] if alt else []
            elif name in ("footnotereference", "endnotereference"):
                self._note(name.removesuffix("reference"), value(part, key="id"), run)
            elif name == "txbxcontent":
                boxes.append(part)
            elif rule := _rule_against(part, name):
                self._leave_out(part, rule)
            elif name not in _NO_TEXT:
                self._inline(part, run, boxes, self._language_of(part, language))

    def _language_of(self, run: Element, outer: str) -> str:
        stated = value(run, "rPr/lang") if tag(run) == "r" else ""
        if not stated:
            return outer
        return "" if primary(stated) == primary(self.language) else stated

    def _note(self, kind: str, number: str, run: Run) -> None:
        """Read a note at its first reference."""
        note = self._notes.pop((kind, number), None)
        if note is not None:
            line = self._line
            blocks = self.blocks(note)
            run.notes += [Note(blocks)] if blocks else []
            self._line = line

    def _leave_out(self, element: Element, rule: str) -> None:
        text = " ".join(shown(element).split())
        self.left_out += [LeftOut(text, rule)] if text else []

    def _listings(self, items: deque[_Item]) -> Iterator[Listing]:
        """Put items together: those that lie deeper belong to the one before."""
        while items:
            first = items[0]
            number = self._next_number(first)
            made: list[tuple[Block, ...]] = []
            while items and (items[0].level > first.level or _beside(items[0], first)):
                own = items.popleft()
                if made:
                    self._next_number(own)
                inner = deque[_Item]()
                while items and items[0].level > own.level:
                    inner.append(items.popleft())
                made.append((*own.blocks, *self._listings(inner)))
            has_numbers = self._numbered.get((first.listed, first.level), False)
            yield Listing(tuple(made), first.blocks[0].line, number if has_numbers else None)

    def _next_number(self, item: _Item) -> int:
        """Count an item of its list, which may have begun before other text."""
        for listed, level in [key for key in self._counts if key[0] == item.listed]:
            if level > item.level:
                del self._counts[listed, level]
        key = (item.listed, item.level)
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key]

    def _table(self, element: Element) -> Iterator[Block]:
        line = self._line + 1
        rows = list(_parts(element, "tr"))
        if len(rows) < 2 or all(len(list(_parts(row, "tc"))) < 2 for row in rows):
            for row in rows:
                for cell in _parts(row, "tc"):
                    yield from self.blocks(cell)
            return
        marked = [is_on(row, "trPr/tblHeader") for row in rows]
        named = marked[0] or _first_row_is_header(element)
        cells = self._cells(rows)
        yield Table(cells[0] if named else (), tuple(cells[1:] if named else cells), line)

    def _cells(self, rows: Iterable[Element]) -> list[tuple[Cell, ...]]:
        """Give the cells of each row; one that goes on below covers more rows."""
        made: list[list[Cell]] = []
        open_above: dict[int, tuple[int, int]] = {}
        for row in rows:
            made.append([])
            column = 0
            for part in _parts(row, "tc"):
                span = value(part, "tcPr/gridSpan")
                columns = min(max(1, int(span)), 100) if span.isdigit() else 1
                merged = child(part, "tcPr/vMerge")
                if merged is not None and value(merged) != "restart" and column in open_above:
                    self._leave_out(part, "hidden")
                    above, index = open_above[column]
                    made[above][index] = replace(made[above][index], rows=len(made) - above)
                else:
                    made[-1].append(Cell(self.blocks(part), columns))
                    open_above[column] = (len(made) - 1, len(made[-1]) - 1)
                column += columns
        return [tuple(row) for row in made]


def _rule_against(element: Element, name: str) -> str:
    """Name the rule that leaves out what stands in a paragraph; "" when it is to be read."""
    if name in _DELETED:
        return "deleted text"
    if name == "fallback":
        return "copy for older versions"
    return "hidden" if name == "r" and is_on(element, "rPr/vanish") else ""


def _beside(item: _Item, first: _Item) -> bool:
    return item.level == first.level and item.listed == first.listed


def _headed(blocks: Iterable[Block], line: int, level: int) -> Iterator[Block]:
    """Make headings of paragraphs; their notes and pictures come after."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from [Heading(block.text, line, level)] if block.text else []
            yield from [Paragraph("", line, (), block.notes)] if block.notes else []
        else:
            yield block


def _parts(element: Element, name: str) -> Iterator[Element]:
    """Give the rows of a table or the cells of a row, those inside content controls too."""
    for part in element:
        if tag(part) == name:
            yield part
        elif tag(part) in ("sdt", "sdtcontent", "customxml", "ins"):
            yield from _parts(part, name)


def _first_row_is_header(table: Element) -> bool:
    stated = value(table, "tblPr/tblLook", "firstRow")
    look = value(table, "tblPr/tblLook")
    by_bits = bool(re.fullmatch("[0-9A-Fa-f]+", look)) and bool(int(look, 16) & 0x20)
    return stated in ("1", "true") or (not stated and by_bits)


def _gallery(control: Element) -> str:
    return value(control, "sdtPr/docPartObj/docPartGallery").lower()
