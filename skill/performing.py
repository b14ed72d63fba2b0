"""Performing what the dialogue asks for: voice, sounds, narrator, timers and journal."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from narrate.errors import HoorstukError
from skill.dialogue import actions
from skill.dialogue.actions import Action
from skill.dialogue.shelf import Shelf
from skill.earcons import Earcons
from skill.journal import Journal
from skill.library import Place
from skill.player import Player
from skill.prompts import Prompts

AROUND = 2.0
"""Seconds around an utterance in which what sounds may be heard in it."""
LONGEST = 20.0
"""Seconds after which nothing sounds any more that the skill began to say."""


class Recent:
    """What the skill said in the last while; may be asked on another thread."""

    def __init__(self) -> None:
        self._said: deque[tuple[float, str]] = deque(maxlen=20)

    def add(self, text: str) -> None:
        """Something is being said from now on, or as soon as it is its turn."""
        self._said.append((time.monotonic(), text))

    def since(self, seconds: float) -> list[str]:
        """What may have sounded in the last seconds."""
        began = time.monotonic() - seconds - LONGEST
        return [text for at, text in tuple(self._said) if at >= began]


@dataclass(slots=True)
class Performer:
    """Carries out actions, at once and in their order."""

    player: Player
    prompts: Prompts
    earcons: Earcons
    journal: Journal
    show: Callable[[str], None]
    """Gets as text all that is said."""
    shelf: Shelf
    timers: "Timers"
    recent: Recent = field(default_factory=Recent)
    """What was said lately, for telling echoes."""
    quitting: bool = False
    """Whether the conversation ends when all has been said."""
    _reading: Place | None = None

    def do(self, action: Action) -> None:
        """Carry out one action.

        Raises:
            HoorstukError: it cannot be; what was asked before goes on.
        """
        match action:
            case actions.Say():
                self.show(action.text)
                self.recent.add(action.aloud)
                self.player.say(self.prompts.stream(action.aloud))
            case actions.Earcon(name):
                self.player.say(self.earcons.sound(name), breath=0.0)
            case actions.Play(place, until):
                self._play(place, until)
            case actions.Pause():
                self.player.pause()
            case actions.Fade(seconds):
                self.player.fade(seconds)
            case actions.Speed() | actions.Volume():
                self._turn(action)
            case actions.Timer(name, seconds):
                self.timers.set(name, seconds)
            case actions.Note():
                self.journal.write(action, self.shelf)
            case actions.Quit():
                self.quitting = True

    @property
    def over(self) -> bool:
        """Whether the conversation is over, and all has been said."""
        return self.quitting and not self.player.saying

    def place(self) -> Place | None:
        """Where the narrator is; None before it read."""
        seconds = self.player.position()
        if self._reading is None or seconds is None:
            return self._reading
        return replace(self._reading, seconds=seconds)

    def sounding(self, seconds: float) -> list[str]:
        """What sounded in the last seconds: sentences of the narrator and of the skill's voice."""
        said, place = self.recent.since(seconds), self.place()
        if place is None or not self.player.playing or not self.shelf.holds(place):
            return said
        first = place.seconds - (seconds + AROUND) * self.player.speed
        chapter = self.shelf.chapter(place)
        return said + chapter.said_between(first, place.seconds + AROUND)

    def keep_place(self) -> None:
        """Write down where the narrator is."""
        place = self.place()
        if place is not None and self.shelf.holds(place):
            self.journal.write(actions.Note("position", place), self.shelf)

    def _turn(self, knob: actions.Speed | actions.Volume) -> None:
        if isinstance(knob, actions.Speed):
            self.player.speed = knob.factor
        else:
            self.player.set_volume(narrator=knob.narrator, voice=knob.voice)

    def _play(self, place: Place, until: float | None) -> None:
        file = self.shelf.chapter(place).file
        if file is None or not file.is_file():
            raise HoorstukError(f"{file}: is missing; build the episode {place.episode} again")
        self._reading = place
        self.player.play(file, place.seconds, until)


class Timers:
    """Timers by name, on a clock that only goes forward."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}

    def set(self, name: str, seconds: float | None) -> None:
        """Ring after so many seconds, in place of a timer of the same name; None: not at all."""
        self._due.pop(name, None)
        if seconds is not None:
            self._due[name] = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until the first rings; infinite when none is set."""
        return max(0.0, min(self._due.values(), default=float("inf")) - time.monotonic())

    def rung(self) -> list[str]:
        """The names of those that rang since it was last asked."""
        now = time.monotonic()
        names = [name for name, at in self._due.items() if at <= now]
        for name in names:
            del self._due[name]
        return names
