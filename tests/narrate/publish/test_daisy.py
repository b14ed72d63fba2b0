"""What a talking book says; whether it is one, the rules of the format say."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from narrate.errors import HoorstukError
from narrate.publish import daisy
from narrate.publish.work import Work

NCC = """\
h1 Alles wat kan staan
h1 Inleiding
span Noot 1
h1 Lijsten & tabellen
span Tabel 1
h2 Een tussenkop
span Afbeelding 1
h1 Disclaimer"""


def book(work: Work, folder: Path) -> dict[str, str]:
    """The documents by name."""
    daisy.write(work, folder / "daisy.zip")
    with zipfile.ZipFile(folder / "daisy.zip") as archive:
        names = [name for name in archive.namelist() if not name.endswith(".mp3")]
        return {name: archive.read(name).decode() for name in names}


def statements(ncc: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="([^"]*)" content="([^"]*)"', ncc))


def test_entries(work: Work, tmp_path: Path):
    ncc = book(work, tmp_path)["ncc.html"]
    entries = re.findall(r"<(h\d|span) .*>(.*)</a>", ncc)
    assert "\n".join(f"{tag} {text}" for tag, text in entries).replace("&amp;", "&") == NCC


def test_who_made_it_and_when(work: Work, tmp_path: Path):
    told = statements(book(work, tmp_path)["ncc.html"])
    assert told["dc:creator"] == "Redactie Hoorstuk"
    assert told["dc:publisher"] == told["ncc:producer"] == "Hoorstuk"
    assert told["dc:identifier"] == work.release.guid
    assert told["ncc:narrator"] == work.episode.voice.name
    assert (told["dc:date"], told["ncc:sourceDate"]) == ("2026-03-01", "2026-03-01")
    assert told["ncc:producedDate"] == work.episode.built[:10]
    assert told["dc:description"] == work.release.description


def test_what_is_not_known_is_not_said(work: Work, tmp_path: Path):
    release = replace(work.release, author="", description="")
    episode = replace(work.episode, date="voorjaar 2026")
    told = statements(book(replace(work, release=release, episode=episode), tmp_path)["ncc.html"])
    assert told["dc:creator"] == "Onbekend"
    assert "dc:description" not in told
    assert "ncc:sourceDate" not in told


def test_words_of_another_language_are_marked(work: Work, tmp_path: Path):
    content = book(work, tmp_path)["content.html"]
    assert '<span lang="en" xml:lang="en">Only the lonely</span> en ging' in content


def test_cells_of_a_row_are_told_apart(work: Work, tmp_path: Path):
    text = re.sub(r"<[^>]*>", "", book(work, tmp_path)["content.html"])
    assert "Middel: thee; Duur: 3 uur" in text


def test_the_same_work_gives_the_same_bytes(work: Work, tmp_path: Path):
    for name in ("a.zip", "b.zip"):
        daisy.write(work, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_an_episode_without_mp3(work: Work, tmp_path: Path):
    files = tuple(file for file in work.episode.files if file.path.endswith(".opus"))
    with pytest.raises(HoorstukError, match="build it with --formats mp3 as well"):
        daisy.write(replace(work, episode=replace(work.episode, files=files)), tmp_path / "d.zip")


def test_times_that_do_not_rise(work: Work, tmp_path: Path):
    first, *others = work.episode.chapters
    wrong = replace(first, sentences=(*reversed(first.sentences),))
    episode = replace(work.episode, chapters=(wrong, *others))
    with pytest.raises(
        HoorstukError, match="chapter 1: times do not rise; build the episode again"
    ):
        daisy.write(replace(work, episode=episode), tmp_path / "d.zip")
