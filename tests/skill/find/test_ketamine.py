"""The table of questions on the article about ketamine: its form, and floors for what is found.

Only the part that may be looked at while tuning is asked here; docs/finding.md has the held part.
"""

import re
from pathlib import Path

import pytest

from narrate.readers import read
from skill.find import BAR, Index
from skill.library import Chapter, Sentence

ARTICLE = Path(__file__).parents[3] / "audio" / "articles" / "ketamine-en-de-hersenen.txt"
LINES = (Path(__file__).parent / "data" / "questions.tsv").read_text("utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if not line.startswith("#")]


@pytest.fixture(scope="module")
def answers():
    """Of each question that may be tuned on: the chapters that answer it, and the best found."""
    chapters = [
        Chapter(
            ARTICLE.stem,
            number,
            section.heading,
            section.role,
            None,
            tuple(
                Sentence(text, None, None)
                for paragraph in section.blocks
                for text in re.split(r"(?<=[.?!])\s+(?=[A-Z])", paragraph.text)
            ),
        )
        for number, section in enumerate(read(ARTICLE).sections, 1)
    ]
    index = Index(chapters)
    return [
        (
            set() if where == "-" else {int(one) for one in where.split("|")},
            index.find([text], limit=1),
        )
        for text, where, part in ROWS
        if part == "tune"
    ]


def test_the_table_is_whole():
    assert len({text for text, _, _ in ROWS}) == len(ROWS)
    assert all(re.fullmatch(r"-|[1-8](\|[1-8])*", where) for _, where, _ in ROWS)
    parts = [part for _, _, part in ROWS]
    assert set(parts) == {"tune", "held"}
    assert 0.28 <= parts.count("held") / len(parts) <= 0.36
    outside = sum(where == "-" for _, where, _ in ROWS)
    assert outside >= 40
    assert len(ROWS) - outside >= 60


def test_the_chapter_that_answers_comes_first(answers):
    inside = [bool(found) and found[0].chapter.number in right for right, found in answers if right]
    assert sum(inside) >= 0.65 * len(inside)


def test_outside_questions_are_refused(answers):
    said = [bool(found) and found[0].confidence >= BAR for right, found in answers if not right]
    assert sum(said) <= 0.05 * len(said)
