"""An article in, a spoken question answered: by the real commands, on the real models."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from narrate import ffmpeg
from narrate.files import sha256
from narrate.loudness import measure
from skill.vocabulary import Vocabulary

pytestmark = pytest.mark.whole

SLUG = "ketamine-en-de-hersenen"
QUESTIONS = [
    ("Wat doet een NMDA-receptor?", 2),
    ("Waarom merkt u het zo snel?", 3),
    ("Wat is synaptische plasticiteit?", 4),
    ("Wat is tolerantie?", 5),
    ("Hoe verschilt ketamine van gewone antidepressiva?", 6),
]


@pytest.fixture(scope="module")
def manifest(library: Path) -> dict:
    return json.loads((library / SLUG / "episode.json").read_text("utf-8"))


def test_manifest_has_the_keys_of_schema_1(manifest: dict):
    assert manifest["schema"] == 1
    assert {"slug", "title", "language", "source", "built", "voice", "duration"} <= set(manifest)
    assert set(manifest["voice"]) == {"name", "sha256"}
    assert set(manifest["loudness"]) == {"integrated_lufs", "true_peak_dbtp"}
    chapter = manifest["chapters"][0]
    assert {"number", "title", "role", "file", "start", "duration", "sha256"} <= set(chapter)
    assert {"start", "end", "text", "spoken", "words"} <= set(chapter["sentences"][0])
    assert {"start", "end", "text"} <= set(chapter["sentences"][0]["words"][0])


def test_seven_chapters_and_a_disclaimer(manifest: dict):
    assert [c["role"] for c in manifest["chapters"]] == ["chapter"] * 7 + ["disclaimer"]
    assert [c["number"] for c in manifest["chapters"]] == list(range(1, 9))


def test_every_file_is_as_the_manifest_says(library: Path, manifest: dict):
    listed = {file["path"]: file for file in manifest["files"]}
    on_disk = {path.name for path in (library / SLUG).iterdir()}
    assert on_disk == set(listed) | {"episode.json"}
    for name, file in listed.items():
        assert sha256(library / SLUG / name) == file["sha256"]
        assert (library / SLUG / name).stat().st_size == file["bytes"]


def test_every_audio_file_is_as_loud_and_as_long_as_promised(library: Path, manifest: dict):
    seconds = {c["file"]: c["duration"] for c in manifest["chapters"]}
    seconds["episode.mp3"] = manifest["duration"]
    for name, duration in seconds.items():
        blocks = list(ffmpeg.decode(library / SLUG / name, 44100))
        loudness = measure(blocks, 44100)
        assert abs(loudness.integrated_lufs + 16) <= 0.5, name
        assert loudness.true_peak_dbtp <= -1.5, name
        assert sum(map(len, blocks)) / 44100 == pytest.approx(duration, abs=0.001), name


def test_times_rise_and_fit_their_chapter(manifest: dict):
    start = 0.0
    for chapter in manifest["chapters"]:
        assert chapter["start"] == pytest.approx(start, abs=1e-5)
        start += chapter["duration"]
        times = [t for s in chapter["sentences"] for t in (s["start"], s["end"])]
        assert times == sorted(times)
        assert times[-1] < chapter["duration"]
        for sentence in chapter["sentences"]:
            words = sentence["words"]
            assert " ".join(word["text"] for word in words) == sentence["text"]
            assert [w["start"] for w in words] == sorted(w["start"] for w in words)
            assert words[-1]["end"] == sentence["end"]
    assert start == pytest.approx(manifest["duration"], abs=1e-4)


def test_nothing_changed_means_nothing_written(run, library: Path):
    before = (library / SLUG / "episode.json").stat().st_mtime_ns
    article = Path(__file__).parents[1] / "audio" / "articles" / f"{SLUG}.txt"
    done = run("narrate", "build", article, "--library", library, "--json")
    assert json.loads(done.stdout)["changed"] is False
    assert (library / SLUG / "episode.json").stat().st_mtime_ns == before


@pytest.mark.parametrize(("question", "chapter"), QUESTIONS)
def test_a_spoken_question_is_answered(run, library: Path, tmp_path: Path, question, chapter):
    recording = tmp_path / "vraag.wav"
    done = run("narrate", "voices", "try", "nl_BE-nathalie-compact", question, "--out", recording)
    assert done.returncode == 0, done.stderr
    done = run("skill", "ask", "--wav", recording, "--library", library, "--json")
    assert done.returncode == 0, done.stderr
    turn = json.loads(done.stdout)
    assert turn["kind"] == "question", turn
    best = turn["answers"][0]
    assert (best["episode"], best["chapter"]) == (SLUG, chapter), turn
    assert Path(turn["play"]["file"]).parent == library / SLUG
    assert turn["play"]["start"] == best["start"]


def test_what_is_played_says_the_passage(run, library: Path, ears):
    """The recogniser hears, from the second that is played on, the words of the passage."""
    done = run("skill", "ask", "Wat is dissociatie?", "--library", library, "--json")
    turn = json.loads(done.stdout)
    answer = turn["answers"][0]
    rate = 16000
    pieces = list(ffmpeg.decode(Path(turn["play"]["file"]), rate))
    start, end = (round(answer[key] * rate) for key in ("start", "end"))
    sound = np.concatenate(pieces)[start:end]
    heard = ears.hear([sound], Vocabulary(("stop",), ("stop",), ())).text.split()
    written = re.findall(r"\w+", answer["text"].lower())
    assert len(set(heard) & set(written)) >= 0.7 * len(set(written)), heard


def test_lines_are_answered_in_order(run, library: Path):
    lines = "Wat is glutamaat?\nvolgende hoofdstuk\nHoe hoog is de Eiffeltoren?\n\n"
    done = run("skill", "ask", "-", "--library", library, "--json", stdin=lines)
    turns = [json.loads(line) for line in done.stdout.splitlines()]
    assert [turn["kind"] for turn in turns] == ["question", "command", "refused", "unclear"]
    assert turns[1]["command"] == "next"
    contract = {"heard", "kind", "command", "argument", "answers", "say", "play"}
    assert all(set(turn) == contract for turn in turns)
    assert all(turn["say"] for turn in turns)
