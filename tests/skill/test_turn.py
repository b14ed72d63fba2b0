"""One turn: emergencies first, then commands, then the library."""

from pathlib import Path

import pytest

from skill.articles import of_articles
from skill.dialogue import Dialogue
from skill.ears import Heard
from skill.library import Chapter, Episode, Sentence
from skill.turn import Play
from skill.turn import turn as one_turn


def chapter(number: int, title: str, *sentences: str, role: str = "chapter") -> Chapter:
    timed = tuple(Sentence(text, 2.0 * i, 2.0 * i + 1.5) for i, text in enumerate(sentences, 1))
    return Chapter("bijen", number, title, role, Path(f"{number}.mp3"), timed)


BEES = Episode(
    "bijen",
    "Alles over bijen",
    (
        chapter(
            1,
            "Hoe bijen praten",
            "Een bij danst om te vertellen waar de bloemen staan.",
            "De andere bijen lezen die dans in het donker van de kast.",
        ),
        chapter(
            2,
            "Wat is honing?",
            "Honing is nectar waaruit de bijen het water hebben gehaald.",
            "In de winter eet het volk van de honing.",
        ),
        chapter(3, "Disclaimer", "Dit artikel is geen advies voor imkers.", role="disclaimer"),
    ),
)


@pytest.fixture(scope="module")
def dialogue() -> Dialogue:
    return Dialogue([BEES])


def heard(text: str, *others: str, commands: tuple[str, ...] = ()) -> Heard:
    return Heard(text, tuple(filter(None, (text, *others))), commands)


def test_a_question_plays_from_the_sentence_that_answers(dialogue: Dialogue):
    turn = one_turn(dialogue, heard("wat is honing"))
    assert turn.kind == "question"
    assert turn.say == "Hoofdstuk twee."
    assert turn.answers[0].text.startswith("Honing is nectar")
    assert turn.play == Play("2.mp3", 2.0)


def test_another_hypothesis_may_hold_the_question(dialogue: Dialogue):
    assert one_turn(dialogue, heard("wat is woning", "wat is honing")).kind == "question"


def test_what_the_library_does_not_cover(dialogue: Dialogue):
    turn = one_turn(dialogue, heard("hoe hoog is de eiffeltoren"))
    assert (turn.kind, turn.play) == ("refused", None)
    assert turn.say == "Dat staat niet in de bibliotheek."


def test_nothing_heard(dialogue: Dialogue):
    assert one_turn(dialogue, heard("")).kind == "unclear"


@pytest.mark.parametrize(
    ("text", "command", "argument", "play"),
    [
        ("pauze", "pause", None, None),
        ("ga naar hoofdstuk twee", "chapter", 2, Play("2.mp3", 0.0)),
        ("het laatste hoofdstuk", "chapter", -1, Play("3.mp3", 0.0)),
        ("hoofdstuk negen", "chapter", 9, None),
        ("begin opnieuw", "restart", None, Play("1.mp3", 0.0)),
        ("een halve minuut terug", "seek", -30, Play("1.mp3", 0.0)),
    ],
)
def test_commands(
    dialogue: Dialogue, text: str, command: str, argument: int | None, play: Play | None
):
    turn = one_turn(dialogue, heard(text))
    assert (turn.kind, turn.command, turn.argument) == ("command", command, argument)
    assert turn.play == play
    assert turn.say


def test_a_chapter_that_is_not_there_is_said(dialogue: Dialogue):
    say = one_turn(dialogue, heard("hoofdstuk negen")).say
    assert say == "Hoofdstuk negen is er niet. Er zijn drie hoofdstukken."


def test_contents_and_episodes_are_read_out(dialogue: Dialogue):
    assert one_turn(dialogue, heard("inhoud")).say == (
        "Alles over bijen. Hoofdstuk één. Hoe bijen praten. Hoofdstuk twee. Wat is honing? "
        "Disclaimer."
    )
    assert one_turn(dialogue, heard("welke afleveringen zijn er")).say == (
        "Er is één aflevering. Alles over bijen."
    )


def test_a_command_that_only_the_phrase_list_caught(dialogue: Dialogue):
    turn = one_turn(
        dialogue, heard("volk gende hoop stuk", commands=("volk ende", "volgende hoofdstuk"))
    )
    assert (turn.kind, turn.command) == ("command", "next")


def test_danger_comes_before_everything(dialogue: Dialogue):
    turn = one_turn(dialogue, heard("stop mijn man ademt niet meer wat is honing"))
    assert turn.kind == "emergency"
    assert "112" in turn.say
    assert turn.play is None


def test_danger_in_any_hypothesis_counts(dialogue: Dialogue):
    assert one_turn(dialogue, heard("wat is honing", "ik wil niet meer leven")).kind == "emergency"
    assert "113" in one_turn(dialogue, heard("ik wil niet meer leven")).say


def test_the_card_that_follows_a_passage_is_told_with_it():
    text = "Een overdosis bijengif onderdrukt de ademhaling."
    episode = Episode("bijen", "Gif", (chapter(1, "Gif", text, "Een arts kan dan helpen."),))
    turn = one_turn(Dialogue([episode]), heard("wat doet een overdosis bijengif"))
    assert (turn.kind, turn.play) == ("question", Play("1.mp3", 2.0))
    assert turn.say.startswith("Hoofdstuk één.")
    assert turn.say.count("112") == 2


def test_doses_are_refused(dialogue: Dialogue):
    assert one_turn(dialogue, heard("hoeveel milligram ketamine moet ik nemen")).kind == "refused"


def test_written_articles_can_be_asked_before_they_are_narrated(tmp_path: Path):
    (tmp_path / "bijen.txt").write_text(
        "Wat is honing?\n"
        "Honing is nectar waaruit de bijen het water hebben gehaald, en meer niet.\n"
        "Hoe bijen praten\nEen bij danst om te vertellen waar de bloemen staan, in het donker.\n",
        "utf-8",
    )
    turn = one_turn(Dialogue(of_articles(tmp_path)), heard("wat is honing"))
    assert turn.answers[0].start is None
    assert turn.play is None
