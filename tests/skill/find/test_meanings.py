"""What sentences mean is read once; what is new is read beside it."""

from dataclasses import replace

import numpy as np
import pytest

from skill import encoder
from skill.find import meanings
from skill.find.meanings import RUN, Meanings
from skill.library import Chapter, Sentence


def chapter(number, title, *texts):
    sentences = tuple(Sentence(text, None, None) for text in texts)
    return Chapter("dieren", number, title, "chapter", None, sentences)


HEDGEHOG = chapter(1, "De egel", "De egel slaapt in de winter.", "Melk is slecht voor hem.")
BEE = chapter(
    2, "De bij", *(f"Bij nummer {at} danst voor de andere in de korf." for at in range(20))
)


def test_every_sentence_has_its_vector_in_its_order():
    found = Meanings.of([HEDGEHOG, BEE])
    assert found.vectors.shape == (22, encoder.SIZE)
    assert found.counts.sum() == 22
    slept, danced = map(encoder.question, ("Wanneer slaapt een egel?", "Wie danst in de korf?"))
    assert (found.vectors @ slept).argmax() == 0
    assert (found.vectors @ danced).argmax() >= 2
    assert found.nearest(slept, 1) == [0]


def test_a_run_holds_no_more_letters_than_it_may_and_no_other_chapter():
    found = Meanings.of([HEDGEHOG, BEE])
    ends = np.cumsum(found.counts)
    assert len(HEDGEHOG.sentences) in ends
    longest = RUN // len(BEE.sentences[0].text)
    assert found.counts.max() <= longest


def test_only_what_is_new_is_read(monkeypatch):
    known = Meanings.of([HEDGEHOG])
    read = []

    class Watched:
        def sentences(self, runs):
            read.extend(runs)
            return encoder.encoder().sentences(runs)

    monkeypatch.setattr(meanings, "encoder", Watched)
    again = Meanings.of([BEE, HEDGEHOG], known)
    assert {heading for heading, _ in read} == {"De bij."}
    assert np.array_equal(again.vectors[-2:], known.vectors)
    assert np.allclose(again.vectors, Meanings.of([BEE, HEDGEHOG]).vectors, atol=2e-3)


def test_written_questions_are_read_once_too(monkeypatch):
    known = Meanings.of([replace(HEDGEHOG, questions=("Slaapt een egel?",))])
    assert np.allclose(known.questions, encoder.question("Slaapt een egel?"), atol=2e-3)
    read = []

    class Watched:
        def questions(self, texts):
            read.extend(texts)
            return encoder.encoder().questions(texts)

    monkeypatch.setattr(meanings, "encoder", Watched)
    again = Meanings.of([replace(HEDGEHOG, questions=("Bijt hij?", "Slaapt een egel?"))], known)
    assert read == ["Bijt hij?"]
    assert np.array_equal(again.questions[1], known.questions[0])


@pytest.mark.parametrize("chapters", [[], [chapter(1, "Leeg")]])
def test_a_library_without_sentences(chapters):
    found = Meanings.of(chapters)
    assert found.vectors.shape == (0, encoder.SIZE)
    assert len(found.nearest(encoder.question("Wat is een egel?"), 5)) == 0
