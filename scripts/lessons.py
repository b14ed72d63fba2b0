"""The lessons of `tests/data/teaching`: articles, and what people ask of them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from skill.articles import of_articles
from skill.evaluation import Case, read_table
from skill.library import Episode

FOLDER = Path("tests/data/teaching")
EVERY = 5
"""Of so many lessons one teaches how passages are ranked, the others the encoder."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article, and questions about its subject."""

    article: Episode
    answered: tuple[Case, ...]
    """Each with the chapter that answers it."""
    expected: tuple[Case, ...]
    """The same, as somebody wrote them who knows the article; none for many a lesson."""
    unanswered: tuple[str, ...]


def lessons() -> tuple[list[Lesson], list[Lesson]]:
    """The lessons for the encoder, and those for the finder, which the encoder has not seen."""
    articles = of_articles(FOLDER / "articles")
    answered = read_table(FOLDER / "questions.tsv", articles)
    expected = read_table(FOLDER / "expected.tsv", articles)
    unanswered = list(_unanswered())
    found = [
        Lesson(
            article,
            tuple(case for case in answered if case.article == article.slug),
            tuple(case for case in expected if case.article == article.slug),
            tuple(text for text, about in unanswered if about == article.slug),
        )
        for article in articles
    ]
    return [one for one in found if not _is_kept(one)], [one for one in found if _is_kept(one)]


def _is_kept(lesson: Lesson) -> bool:
    """Whether a lesson is for the finder: by its name alone, so that new ones move none."""
    return crc32(lesson.article.slug.encode()) % EVERY == 0


def _unanswered() -> Iterator[tuple[str, str]]:
    with (FOLDER / "unanswered.tsv").open(encoding="utf-8", newline="") as file:
        for text, about in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if not text.startswith("# "):
                yield text, about
