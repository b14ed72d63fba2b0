"""What can happen in a conversation."""

from dataclasses import dataclass

from skill.ears import Heard
from skill.library import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened."""

    at: float = 0.0
    """Seconds, on a clock that only goes forward."""
    place: Place | None = None
    """Where the narrator is then; None when it has not played yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    """The listener came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening(Event):
    """The talk key went down, or the wake word was heard: the microphone is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Event):
    """The talk key came up: what was said is being understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken(Event):
    """An utterance ended in which something was said."""

    heard: Heard
    overheard: bool = False
    """Whether nobody may have meant the skill: it then only acts on what is plain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard(Event):
    """Listening ended without a word that could be understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Event):
    """The narrator came to the end of a chapter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rang(Event):
    """A timer that the dialogue had set ran out."""

    timer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Event):
    """The library was read anew, for something in it had changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(Event):
    """Something that was to be heard cannot be: a file is missing or damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost(Event):
    """A device went away."""

    device: str
    """`microphone` or `speaker`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Event):
    """A device that was lost is back."""

    device: str
