"""What is overheard without a key: the real voice on the real recogniser, hands-free."""

import numpy as np
import pytest

from narrate.hearing import RATE, Readings
from narrate.saying import say
from narrate.segments import resampled
from skill.commands import Commands
from skill.ears import in_blocks
from skill.find import Index
from skill.library import Chapter, Sentence
from skill.overhearing import KINDS, Meant, chance
from skill.understanding import Understanding
from skill.vocabulary import expected_phrases, learn, words_of
from skill.weighing import Evidence

TALK = "De trein naar Groningen was vanochtend een kwartier te laat, en de koffie was op."
HIVE = Chapter("bijen", 1, "Bijen", "chapter", None, (Sentence("Honing is nectar.", 0.0, 1.0),))


@pytest.fixture(scope="module")
def understanding():
    return Understanding(Index([HIVE]))


@pytest.fixture(scope="module")
def overhear(ears, voice, lexicon, understanding):
    """What is understood of the last of some texts, spoken with a pause between them."""
    vocabulary = learn(expected_phrases([]), understanding.commands.phrases(), ears.knows)
    attention = ears.attend(vocabulary, hands_free=True)
    room = np.random.default_rng(3).normal(0, 20, round(1.5 * RATE)).astype(np.int16)

    def last(*texts: str):
        meanings = [None]
        attention.forget_talk()
        for text in texts:
            spoken = resampled(say(text, voice, lexicon), voice.rate, RATE)
            for block in in_blocks([spoken, room]):
                if attention.hear(block) == "ended":
                    meanings.append(understanding.overhear(attention.finish()))
        return meanings[-1]

    return last


@pytest.mark.parametrize(("said", "name"), [("volgende hoofdstuk", "next"), ("pauze", "pause")])
def test_a_command_that_stands_alone_is_obeyed(overhear, said: str, name: str):
    assert overhear(said).command.name == name


def test_a_command_in_the_midst_of_talk_is_not(overhear):
    assert overhear(f"{TALK} {TALK}", "volgende hoofdstuk") is None


@pytest.mark.parametrize(
    "remark",
    ["Er staat iemand voor de deur.", "Wat zeg je nou?", "Tot morgen!", "Kun je me even helpen?"],
)
def test_what_people_say_to_one_another_is_not_obeyed(overhear, understanding, remark: str):
    assert understanding.commands.match(remark) is not None
    assert overhear(remark) is None


@pytest.mark.parametrize("cry", ["Er is brand!", "Mijn man ademt niet meer."])
def test_a_cry_for_help_is_believed(overhear, cry: str):
    assert overhear(cry).card.kind == "emergency"


def test_a_cry_for_help_is_believed_in_the_midst_of_talk_when_it_is_plain(overhear):
    cry = "Mijn dochtertje heeft een vaatwastablet opgegeten!"
    assert overhear(f"{TALK} {TALK}", cry).card.kind == "emergency"
    assert Meant(cry=0.8).is_cry
    assert not Meant(cry=0.8, alone=False).is_cry


def test_every_telling_word_stands_in_a_command(understanding):
    commands: Commands = understanding.commands
    assert commands.telling <= words_of(commands.phrases())


def heard(free: str, commands: str, lead: float) -> Evidence:
    readings = [(free, 100.0), ("iets anders", 95.0), (commands, 100.0 + lead), ("[unk]", 90.0)]
    given = tuple(Readings((text,), (likelihood,)) for text, likelihood in readings)
    return Evidence(given, seconds=2.0, voice=1.0)


def test_more_evidence_makes_it_likelier():
    agreed = chance("command", heard("een minuut terug", "een minuut terug", 2.0))
    assert agreed > chance("command", heard("een minuut terug", "een minuut terug", -8.0))
    assert agreed > chance("command", heard("een mooie rug zeg", "een minuut terug", 2.0))


@pytest.mark.parametrize("kind", KINDS)
def test_a_chance_is_one_whatever_the_likelihoods(kind):
    chances = [chance(kind, heard("", "", lead)) for lead in (-1e6, 0.0, 1e6)]
    assert all(0 <= one <= 1 for one in chances)
