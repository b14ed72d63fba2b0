"""The dialogue: a pure state machine, events in and actions out, with no clock and no devices."""

from skill.dialogue.dialogue import Dialogue
from skill.dialogue.state import State
from skill.dialogue.step import Step

__all__ = ["Dialogue", "State", "Step"]
