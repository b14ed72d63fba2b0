"""Questions that maintainers wrote, and others that come near to them in meaning."""

from dataclasses import replace

import numpy as np
import pytest

from skill.find import Index
from skill.find.evidence import FEATURES
from skill.find.headings import Headings
from skill.find.written import Written, written_in
from skill.library import Chapter, Sentence

STARTS = np.array([0, 3, 6, 6, 8], np.int32)
"""Of four chapters, the third without sentences."""
WRITTEN = Written(Headings.of(["a", "b", "c"]), np.array([4, 1, 4], np.int32))


def test_each_is_answered_by_the_chapter_of_its_sentence():
    assert WRITTEN.chapters(STARTS).tolist() == [1, 0, 1]


def test_a_chapter_is_as_near_as_its_nearest_question():
    near = WRITTEN.nearer(np.array([0.7, 0.8, 0.9]), STARTS)
    assert near == pytest.approx([-0.05, 0.05, 0, 0])


def test_where_none_is_written_none_is_near():
    nothing = Written(Headings.of(()), np.empty(0, np.int32))
    assert not nothing.nearer(np.empty(0), STARTS).any()


def chapter(number: int, title: str, *texts: str) -> Chapter:
    sentences = tuple(Sentence(text, None, None) for text in texts)
    return Chapter("dieren", number, title, "chapter", None, sentences)


HEDGEHOG = chapter(1, "Stekels", "In november wordt het stil.", "Hij rolt zich op in het blad.")
BEE = chapter(2, "Vlucht", "In mei begint het weer.", "Zij gaan uit en komen terug.")


def test_of_an_article_a_question_without_a_heading_is_one():
    asked = [replace(one, questions=("Wat is dit?",)) for one in (HEDGEHOG, BEE)]
    assert written_in(asked) == {("dieren", "Wat is dit?"): [0, 1]}


def test_a_question_in_other_words_finds_the_chapter_of_one_that_was_written():
    told = [
        replace(HEDGEHOG, questions=("Hoe komt een egel de winter door?",)),
        replace(BEE, questions=("Wanneer halen bijen stuifmeel?",)),
    ]
    asked = "waar blijven stekelige dieren als het vriest"
    index, plain = Index(told), Index([HEDGEHOG, BEE])
    best, before = index.find([asked])[0], plain.find([asked])[0]
    assert best.chapter.number == 1
    assert best.confidence > before.confidence
    looked = index.look(index.read(asked))
    assert looked is not None
    own = looked.features[:, FEATURES.index("expected")]
    assert own[:2].min() > own[2:].max()


def test_a_question_points_to_the_sentence_that_answers_it():
    mounds = chapter(
        1,
        "Wonen op een heuvel",
        "Langs de Waddenzee woonden al mensen, en dijken hadden zij niet.",
        "Ze maakten heuvels van klei, mest en afval, en bouwden daar hun huizen op.",
        "In Friesland heet zo'n heuvel een terp.",
        "Kwam het water, dan bleef het vee boven en wachtte iedereen tot het weer eb werd.",
        "De hoogste ligt in Hegebeintum, bijna negen meter boven de zee.",
    )
    asked = ("Wat is eigenlijk een terp?", "Waar vind ik de hoogste?", "Waar gaat dit over?")
    index = Index([replace(mounds, questions=asked)])
    assert index.shelf.written.sentences.tolist() == [2, 4, 0]
