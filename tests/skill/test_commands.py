"""Commands: every intent's own sentences, no intent taking another's, and the tables."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.commands import NAMES, Command, Commands
from skill.safety import Safety
from skill.templates import DATA, TemplateError
from skill.turn import printed
from skill.utterance import normalise

TABLES = Path(__file__).parents[1] / "data" / "understanding"
COMMANDS = Commands.load()
OWN = [
    (sentence, Command(intent.name, argument))
    for intent in COMMANDS.intents
    for sentence, argument in intent.tests.items()
]
VOWELS = re.compile("[aeiouyëï]+")


def table(name: str) -> list[dict[str, str]]:
    lines = (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"))


def test_no_intent_wins_the_sentence_of_another() -> None:
    wrong = [
        (sentence, command, found)
        for sentence, command in OWN
        for found in [COMMANDS.match(sentence, offered=COMMANDS.intent(command.name).offered)]
        if found != command
    ]
    assert not wrong, "\n".join(map(str, wrong))


def test_table_of_commands() -> None:
    wrong = [
        (row, found)
        for row in table("commands")
        for found in [COMMANDS.match(row["utterance"])]
        if found is None or printed(found) != (row["command"], _number(row["argument"]))
    ]
    assert not wrong, "\n".join(map(str, wrong))


def _number(argument: str) -> int | None:
    return int(argument) if argument else None


def test_questions_are_no_commands() -> None:
    found = [(row["utterance"], COMMANDS.match(row["utterance"])) for row in table("questions")]
    wrong = [(text, command) for text, command in found if command is not None]
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("name", ["emergencies", "refusals"])
def test_nothing_of_safety_is_a_command(name: str) -> None:
    """Or if it is, it comes first: someone lost may say where they are."""
    safety = Safety.load()
    texts = [row["utterance"] for row in table(name) if COMMANDS.match(row["utterance"])]
    assert [text for text in texts if safety.check([text]) is None] == []


def test_three_hundred_wordings() -> None:
    assert len(table("commands")) >= 300


@pytest.mark.parametrize("intent", COMMANDS.intents, ids=lambda intent: intent.name)
def test_every_intent_has_fifteen_sentences(intent) -> None:
    assert len(intent.tests) >= 15
    assert intent.explains


def test_every_template_wins_its_own_phrases() -> None:
    lost = [
        (intent.name, phrase)
        for intent in COMMANDS.intents
        for template in (*intent.say, *intent.core, *intent.hint)
        for phrase in template.phrases(30)
        if (found := COMMANDS.match(phrase, offered=intent.offered)) is None
        or found.name != intent.name
    ]
    assert lost == []


def test_words_of_one_syllable_are_on_the_short_list() -> None:
    short = COMMANDS.short
    # In answer to an offer the context confirms what was heard.
    intents = [intent for intent in COMMANDS.intents if not intent.offered]
    templates = [t for i in intents for t in (*i.say, *i.core, *i.hint)]
    phrases = {phrase for template in templates for phrase in template.phrases()}
    one = {p for p in phrases if " " not in p and len(VOWELS.findall(p)) == 1}
    assert one <= short


def test_phrases_are_normal_and_stand_once() -> None:
    phrases = COMMANDS.phrases()
    assert len(phrases) == len(set(phrases)) < 22_000
    assert [phrase for phrase in phrases if normalise(phrase) != phrase] == []
    assert phrases == Commands.load().phrases()


@pytest.mark.parametrize("frame", ["eh {}", "{} alsjeblieft", "hé {} graag", "nou {} hoor"])
@pytest.mark.parametrize("name", NAMES)
def test_fillers_at_both_ends(frame: str, name: str) -> None:
    intent = COMMANDS.intent(name)
    for sentence, argument in intent.tests.items():
        found = COMMANDS.match(frame.format(sentence), offered=intent.offered)
        assert found == Command(name, argument)


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        (Command("pause"), "Pauze."),
        (Command("seek", -30), "Dertig seconden terug."),
        (Command("seek", 90), "Één minuut en dertig seconden vooruit."),
        (Command("chapter", 3), "Hoofdstuk drie."),
        (Command("chapter", 1), "Hoofdstuk één."),
        (Command("chapter", -1), "Het laatste hoofdstuk."),
        (Command("sleep", 600), "Ik stop over tien minuten."),
        (Command("sleep", -1), "Ik stop na dit hoofdstuk."),
        (Command("sleep", 0), "De slaaptimer is uit."),
        (Command("practice", 0), "Klaar met oefenen."),
        (Command("episode", 2), "Aflevering twee."),
    ],
)
def test_replies(command: Command, reply: str) -> None:
    assert COMMANDS.reply(command) == reply


@pytest.mark.parametrize("text", ["", "   ", "?", "eh", "x" * 100_000, "stop " * 20_000])
def test_nothing_and_too_much(text: str) -> None:
    assert COMMANDS.match(text) is None


@given(st.text(max_size=80))
def test_any_text_is_matched_or_not(text: str) -> None:
    found = COMMANDS.match(text)
    assert found is None or found.name in NAMES


def test_a_wrong_file_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "commands.toml"
    text = (DATA / "commands.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('"onderbreken",', '"(onderbreken",'), encoding="utf-8")
    with pytest.raises(TemplateError, match=r"commands\.toml:\d+: .*not closed"):
        Commands.load(path)
    path.write_text(text.replace("[intents.stop]", "[intents.halt]"), encoding="utf-8")
    with pytest.raises(TemplateError, match="'stop' is missing"):
        Commands.load(path)
