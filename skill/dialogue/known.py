"""What a dialogue knows and never changes: the library, the language, the listener's manners."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from skill.dialogue.actions import Earcon
from skill.dialogue.replies import Replies
from skill.dialogue.shelf import Shelf
from skill.dialogue.state import State
from skill.find import Index
from skill.library import Episode, Place, chapters_of
from skill.safety import Region
from skill.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Manners:
    """How the skill behaves, as the listener set it."""

    signposts: bool = True
    """Whether an answer begins with where it stands."""
    asks: bool = True
    """Whether it asks which of two, or whether a command, was meant: someone may answer."""
    earcons: frozenset[str] = frozenset(("listening", "done", "not_understood", "bookmark"))
    """The sounds that are made."""


@dataclass(frozen=True, slots=True)
class Known:
    """A library made ready to be talked with."""

    shelf: Shelf
    understanding: Understanding
    replies: Replies
    manners: Manners

    @classmethod
    def of(
        cls, episodes: Sequence[Episode], region: Region, manners: Manners, index: Index | None
    ) -> Self:
        """Make these episodes, the newest first, ready to be talked with."""
        shelf = Shelf(episodes)
        index = index or Index(chapters_of(episodes))
        return cls(shelf, Understanding(index, region), Replies(shelf), manners)

    def earcon(self, name: str, state: State) -> tuple[Earcon, ...]:
        """The action that makes a short sound, unless the listener has it off."""
        return (Earcon(name),) if state.sounds and name in self.manners.earcons else ()

    def here(self, state: State) -> Place:
        """Where the listener is: before anything was read, at the start of the newest episode."""
        return state.place or self.shelf.start
