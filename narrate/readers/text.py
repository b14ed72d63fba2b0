"""Plain text, each line a paragraph, its headings unmarked: short lines without a final stop."""

from itertools import pairwise

from narrate.article import Article, Block, Heading, Paragraph
from narrate.coverage import proved
from narrate.readers import outline
from narrate.readers.outline import Facts

HEADING_LENGTH = 100
"""A longer line, in characters, is never a heading."""
PARAGRAPH_LENGTH = 60
"""What a heading stands above is at least this long, in characters, or ends as a sentence."""


def read(content: str, name: str) -> Article:
    """Read an article from its text; `name` is its file's, and its title when it states none.

    Raises:
        HoorstukError: there is no text in it.
    """
    lines = [
        Paragraph(" ".join(line.split()), number)
        for number, line in enumerate(content.splitlines(), start=1)
        if line.strip()
    ]
    return proved(outline.article(_blocks(lines), name, Facts()), content)


def _blocks(lines: list[Paragraph]) -> list[Block]:
    """The lines, those that are headings as headings, the title above them all."""
    headings = _headings(lines)
    title = 0 if _has_title(lines, headings) else None
    return [
        Heading(line.text, line.line, 1 if i == title else 2)
        if i == title or i in headings
        else line
        for i, line in enumerate(lines)
    ]


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


def _has_title(lines: list[Paragraph], headings: set[int]) -> bool:
    """Whether the first line stands above the first heading or is the only heading there is."""
    return headings == {0} or (1 in headings and _could_be_heading(lines[0].text))


def _could_be_heading(line: str) -> bool:
    return (
        len(line) <= HEADING_LENGTH
        and not line.endswith((".", ",", ";", ":", "!", "…"))
        and (line[0].isupper() or line[0].isdigit() or line[0] in "\"'‘“¿’")
    )


def _is_paragraph(line: str, under: str) -> bool:
    ends_as_sentence = line.rstrip("\"'”’)").endswith((".", "!", "?", ":", "…"))
    return len(line) >= PARAGRAPH_LENGTH or (ends_as_sentence and len(line) > len(under))
