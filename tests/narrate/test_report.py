"""The delivery report: what is wrong is found, and said where."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from narrate import episode, said
from narrate.delivery.presets import presets
from narrate.report import report

SLUG = "ketamine-en-de-hersenen"
PODCAST = presets()["podcast"]


@pytest.fixture
def made(library: Path):
    folder = library / SLUG
    return episode.read(folder), said.read(folder)[1]


def findings(manifest, lines) -> list[tuple[str, str, bool]]:
    found = report(manifest, lines, PODCAST).findings
    return [(finding.place, finding.text, finding.failure) for finding in found]


def test_the_example_has_nothing_wrong(made):
    manifest, lines = made
    assert not report(manifest, lines, PODCAST).failed
    assert all("off the" not in text for _, text, _ in findings(manifest, lines))
    summary = report(manifest, lines, PODCAST).summary
    assert summary[0].startswith(f"Loudness {manifest.loudness.integrated_lufs} LUFS")
    assert summary[2].startswith(f"{len(lines)} sentences, ")


def test_a_loud_and_a_peaking_file(made):
    manifest, lines = made
    first = manifest.files[0]
    loud = replace(first, loudness=replace(first.loudness, integrated_lufs=-15.2))
    peaking = replace(first, loudness=replace(first.loudness, true_peak_dbtp=-0.9))
    assert findings(replace(manifest, files=(loud,)), lines)[0] == (
        "episode.mp3",
        "is +0.8 LU off the -16.0 of podcast",
        False,
    )
    assert findings(replace(manifest, files=(peaking,)), lines)[0] == (
        "episode.mp3",
        "peaks at -0.9 dBTP, over -1.5",
        True,
    )


def test_a_clock_that_does_not_add_up(made):
    manifest, lines = made
    first, second, *rest = manifest.chapters
    late = replace(manifest, chapters=(first, replace(second, start=second.start + 1), *rest))
    assert (second.file, "does not start where the one before ends", True) in findings(late, lines)
    longer = replace(manifest, duration=manifest.duration + 1)
    assert (SLUG, "is not as long as its chapters together", True) in findings(longer, lines)
    sentences = (first.sentences[1], first.sentences[0], *first.sentences[2:])
    shuffled = replace(manifest, chapters=(replace(first, sentences=sentences), second, *rest))
    assert (first.file, "has words or sentences out of order", True) in findings(shuffled, lines)


def test_words_that_nobody_says_and_a_stumble(made):
    manifest, lines = made
    doubtful = replace(lines[3], words=(("日本", "", "", "unknown script"), *lines[3].words))
    place = f"{manifest.source}:{lines[3].line}"
    texts = findings(manifest, [*lines[:3], doubtful, *lines[4:]])
    assert (place, "“日本”: nothing is said for it", False) in texts
    slow = replace(lines[3], spoken="a" * 10 * len(lines[3].spoken))
    texts = findings(manifest, [*lines[:3], slow, *lines[4:]])
    assert (place, f"is said oddly fast: “{lines[3].written}”", False) in texts


def test_the_build_prints_it(run, tmp_path: Path):
    article = tmp_path / "bijen.txt"
    article.write_text("Bijen\nEen bij heet 日本 in een ander land, en dat is een mooi woord.\n")
    done = run("narrate", "build", article, "--library", tmp_path / "audio", "--json")
    told = json.loads(done.stdout)["report"]
    assert told["findings"] == [
        {
            "place": "bijen.txt:2",
            "text": "“日本”: nothing is said for it",
            "failure": False,
        }
    ]
    done = run("narrate", "build", article, "--library", tmp_path / "audio", "--force")
    assert done.stdout.splitlines()[-1] == "bijen.txt:2: “日本”: nothing is said for it"
