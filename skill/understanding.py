"""Understanding: what one utterance means. Emergencies first, then commands, then the library."""

from collections.abc import Sequence
from dataclasses import dataclass

from skill.commands import Command, Commands
from skill.ears import Heard
from skill.find import Found, Index
from skill.library import Episode
from skill.safety import Card, Region, Safety


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an utterance means: a card, a command, or a question with what may answer it."""

    heard: str
    card: Card | None = None
    """What is said before anything else, or instead of it."""
    command: Command | None = None
    found: tuple[Found, ...] = ()
    """Passages that may answer, best first."""
    afterwards: Card | None = None
    """What is said after the passage."""
    unclear: bool = False
    """Whether nothing was said, or an answer to no question: "ja" out of the blue."""


class Understanding:
    """Knows the cards, the commands and the library; pure: the same words, the same meaning."""

    def __init__(self, episodes: Sequence[Episode], region: Region = "nl") -> None:
        """Make a library ready to be asked."""
        self.commands = Commands.load()
        self._safety = Safety.load(region)
        self._index = Index([chapter for e in episodes for chapter in e.chapters])

    def read(self, heard: Heard, *, offered: bool = False) -> Meaning:
        """What was meant.

        Args:
            heard: the utterance; all its hypotheses are looked at for danger.
            offered: whether the listener was offered a choice, to which "ja" is an answer.
        """
        if not heard.hypotheses:
            return Meaning(heard.text, unclear=True)
        card = self._safety.check(heard.hypotheses)
        if card is not None:
            return Meaning(heard.text, card=card)
        matches = (
            self.commands.match(text, offered=offered) for text in (heard.text, *heard.commands)
        )
        command = next(filter(None, matches), None)
        if command is not None:
            return Meaning(heard.text, command=command)
        if self.commands.match(heard.text, offered=True) is not None:
            return Meaning(heard.text, unclear=True)
        found = tuple(self._index.find(heard.hypotheses))
        return Meaning(
            heard.text, found=found, afterwards=self._safety.afterwards(heard.hypotheses)
        )

    def answers(self, question: str) -> Found | None:
        """The passage that answers a question typed by us, such as one to suggest."""
        return next(iter(self._index.find([question])), None)

    def cards(self) -> list[Card]:
        """All cards that may ever be said."""
        return list(self._safety.cards.values())
