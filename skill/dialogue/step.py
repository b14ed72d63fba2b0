"""One step of the dialogue: the state after an event, and what is to be done."""

from dataclasses import dataclass, replace
from typing import Any, Self

from skill.dialogue.actions import Action, Pause, Play, Say, Timer
from skill.dialogue.state import Reason, State, Visit
from skill.library import Place
from skill.understanding import Meaning

ASKED = 40
"""Seconds within which a yes is one to the card that asks whether it happens now; it takes ten."""
DEEPEST = 20
"""Places that "terug" can go back through."""


@dataclass(frozen=True, slots=True)
class Step:
    """A state and the actions on the way to it."""

    state: State
    actions: tuple[Action, ...] = ()
    meaning: Meaning | None = None
    """What the utterance meant, where the event was one."""

    def do(self, *actions: Action, **changes: Any) -> Self:  # noqa: ANN401 - fields of State
        """With more actions, and the state changed."""
        return replace(
            self, actions=(*self.actions, *actions), state=replace(self.state, **changes)
        )

    def say(self, text: str, spoken: str = "", **changes: Any) -> Self:  # noqa: ANN401
        """With something said; nothing for an empty text."""
        return self.do(Say(text, spoken), **changes) if text else self.do(**changes)

    def say_coming(self) -> Self:
        """With the card said that was to follow a passage, if it was not said yet."""
        card = self.state.coming
        if card is None:
            return self
        said = Say(card.say, card.spoken)
        return self.do(said, Timer("asked", ASKED), coming=None, card=card, said=(said,))

    def play(self, place: Place, until: float | None = None) -> Self:
        """With the narrator reading from a place, once the card that was to follow is said."""
        step = self.say_coming()
        return step.do(Play(place, until), place=place, playing=True, silent_since=None)

    def jump(self, place: Place, reason: Reason = "jump", until: float | None = None) -> Self:
        """With the narrator reading from a place, and a way back to where it was."""
        here = self.state.place
        away = () if here is None else (Visit(here, reason),)
        return self.do(visits=(*self.state.visits, *away)[-DEEPEST:]).play(place, until)

    def pause(self, at: float) -> Self:
        """With the narrator silent, until it is told to read."""
        since = self.state.silent_since
        return self.do(Pause(), playing=False, silent_since=at if since is None else since)

    @property
    def plays(self) -> bool:
        """Whether the narrator is told where to read from."""
        return any(isinstance(action, Play) for action in self.actions)
