"""Weighing what several recognisers of one model made of one utterance."""

from dataclasses import dataclass

from narrate.hearing import Readings

LIBRARY_MARGIN = -1.0
"""Log likelihood per second against free recognition from which the library's words are believed.

Read off 78 questions and 170 commands, each spoken by three voices (docs/listening.md): two thirds
of the questions that the library answers lie above it, and a fifth of the others.
"""
COMMAND_MARGIN = -1.0
"""The same for the phrases of commands: one of those 234 questions is then taken for one."""
_NONE = Readings(("",), (0.0,))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What came of an utterance."""

    readings: tuple[Readings, ...]
    """Of any words; of the library's and of commands too, when the model can be told them."""
    seconds: float
    """Length of the sound, with the pauses around it."""
    voice: float
    """Seconds of it that are voiced."""

    @property
    def free(self) -> Readings:
        """Of any words."""
        return self.readings[0]

    @property
    def library(self) -> Readings:
        """Of the library's words."""
        return self.readings[1] if len(self.readings) > 1 else _NONE

    @property
    def commands(self) -> Readings:
        """Of the phrases of commands."""
        return self.readings[2] if len(self.readings) > 2 else _NONE

    def of_library(self) -> bool:
        """Whether it may have been the library's words."""
        return self._margin(self.library) >= LIBRARY_MARGIN

    def of_commands(self) -> bool:
        """Whether it may have been a command."""
        return self._margin(self.commands) >= COMMAND_MARGIN

    def _margin(self, readings: Readings) -> float:
        """Log likelihood per second against free recognition: narrower words explain it worse."""
        return (readings.likelihoods[0] - self.free.likelihoods[0]) / self.seconds
