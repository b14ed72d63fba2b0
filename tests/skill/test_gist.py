"""The command that an utterance comes down to: learnt, for words that no template has."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.commands import NAMES, Command, Commands
from skill.ears import Heard
from skill.find import Index
from skill.gist import Gist, kind
from skill.understanding import Context, Understanding
from skill.utterance import normalise

DATA = Path(__file__).parents[1] / "data"
COMMANDS = Commands.load()
GIST = Gist.load(COMMANDS)
UNDERSTANDING = Understanding(Index(()))


def table(folder: str, name: str) -> list[dict[str, str]]:
    lines = (DATA / folder / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = (line for line in lines if not line.startswith("# "))
    return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def command_of(said: str) -> Command | None:
    """What is obeyed."""
    guess = GIST.guess(said)
    return guess.command if guess and guess.is_plain() else None


def command(row: dict[str, str]) -> Command:
    return Command(row["command"], int(row["argument"]) if row["argument"] else None)


WRITTEN = table("understanding_more", "commands")
TALK = table("understanding_more", "talk")


def test_every_row_is_there_once_and_in_no_other_table():
    said = [normalise(row["utterance"]) for row in (*WRITTEN, *TALK)]
    assert len(set(said)) == len(said) >= 4000
    others = (path for path in DATA.glob("*/*.tsv") if path.stem not in {"commands", "talk"})
    asked = ("asking", "asking_again", "asking_third", "understanding")
    tables = [
        *(table(path.parent.name, path.stem) for path in others if path.parent.name in asked),
        *(table(folder, "commands") for folder in asked),
    ]
    known = {normalise(row.get("utterance") or row["question"]) for rows in tables for row in rows}
    assert not known.intersection(said)
    assert {row["held"] for row in (*WRITTEN, *TALK)} == {"no"}
    assert {row["command"] for row in WRITTEN} < set(NAMES)


def test_nearly_all_that_was_learnt_is_known():
    """Every fifth row; that it was learnt: the folds of `scripts/learn_commands` say how well."""
    found = [(command(row), command_of(row["utterance"])) for row in WRITTEN[::5]]
    assert sum(wanted == one for wanted, one in found) >= 0.94 * len(found)
    assert sum(one not in {wanted, None} for wanted, one in found) <= 0.01 * len(found)
    talk = [command_of(row["utterance"]) for row in TALK[::5]]
    assert sum(one is not None for one in talk) <= 0.01 * len(talk)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("leg hier eens een lintje tussen", Command("bookmark")),
        ("wat betekenen die tuuttonen eigenlijk", Command("sounds")),
        ("mijn oren tuiten, kan dat een onsje minder", Command("softer")),
        ("ik hoor je nauwelijks boven de vaatwasser uit", Command("louder")),
        ("over dit hoofdstuk, wat zou ik je daarover kunnen vragen", Command("questions")),
        ("hoeveel minuutjes zitten er nog in", Command("remaining")),
    ],
)
def test_words_that_no_template_has(said: str, wanted: Command):
    assert COMMANDS.match(said) is None
    assert UNDERSTANDING.read(Heard(said, (said,))).command == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("ik heb zeker twee minuten zitten suffen, spoel die terug", Command("seek", -120)),
        ("ik zat even te suffen, spoel eens wat terug", Command("seek", -15)),
        ("gisteren was ik gebleven bij hoofdstuk vijf, dus daarheen", Command("chapter", 5)),
        ("voor mij het zevende hoofdstuk alsjeblieft", Command("chapter", 7)),
        ("voor de vierde keer, het tweede hoofdstuk", Command("chapter", 2)),
        ("naar hoofdstuk vijf, nee, zes alsjeblieft", Command("chapter", 6)),
        ("op een na laatste hoofdstukje", Command("chapter", -2)),
        ("ga tien, nee, twintig seconden terug alsjeblieft", Command("seek", -20)),
        ("hou er over een kwartier vanzelf mee op", Command("sleep", 900)),
        ("ik blijf wakker, dus haal die slaaptimer er weer af", Command("sleep", 0)),
    ],
)
def test_times_and_numbers_are_read_from_what_was_said(said: str, wanted: Command):
    assert command_of(said) == wanted


@pytest.mark.parametrize("said", ["", "ja", "[unk]", "geef mij dat ene hoofdstuk", "uh " * 40])
def test_nothing_is_guessed(said: str):
    assert command_of(said) is None


@pytest.mark.parametrize("name", ["questions", "outside"])
@pytest.mark.parametrize("folder", ["finding", "asking"])
def test_questions_are_no_commands(folder: str, name: str):
    rows = [row["question"] for row in table(folder, name) if row.get("held") != "yes"]
    taken = [(text, found) for text in rows if (found := command_of(text))]
    assert len(taken) <= 0.01 * len(rows), taken


def test_every_kind_names_a_command_and_fills_its_argument():
    for intent in COMMANDS.intents:
        for sentence, argument in intent.tests.items():
            wanted = Command(intent.name, argument)
            if kind(wanted) in GIST.learnt.kinds:
                found = GIST._filled(kind(wanted), normalise(sentence).split())
                assert found is not None
                assert kind(found) == kind(wanted), sentence


def test_nobody_is_obeyed_who_may_not_mean_the_skill():
    """Not even while a choice is waited for, nor when it sounds like a question."""
    for said in ("leg hier eens een lintje tussen", "hoeveel minuutjes zitten er nog in"):
        heard = Heard(said, (said,))
        assert UNDERSTANDING.read(heard, Context(offered=True)).command is not None
        assert UNDERSTANDING.read(heard, Context(offered=True, overheard=True)).command is None
        assert UNDERSTANDING.overhear(heard) is None


@pytest.mark.parametrize("said", ["die over de koningin", "doe maar die van het slapen"])
def test_what_answers_an_offer_is_no_command(said: str):
    assert UNDERSTANDING.read(Heard(said, (said,)), Context(offered=True)).command is None


@given(st.text(max_size=60))
def test_any_text_is_a_command_or_none(text: str):
    found = command_of(text)
    assert found is None or found.name in NAMES
