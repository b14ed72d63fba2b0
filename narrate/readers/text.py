"""Plain text, each line a paragraph, its headings unmarked: short lines without a final stop."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from narrate.article import Article, Paragraph, Section

HEADING_LENGTH = 100
"""A longer line, in characters, is never a heading."""
PARAGRAPH_LENGTH = 60
"""What a heading stands above is at least this long, in characters, or ends as a sentence."""
INTRODUCTION = "Inleiding"
"""Title of what stands before the first heading."""
DISCLAIMER = "Disclaimer"


def read(content: str, name: str) -> Article:
    """Read an article from its text; `name` is its file's, and its title when it states none."""
    lines = [
        Paragraph(" ".join(line.split()), number)
        for number, line in enumerate(content.splitlines(), start=1)
        if line.strip()
    ]
    headings = _headings(lines)
    title = _title(lines, headings)
    if title is None:
        return _article(title_from_name(name), name, lines, headings)
    return _article(title, name, lines[1:], {i - 1 for i in headings if i > 0})


def title_from_name(name: str) -> str:
    """`ketamine-en-de-hersenen.txt` is titled `Ketamine en de hersenen`."""
    words = " ".join(re.split(r"[-_\s]+", Path(name).stem)).strip()
    return words[:1].upper() + words[1:]


def _article(title: str, name: str, lines: list[Paragraph], headings: set[int]) -> Article:
    first = INTRODUCTION if headings else title
    sections = _sections(lines, headings, first)
    return Article(title, name, _with_disclaimer_apart(sections))


def _headings(lines: list[Paragraph]) -> set[int]:
    """Indexes of the lines that are headings."""
    found: set[int] = set()
    for i, (line, below) in enumerate(pairwise(lines)):
        if not (_could_be_heading(line.text) and _is_paragraph(below.text, under=line.text)):
            continue
        in_a_list = i > 1 and _could_be_heading(lines[i - 1].text) and i - 1 not in found
        if not in_a_list:
            found.add(i)
    return found


def _title(lines: list[Paragraph], headings: set[int]) -> str | None:
    """The first line, when it stands above the first heading or is the only heading there is."""
    stands_above = 1 in headings and _could_be_heading(lines[0].text)
    return lines[0].text if stands_above or headings == {0} else None


def _could_be_heading(line: str) -> bool:
    return (
        len(line) <= HEADING_LENGTH
        and not line.endswith((".", ",", ";", ":", "!", "…"))
        and (line[0].isupper() or line[0].isdigit() or line[0] in "\"'‘“¿’")
    )


def _is_paragraph(line: str, under: str) -> bool:
    ends_as_sentence = line.rstrip("\"'”’)").endswith((".", "!", "?", ":", "…"))
    return len(line) >= PARAGRAPH_LENGTH or (ends_as_sentence and len(line) > len(under))


def _sections(lines: list[Paragraph], headings: set[int], first: str) -> list[Section]:
    """Cut the lines at the headings; what stands before the first one is called `first`."""
    ends = [*sorted(headings), len(lines)]
    lead = tuple(lines[: ends[0]])
    sections = [Section(first, lead[0].line, lead)] if lead else []
    for start, end in pairwise(ends):
        body = tuple(lines[start + 1 : end])
        sections.append(Section(lines[start].text, lines[start].line, body))
    return sections


def _with_disclaimer_apart(sections: list[Section]) -> tuple[Section, ...]:
    """Make the closing disclaimer a section of its own, heading or none."""
    *before, last = sections
    if re.fullmatch(disclaimers().heading, last.heading, re.IGNORECASE):
        return (*before, Section(last.heading, last.line, last.paragraphs, "disclaimer"))
    body, closing = last.paragraphs[:-1], last.paragraphs[-1:]
    if not body or not is_disclaimer(closing[0].text):
        return tuple(sections)
    apart = Section(DISCLAIMER, closing[0].line, closing, "disclaimer")
    return (*before, Section(last.heading, last.line, body), apart)


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
