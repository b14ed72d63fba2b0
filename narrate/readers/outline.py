"""The outline: blocks in a row become the sections of an article, under its title."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from narrate.article import Article, Block, Heading, LeftOut, Paragraph, Section
from narrate.errors import HoorstukError
from narrate.names import slug
from narrate.readers.questions import headings


@dataclass(frozen=True, slots=True)
class Facts:
    """What a source says about itself apart from its text."""

    title: str = ""
    """The title that counts, whatever the text itself has on top."""
    language: str = ""
    language_is_told: bool = False
    lead: str = ""
    date: str = ""
    author: str = ""
    questions: tuple[str, ...] = ()
    lexicon: dict[str, object] = field(default_factory=dict)


def article(
    blocks: Sequence[Block],
    source: str,
    facts: Facts,
    otherwise: str = "",
    left_out: Sequence[LeftOut] = (),
) -> Article:
    """Cut blocks at their highest headings into an article.

    The title is that of `facts`, else the one heading above all others, else `otherwise`, else it
    is made of the source's name.

    Raises:
        HoorstukError: there is nothing but a title.
    """
    top = _top_heading(blocks)
    title = facts.title or (top.text if top else otherwise) or title_from_name(source)
    title_line = 0
    if top and top.text.casefold() == title.casefold():
        blocks = [block for block in blocks if block is not top]
        title, title_line = top.text, top.line
    if not blocks:
        raise empty(source)
    sections = _sections(blocks, _cut_level(blocks, top))
    return compose(sections, source, replace(facts, title=title), title_line, left_out)


def empty(source: str) -> HoorstukError:
    """Say that there is no article in a source."""
    return HoorstukError(f"{source}: holds no text to read aloud; write the article in it")


def compose(
    sections: Sequence[Section],
    source: str,
    facts: Facts,
    title_line: int = 0,
    left_out: Sequence[LeftOut] = (),
) -> Article:
    """Put sections (at least one) under the title of `facts`, the disclaimer apart.

    Raises:
        HoorstukError: a question of `facts` names a heading that no section has.
    """
    _check_questions(facts.questions, sections, source)
    return Article(
        title=facts.title,
        source=source,
        sections=_with_disclaimer_apart(sections),
        language=facts.language or "nl",
        language_is_told=facts.language_is_told,
        title_line=title_line,
        lead=facts.lead,
        date=facts.date,
        author=facts.author,
        questions=facts.questions,
        lexicon=facts.lexicon,
        left_out=tuple(left_out),
    )


def _check_questions(questions: Sequence[str], sections: Sequence[Section], source: str) -> None:
    known = headings(sections)
    for question in questions:
        _, bar, heading = question.partition("|")
        if bar and slug(heading) not in known:
            raise HoorstukError(
                f"{source}: front matter: no section is headed {heading.strip()!r}; write what "
                "stands after | in questions as the heading does"
            )


def title_from_name(name: str) -> str:
    """`ketamine-en-de-hersenen.txt` is titled `Ketamine en de hersenen`."""
    words = " ".join(re.split(r"[-_\s]+", Path(name).stem)).strip() or "artikel"
    return words[:1].upper() + words[1:]


def _top_heading(blocks: Sequence[Block]) -> Heading | None:
    """The first heading, when it ranks above all others and stands first or is a title by rank."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    if not headings:
        return None
    first, *others = headings
    alone = all(other.level > first.level for other in others)
    return first if alone and (first is blocks[0] or first.level <= 1) else None


def _cut_level(blocks: Sequence[Block], top: Heading | None) -> int:
    """The level of the headings that make chapters; a lone top heading does not count."""
    levels = [b.level for b in blocks if isinstance(b, Heading) and b is not top]
    return min(levels, default=top.level if top else 0)


def _sections(blocks: Sequence[Block], level: int) -> list[Section]:
    """Cut at headings of `level` and above, and before the first block."""
    cuts = [i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.level <= level]
    starts = sorted({0, *cuts})
    return [section(blocks[start:end]) for start, end in pairwise([*starts, len(blocks)])]


def section(blocks: Sequence[Block]) -> Section:
    """Make a section of at least one block; a heading that stands first is its own."""
    first, *others = blocks
    if isinstance(first, Heading):
        return Section(first.text, first.line, tuple(others))
    return Section("", first.line, tuple(blocks))


def _with_disclaimer_apart(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Make the closing disclaimer a section of its own, heading or none."""
    *before, last = sections
    if re.fullmatch(disclaimers().heading, last.heading, re.IGNORECASE):
        return (*before, replace(last, role="disclaimer"))
    body, closing = last.blocks[:-1], last.blocks[-1:]
    if not (body and isinstance(closing[0], Paragraph) and is_disclaimer(closing[0].text)):
        return tuple(sections)
    apart = Section("", closing[0].line, closing, "disclaimer")
    return (*before, replace(last, blocks=body), apart)


def is_disclaimer(text: str) -> bool:
    """Whether a paragraph says that the article is information and no advice."""
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in disclaimers().text)


@dataclass(frozen=True, slots=True)
class Disclaimers:
    """The regular expressions of `disclaimers.toml`."""

    heading: str
    text: list[str]


@cache
def disclaimers() -> Disclaimers:
    """What tells a disclaimer from other text."""
    data = Path(__file__).with_name("disclaimers.toml").read_text("utf-8")
    return Disclaimers(**tomllib.loads(data))
