"""Understanding: what one utterance means. Emergencies first, then commands, then the library."""

from dataclasses import dataclass, replace

from skill.commands import Command, Commands
from skill.ears import Heard
from skill.find import BAR, Found, Index
from skill.overhearing import COMMAND, QUESTION
from skill.safety import Card, Region, Safety
from skill.utterance import normalise
from skill.vocabulary import openings


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


@dataclass(frozen=True, slots=True)
class Context:
    """What was said before an utterance and bears on what it means."""

    offered: bool = False
    """Whether the listener was offered a choice, to which "ja" is an answer."""
    asked: tuple[str, ...] = ()
    """The questions before this one, which it may lean on; the latest last."""
    refused: str = ""
    """The question before, if the library had no answer: this may say it otherwise."""
    card: Card | None = None
    """The card of the turn before: what was refused stays so when it is asked again."""


class Understanding:
    """Knows the cards, the commands and the library; pure: the same words, the same meaning."""

    def __init__(self, index: Index, region: Region = "nl") -> None:
        """Understand questions to the library of `index`."""
        self.commands = Commands.load()
        self._safety = Safety.load(region)
        self.index = index

    def read(self, heard: Heard, context: Context | None = None) -> Meaning:
        """What was meant; all hypotheses are looked at for danger."""
        context = context or Context()
        if not heard.hypotheses:
            return Meaning(heard.text, unclear=True)
        card = self._safety.check(heard.hypotheses, context.card)
        if card is not None:
            return Meaning(heard.text, card=card)
        matches = (
            self.commands.match(text, offered=context.offered)
            for text in (heard.text, *heard.commands)
        )
        command = next(filter(None, matches), None)
        if command is not None:
            return Meaning(heard.text, command=command)
        if self.commands.match(heard.text, offered=True) is not None:
            return Meaning(heard.text, unclear=True)
        found = self.index.find(heard.hypotheses, context.asked)
        if context.refused and not (found and found[0].confidence >= BAR):
            together = self.index.find([f"{context.refused} {text}" for text in heard.hypotheses])
            found = max(found, together, key=lambda some: some[0].confidence if some else 0.0)
        afterwards = self._safety.afterwards(heard.hypotheses)
        return Meaning(heard.text, found=tuple(found), afterwards=afterwards)

    def overhear(self, heard: Heard) -> Meaning | None:
        """What was meant, if that is plain though nobody may have meant the skill; else None.

        A cry for help must be a likely one, the more so in the midst of talk. Commands and
        questions must stand alone and be likely; a command must be in words of its own, a question
        must begin as one and have an answer.
        """
        card = self._safety.check(heard.hypotheses)
        if card is not None and card.kind == "emergency":
            return Meaning(heard.text, card=card) if heard.meant.is_cry else None
        if not heard.meant.alone:
            return None
        if heard.meant.command >= COMMAND:
            matches = map(self.commands.overheard, (*heard.commands, heard.text))
            command = next(filter(None, matches), None)
            if command is not None:
                return Meaning(heard.text, command=command)
        asks = f"{normalise(heard.text)} ".startswith(tuple(f"{one} " for one in openings()))
        if not asks or heard.meant.question < QUESTION:
            return None
        meaning = self.read(replace(heard, commands=()))
        sure = bool(meaning.found) and meaning.found[0].confidence >= BAR
        return meaning if sure or meaning.card else None

    def answers(self, question: str) -> Found | None:
        """The passage that answers a question typed by us, such as one to suggest."""
        return next(iter(self.index.find([question])), None)

    def cards(self) -> list[Card]:
        """All cards that may ever be said."""
        return list(self._safety.cards.values())
