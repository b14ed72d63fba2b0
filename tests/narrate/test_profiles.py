"""Profiles: ways of reading aloud as data."""

from itertools import pairwise

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


def test_an_unknown_one():
    with pytest.raises(HoorstukError, match="haastig: no such profile; choose one of gewoon"):
        profile("haastig")
