"""A turn aloud: its reply in the voice, then the passage that it plays, to the end."""

from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from narrate.errors import HoorstukError
from skill.devices import Speaker
from skill.player import Ended, Event, Failed, Player, Said, SpeakerLost
from skill.prompts import Prompts
from skill.turn import Turn


class Aloud:
    """Performs turns one after the other, from entering its `with` to leaving it."""

    def __init__(self, prompts: Prompts, speaker: Speaker) -> None:
        """Say prompts through a speaker of their rate."""
        self._prompts = prompts
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._player = Player(speaker, self._events.put)

    def __enter__(self) -> Self:
        """Open the speaker.

        Raises:
            HoorstukError: it cannot be opened.
        """
        self._player.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the speaker."""
        self._player.__exit__(kind, error, trace)

    def perform(self, turn: Turn) -> None:
        """Say and play a turn, and come back when it has been heard.

        Raises:
            HoorstukError: something cannot be said or played, or the speaker stopped.
        """
        self._player.say(self._prompts.stream(" ".join(turn.prompts)))
        if turn.play is not None:
            end = turn.answers[0].end if turn.answers else None
            self._player.play(Path(turn.play.file), turn.play.start, end)
        last = Said if turn.play is None else Ended
        while not isinstance(event := self._events.get(), last):
            if isinstance(event, Failed):
                raise event.error
            if isinstance(event, SpeakerLost):
                raise HoorstukError("the speaker stopped taking sound; check it and ask again")
