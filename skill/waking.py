"""The wake word: what is said after it is meant for the skill, and other talk is not."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from narrate.hearing import RATE, UNKNOWN
from narrate.sound import Samples
from skill.endpointing import Endpointing
from skill.voicing import Voicing

if TYPE_CHECKING:
    import vosk

DECOYS = [UNKNOWN] * 200 + [f"{UNKNOWN} {UNKNOWN}"] * 100
"""How often other speech is named beside the wake word."""
WEIGHT = 5
"""How often the wake word is named."""
OVER = 0.25
"""Seconds of pause after which the wake word is over, if no other word follows it."""
BEFORE = 3
"""Blocks from before the voice that are heard too."""


class Waking:
    """Waits for the wake word at the beginning of what someone says."""

    def __init__(self, recogniser: "vosk.KaldiRecognizer") -> None:
        """Wait with a recogniser of `expected()`."""
        recogniser.SetMaxAlternatives(0)
        recogniser.SetPartialWords(True)
        recogniser.SetWords(True)
        self._recogniser = recogniser
        self._voicing = Voicing()
        self._utterance = Endpointing(hands_free=True)
        self._sound: list[Samples] = []
        self._start = self._fed = 0
        """Samples that the recogniser had of earlier utterances, and that it has had."""

    @property
    def idle(self) -> bool:
        """Whether nobody is speaking."""
        return self._utterance.stage == "waiting"

    def succeed(self, other: "Waking") -> None:
        """Go on where another, which is idle, leaves: with the room and the sound it knows."""
        self._voicing, self._utterance, self._sound = (
            other._voicing,
            other._utterance,
            other._sound,
        )

    def hear(self, block: Samples) -> Samples | None:
        """Take the next mono PCM at `RATE`; gives what came after the wake word, once heard."""
        stage = self._utterance.hear(self._voicing.parts(block))
        self._sound.append(block)
        if stage == "waiting":
            self._sound = self._sound[-BEFORE:]
            return None
        fresh = np.concatenate(self._sound) if self._start == self._fed else block
        ended = self._recogniser.AcceptWaveform(fresh.astype("<i2").tobytes())
        self._fed += len(fresh)
        result = self._recogniser.Result() if ended else self._recogniser.PartialResult()
        end = self._woken(json.loads(result))
        rest = None
        if end is not None:
            rest = np.concatenate(self._sound)[round(end * RATE) - self._start :]
        if ended or stage == "ended" or rest is not None:
            self._begin_again()
        return rest

    def _begin_again(self) -> None:
        self._recogniser.FinalResult()
        self._utterance = Endpointing(hands_free=True)
        self._sound = []
        self._start = self._fed

    def _woken(self, result: dict[str, list[dict[str, float | str]]]) -> float | None:
        """When the wake word ended, in seconds of all that was fed, if it was said."""
        words = result.get("partial_result") or result.get("result") or []
        said = [str(word["word"]) for word in words]
        for phrase in phrases():
            count = len(phrase.split())
            over = len(said) > count or self._utterance.pause >= OVER
            if said[:count] == phrase.split() and over:
                return float(words[count - 1]["end"])
        return None


def expected() -> list[str]:
    """The phrases for the recogniser."""
    return [*phrases() * WEIGHT, *DECOYS]


@cache
def phrases() -> tuple[str, ...]:
    """What wakes, in words that the embedded model knows."""
    data = Path(__file__).with_name("data") / "nl" / "listening.toml"
    return tuple(tomllib.loads(data.read_text("utf-8"))["wake"])
