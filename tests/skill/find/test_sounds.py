"""Sound keys: every rule has words that it brings together."""

import tomllib

import pytest

from skill.find.sounds import given_key, near_keys, sound_key
from skill.find.words import DATA
from skill.growing.phones import phones, rows

SOUNDS = tomllib.loads((DATA / "sounds.toml").read_text("utf-8"))
RULES = SOUNDS["rule"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["pattern"])
def test_every_rule_brings_its_words_together(rule):
    assert rule["same"]
    for one, other in rule["same"]:
        assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ketamine", "glutamaat"), ("man", "maan k"), ("pil", "paal"), ("eiwit", "w")],
)
def test_other_words_stay_apart(one, other):
    assert sound_key(one) != sound_key(other)


@pytest.mark.parametrize(("ipa", "spelling"), SOUNDS["given"].items())
def test_what_the_lexicon_says_gets_the_key_of_its_spelling(ipa: str, spelling: str):
    assert given_key("-", ipa) == sound_key(spelling)


def test_every_phone_is_spelled_and_has_a_case():
    heard = {phone for ipa in SOUNDS["given"] for part in ipa.split() for phone in phones(part)}
    table = {phone for _, of_sound, *_ in rows() for phone in of_sound.split()}
    assert set(SOUNDS["phones"]) == heard == table - {"phones"}


def test_letters_and_sounds_that_nobody_knows():
    assert given_key("en em dee aa", "") == sound_key("enemdeeaa")
    assert given_key("x", "ǃ") == ""
    assert near_keys("") == near_keys("dor") == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("majkel", "majkel", True),
        ("majkel", "mejkel", True),
        ("majkel", "majkl", True),
        ("majkel", "majkels", True),
        ("majkel", "meykel", False),
        ("jaki", "jakki", False),
        ("jaki", "jaki", True),
    ],
)
def test_one_letter_may_be_heard_otherwise_in_a_long_key(one: str, other: str, alike: bool):
    assert bool(set(near_keys(one)) & set(near_keys(other))) is alike
