"""How likely it is that what was overheard was meant for the skill.

Without a talk key or wake word all talk in the room is heard, and of any talk a recogniser that
expects commands makes something. What was meant stands alone, is explained about as well as by
free recognition, better than by what else is expected, and sounds like what was heard freely.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from narrate.hearing import Readings
from skill.alike import agreement
from skill.weighing import Evidence

COMMAND = 0.3
"""The chance from which an overheard command is obeyed."""
CRY = 0.7
"""The chance from which an overheard cry for help is believed."""
CRY_IN_TALK = 0.9
"""The same in the midst of talk, of which much is misheard."""
QUESTION = 0.75
"""The chance from which an overheard question is looked up."""
TALK = 3.0
"""Seconds of voice in the ten before an utterance, of which more is running talk."""
LEAST_VOICE = 0.3
"""Seconds of voice that an utterance is taken to have at least."""

Kind = Literal["command", "cry", "question"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Meant:
    """Whether an utterance was meant for the skill, if it was overheard."""

    command: float = 1.0
    """The chance that it was meant as the command that was heard."""
    cry: float = 1.0
    """The chance that it was a cry for help."""
    question: float = 1.0
    """The chance that it was a question to the library."""
    alone: bool = True
    """Whether it stands alone, not in the midst of talk."""

    @property
    def is_cry(self) -> bool:
        """Whether a cry for help is likely enough to be believed."""
        return self.cry >= (CRY if self.alone else CRY_IN_TALK)


SURELY = Meant()


def meant(evidence: Evidence) -> Meant:
    """Whether an utterance was meant for the skill; by free recognition alone it cannot be told."""
    alone = evidence.talk <= TALK
    if len(evidence.readings) == 1:
        return Meant(alone=alone)
    command, cry, question = (chance(kind, evidence) for kind in KINDS)
    return Meant(command, cry, question, alone)


def chance(kind: Kind, evidence: Evidence) -> float:
    """The chance that it was meant as one, 0..1: logistic in its signals."""
    found = signals(kind, evidence)
    used = weights(kind)
    total = used["bias"] + sum(used[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))


def signals(kind: Kind, evidence: Evidence) -> dict[str, float]:
    """What the chance is read from.

    `lead` and `over` are how much likelier, in log a second of voice, what was expected of this
    kind makes the sound than free recognition and than the best of what else was expected;
    `agreement` is that with the words heard freely.
    """
    of = {"command": evidence.commands, "cry": evidence.cries, "question": evidence.library}
    own, voice = of[kind], max(evidence.voice, LEAST_VOICE)
    rivals = [other for name, other in of.items() if name != kind]
    return {
        "lead": _lead(own, evidence.free) / voice,
        "over": min(_lead(own, rival) for rival in rivals) / voice,
        "agreement": agreement(own.texts[0], evidence.free.texts[0]),
    }


def _lead(one: Readings, over: Readings) -> float:
    return one.likelihoods[0] - over.likelihoods[0]


@cache
def weights(kind: Kind) -> Mapping[str, float]:
    """The weights that `scripts/learn_overhearing` learnt."""
    data = Path(__file__).with_name("data") / "overhearing.toml"
    found: dict[str, float] = tomllib.loads(data.read_text("utf-8"))[kind]
    return found
