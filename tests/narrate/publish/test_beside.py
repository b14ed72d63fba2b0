"""The texts beside the sound that the feed points at, as others read them."""

import json
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
import webvtt as parser

KNOWN = {"version", "chapters", "author", "title", "podcastName", "description", "fileName"}
"""Keys of the JSON Chapters Format 1.2 (Podcastindex), and below those of a chapter."""
OF_A_CHAPTER = {"startTime", "endTime", "title", "img", "url", "toc", "location"}


@pytest.mark.parametrize(("name", "wide"), [("captions.vtt", 65), ("captions.srt", 32)])
def test_captions(narrated: Path, name: str, wide: int):
    """As wide as the podcast namespace asks of transcripts, and each later than the one before."""
    path = narrated / name
    read = list(parser.read(path) if path.suffix == ".vtt" else parser.from_srt(path))
    clocks = [time for cue in read for time in (cue.start, cue.end)]
    assert clocks == sorted(clocks)
    lines = [unescape(line) for cue in read for line in cue.raw_text.split("\n")]
    assert max(map(len, lines)) <= wide
    assert max(cue.raw_text.count("\n") for cue in read) <= 1
    sentences = [s for c in manifest(narrated)["chapters"] for s in c["sentences"]]
    spoken = [word["text"] for sentence in sentences for word in sentence["words"]]
    assert " ".join(lines).split() == " ".join(spoken).split()


def test_chapters(narrated: Path):
    told = json.loads((narrated / "chapters.json").read_text("utf-8"))
    assert told["version"] == "1.2.0"
    assert set(told) <= KNOWN
    chapters = told["chapters"]
    assert all(set(chapter) <= OF_A_CHAPTER for chapter in chapters)
    assert [c["title"] for c in chapters] == [c["title"] for c in manifest(narrated)["chapters"]]
    assert chapters[0]["startTime"] == 0
    assert all(a["startTime"] < a["endTime"] <= b["startTime"] for a, b in pairwise(chapters))
    assert chapters[-1]["endTime"] == pytest.approx(manifest(narrated)["duration"], abs=0.001)


def manifest(folder: Path) -> dict:
    return json.loads((folder / "episode.json").read_text("utf-8"))
