"""When an utterance begins and ends, told by what is voiced; no clock, no sound."""

from collections.abc import Sequence
from typing import Literal

from skill.voicing import SECONDS

WAIT_COMMAND = 0.7
"""Seconds without voice after which a command is over."""
WAIT_QUESTION = 1.2
"""The same for anything else: in a question people stop to think."""
LONGEST = 15.0
"""Seconds that an utterance may last; what follows is another."""
BEGIN = 0.08
"""Seconds of voice that begin an utterance; "stop" has 0.11, a click none."""
BEGIN_WITHIN = 0.3
"""Seconds in which they must fall."""

Stage = Literal["waiting", "going on", "ended"]


class Endpointing:
    """Follows one utterance: waiting, going on, ended."""

    def __init__(self, hands_free: bool) -> None:
        """Follow an utterance.

        Args:
            hands_free: a pause ends it; otherwise only `LONGEST` does, or whoever listens.
        """
        self._hands_free = hands_free
        self.stage: Stage = "waiting"
        self.length = 0.0
        """Seconds since it began; while waiting, what would belong to it if it began now."""
        self.voice = 0.0
        """Seconds of it that are voiced."""
        self.pause = 0.0
        """Seconds since its last voiced sample, or since it began."""
        self._latest: list[bool] = []

    def hear(self, parts: Sequence[bool], command: bool = False) -> Stage:
        """Take what came in.

        Args:
            parts: whether each part of `voicing.STEP` samples is voiced.
            command: what was said so far looks like a command.
        """
        for voiced in parts:
            if self.stage == "waiting":
                self._wait(voiced)
            elif self.stage == "going on":
                self._go_on(voiced, WAIT_COMMAND if command else WAIT_QUESTION)
        return self.stage

    def _wait(self, voiced: bool) -> None:
        self._latest = [*self._latest, voiced][-round(BEGIN_WITHIN / SECONDS) :]
        self.length, self.voice = (n * SECONDS for n in (len(self._latest), sum(self._latest)))
        if voiced and self.voice >= BEGIN - SECONDS / 2:
            self.stage = "going on"

    def _go_on(self, voiced: bool, wait: float) -> None:
        self.length += SECONDS
        self.voice += SECONDS * voiced
        self.pause = 0.0 if voiced else self.pause + SECONDS
        # Half a part less: sums of hundredths are not exact.
        over = self._hands_free and self.pause >= wait - SECONDS / 2
        if over or self.length >= LONGEST - SECONDS / 2:
            self.stage = "ended"
