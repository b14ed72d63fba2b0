"""What is read from a question: telling words, the kind of answer, letters and joined words."""

import tomllib

import pytest

from skill.find.compounds import Splitter
from skill.find.question import LONGEST, MOST_TERMS, read_question
from skill.find.words import DATA, normal, tokens

FRAMES = tomllib.loads((DATA / "frames.toml").read_text("utf-8"))
KINDS = tomllib.loads((DATA / "kinds.toml").read_text("utf-8"))["kind"]


def read(text, *known):
    return read_question(text, Splitter([]), set(known).__contains__)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["holds"])
def test_every_opening_has_a_case(kind):
    asked = [f" {' '.join(normal(token) for token in tokens(case))} " for case in kind["cases"]]
    for opening in kind["openings"]:
        assert any(f" {opening} " in case for case in asked), opening


@pytest.mark.parametrize(
    ("case", "holds"), [(case, kind["holds"]) for kind in KINDS for case in kind["cases"]]
)
def test_what_the_answer_holds(case, holds):
    assert read(case).holds == holds


@pytest.mark.parametrize("case", FRAMES["case"], ids=lambda case: case["question"])
def test_what_is_said_around_a_question_tells_nothing(case):
    assert {term.word for term in read(case["question"]).terms} == set(case["telling"])


@pytest.mark.parametrize("frame", FRAMES["frames"])
def test_frames(frame):
    assert frame == " ".join(normal(word) for word in frame.split())
    asked = read(f"Egels, {frame.replace('#', 'zeventig')} egels?")
    assert [term.word for term in asked.terms] == ["egels"]


def test_telling_words_only():
    assert [term.word for term in read("Wat is dan toch een synaps?").terms] == ["synaps"]
    assert read("wat is dat?").terms == ()


def test_letters_spell_a_word_of_the_library():
    spelled = read("wat is en em dee aa", "wnmda")
    assert [term.word for term in spelled.terms] == ["nmda"]


def test_words_heard_apart_are_joined():
    (first, second) = read("hersen gebied", "whersenbied").terms
    assert ("whersenbied", 0.9) in first.alternatives
    assert ("whersenbied", 0.9) in second.alternatives


def test_sound_stands_in_for_an_unknown_word_only():
    assert [key[0] for key, _ in read("glutemaat", "kglutemat").terms[0].alternatives] == ["k"]
    (known,) = read("glutamaat", "wglutamaat", "kglutamat").terms
    assert [key[0] for key, _ in known.alternatives] == ["w"]


def test_decades():
    assert [term.word for term in read("de jaren negentig").terms if term.word[0] == "#"] == [
        "#1990"
    ]


def weight_in(question, word):
    return next(term.weight for term in read(question).terms if term.word == word)


def test_a_word_that_asks_counts_for_little_only_when_it_asks():
    asking = weight_in("Hoe oud wordt een egel?", "oud")
    assert asking < 0.5 * weight_in("Mag een egel die oud is slapen?", "oud")


def test_what_says_little_counts_for_little():
    assert weight_in("Is een egel gewoon warm?", "gewoon") < 0.5 * weight_in("Is hij warm?", "warm")


def test_years_without_their_century():
    (year,) = read("wat gebeurde er in drieënvijftig?", "w#1953").terms
    assert ("w#1953", 0.9) in year.alternatives
    year, _ = read("in 53 landen", "w#1953", "wland").terms
    assert year.alternatives == ()


def test_what_is_counted():
    assert read("Hoeveel films maakte hij?").counts == "nfilm"


def test_long_questions_are_cut():
    question = read(" ".join(f"woord{at}x" for at in range(5 * LONGEST)))
    assert len(question.terms) == MOST_TERMS
