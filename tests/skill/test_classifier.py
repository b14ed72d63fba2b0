"""What kind of utterance it is: learnt, for words that no pattern or template has."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skill.classifier import NONE, PLACES, Classifier, places
from skill.encoder import SIZE, question
from skill.safety import FILE, Safety
from skill.templates import DATA

SAFETY = Safety.load()
PATTERNS = replace(SAFETY, learnt=None)
LEARNT = Classifier.load(DATA / FILE)


def test_places_are_each_once_and_do_not_depend_on_the_run():
    found = places(["help", "help"])
    assert found == sorted(set(found))
    assert all(0 <= one < PLACES for one in found)
    assert places(["bel", "iemand"]) == places(["bel", "iemand"]) != places(["iemand", "bel"])


@pytest.mark.parametrize("words", [[], ["de"], ["wat", "is", "glutamaat"], ["é", "—", "第"]])
def test_what_says_nothing_is_nothing(words):
    chances = LEARNT.chances(words, question(" ".join(words)))
    assert max(chances, key=chances.__getitem__) == NONE
    assert sum(chances.values()) == pytest.approx(1)


def unlearnt() -> Classifier:
    """Judges that say `none` whatever they hear; two hidden places."""
    kinds = (NONE, "cry", "order")
    count = len(kinds)
    shapes = ((PLACES, count), (count,), (SIZE, 2), (2,), (2, count), (count,))
    learnt = Classifier(kinds, *(np.zeros(shape, np.float32) for shape in shapes))
    learnt.bias[0] = 3
    return learnt


def test_words_alone_may_tell():
    learnt = unlearnt()
    own = sorted(set(places(["kwik"])) - set(places(["melk"])))
    learnt.words[own, learnt.kinds.index("cry")] = 5
    assert learnt.chances(["kwik"], np.zeros(SIZE))["cry"] > 0.9
    assert learnt.chances(["melk"], np.zeros(SIZE))[NONE] > 0.9


def test_meaning_alone_may_tell():
    learnt = unlearnt()
    learnt.inner[7, 1] = 1
    learnt.outer[1, learnt.kinds.index("order")] = 7
    assert learnt.chances(["melk"], np.eye(SIZE)[7])["order"] > 0.9
    assert learnt.chances(["melk"], -np.eye(SIZE)[7])[NONE] > 0.9


def test_what_is_written_is_read_again(tmp_path: Path):
    np.savez_compressed(tmp_path / FILE, **LEARNT.arrays())
    again = Classifier.load(tmp_path / FILE).arrays()
    assert all(np.array_equal(one, again[name]) for name, one in LEARNT.arrays().items())


@pytest.mark.parametrize(
    ("said", "card"),
    [
        ("mijn man kleurt helemaal grijs en hij snakt", "danger"),
        ("ik zie er zo tegenop om nog wakker te zijn op deze aardbol, ik wil weg", "after_suicide"),
    ],
)
def test_words_that_no_pattern_has(said, card):
    assert PATTERNS.check([said]) is None
    found = SAFETY.check([said])
    assert found is not None
    assert found.name == card


def test_questions_of_knowledge_and_refusals_come_before():
    assert SAFETY.check(["hoe snel verdrink je"]) is None
    refused = SAFETY.check(["hoeveel ketamine mag ik nemen"])
    assert refused is not None
    assert refused.kind == "refused"
