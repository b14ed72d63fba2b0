"""Titles and questions in spoken words, kept beside a library."""

import json
from pathlib import Path

import pytest

from skill.spoken import FILE, spoken_kept

TEXTS = ["Wat gebeurde er in 1953?", "Hoe werkt de NMDA-receptor?", "?"]
SAID = [
    "wat gebeurde er in negentienhonderddrieënvijftig",
    "hoe werkt de en em dee aa receptor",
    "",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert spoken_kept(TEXTS, tmp_path / "made") == dict(zip(TEXTS, SAID, strict=True))
    return tmp_path / "made"


def nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skill.spoken.spoken_words", None)


def test_what_was_kept_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch):
    nothing_is_read(monkeypatch)
    assert spoken_kept(TEXTS[::-1], folder) == dict(zip(TEXTS, SAID, strict=True))


def test_only_what_is_asked_for_is_kept_on(folder: Path, monkeypatch: pytest.MonkeyPatch):
    spoken_kept([*TEXTS[:1], "Waarom?"], folder)
    nothing_is_read(monkeypatch)
    assert spoken_kept(["Waarom?"], folder) == {"Waarom?": "waarom"}
    with pytest.raises(TypeError):
        spoken_kept(TEXTS, folder)


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"made_by": ""}'])
def test_a_damaged_file_is_made_anew(folder: Path, damage: str):
    whole = (folder / FILE).read_bytes()
    (folder / FILE).write_text(damage, "utf-8")
    assert list(spoken_kept(TEXTS, folder).values()) == SAID
    assert (folder / FILE).read_bytes() == whole


def test_what_older_rules_said_is_read_again(folder: Path):
    kept = json.loads((folder / FILE).read_text("utf-8"))
    old = {"made_by": "older", "said": dict.fromkeys(TEXTS, "oud")}
    assert kept["made_by"] != old["made_by"]
    (folder / FILE).write_text(json.dumps(old), "utf-8")
    assert list(spoken_kept(TEXTS, folder).values()) == SAID


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path):
    (tmp_path / "file").touch()
    assert list(spoken_kept(TEXTS, tmp_path / "file" / "folder").values()) == SAID
