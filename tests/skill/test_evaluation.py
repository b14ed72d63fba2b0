"""Tables of questions: their errors, and what is counted."""

import json
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import HoorstukError
from skill.cli import cli
from skill.dialogue import Dialogue, State, events
from skill.dialogue.known import Manners
from skill.ears import Heard
from skill.evaluation import OUTSIDE, evaluate, holds, read_table
from skill.find import BAR, Index
from skill.library import Chapter, Episode, Sentence

TEXTS = {
    "bijen": {
        "De dans": ["Karl von Frisch beschreef in 1923 hoe bijen dansen.", "Hij won een prijs."],
        "De korf": ["Een volk telt veertigduizend bijen.", "Een korf is 35 graden warm."],
    },
    "honing": {"Honing": ["Een volk telt 40.000 bijen, staat er op de pot honing."]},
}
EPISODES = [
    Episode(
        slug,
        slug.title(),
        tuple(
            Chapter(slug, at, title, "chapter", None, tuple(Sentence(s, None, None) for s in text))
            for at, (title, text) in enumerate(chapters.items(), 1)
        ),
    )
    for slug, chapters in TEXTS.items()
]
TABLE = """# question\tarticle\texpected
Wie beschreef in 1923 hoe bijen dansen?\tbijen\tKarl von Frisch|Von Frisch
Hoe warm is een korf?\tbijen\t#2
Hoe warm is een bijenkorf?\tbijen\t#1

Wat staat er op de pot honing?\tbijen\t40.000
Wat won Von Frisch?\tbijen
Wie schreef De ontdekking van de hemel?\t-
Hoe warm is een korf met bijen?\t-
"""


@pytest.fixture
def score(tmp_path):
    table = tmp_path / "vragen.tsv"
    table.write_text(TABLE, "utf-8")
    cases = read_table(table, EPISODES)
    assert [case.line for case in cases] == [2, 3, 4, 6, 7, 8, 9]
    return evaluate(cases, Index([chapter for e in EPISODES for chapter in e.chapters]))


def test_of_two_that_may_be_meant_the_first_counts(tmp_path):
    table = tmp_path / "vragen.tsv"
    table.write_text("Wat doen bijen?\tbijen\t#2\n", "utf-8")
    index = Index([chapter for e in EPISODES for chapter in e.chapters])
    (result,) = evaluate(read_table(table, EPISODES), index).results
    assert result.outcome == "right"
    assert result.found is not None
    assert result.found.confidence < BAR  # so that alone it would be refused


def test_what_counts_as_an_answer_is_what_is_played(score):
    dialogue = Dialogue(EPISODES, manners=Manners(asks=False))
    played = [
        bool(step.plays)
        for result in score.results
        for step in [dialogue.next(State(), events.Spoken(heard=heard(result.case.question)))]
    ]
    assert played == [result.outcome != "refused" for result in score.results]


def heard(text: str) -> Heard:
    return Heard(text, (text,))


def test_what_is_counted(score):
    right, chapter, wrong, elsewhere, _, refused, answered = score.results
    assert (right.outcome, right.first) == ("right", True)
    assert (chapter.outcome, chapter.case.chapters) == ("right", {2})
    assert (wrong.outcome, wrong.first) == ("wrong", False)
    assert (elsewhere.outcome, elsewhere.first) == ("elsewhere", False)
    assert (refused.case.article, refused.outcome) == (OUTSIDE, "refused")
    assert answered.outcome == "wrong"


def test_the_report(score):
    lines = score.lines()
    assert lines[-1] == "outside, refused: 1 of 2 (0.500)"
    assert "answered wrong: 1 of 5 (0.200)" in lines
    told = json.loads(json.dumps(score.to_dict()))
    assert told["inside"]["asked"] == 5
    assert told["outside"] == {"asked": 2, "refused": 1}
    sure = [one["found"]["confidence"] for one in told["worst"] if "found" in one]
    assert sure == sorted(sure, reverse=True)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("Wie?", "t.tsv:2: is not a question, an article"),
        ("Wie?\tbijen\ta\tb", "t.tsv:2: is not a question, an article"),
        ("\tbijen\ta", "t.tsv:2: is not a question, an article"),
        ("Wie?\tbeer\ta", "t.tsv:2: the library holds no 'beer'"),
        ("Wie?\t-\ta", "t.tsv:2: expects 'a' of no article"),
        ("Wie?\tbijen\t#2|#7", "t.tsv:2: bijen has no chapter 7"),
        ("# alleen dit", "t.tsv: holds no question"),
    ],
)
def test_what_a_table_may_not_hold(tmp_path, row, complaint):
    (tmp_path / "t.tsv").write_text(f"# vragen\n{row}\n", "utf-8")
    with pytest.raises(HoorstukError, match=re.escape(complaint)):
        read_table(tmp_path / "t.tsv", EPISODES)


def test_no_table(tmp_path):
    with pytest.raises(HoorstukError, match="no such file"):
        read_table(tmp_path / "t.tsv", EPISODES)
    (tmp_path / "t.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(HoorstukError, match="not a text in UTF-8"):
        read_table(tmp_path / "t.tsv", EPISODES)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_table_is_read_or_refused(tmp_path_factory, text):
    table = tmp_path_factory.mktemp("tables") / "t.tsv"
    table.write_text(text, "utf-8")
    complaint = ""
    try:
        assert read_table(table, EPISODES)
    except HoorstukError as error:
        complaint = str(error)
    assert not complaint or complaint.startswith(f"{table}:")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het zijn er zestien.", "16"),
        ("Ruim 14,5% daarvan.", "14,5 procent"),
        ("Melatoninespiegels stijgen.", "melatonine"),
        ("In 28 december 1895 dus.", "28 december 1895"),
        ("Aan 700.000 mensen.", "700"),
    ],
)
def test_another_spelling_will_do(text, expected):
    assert holds(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("In 2020.", "20"), ("Een pot.", "honing"), ("700.100 en 1.700.000", "700")],
)
def test_another_thing_will_not(text, expected):
    assert not holds(text, expected)


def test_the_command(tmp_path):
    (tmp_path / "bijen.txt").write_text("De dans\n\nBijen dansen in een korf.\n", "utf-8")
    (tmp_path / "t.tsv").write_text("Waar dansen bijen?\tbijen\tkorf\n", "utf-8")
    asked = ["eval", str(tmp_path / "t.tsv"), "--articles", str(tmp_path)]
    said = CliRunner().invoke(cli, asked)
    assert said.output.startswith("right passage first: 1 of 1 (1.000)\n")
    told = json.loads(CliRunner().invoke(cli, [*asked, "--json"]).output)
    assert told["inside"]["first"] == 1
