"""The template language: what it matches, what it expands to, and its errors."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.nodes import Slot
from skill.templates import Grammar, TemplateError, parse

NUMBER = Slot.of("n", {"een": 1, "twee": 2, "een en twintig": 21}, ["een", "twee"])
RULES = {"groet": "(dag|hallo [daar])", "dubbel": "<groet> <groet>"}

WORD = st.sampled_from(["ga", "door", "nu", "maar"])
TEMPLATE = st.recursive(
    WORD,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        inner.map(lambda part: f"[{part}]"),
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("template", "text", "values"),
    [
        ("ga (door|verder)", "ga verder", {}),
        ("ga (door|verder)", "ga", None),
        ("ga [nu] door", "ga door", {}),
        ("ga [nu|maar] door", "ga maar door", {}),
        ("a|b c", "b c", {}),
        ("<dubbel> jij", "hallo daar dag jij", {}),
        ("hoofdstuk {n}", "hoofdstuk twee", {"n": 2}),
        ("hoofdstuk {n}", "hoofdstuk een en twintig", {"n": 21}),
        ("hoofdstuk {n} en twintig", "hoofdstuk een en twintig", {"n": 1}),
        ("hoofdstuk {n}", "hoofdstuk drie", None),
        ("ik .. dood", "ik ga nog eens dood", {}),
        ("ik .. dood", "ik een twee drie vier vijf dood", None),
    ],
)
def test_match(template: str, text: str, values: dict[str, int] | None) -> None:
    assert parse(template, RULES, {"n": NUMBER}).match(text.split()) == values


def test_find_gives_the_first_place() -> None:
    template = parse("(wil|ga) .. dood")
    assert template.find(["ik", "wil", "nu", "dood"]) == (1, 4)
    assert template.find(["ik", "wil", "nu", "dood"], 2) is None


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("(a|b", "not closed"),
        ("[a", "not closed"),
        ("a)", "too many"),
        ("a ? b", "'?' means nothing"),
        ("<geen>", "no rule <geen>"),
        ("{geen}", "no slot {geen}"),
        ("<rond>", "contains itself"),
    ],
)
def test_wrong_templates(template: str, says: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse(template, {"rond": "a <rond>"})
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_errors_of_a_file_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('[rules]\na = "b"\n\n[say]\nwords = ["(open"]\n', encoding="utf-8")
    grammar = Grammar.read(path)
    with pytest.raises(TemplateError) as caught:
        grammar.template("(open")
    assert str(caught.value).startswith(f"{path}:5: ")


def test_no_toml_and_no_file(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    with pytest.raises(TemplateError, match="cannot be read"):
        Grammar.read(path)
    path.write_text("a = 1\nb = \n", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"x\.toml:2: is not proper TOML"):
        Grammar.read(path)


def test_phrases_are_bounded_different_and_spread() -> None:
    template = parse("(a|b|c) (d|e|f) [g|h] {n}", slots={"n": NUMBER})
    everything = template.phrases(1000)
    assert len(everything) == len(set(everything)) == 3 * 3 * 3 * 2
    few = template.phrases(12)
    assert few == template.phrases(12)
    assert len(few) == 12
    assert {phrase.split()[0] for phrase in few} == {"a", "b", "c"}


@given(TEMPLATE)
def test_a_template_matches_all_its_phrases(source: str) -> None:
    template = parse(source)
    for phrase in template.phrases(50):
        assert template.match(phrase.split()) is not None


@given(st.text(alphabet="ab()[]|<>{}. ", max_size=20))
def test_every_text_is_a_template_or_an_error(source: str) -> None:
    try:
        parse(source).phrases(5)
    except TemplateError as error:
        message = str(error)
    else:
        message = ""
    assert "\n" not in message
