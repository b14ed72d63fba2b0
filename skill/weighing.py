"""Weighing what several recognisers of one model made of one utterance.

Vosk's word confidence is 1.0 on wrong words. But a narrower recogniser explains a sound worse than
that of any words does, unless what it expects was said; and so their likelihoods tell.
"""

from dataclasses import dataclass

from narrate.hearing import Readings

LIBRARY_MARGIN = -1.0
"""Log likelihood per second against free recognition from which the library's are believed."""
COMMAND_MARGIN = -2.5
"""The same for the phrases of commands. Lower ones add as many wrong commands as right ones."""
CRY_MARGIN = -3.0
"""The same for cries for help."""
CRY_LEAD = 0.5
"""How much likelier a cry must be than the library's words and commands, per second."""
_NONE = Readings(("",), (0.0,))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What came of an utterance."""

    readings: tuple[Readings, ...]
    """Of any words; if the model takes phrases, of the library's, of commands and of cries too."""
    seconds: float
    """Length of the sound, with the pauses around it."""
    voice: float
    """Seconds of it that are voiced."""
    talk: float = 0.0
    """Seconds of voice in the ten seconds before it."""

    @property
    def free(self) -> Readings:
        """Of any words."""
        return self.readings[0]

    @property
    def library(self) -> Readings:
        """Of the library's words."""
        return self._of(1)

    @property
    def commands(self) -> Readings:
        """Of the phrases of commands."""
        return self._of(2)

    @property
    def cries(self) -> Readings:
        """Of cries for help."""
        return self._of(3)

    def of_library(self) -> bool:
        """Whether it may have been the library's words."""
        return self._lead(self.library, self.free) >= LIBRARY_MARGIN

    def of_commands(self) -> bool:
        """Whether it may have been a command."""
        return self._lead(self.commands, self.free) >= COMMAND_MARGIN

    def of_cries(self) -> bool:
        """Whether it may have been a cry for help; of doubt there is more than of commands."""
        return self._lead(self.cries, self.free) >= CRY_MARGIN and all(
            self._lead(self.cries, other) >= CRY_LEAD for other in (self.library, self.commands)
        )

    def _of(self, which: int) -> Readings:
        return self.readings[which] if which < len(self.readings) else _NONE

    def _lead(self, readings: Readings, over: Readings) -> float:
        """Log likelihood per second by which one explains the sound better than another."""
        return (readings.likelihoods[0] - over.likelihoods[0]) / self.seconds
