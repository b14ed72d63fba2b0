"""Keys: the talk key and the others on a terminal, or lines of text where there is none."""

import os
import select
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from skill.session import Closed, Input, TalkDown, TalkUp, Typed
from skill.templates import DATA, read_toml

TALK = " "
REPEATS = 0.75
"""Seconds within which a second press is taken for the key's own repeating: it is held down."""
RELEASED = 0.15
"""Seconds without a repeat after which a key that was held counts as released."""
NAMES = {"\x1b[A": "up", "\x1b[B": "down", "\x1b[C": "right", "\x1b[D": "left"}
"""What terminals send for the arrow keys (ECMA-48, cursor movement)."""


class TalkKey:
    """Tells from presses alone, as a terminal gives them, whether the talk key is down.

    Held down, it repeats; then it is up when the repeating ends. Pressed once, it is down until it
    is pressed again.
    """

    def __init__(self) -> None:
        """Begin with the key up."""
        self.down = False
        self.held = False
        self._first = self._last = 0.0

    def press(self, at: float) -> Input | None:
        """A press came in, in seconds of a clock that only goes forward."""
        self._last = at
        if not self.down:
            self.down, self.held, self._first = True, False, at
            return TalkDown()
        if self.held or at - self._first < REPEATS:
            self.held = True
            return None
        self.down = False
        return TalkUp()

    def wait(self, at: float) -> Input | None:
        """Nothing was pressed until now."""
        if self.held and at - self._last >= RELEASED:
            self.down = self.held = False
            return TalkUp()
        return None


def follow(source: TextIO, put: Callable[[Input], None]) -> threading.Thread:
    """Put what is typed, on a thread of its own, until the source ends."""
    read = _presses if source.isatty() else _lines

    def run() -> None:
        for event in read(source):
            put(event)
        put(Closed())

    thread = threading.Thread(target=run, name="keys", daemon=True)
    thread.start()
    return thread


def _lines(source: TextIO) -> Iterator[Input]:
    for line in source:
        yield Typed(line.strip())


def _presses(source: TextIO) -> Iterator[Input]:
    meanings: dict[str, str] = read_toml(DATA / "keys.toml")["keys"]
    talk, number = TalkKey(), source.fileno()
    with _each_key(number):
        while True:
            ready, _, _ = select.select([number], [], [], RELEASED)
            if not ready:
                event = talk.wait(time.monotonic())
            elif not (key := os.read(number, 8).decode(errors="replace")):
                return
            else:
                event = _meaning(key, talk, meanings)
            if event is not None:
                yield event


def _meaning(key: str, talk: TalkKey, meanings: dict[str, str]) -> Input | None:
    if key[0] == TALK:
        return talk.press(time.monotonic())
    if key in "\r\n":
        return Typed(_typed_line())
    said = meanings.get(NAMES.get(key, key.lower()))
    return Typed(said) if said else None


def _typed_line() -> str:
    with _whole_lines(sys.stdin.fileno()):
        return input("> ").strip()


@contextmanager
def _each_key(number: int) -> Iterator[None]:
    """Let the terminal give each key as it is pressed, and not show it."""
    import termios  # noqa: PLC0415 - not on Windows
    import tty  # noqa: PLC0415

    before = termios.tcgetattr(number)
    try:
        tty.setcbreak(number)
        yield
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)


@contextmanager
def _whole_lines(number: int) -> Iterator[None]:
    """Let the terminal give whole lines again, that can be seen and mended."""
    import termios  # noqa: PLC0415

    before = termios.tcgetattr(number)
    lines = list(before)
    lines[3] |= termios.ICANON | termios.ECHO
    try:
        termios.tcsetattr(number, termios.TCSADRAIN, lines)
        yield
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)
