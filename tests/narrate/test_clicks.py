"""Clicks are put into real takes, found and filled in; the takes themselves stay as they are."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from narrate.clicks import mended
from narrate.sound import Samples

KINDS = ("spike", "pulse", "burst")
HISS = 0.25
"""Roughness, against the roughest moment of the take, from which a click drowns in an s."""


@pytest.fixture(scope="module")
def takes(library: Path) -> list[Samples]:
    """Every sentence of the example article."""
    paths = sorted(p for p in (library / ".takes").glob("*.npz") if "levels" not in p.name)
    sounds = [np.load(path)["samples"] for path in paths]
    assert len(sounds) > 20
    return [sound for sound in sounds if len(sound) > 22050]


def clicked(sounds: list[Samples], kind: str) -> Iterator[tuple[Samples, Samples, int]]:
    """Each sound, the same with a click as high as its peak, and the place of it."""
    rng = np.random.default_rng(KINDS.index(kind))
    for sound in sounds:
        at = _voiced(sound, rng)
        height = rng.choice([-1, 1]) * np.abs(sound.astype(int)).max()
        length = {"spike": 1, "pulse": 6, "burst": 4}[kind]
        signs = rng.choice([-1, 1], length) if kind == "burst" else np.ones(length)
        worse = sound.astype(int)
        worse[at : at + length] += (height * signs).astype(int)
        yield sound, np.clip(worse, -32768, 32767).astype(np.int16), at


def _voiced(sound: Samples, rng: np.random.Generator) -> int:
    """A place that does not hiss: where neighbours hardly differ against the loudest hiss."""
    rough = np.abs(np.diff(sound.astype(float), 2))
    rough = np.convolve(rough, np.ones(220) / 220, "same")
    places = np.flatnonzero(rough[1000:-1000] < HISS * rough.max()) + 1000
    return int(rng.choice(places))


def test_no_take_is_touched(takes):
    for sound in takes:
        same, left = mended(sound)
        assert left == 0
        assert np.array_equal(same, sound)


@pytest.mark.parametrize("kind", KINDS)
def test_clicks_are_found_and_filled(takes, kind: str):
    found = mends = 0
    for sound, worse, at in clicked(takes, kind):
        better, _ = mended(worse)
        around = slice(at - 100, at + 100)
        before = np.abs(worse[around].astype(int) - sound[around]).max()
        after = np.abs(better[around].astype(int) - sound[around]).max()
        found += not np.array_equal(better, worse)
        mends += after < before / 2
    assert found >= 0.97 * len(takes)
    assert mends >= 0.93 * len(takes)


def test_a_jump_that_stays_is_told(takes):
    """Nothing can be filled in where the sound goes on elsewhere."""
    sound = max(takes, key=len).copy()
    sound[len(sound) // 2 :] = 0
    sound[len(sound) // 2 : len(sound) // 2 + 400] = 20000
    assert mended(sound)[1] >= 1


@pytest.mark.parametrize("length", [0, 1, 500, 1024, 1025])
def test_short_sounds(length: int):
    assert mended(np.zeros(length, np.int16))[1] == 0
