"""Clauses: what stands beside a command, with punctuation and, as in speech, without."""

import re

import pytest

from skill.clauses import Utterance, clauses
from skill.commands import Command, Commands

COMMANDS = Commands.load()

WITH_A_REASON = {
    "Momentje, de telefoon gaat.": Command("pause"),
    "Stop even, ik moet iets opschrijven.": Command("pause"),
    "Saai, volgende.": Command("next"),
    "Ik hoor je bijna niet, zet eens luider.": Command("louder"),
    "Au mijn oren, zachter!": Command("softer"),
    "Hoe lang duurt dit nog, want ik moet zo weg?": Command("remaining"),
    "Ik ben klaar, sluit maar af.": Command("stop"),
    "Nee, nog een stukje terug.": Command("seek", -15),
    "Of nee, maak er twintig minuten van.": Command("sleep", 1200),
    "Ik heb het gemist, ga een minuut terug.": Command("seek", -60),
    "Wacht, wat zei je?": Command("repeat"),
    "Zet eens wat stiller, de kinderen slapen.": Command("softer"),
    "Ho, ik kan het niet bijhouden, praat langzamer.": Command("slower"),
}


@pytest.mark.parametrize(("sentence", "command"), WITH_A_REASON.items())
def test_a_command_with_its_reason(sentence: str, command: Command) -> None:
    assert COMMANDS.match(sentence) == command


@pytest.mark.parametrize(("sentence", "command"), WITH_A_REASON.items())
def test_as_the_recogniser_writes_it(sentence: str, command: Command) -> None:
    assert COMMANDS.match(re.sub(r"[.,!?]", "", sentence).lower()) == command


@pytest.mark.parametrize(
    "sentence",
    [
        "Wacht eens even. Hoe diep was de Beemster?",
        "Stop, wie was dat ook weer?",
        "Help, mijn man is in elkaar gezakt!",
        "Waar ben ik, ik ken deze straat niet, ik ben verdwaald.",
        "hoe lang duurt het voordat ik in slaap val",
        "Ik slaap slecht. Wat kan ik doen?",
        "Stoppen na tien minuten, werkt dat?",
        "Dit heb ik gehoord, ik weet nog tot die honden met de Nobelprijs.",
        "Sneller, zachter.",
        "Volgende hoofdstuk, en zet de slaaptimer uit.",
    ],
)
def test_a_question_a_cry_or_two_commands_are_none(sentence: str) -> None:
    assert COMMANDS.match(sentence) is None


def test_an_utterance_knows_its_punctuation() -> None:
    said = Utterance.of("Stop - au, wacht? 1,5 minuut.")
    assert said.words == ("stop", "au", "wacht", "anderhalve", "minuut")
    assert said.stops == {0, 1, 2, 3, 5}
    assert said.asked == {3}
    assert said.apart(3, 5)
    assert not said.apart(2, 3)
    assert Utterance.of("").words == ()


def test_the_reading_with_the_fewest_words_in_reasons_wins() -> None:
    said = Utterance.of("a b c")
    commands = {("b", "c"): ["long"], ("c",): ["short"]}
    everywhere = frozenset(range(3))
    found = clauses(
        said, everywhere, everywhere, lambda words: commands.get(tuple(words), []), lambda *_: True
    )
    assert found == "long"


def test_two_readings_as_good_are_none() -> None:
    said = Utterance.of("a b")
    commands = {("a",): ["one"], ("b",): ["other"]}
    everywhere = frozenset(range(2))
    found = clauses(
        said, everywhere, everywhere, lambda words: commands.get(tuple(words), []), lambda *_: True
    )
    assert found is None
