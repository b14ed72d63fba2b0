"""The tables: every entry has a case in the public test set, and says only what can be spoken."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from narrate.spoken.score import cases
from narrate.spoken.tables import rows, words

FOLDER = Path(__file__).parents[2] / "data" / "spoken"
WRITTEN = "\n".join(f" {case.written} " for case in cases(FOLDER))
TABLES = ("abbreviations", "currencies", "units", "symbols", "months", "letters")


def has_a_case(table: str, entry: str) -> bool:
    if table == "months":
        entry = next(name for number, name, _ in rows("months") if number == entry)
    before, after = {
        "letters": (r"(?i:", ")"),
        "symbols": ("(?:", ")"),
        "currencies": ("(?:", ")"),
        "units": (r"(?<![A-Za-zµ])(?:", r")(?![A-Za-z²³])"),
    }.get(table, (r"(?<!\w)(?:", r")(?!\w)"))
    return bool(re.search(before + re.escape(entry) + after, WRITTEN))


@pytest.mark.parametrize("table", TABLES)
def test_an_entry_has_a_case(table: str):
    assert [row[0] for row in rows(table) if not has_a_case(table, row[0])] == []


@pytest.mark.parametrize("table", TABLES)
def test_no_entry_stands_twice(table: str):
    keys = [row[0] for row in rows(table)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("table", ["roman", "contexts", "suffixes", "sentences", "capitals"])
def test_word_lists_are_read(table: str):
    text = files("narrate.spoken").joinpath(f"data/{table}.toml").read_text("utf-8")
    for key in tomllib.loads(text):
        assert words(table, key)


def test_there_are_two_hundred_abbreviations():
    assert len(rows("abbreviations")) >= 200


def test_an_abbreviation_is_of_a_known_kind():
    kinds = {(kind, mark) for kind in ("title", "mid", "end") for mark in ("", "x")}
    assert [row for row in rows("abbreviations") if row[2:4] not in kinds] == []
