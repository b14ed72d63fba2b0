"""Telling the narrator's words from the listener's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.ears import NOTHING, Heard
from skill.echo import difference, without_echo

SAYING = (
    "Ketamine blokkeert de receptor een tijdje. Daardoor komt er meer glutamaat vrij. "
    "Ga verder met uw leven, stop niet met lezen in het volgende hoofdstuk."
).split()


@pytest.mark.parametrize(
    "echo",
    [
        "ketamine blokkeert de receptor een tijdje",
        "daar door komt er meer glutamaat vrij ga verder",
        "kwam die na blok keert de receptoren tijd je",
        "volgende hoofdstuk",
        "stop",
    ],
)
def test_what_the_narrator_says_is_nothing(echo: str):
    assert without_echo(Heard(echo, (echo,), (echo,)), SAYING) == NOTHING


@pytest.mark.parametrize(
    "said", ["sneller", "een minuut terug", "wat is een neuron", "waar ben ik"]
)
def test_what_the_narrator_does_not_say_stays(said: str):
    heard = Heard(said, (said,), (said, "volgende hoofdstuk"))
    assert without_echo(heard, SAYING) == Heard(said, (said,), (said,))


def test_in_silence_nothing_is_an_echo():
    heard = Heard("stop", ("stop",), ("stop",))
    assert without_echo(heard, []) == heard
    assert without_echo(NOTHING, SAYING) == NOTHING


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
