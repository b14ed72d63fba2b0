"""Compounds are split with the words of the library."""

import pytest

from skill.find.compounds import Splitter

SPLITTER = Splitter(
    [
        "hersenen",
        "gebied",
        "gebieden",
        "zenuw",
        "cellen",
        "verbindingen",
        "richtte",
        "geheugen",
        "tijd",
        "spoed",
    ]
)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("hersengebied", ("hersenen", "gebied")),
        ("geheugenverbindingen", ("geheugen", "verbindingen")),
        ("oprichtte", ("richtte",)),
        ("opgericht", ("gericht",)),
        ("bedtijd", ("bed", "tijd")),
        ("zeegebieden", ("zee", "gebieden")),
        ("tijdzee", ()),
        ("bespoed", ()),
        ("huwelijk", ()),
        ("pasgeboren", ()),
        ("gebied", ()),
        ("#1953", ()),
        ("", ()),
        ("zzzz" * 30, ()),
    ],
)
def test_split(word, parts):
    assert SPLITTER.split(word) == parts
