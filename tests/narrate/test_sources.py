"""Everything that `narrate build` takes, up to the finished episode."""

import json
from pathlib import Path

import pytest

from narrate.readers.source import Source

TEXT = "Een bij danst om te vertellen waar de bloemen staan. De andere bijen lezen die dans."
FULL = f"""---
title: Bijen
lead: Hoe een bij praat.
---
{TEXT}[^1]

| Soort | Maakt |
|-------|-------|
| bij   | honing |

    code = 1

[^1]: Dat heet de bijendans.
"""


@pytest.mark.parametrize(
    ("place", "stem"),
    [
        ("map/mijn-stuk.md", "mijn-stuk"),
        ("https://krant.nl/2024/bijen.html?a=b", "bijen"),
        ("https://krant.nl/bijen/", "bijen"),
        ("HTTP://krant.nl", "krant.nl"),
        ("https://krant.nl/%2e%2e/%2e%2e/etc", "etc"),
        ("-", ""),
    ],
)
def test_names(place: str, stem: str):
    assert Source(place).stem == stem


def test_a_folder_of_all_kinds_and_what_became_of_each_character(run, tmp_path: Path):
    folder, library = tmp_path / "stukken", tmp_path / "library"
    folder.mkdir()
    (folder / "bijen.md").write_text(FULL, "utf-8")
    (folder / "honing.html").write_text(f"<nav>Home</nav><h1>Honing</h1><p>{TEXT}</p>", "utf-8")
    (folder / "foto.jpg").write_bytes(b"\xff\xd8")
    done = run("narrate", "build", folder, "--library", library, "--json")
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["slug"] for line in done.stdout.splitlines()] == ["bijen", "honing"]
    manifest = json.loads((library / "bijen" / "episode.json").read_text("utf-8"))
    coverage = manifest["coverage"]
    counted = [coverage["spoken"], *coverage["replaced"].values(), *coverage["left_out"].values()]
    assert sum(counted) == coverage["visible"]
    assert coverage["left_out"]["code"] == len("code=1")
    assert "front matter" in coverage["left_out"]
    said = [s["spoken"] for chapter in manifest["chapters"] for s in chapter["sentences"]]
    assert said[:2] == ["bijen.", "hoe een bij praat."]
    assert {"noot: dat heet de bijendans.", "soort: bij.", "hier staat een stuk code."} <= set(said)
    shown = run("narrate", "show", "honing", "--library", library).stdout
    assert "navigation 4" in shown


def test_standard_input_is_called_after_its_title(run, tmp_path: Path):
    done = run(
        "narrate", "build", "-", "--library", tmp_path, "--json", stdin=f"# ../../Étc\n\n{TEXT}"
    )
    assert json.loads(done.stdout)["slug"] == "etc", done.stderr


def test_english_needs_a_word(run, tmp_path: Path):
    (tmp_path / "bees.txt").write_text("The bees of the field are in the hive and it is full. " * 4)
    library = tmp_path / "library"
    done = run("narrate", "build", tmp_path / "bees.txt", "--library", library)
    assert (done.returncode, "looks like English" in done.stderr) == (1, True)
    told = run("narrate", "build", tmp_path / "bees.txt", "--library", library, "--language", "nl")
    assert told.returncode == 0, told.stderr


def test_a_private_address(run, tmp_path: Path):
    done = run("narrate", "build", "http://127.0.0.1:9/x", "--library", tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "on a private network" in done.stderr


def test_names_that_differ_only_in_case(run, tmp_path: Path):
    for name in ("bij.md", "BIJ.txt"):
        (tmp_path / name).write_text(TEXT)
    done = run("narrate", "build", tmp_path, "--library", tmp_path / "library")
    assert "would both become bij" in done.stderr
