"""A chapter in the making: the blocks of an article become sentences, one after another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from narrate.article import Block, Cell, Code, Foreign, Heading, Image, Listing, Paragraph, Table
from narrate.coverage import texts
from narrate.grid import Placed, laid_out
from narrate.lexicon import Lexicon
from narrate.phrases import phrases
from narrate.script import Place, Sentence, Word
from narrate.spoken import sentences, spoken_words


@dataclass(slots=True)
class Draft:
    """Sentences as they are added, and beside them the words that stay silent as a whole."""

    lexicon: Lexicon
    sentences: list[Sentence] = field(default_factory=list)
    silent: list[Word] = field(default_factory=list)

    def text(
        self,
        text: str,
        line: int,
        place: Place,
        *,
        added: bool = False,
        foreign: Sequence[Foreign] = (),
    ) -> None:
        """Say a run of sentences; `added` when the article does not hold them there."""
        audible = []
        end = 0
        for sentence in sentences(text):
            start = text.find(sentence, end)
            end = max(end, start + len(sentence))
            there = _within(foreign, start, end)
            words = self._words(sentence, added=added, english=_english(there))
            words = _in_languages(words, there)
            if any(word.spoken for word in words):
                audible.append(words)
            else:
                self.silent += words
        for words in audible:
            self.sentences.append(Sentence(line, place, words is audible[-1], words))

    def blocks(self, blocks: Iterable[Block], place: Place) -> None:
        """Say blocks, each in its own way; text by itself stands at `place`."""
        for block in blocks:
            match block:
                case Paragraph():
                    self._paragraph(block, place)
                case Heading():
                    self.text(block.text, block.line, "heading")
                case Listing():
                    self._listing(block, "item" if place == "paragraph" else place)
                case Table():
                    self._table(block)
                case Image():
                    start = len(self.sentences)
                    self.text(block.alt, block.line, "caption" if place == "paragraph" else place)
                    self._open(start, phrases().image)
                case Code():
                    self.text(phrases().code, block.line, place, added=True)
                    self.silent.append(Word(block.text, "", rule="code"))

    def _paragraph(self, paragraph: Paragraph, place: Place) -> None:
        self.text(paragraph.text, paragraph.line, place, foreign=paragraph.foreign)
        for note in paragraph.notes:
            start = len(self.sentences)
            self.blocks(note.blocks, "note")
            self._open(start, phrases().note)

    def _listing(self, listing: Listing, place: Place) -> None:
        for number, item in enumerate(listing.items, listing.first or 0):
            start = len(self.sentences)
            self.blocks(item, place)
            if listing.first is not None:
                self._open(start, str(number))

    def _table(self, table: Table) -> None:
        """Say a table row by row, before each cell the header of its column."""
        self.text(phrases().table, table.line, "table", added=True)
        header = _Header(table.header if table.rows else ())
        for row in laid_out(table.rows or (table.header,)):
            start = len(self.sentences)
            for placed in row:
                self._cell(placed, table.line, header)
            self._join(start)
        for label in header.unsaid():
            words = self._words(label)
            self.silent += (Word(word.written, "", rule="empty column") for word in words)
        self.text(phrases().table_end, table.line, "table", added=True)

    def _cell(self, placed: Placed, line: int, header: "_Header") -> None:
        start = len(self.sentences)
        if placed.again:
            self.text(" ".join(texts(placed.cell.blocks)), line, "table", added=True)
        else:
            self.blocks(placed.cell.blocks, "table")
        if len(self.sentences) > start:
            label, again = header.say(placed.column)
            self._open(start, label, added=again)

    def _open(self, start: int, label: str, *, added: bool = True) -> None:
        """Let the sentence that was added at `start`, if any, open with a label and a colon."""
        if len(self.sentences) > start and label:
            first = self.sentences[start]
            words = _with_colon(self._words(label, added=added))
            self.sentences[start] = replace(first, words=(*words, *first.words))

    def _join(self, start: int) -> None:
        """Make one paragraph of the sentences from `start` on."""
        for index in range(start, len(self.sentences) - 1):
            self.sentences[index] = replace(self.sentences[index], ends_paragraph=False)

    def _words(
        self, text: str, *, added: bool = False, english: Iterable[tuple[int, int]] = ()
    ) -> tuple[Word, ...]:
        words = spoken_words(text, self.lexicon, english)
        return tuple(replace(w, added=w.written) for w in words) if added else words


def _within(foreign: Sequence[Foreign], start: int, end: int) -> list[Foreign]:
    """The passages between two places of a text, counted from the first."""
    return [
        Foreign(max(passage.start, start) - start, min(passage.end, end) - start, passage.language)
        for passage in foreign
        if passage.start < end and passage.end > start
    ]


def _english(foreign: Iterable[Foreign]) -> list[tuple[int, int]]:
    return [
        (passage.start, passage.end)
        for passage in foreign
        if passage.language.split("-")[0].lower() == "en"
    ]


def _in_languages(words: tuple[Word, ...], foreign: Sequence[Foreign]) -> tuple[Word, ...]:
    """The words of a sentence, each that begins in a foreign passage with its language."""
    if not foreign:
        return words
    starts = accumulate((len(word.written) + 1 for word in words[:-1]), initial=0)
    return tuple(
        replace(word, language=_language_at(foreign, start))
        for word, start in zip(words, starts, strict=True)
    )


def _language_at(foreign: Iterable[Foreign], place: int) -> str:
    return next((f.language for f in foreign if f.start <= place < f.end), "")


class _Header:
    """The labels of a table's columns, and which of them have been said."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        cells = tuple(cells)
        self._labels = [" ".join(texts(cell.blocks)) for cell in cells]
        self._columns = [i for i, cell in enumerate(cells) for _ in range(cell.columns)]
        self._said: set[int] = set()

    def say(self, column: int) -> tuple[str, bool]:
        """Give the label of a column, empty if it has none, and whether it was said before."""
        if column >= len(self._columns):
            return "", False
        index = self._columns[column]
        again = index in self._said
        self._said.add(index)
        return self._labels[index], again

    def unsaid(self) -> list[str]:
        """Give the labels of columns in which no cell said anything."""
        return [label for i, label in enumerate(self._labels) if i not in self._said]


def _with_colon(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Let a label lead on to what follows, unless it ends in a mark of its own."""
    *before, last = words
    if last.mark == ":" or last.written.endswith(("?", "!", ":")):
        return words
    mark = ":" if last.spoken else ""
    return (*before, replace(last, written=f"{last.written}:", mark=mark, added=last.added + ":"))
