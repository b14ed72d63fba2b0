"""What the dialogue can ask for."""

from dataclasses import dataclass

from skill.library import Place


@dataclass(frozen=True, slots=True)
class Say:
    """Say something in the skill's own voice, after what it is saying already."""

    text: str
    """For the eye."""
    spoken: str = ""
    """For the ear, where that differs: telephone numbers digit by digit."""

    @property
    def aloud(self) -> str:
        """What the voice says."""
        return self.spoken or self.text


@dataclass(frozen=True, slots=True)
class Earcon:
    """Let one of the short sounds be heard."""

    name: str


@dataclass(frozen=True, slots=True)
class Play:
    """Let the narrator read from here on, as soon as nothing is being said."""

    place: Place
    until: float | None = None
    """The second of the chapter at which the narrator ends; None for the end of the chapter."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Let the narrator be silent, at once."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast the narrator reads from now on."""

    factor: float


@dataclass(frozen=True, slots=True)
class Volume:
    """How loud the narrator and the skill's own voice are from now on, in decibels."""

    narrator: int
    voice: int


@dataclass(frozen=True, slots=True)
class Fade:
    """Let the narrator die away, and then be silent."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Timer:
    """Set a timer, in place of the one of the same name; None takes it away."""

    name: str
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Note:
    """Write something down that must outlive this conversation."""

    what: str
    """`position`, `bookmark`, `forget_bookmark`, `forget_bookmarks`, `speed`, `volume`, `voice`
    (decibels), `sounds` (1 on, 0 off) or `introduced`."""
    place: Place | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Quit:
    """End the conversation when all has been said."""


Action = Say | Earcon | Play | Pause | Speed | Volume | Fade | Timer | Note | Quit
