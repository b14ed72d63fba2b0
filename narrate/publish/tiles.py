"""Clips that tile a sound: the first begins with it, each ends where the next begins, the last ends
with it. So a player that plays them one by one plays all of it, and nothing twice.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

LEAD = 0.1
"""Seconds. A text is shown this much before its voice, or half the silence if that is shorter:
players that jump into a file may miss their target by some hundredths of a second."""

Span = tuple[float, float]
"""When a voice sounds, from start to end, in seconds."""
Clip = tuple[int, int]
"""Begin and end in a sound, in milliseconds."""


def tiles(spans: Sequence[Span], length: int) -> list[Clip]:
    """The clips of voices that follow one another in a sound of `length` milliseconds.

    Raises:
        ValueError: they do not rise from the beginning of the sound to its end.
    """
    clips = list(pairwise([*_begins(spans), length]))
    if any(begin >= end for begin, end in clips):
        raise ValueError("times do not rise")
    return clips


def _begins(spans: Sequence[Span]) -> Iterator[int]:
    """When each clip begins; the first takes the silence before it too."""
    yield 0
    for (_, before), (start, _) in pairwise(spans):
        yield round((start - min(LEAD, max(0.0, start - before) / 2)) * 1000)
