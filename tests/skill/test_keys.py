"""The talk key, from presses alone; and what the other keys say."""

import io

import pytest

from skill.commands import Commands
from skill.keys import RELEASED, TalkKey, follow
from skill.session import Closed, Input, TalkDown, TalkUp, Typed
from skill.templates import DATA, read_toml


def replay(*presses: float, until: float) -> list[tuple[float, Input]]:
    """What comes of these presses, looked at every hundredth of a second."""
    key, came = TalkKey(), []
    for hundredth in range(round(until * 100)):
        at = hundredth / 100
        pressed = any(abs(press - at) < 0.005 for press in presses)
        event = key.press(at) if pressed else key.wait(at)
        if event is not None:
            came.append((at, event))
    return came


def test_pressed_twice() -> None:
    assert replay(1.0, 3.0, until=5) == [(1.0, TalkDown()), (3.0, TalkUp())]


def test_held_down() -> None:
    repeats = [1.5 + n * 0.03 for n in range(40)]
    came = replay(1.0, *repeats, until=5)
    assert [event for _, event in came] == [TalkDown(), TalkUp()]
    assert came[1][0] == pytest.approx(repeats[-1] + RELEASED, abs=0.015)


def test_held_down_and_pressed_again() -> None:
    repeats = [1.5 + n * 0.03 for n in range(40)]
    came = replay(1.0, *repeats, 3.5, 5.5, until=7)
    assert [event for _, event in came] == [TalkDown(), TalkUp(), TalkDown(), TalkUp()]


def test_lines_where_there_is_no_terminal() -> None:
    came: list[Input] = []
    follow(io.StringIO("verder\n\nstop\n"), came.append).join()
    assert came == [Typed("verder"), Typed(""), Typed("stop"), Closed()]


@pytest.mark.parametrize(("key", "said"), read_toml(DATA / "keys.toml")["keys"].items())
def test_every_key_says_a_command(key: str, said: str) -> None:
    assert Commands.load().match(said) is not None, key
