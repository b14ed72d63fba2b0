"""Sound keys: every rule has words that it brings together."""

import tomllib

import pytest

from skill.find.sounds import sound_key
from skill.find.words import DATA

RULES = tomllib.loads((DATA / "sounds.toml").read_text("utf-8"))["rule"]


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
