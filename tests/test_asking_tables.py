"""The tables of questions, commands and emergencies are well-formed and true to the articles."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from narrate import readers
from narrate.article import Article, Block, Code, Heading, Image, Listing, Paragraph, Table

ROOT = Path(__file__).parents[1]
TABLES = Path(__file__).parent / "data" / "asking"
LATER = [TABLES.with_name(name) for name in ("asking_again", "asking_third")]
"""Tables that were written after those of `asking` had been scored."""
ARTICLES = {
    "droge-voeten": ".txt",
    "slaap-en-de-biologische-klok": ".md",
    "lezen-met-uw-vingers": ".html",
    "ketamine-en-de-hersenen": ".txt",
}
"""Those that the questions are about, and the suffixes of their files."""

COLUMNS = {
    "questions": ("question", "article", "chapters", "words", "held"),
    "outside": ("question", "kind", "held"),
    "refusals": ("question", "kind", "held"),
    "emergencies": ("utterance", "kind", "held"),
    "harmless": ("utterance", "held"),
    "commands": ("utterance", "command", "argument", "held"),
}
COUNTS = {
    "questions": 160,
    "outside": 70,
    "refusals": 36,
    "emergencies": 70,
    "harmless": 70,
    "commands": 310,
}
CLASSES = {
    "questions": ("article", set(ARTICLES)),
    "outside": ("kind", {"near", "far"}),
    "refusals": ("kind", {"dose", "obtaining", "changing"}),
    "emergencies": ("kind", {"danger", "suicide", "poisoning"}),
    "commands": (
        "command",
        set(
            "pause resume stop next previous repeat seek chapter faster slower louder softer "
            "contents where remaining restart help episodes".split()
        ),
    ),
}


def table(name: str, folder: Path = TABLES) -> list[dict[str, str]]:
    with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def said(row: dict[str, str]) -> str:
    return next(iter(row.values()))


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_is_well_formed(name: str):
    rows = table(name)
    assert all(tuple(row) == COLUMNS[name] and None not in row.values() for row in rows)
    assert len(rows) == COUNTS[name]
    for row in rows:
        for cell, text in row.items():
            assert text == text.strip()
            assert text or cell == "argument", row


@pytest.mark.parametrize("folder", LATER, ids=lambda folder: folder.name)
@pytest.mark.parametrize("name", COLUMNS)
def test_later_tables_have_the_same_form_and_are_all_held(name: str, folder: Path):
    rows = table(name, folder)
    assert all(tuple(row) == COLUMNS[name] and None not in row.values() for row in rows)
    assert len(rows) >= 20
    assert {row["held"] for row in rows} == {"yes"}


@pytest.mark.parametrize("name", COLUMNS)
def test_every_third_row_is_held(name: str):
    for number, row in enumerate(table(name), start=1):
        assert row["held"] == ("yes" if number % 3 == 0 else "no"), row


def test_nothing_is_said_twice():
    all_said = Counter(
        "".join(c for c in said(row).casefold() if c.isalnum())
        for name in COLUMNS
        for row in table(name)
    )
    assert [text for text, times in all_said.items() if times > 1] == []


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_has_rows_of_both_sorts(name: str):
    column, classes = CLASSES[name]
    found = {(row[column], row["held"]) for row in table(name)}
    assert found == {(one, held) for one in classes for held in ("yes", "no")}


def test_commands_have_the_argument_that_they_need():
    for row in table("commands"):
        number = int(row["argument"]) if row["argument"] else None
        if row["command"] == "seek":
            assert number, row
        elif row["command"] == "chapter":
            assert number == -1 or (number is not None and number > 0), row
        else:
            assert number is None, row


@pytest.mark.parametrize("slug", ARTICLES)
def test_the_answers_are_in_the_chapters_named(slug: str):
    chapters = _chapters(readers.read(ROOT / "audio" / "articles" / f"{slug}{ARTICLES[slug]}"))
    asked = [row for folder in (TABLES, *LATER) for row in table("questions", folder)]
    rows = [row for row in asked if row["article"] == slug]
    assert len(rows) >= 80
    for row in rows:
        numbers = [int(number) for number in row["chapters"].split("|")]
        assert set(numbers) <= set(chapters), row
        for number in numbers:
            assert any(w.casefold() in chapters[number] for w in row["words"].split("|")), row


def _chapters(article: Article) -> dict[int, str]:
    """The text of each chapter in lower case, numbered as `narrate build` does."""
    return {
        number: " ".join(_texts(section.blocks)).casefold()
        for number, section in enumerate(article.sections, start=1)
    }


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(text=text) | Heading(text=text) | Image(alt=text) | Code(text=text):
                texts.append(text)
            case Listing(items=items):
                texts += [text for item in items for text in _texts(item)]
            case Table(header=header, rows=rows):
                cells = [*header, *(cell for row in rows for cell in row)]
                texts += [text for cell in cells for text in _texts(cell.blocks)]
    return texts
