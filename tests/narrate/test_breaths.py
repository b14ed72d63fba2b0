"""Silence at commas: in the quietest place, and nothing else changed."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from narrate.breaths import FADE, lengthened

RATE = 1000


@given(st.lists(st.integers(40, 200), min_size=1, max_size=5), st.integers(0, 300), st.randoms())
def test_only_silence_is_added(lengths: list[int], silence: int, random):
    total = sum(lengths)
    samples = np.array([random.randint(-9999, 9999) for _ in range(total)], np.int16)
    edges = np.cumsum([0, *lengths]).tolist()
    gaps = [(start + 15, end - 15) for start, end in pairwise(edges)]
    longer, cuts = lengthened(samples, gaps, silence, RATE)
    assert len(longer) == total + silence * len(gaps)
    assert all(start <= cut <= end for (start, end), cut in zip(gaps, cuts, strict=True))
    parts, at = np.split(samples, cuts), 0
    ramp = round(FADE * RATE)
    for part in parts:
        kept = longer[at : at + len(part)]
        assert np.array_equal(kept[ramp : len(part) - ramp], part[ramp : len(part) - ramp])
        assert not longer[at + len(part) : at + len(part) + silence].any()
        at += len(part) + silence


def test_the_quietest_place_is_found():
    samples = np.full(200, 1000, np.int16)
    samples[120:140] = 3
    assert lengthened(samples, [(50, 180)], 10, RATE)[1][0] in range(125, 136)
