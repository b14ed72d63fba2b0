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


def entries() -> list[tuple[str, str]]:
    return [(table, row[0]) for table in TABLES for row in rows(table)]


@pytest.mark.parametrize(("table", "entry"), entries())
def test_an_entry_has_a_case(table: str, entry: str):
    if table == "months":
        entry = next(name for number, name, _ in rows("months") if number == entry)
    before, after = {
        "letters": (r"(?i:", ")"),
        "symbols": ("(?:", ")"),
        "currencies": ("(?:", ")"),
        "units": (r"(?<![A-Za-zµ])(?:", r")(?![A-Za-z²³])"),
    }.get(table, (r"(?<!\w)(?:", r")(?!\w)"))
    assert re.search(before + re.escape(entry) + after, WRITTEN), f"no case holds {entry}"


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


@pytest.mark.parametrize("row", rows("abbreviations"))
def test_an_abbreviation_is_of_a_known_kind(row: tuple[str, ...]):
    assert row[2] in ("title", "mid", "end")
    assert row[3] in ("", "x")
