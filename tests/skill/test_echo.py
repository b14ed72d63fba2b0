"""Telling the narrator's words from the listener's."""

import pytest

from skill.ears import NOTHING, Heard
from skill.echo import without_echo

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
