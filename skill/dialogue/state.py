"""All that a conversation remembers."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from skill.commands import Command
from skill.dialogue.actions import Say
from skill.find import Found
from skill.library import Place
from skill.safety import Card

Reason = Literal["question", "jump", "sleep"]


@dataclass(frozen=True, slots=True)
class Visit:
    """A place to which "terug" brings the listener."""

    place: Place
    reason: Reason
    """What took the listener away from there."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """That all bookmarks are taken away, which waits for a yes."""


Offer: TypeAlias = Found | Visit | Erasure | Command
"""What a listener may be offered."""


@dataclass(frozen=True, slots=True)
class State:
    """What a conversation remembers between two events; never changes: a step makes another."""

    place: Place | None = None
    """Where the narrator is, or was; None before it ever read to this listener."""
    playing: bool = False
    """Whether the narrator reads, or will again as soon as listening and saying have ended."""
    silent_since: float | None = None
    """When the narrator fell silent; None while it reads."""
    speed: float = 1.0
    volume: int = 0
    """Decibels, of the narrator and the skill's own voice together."""
    voice: int = 0
    """Decibels that the skill's own voice is louder than the narrator."""
    sounds: bool = True
    """Whether the short sounds are on; each can be off by itself in the manners."""
    visits: tuple[Visit, ...] = ()
    """The newest last."""
    bookmarks: tuple[Place, ...] = ()
    """The oldest first."""
    said: tuple[Say, ...] = ()
    """What was said last, for who asks to repeat it."""
    answer: Found | None = None
    """The passage that was played in answer to the last question."""
    asked: tuple[str, ...] = ()
    """The last questions, the latest last: the next one may lean on them."""
    refused: str = ""
    """The last question, if the library had no answer to it."""
    card: Card | None = None
    """The card that was said last, until something else is talked about: a yes may answer it."""
    coming: Card | None = None
    """The card that follows the passage which is being read."""
    offered: tuple[Offer, ...] = ()
    """What the listener may take with "de eerste" or "ja"."""
    misses: int = 0
    """Utterances in a row that were not understood."""
    asked_where: int = 0
    """How often in a row the listener asked where they are."""
    practising: bool = False
    stops_after_chapter: bool = False
    introduced: bool = False
