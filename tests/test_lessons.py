"""The lessons that teach the encoder and the finder are whole: every chapter is asked about."""

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

LESSONS = Path(__file__).parent / "data" / "teaching"
ARTICLES = sorted((LESSONS / "articles").iterdir())
TABLES = ("asking", "asking_again", "asking_third", "finding", "own_words")
"""What the skill is measured on."""
MEASURED_ON = (
    "ketamine dissocia antidepress braille geleidehond schermlezer remslaap slapeloos melatonine "
    "dijk polder waterschap gemaal overstrom zeespiegel hersen"
).split()
"""What these are about."""


def rows(name: str) -> list[list[str]]:
    with (LESSONS / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        found = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in found if not row[0].startswith("# ")]


def headings(path: Path) -> list[str]:
    return re.findall(r"^## (.+)$", path.read_text("utf-8"), re.MULTILINE)


def test_every_chapter_is_asked_about():
    asked = Counter((article, int(chapter[1:])) for _, article, chapter in rows("questions"))
    there = {(path.stem, at) for path in ARTICLES for at in range(1, len(headings(path)) + 1)}
    assert set(asked) == there
    assert {chapter: count for chapter, count in asked.items() if count < 3} == {}


def test_every_article_is_asked_what_it_does_not_answer():
    asked = Counter(article for _, article in rows("unanswered"))
    assert set(asked) == {path.stem for path in ARTICLES}
    assert {article: count for article, count in asked.items() if count < 3} == {}


def test_no_question_of_an_article_is_asked_twice():
    about = defaultdict(list)
    for text, article, *_ in (*rows("questions"), *rows("unanswered")):
        about[article].append(text.casefold().strip("?"))
    for article, texts in about.items():
        assert len(set(texts)) == len(texts), article


def test_what_is_expected_is_of_a_chapter_and_was_not_asked():
    there = {(path.stem, f"#{at}") for path in ARTICLES for at in range(1, len(headings(path)) + 1)}
    expected = rows("expected")
    assert {(article, chapter) for _, article, chapter in expected} <= there
    asked = {(article, plain(text)) for text, article, _ in (*rows("questions"), *expected)}
    assert len(asked) == len(rows("questions")) + len(expected)


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def test_nothing_is_taught_that_is_measured():
    paths = [path for name in TABLES for path in LESSONS.with_name(name).glob("*.tsv")]
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    measured = {plain(line.split("\t")[0]) for line in lines}
    assert len(measured) > 1000
    taught = {
        plain(row[0]) for name in ("questions", "unanswered", "expected") for row in rows(name)
    }
    assert taught & measured == set()


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_is_of_its_own_subject_and_has_five_chapters(path: Path):
    assert len(headings(path)) == 5
    words = f"{path.stem} {path.read_text('utf-8')}".casefold()
    assert [word for word in MEASURED_ON if word in path.stem or words.count(word) > 2] == []
