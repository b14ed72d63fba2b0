"""Understanding: what one utterance means. Emergencies first, then commands, then the library."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from skill.commands import Command, Commands
from skill.ears import Heard
from skill.find import BAR, Found, Index
from skill.gist import Gist
from skill.overhearing import COMMAND, QUESTION
from skill.safety import Card, Region, Safety
from skill.utterance import normalise
from skill.vocabulary import openings

URGENT = ("stop", "pause", "help")
"""Commands that may stand beside a yes of somebody in danger."""
SHORTLY = 3
"""The most words of a yes that is overheard: "ja, mijn man"."""


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
    perhaps: Command | None = None
    """What may have been meant instead, if no passage answers."""
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
    """The card that was said last: what was refused stays so when it is asked again, and a yes to
    one that asks brings the card that was doubted."""
    overheard: bool = False
    """Whether nobody may have meant the skill: commands must then be in words that it knows."""


class Understanding:
    """Knows the cards, the commands and the library; pure: the same words, the same meaning."""

    def __init__(self, index: Index, region: Region = "nl") -> None:
        """Understand questions to the library of `index`."""
        self.commands = Commands.load()
        self._gist = Gist.load(self.commands)
        self._safety = Safety.load(region)
        self.index = index

    def read(self, heard: Heard, context: Context | None = None) -> Meaning:
        """What was meant; all hypotheses are looked at for danger."""
        context = context or Context()
        if not heard.hypotheses:
            return Meaning(heard.text, unclear=True)
        card = self._safety.check(heard.hypotheses, context.card)
        if (card is None or card.kind == "afterwards") and not context.offered:
            card = self._confirmed(context.card, heard.text) or card
        if card is None:
            return self._asked(heard, context)
        if card.kind == "afterwards":
            meaning = self._asked(heard, context)
            if meaning.command or _sure(meaning.found):
                return replace(meaning, card=card, afterwards=None)
        return Meaning(heard.text, card=card)

    def _asked(self, heard: Heard, context: Context) -> Meaning:
        """What was meant where nobody is in danger: a command, or a question to the library."""
        matches = (
            self.commands.match(text, offered=context.offered)
            for text in (heard.text, *heard.commands)
        )
        command = next(filter(None, matches), None)
        answer = None if command else self.commands.match(heard.text, offered=True)
        if answer is not None:
            asked = context.card is not None and context.card.kind == "afterwards"
            declined = asked and answer.name == "no"
            return Meaning(heard.text, command=answer if declined else None, unclear=not declined)
        if command is not None:
            return Meaning(heard.text, command=command)
        guess = None if context.overheard else self._gist.guess(heard.text)
        if guess is not None and guess.is_plain(offered=context.offered):
            return Meaning(heard.text, command=guess.command)
        found = self.index.find(heard.hypotheses, context.asked)
        if context.refused and not _sure(found):
            together = self.index.find([f"{context.refused} {text}" for text in heard.hypotheses])
            found = max(found, together, key=lambda some: some[0].confidence if some else 0.0)
        afterwards = self.afterwards(heard.hypotheses)
        perhaps = None if guess is None else guess.command
        return Meaning(heard.text, found=tuple(found), afterwards=afterwards, perhaps=perhaps)

    def overhear(self, heard: Heard, asked: Card | None = None) -> Meaning | None:
        """What was meant, if that is plain though nobody may have meant the skill; else None.

        A cry for help must be a likely one, the more so in the midst of talk. Commands and
        questions must stand alone and be likely; a command must be in words of its own, a question
        must begin as one and have an answer. So must a yes stand alone, to the card `asked`.
        """
        card = self._safety.check(heard.hypotheses)
        agrees = heard.meant.alone and len(heard.text.split()) <= SHORTLY
        confirmed = self._confirmed(asked, heard.text) if agrees else None
        if confirmed is not None:
            return Meaning(heard.text, card=confirmed)
        if card is not None and card.kind != "refused":
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
        meaning = self.read(replace(heard, commands=()), Context(overheard=True))
        return meaning if _sure(meaning.found) or meaning.card else None

    def _confirmed(self, asked: Card | None, text: str) -> Card | None:
        """The card for a yes to one that asks, unless it goes on with a command: "ja, verder"."""
        command = self.commands.match(text)
        if asked is None or (command is not None and command.name not in URGENT):
            return None
        return self._safety.confirmed(asked, text)

    def afterwards(self, asked: Sequence[str]) -> Card | None:
        """The card that follows a passage for these questions, if one touches suicide or danger."""
        return self._safety.afterwards(asked)

    def answers(self, question: str) -> Found | None:
        """The passage that answers a question typed by us, such as one to suggest."""
        return next(iter(self.index.find([question])), None)

    def cards(self) -> list[Card]:
        """All cards that may ever be said."""
        return list(self._safety.cards.values())


def _sure(found: Sequence[Found]) -> bool:
    return bool(found) and found[0].confidence >= BAR
