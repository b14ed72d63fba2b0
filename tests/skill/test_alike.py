"""How much texts sound alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alike import agreement, difference


def plain(part: str, whole: str) -> int:
    """The same by its definition: the least edit distance to any piece."""

    def edits(a: str, b: str) -> int:
        row = list(range(len(b) + 1))
        for i, x in enumerate(a, 1):
            last, row[0] = row[0], i
            for j, y in enumerate(b, 1):
                last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
        return row[-1]

    ends = range(len(whole) + 1)
    return min(edits(part, whole[i:j]) for i in ends for j in ends if i <= j)


@given(st.text("abc", max_size=6), st.text("abc", max_size=8))
def test_the_difference_is_the_least_to_any_piece(part: str, whole: str):
    assert difference(part, whole) == plain(part, whole)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("volgende hoofdstuk", "volgen de hoofd stuk", 0.8, 1.0),
        ("een halve minuten terug", "een halve minuut terug", 0.8, 1.0),
        ("wat een weer vandaag", "sneller", 0.0, 0.4),
        ("", "sneller", 0.0, 0.0),
        ("", "", 0.0, 0.0),
    ],
)
def test_what_sounds_alike_agrees(one: str, other: str, least: float, most: float):
    assert least <= agreement(one, other) <= most
    assert agreement(one, other) == agreement(other, one)
