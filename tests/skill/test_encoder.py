"""The sentence encoder, the real one: what means alike lies near, whatever stands around it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.encoder import SIZE, encoder, question

ALIKE = [
    ("Hoe oud werd hij?", "Op welke leeftijd is hij gestorven?", "Waar koop ik een fiets?"),
    ("Ik krijg geen lucht meer.", "Mijn adem stokt.", "Speel het volgende hoofdstuk."),
    ("Waarom slaap ik slecht?", "Hoe komt het dat ik wakker lig?", "Wie bouwde deze dijk?"),
]
SENTENCES = ["De egel slaapt in de winter.", "Daarom legt hij vet aan.", "Melk is slecht voor hem."]


@pytest.mark.parametrize(("text", "near", "far"), ALIKE)
def test_the_same_in_other_words_is_nearer_than_something_else(text, near, far):
    one, two, other = encoder().questions([text, near, far])
    assert one @ two > one @ other


def test_the_sentence_that_answers_is_nearest():
    found = encoder().sentences([("Egels.", SENTENCES)])
    asked = question("Wat mag een egel niet drinken?")
    assert (found @ asked).argmax() == 2


def test_a_text_has_the_same_vector_beside_others_as_alone():
    together = encoder().questions([text for texts in ALIKE for text in texts])
    for vector, text in zip(together, (text for texts in ALIKE for text in texts), strict=True):
        assert vector @ question(text) > 0.999


def test_a_run_longer_than_the_model_reads_gives_a_vector_to_each_sentence():
    found = encoder().sentences([("", ["Dit is een lange zin over niets."] * 120), ("", [])])
    assert found.shape == (120, SIZE)
    assert np.isfinite(found).all()


def test_nothing_is_read_of_nothing():
    assert encoder().questions([]).shape == (0, SIZE)
    assert encoder().sentences([("Kop.", [])]).shape == (0, SIZE)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_vector_of_length_one(text):
    assert np.linalg.norm(question(text)) == pytest.approx(1, abs=1e-3)
    assert np.isfinite(encoder().sentences([(text, [text, ""])])).all()
