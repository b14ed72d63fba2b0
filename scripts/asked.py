"""Questions put to libraries: the whole measuring set, halves of it, few articles, one, lessons."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from lessons import Lesson, lessons
from numpy.typing import NDArray

from narrate import readers
from narrate.article import Paragraph
from skill.articles import of_articles
from skill.evaluation import OUTSIDE, Case, holds
from skill.find import Index
from skill.find.evidence import Looked, Places
from skill.library import Chapter, Episode, chapters_of

Bools = NDArray[np.bool_]

HALVES = 10
FEW = 4
"""Articles of a small library."""
STRANGERS = 20
"""Questions on other articles that each article alone is asked."""
KEPT = 150
"""Sentences of a question that are learnt from."""
SEED = 1
NO_CHAPTER = frozenset({0})
ARTICLES = Path("audio/articles")
TABLES = Path("tests/data")
LONG = 6
"""Letters of an answer from which it is long."""


@dataclass
class Asked:
    """One question to one library."""

    case: Case
    index: Index
    looked: Looked
    """Its most promising sentences."""
    right: Bools
    """Which of these are of the article and hold the answer."""
    elsewhere: Bools
    """Which are of another article and hold it too."""
    inside: bool
    """Whether the library answers it."""


def ask(index: Index, chapters: Sequence[Chapter], cases: Sequence[Case]) -> Iterator[Asked]:
    """Put questions to a library; one without a telling word is left out."""
    texts = [sentence.text for chapter in chapters for sentence in chapter.sentences]
    owners = [chapter for chapter in chapters for _ in chapter.sentences]
    for case in cases:
        looked = index.look(index.read(case.question))
        if looked is None:
            continue
        at = looked.places.sentences
        held = np.array([holds_answer(case, texts[one]) for one in at])
        mine = np.array([answers_from(case, owners[one]) for one in at])
        promise = looked.of("own_rare") + looked.of("near_rare") + 20 * looked.of("meaning")
        kept = np.union1d(np.argsort(-promise, kind="stable")[:KEPT], np.flatnonzero(held & mine))
        kept = np.unique(np.clip(kept[:, None] + np.arange(4), 0, len(at) - 1))
        places = looked.places
        some = Looked(
            looked.question,
            Places(at[kept], places.chapters[kept], places.opens[kept], places.closes[kept]),
            looked.features[kept],
        )
        inside = any(chapter.episode == case.article for chapter in chapters)
        right = (held & mine)[kept]
        yield Asked(case, index, some, right, (held & ~mine)[kept], inside)


_held: dict[tuple[tuple[str, ...], str], bool] = {}


def holds_answer(case: Case, text: str) -> bool:
    """Whether a text holds what is expected."""
    key = (case.texts, text)
    if key not in _held:
        _held[key] = not case.texts or any(holds(text, one) for one in case.texts)
    return _held[key]


def answers_from(case: Case, chapter: Chapter) -> bool:
    """Whether a chapter is of the article that answers, and one of those that do."""
    here = chapter.episode == case.article
    return here and (not case.chapters or chapter.number in case.chapters)


def is_long(case: Case) -> bool:
    """Whether what is expected stands in an article hardly by accident."""
    return max(map(len, case.texts), default=0) >= LONG


def libraries_of(
    episodes: Sequence[Episode], asked: Sequence[Case], words: Sequence[Case], folder: Path
) -> dict[str, list[Asked]]:
    """The questions put to every kind of library; `folder` holds the articles of the episodes.

    `words` are those in people's own words: where the others are written for an article, they
    are put alone.
    """
    cases = [*asked, *words]
    random = np.random.default_rng(SEED)
    paragraphs = {episode.slug: _paragraphs(episode, folder) for episode in episodes}
    read = Index([one for some in paragraphs.values() for one in some])
    whole = chapters_of(episodes)
    index = Index(whole)
    return {
        "all": list(ask(index, whole, cases)),
        "half": list(_ask_halves(episodes, cases, index, random)),
        "one": list(_ask_each(paragraphs, cases, read, random)),
        "few": list(_ask_few(paragraphs, cases, read, random)),
        "lessons": list(_ask_lessons()),
        "written": [*_ask_written(whole, asked, words, index), *_ask_expected()],
        "own": list(_ask_own(written=False)),
        "own, with what is written": list(_ask_own(written=True)),
    }


def _ask_halves(
    episodes: Sequence[Episode], cases: Sequence[Case], read: Index, random: np.random.Generator
) -> Iterator[Asked]:
    """Questions put to halves of the articles."""
    for _ in range(HALVES):
        half = sorted(random.permutation(len(episodes))[: len(episodes) // 2])
        chapters = chapters_of(episodes[at] for at in half)
        yield from ask(read.about(chapters), chapters, cases)


def _ask_each(
    articles: Mapping[str, Sequence[Chapter]],
    cases: Sequence[Case],
    read: Index,
    random: np.random.Generator,
) -> Iterator[Asked]:
    """Each article asked its own questions, and some on others."""
    for slug, chapters in articles.items():
        own = [case for case in cases if case.article == slug]
        others = [case for case in cases if case.article != slug]
        strangers = [others[at] for at in random.permutation(len(others))[:STRANGERS]]
        yield from ask(read.about(chapters), chapters, [*own, *strangers])


def _ask_few(
    articles: Mapping[str, Sequence[Chapter]],
    cases: Sequence[Case],
    read: Index,
    random: np.random.Generator,
) -> Iterator[Asked]:
    """Questions put to a few articles, and again when the paragraph that answers is taken out.

    What is left is of the same subject and does not answer.
    """
    for slug in articles:
        beside = random.choice([one for one in articles if one != slug], FEW - 1, replace=False)
        chapters = [chapter for one in (slug, *beside) for chapter in articles[one]]
        index = read.about(chapters)
        own = [case for case in cases if case.article == slug]
        yield from ask(index, chapters, own)
        for case in own:
            silent = [
                chapter
                for chapter in chapters
                if not (
                    answers_from(case, chapter)
                    and any(holds_answer(case, one.text) for one in chapter.sentences)
                )
            ]
            for asked in ask(index.about(silent), silent, [case]):
                yield replace(asked, inside=False)


def _ask_lessons() -> Iterator[Asked]:
    """The questions of the lessons, put to all of them and to few at a time."""
    _, taught = lessons()
    index = Index(chapters_of(lesson.article for lesson in taught))
    yield from _ask_taught(taught, index)
    for at in range(0, len(taught), FEW):
        yield from _ask_taught(taught[at : at + FEW], index)


def _ask_taught(some: Sequence[Lesson], read: Index) -> Iterator[Asked]:
    chapters = chapters_of(lesson.article for lesson in some)
    index = read.about(chapters)
    for lesson in some:
        yield from ask(index, chapters, lesson.answered)
        silent = [
            Case(text, lesson.article.slug, (), NO_CHAPTER, number)
            for number, text in enumerate(lesson.unanswered)
        ]
        for asked in ask(index, chapters, silent):
            yield replace(asked, inside=False)


def _ask_written(
    chapters: Sequence[Chapter], written: Sequence[Case], cases: Sequence[Case], read: Index
) -> Iterator[Asked]:
    """Questions put to articles for which others are written."""
    told = with_questions(chapters, written)
    return ask(read.about(told), told, cases)


def _ask_expected() -> Iterator[Asked]:
    """The questions of the lessons, four at a time, with what is expected of them written.

    They are put once more when one chapter of each lesson is taken out, the one that answers.
    """
    _, taught = lessons()
    index = Index(chapters_of(lesson.article for lesson in taught))
    for at in range(0, len(taught), FEW):
        some = taught[at : at + FEW]
        cases = [case for lesson in some for case in lesson.answered]
        expected = [case for lesson in some for case in lesson.expected]
        chapters = with_questions(chapters_of(lesson.article for lesson in some), expected)
        whole = index.about(chapters)
        yield from ask(whole, chapters, cases)
        for number in sorted({chapter.number for chapter in chapters}):
            silent = [chapter for chapter in chapters if chapter.number != number]
            lost = [case for case in cases if number in case.chapters]
            for asked in ask(whole.about(silent), silent, lost):
                yield replace(asked, inside=False)


def with_questions(chapters: Sequence[Chapter], written: Sequence[Case]) -> list[Chapter]:
    """Chapters with the questions that are written for them, and no others."""
    return [
        replace(one, questions=tuple(c.question for c in written if answers_from(c, one)))
        for one in chapters
    ]


def _ask_own(*, written: bool) -> Iterator[Asked]:
    """The questions on the product's own articles, but the held ones."""
    chapters = [
        chapter if written else replace(chapter, questions=())
        for episode in of_articles(ARTICLES)
        for chapter in episode.chapters
    ]
    rows = (row for name in ("finding", "asking") for row in _own_rows(TABLES / name))
    cases = [
        Case(
            row["question"],
            row.get("article", OUTSIDE),
            (),
            frozenset(map(int, filter(None, row.get("chapters", "").split("|")))),
            number,
        )
        for number, row in enumerate(rows, 1)
    ]
    return ask(Index(chapters), chapters, cases)


def _own_rows(folder: Path) -> Iterator[dict[str, str]]:
    for name in ("questions", "outside"):
        with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            yield from (row for row in rows if row.get("held") != "yes")


def _paragraphs(episode: Episode, folder: Path) -> list[Chapter]:
    """An article with each paragraph as a chapter."""
    (path,) = folder.glob(f"{episode.slug}.*")
    (chapter,) = episode.chapters
    texts = [
        block.text
        for section in readers.read(path).sections
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]
    rest = list(chapter.sentences)
    chapters = []
    for number, text in enumerate(texts, 1):
        own = []
        while rest and rest[0].text in text:
            own.append(rest.pop(0))
        chapters.append(replace(chapter, number=number, title="", sentences=tuple(own)))
    assert not rest, episode.slug
    return chapters
