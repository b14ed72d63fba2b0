"""Presets: how loud a place of publication wants an episode."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from narrate.loudness import Levels
from narrate.timeline import Pauses

DEFAULT = "podcast"


@dataclass(frozen=True, slots=True)
class Preset:
    """One entry of `presets.toml`."""

    name: str
    measure: Literal["lufs", "rms"]
    target: float
    """LUFS or dBFS of one mono channel."""
    tolerance: float
    peak: float
    """dBTP."""
    lead: float | None = None
    """Seconds of silence at the start of a chapter."""
    tail: float | None = None

    def around(self, pauses: Pauses) -> Pauses:
        """The pauses with the silence that it asks for at both ends of a chapter."""
        lead = pauses.lead if self.lead is None else self.lead
        tail = pauses.tail if self.tail is None else self.tail
        return replace(pauses, lead=lead, tail=tail)

    def deviation(self, levels: Levels) -> float:
        """How much too soft some sound is, in LU or dB."""
        reached = levels.integrated_lufs if self.measure == "lufs" else levels.rms_dbfs
        return self.target - reached


@cache
def presets() -> dict[str, Preset]:
    """Every preset by its name."""
    text = Path(__file__).with_suffix(".toml").read_text("utf-8")
    return {name: Preset(name, **entry) for name, entry in tomllib.loads(text).items()}
