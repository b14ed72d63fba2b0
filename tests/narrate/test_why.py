"""From a time to the sentence, its source and the line that would change it."""

import json
from pathlib import Path

import pytest

from narrate.errors import HoorstukError
from narrate.why import seconds

SLUG = "ketamine-en-de-hersenen"


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("12:34", 754.0), ("1:02:03", 3723.0), ("754", 754.0), ("0:07,5", 7.5), ("90.25", 90.25)],
)
def test_times(clock: str, expected: float):
    assert seconds(clock) == expected


@pytest.mark.parametrize("clock", ["", "twaalf", "-1", "1:2:3:4", "12:", "nan"])
def test_no_times(clock: str):
    with pytest.raises(HoorstukError, match="write it as 12:34"):
        seconds(clock)


def test_every_word_is_found_at_its_time(run, library: Path):
    manifest = json.loads((library / SLUG / "episode.json").read_text("utf-8"))
    source = (Path(__file__).parents[2] / "audio" / "articles" / f"{SLUG}.txt").read_text("utf-8")
    chapter = manifest["chapters"][1]
    sentence = chapter["sentences"][2]
    word = next(word for word in sentence["words"] if word["text"] == "NMDA-receptor")
    middle = chapter["start"] + (word["start"] + word["end"]) / 2
    done = run("narrate", "why", SLUG, f"{middle:.3f}", "--library", library, "--json")
    told = json.loads(done.stdout)
    assert told["written"] == sentence["text"]
    assert told["written"] in source.splitlines()[told["line"] - 1]
    assert told["words"][told["at"]]["written"] == "NMDA-receptor"
    assert told["words"][told["at"]]["spoken"] == "en em dee aa receptor"
    assert told["words"][told["at"]]["rule"]
    assert Path(told["take"]).is_file()


def test_as_text(run, library: Path):
    done = run("narrate", "why", SLUG, "0:40", "--library", library)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{SLUG}.txt:")
    assert "lexicon.toml" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("episode", "time", "complaint"),
    [(SLUG, "99:00", "give a time within it"), (SLUG, "x", "is no time"), ("weg", "1", "no such")],
)
def test_bad_input(run, library: Path, episode: str, time: str, complaint: str):
    done = run("narrate", "why", episode, time, "--library", library)
    assert (done.returncode, done.stdout) == (1, "")
    assert complaint in done.stderr
    assert len(done.stderr.splitlines()) == 1
