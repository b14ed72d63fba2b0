"""Proof-listening, by the real recogniser on a real episode, one of them garbled on purpose."""

import json
from pathlib import Path

import pytest

from narrate import catalogue
from narrate.hearing import Hearing
from narrate.proof import proofs

ARTICLE = """\
Hoe bijen werken
De koningin woont in een grote kast. Een bij vliegt naar het water en komt weer terug.
Waarom de zon warm is
In de zomer is het in de kast warm. Dan slaan alle bijen met hun vleugels.
"""
GARBLED = 'koningin = { ipa = "sˈipəldɑf" }\n'


@pytest.fixture(scope="module")
def hearing() -> Hearing:
    return Hearing(catalogue.find("ears", catalogue.EMBEDDED_EARS))


def build(run, folder: Path) -> Path:
    (folder / "bijen.txt").write_text(ARTICLE, "utf-8")
    library = folder / "audio"
    done = run("narrate", "build", folder / "bijen.txt", "--library", library)
    assert done.returncode == 0, done.stderr
    return library


def test_what_is_spoken_well_is_found(run, tmp_path: Path, hearing: Hearing):
    heard = list(proofs(build(run, tmp_path) / "bijen", hearing, jobs=2))
    assert [proof.garbled for proof in heard] == [()] * 7
    assert heard[2].heard.startswith("de koningin woont in een grote")
    assert heard[2].line.line == 2


def test_a_garbled_word_is_listed_with_its_place(run, tmp_path: Path):
    (tmp_path / "lexicon.toml").write_text(GARBLED, "utf-8")
    library = build(run, tmp_path)
    done = run("narrate", "proof", "bijen", "--library", library, "--json")
    wrong = [told for told in map(json.loads, done.stdout.splitlines()) if told["garbled"]]
    assert [(told["line"], told["garbled"]) for told in wrong] == [(2, ["koningin"])]
    done = run("narrate", "proof", "bijen", "--library", library)
    first, *_, last = done.stdout.splitlines()
    assert first.startswith("bijen.txt:2, 0:0")
    assert "koningin in “De koningin woont in een grote kast.”, heard as " in first
    assert last == "1 of 7 sentences came back wrong"
