"""Coverage: proof that every visible character is spoken, replaced by a rule or left out by one.

It is counted twice, apart from each other: what a source shows against what its article holds
(`proved`, by each reader), and what the article holds against what its script says (`Coverage.of`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import category

from narrate.article import Article, Block, Cell, Code, Heading, Image, Listing, Paragraph, Table
from narrate.errors import HoorstukError
from narrate.script import Script


class LostTextError(HoorstukError):
    """Visible characters of an article went missing, or came from nowhere."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the visible characters of a source; numbers of them, spaces aside."""

    visible: int
    """All of them: `spoken`, and all in `replaced` and in `left_out`."""
    spoken: int
    """Of words that are read as they stand."""
    replaced: dict[str, int]
    """Of words that are said otherwise, by the rule that says how."""
    left_out: dict[str, int]
    """Of what is not said, by the rule that says why."""

    @staticmethod
    def of(article: Article, script: Script) -> "Coverage":
        """Count what became of an article.

        Raises:
            LostTextError: the script lost characters of the article, or made them up.
        """
        words = [w for c in script.chapters for s in c.sentences for w in s.words]
        words += script.silent
        said = Counter[str]()
        for word in words:
            said.update(word.written)
            said.subtract(word.added)
        _same(visible(written(article)), _only_visible(said), article.source)
        spoken, replaced, left_out = 0, Counter[str](), Counter[str]()
        for word in words:
            number = visible([word.written]).total() - visible([word.added]).total()
            if not word.spoken:
                left_out[word.rule or "left out"] += number
            elif word.rule:
                replaced[word.rule] += number
            else:
                spoken += number
        for part in article.left_out:
            left_out[part.rule] += visible([part.text]).total()
        total = spoken + replaced.total() + left_out.total()
        return Coverage(total, spoken, _without_noughts(replaced), _without_noughts(left_out))


def proved(article: Article, shown: str) -> Article:
    """Give the article back, after checking that it holds all that its source shows.

    Raises:
        LostTextError: it lost visible characters of `shown`, or made some up.
    """
    left_out = (part.text for part in article.left_out)
    _same(visible([shown]), visible([*written(article), *left_out]), article.source, shown)
    return article


def visible(texts: Iterable[str]) -> Counter[str]:
    """Count the characters that one can see: no white space, no control characters."""
    counted = Counter[str]()
    for text in texts:
        counted.update(text)
    return _only_visible(counted)


def written(article: Article) -> Iterator[str]:
    """Give every text of the article that stands in its source's text."""
    if article.title_line:
        yield article.title
    for section in article.sections:
        yield section.heading
        yield from texts(section.blocks)


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Give every text of the blocks, in reading order."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block.text
                for note in block.notes:
                    yield from texts(note.blocks)
            case Heading() | Code():
                yield block.text
            case Image():
                yield block.alt
            case Listing():
                for item in block.items:
                    yield from texts(item)
            case Table():
                for row in (block.header, *block.rows):
                    yield from _texts_of_cells(row)


def _texts_of_cells(row: Iterable[Cell]) -> Iterator[str]:
    for cell in row:
        yield from texts(cell.blocks)


def _only_visible(counted: Counter[str]) -> Counter[str]:
    unseen = ("Cc", "Cs")
    kept = {c: n for c, n in counted.items() if not (c.isspace() or category(c) in unseen)}
    return +Counter(kept)


def _same(source: Counter[str], kept: Counter[str], name: str, shown: str = "") -> None:
    lost, invented = source - kept, kept - source
    if not lost and not invented:
        return
    if lost:
        what = f"{lost.total()} visible characters were lost in reading: {_sample(lost)}"
    else:
        what = f"{invented.total()} characters came from nowhere: {_sample(invented)}"
    rare = min(lost, key=lambda char: source[char], default="")
    line = shown.count("\n", 0, shown.find(rare)) + 1 if rare and shown else 0
    place = f"{name}:{line}" if line else name
    raise LostTextError(f"{place}: {what}; report this with the article, it is our mistake")


def _sample(characters: Counter[str]) -> str:
    return "".join(characters.elements())[:40]


def _without_noughts(counted: Counter[str]) -> dict[str, int]:
    return {rule: number for rule, number in sorted(counted.items()) if number}
