"""Profiles: ways of reading aloud as data."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from narrate.errors import HoorstukError
from narrate.profiles import DEFAULT, Profile, profile, profiles
from narrate.timeline import Pauses


def test_the_default_is_the_voices_own_way():
    assert profile(DEFAULT) == Profile(DEFAULT, profile(DEFAULT).about, 1.0, 0.0, Pauses())


def test_each_is_calmer_than_the_one_before():
    for brisk, calm in pairwise(profiles().values()):
        assert calm.tempo < brisk.tempo
        assert calm.comma > brisk.comma
        assert calm.pauses.sentence > brisk.pauses.sentence
        assert calm.pauses.paragraph > brisk.pauses.paragraph


ARTICLE = """\
Hoe bijen praten
Een bij danst, draait, en wijst zo de weg. De andere bijen lezen die dans.
"""


def test_an_episode_for_reading_along(run, tmp_path: Path):
    (tmp_path / "bij.txt").write_text(ARTICLE)
    arguments = ["--library", tmp_path, "--profile", "meelezen", "--tempo", "1.5"]
    done = run("narrate", "build", tmp_path / "bij.txt", *arguments)
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "bij" / "episode.json").read_text())
    heading, first, second = manifest["chapters"][0]["sentences"]
    pauses = profile("meelezen").pauses
    assert first["start"] - heading["end"] == pytest.approx(pauses.heading, abs=0.001)
    assert second["start"] - first["end"] == pytest.approx(pauses.sentence, abs=0.001)


def test_an_unknown_one():
    with pytest.raises(HoorstukError, match="haastig: no such profile; choose one of gewoon"):
        profile("haastig")
