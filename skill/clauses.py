"""Clauses: a command is often said with the reason for it, "momentje, de telefoon gaat"."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

from skill.nodes import Words
from skill.templates import Grammar, Template
from skill.utterance import normalise

_CLAUSE = re.compile(r"(.*?)((?:[!?;:…()]|[.,](?=\s|$)|\s[-–—]+\s)+|$)", re.DOTALL)

C = TypeVar("C", bound=Hashable)
"""What a clause can be besides a reason."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words, and where punctuation stood between them."""

    words: tuple[str, ...]
    stops: frozenset[int]
    """The index of the word after each punctuation mark, of the first word, and after the last."""
    asked: frozenset[int]
    """Those after a question mark."""

    @classmethod
    def of(cls, text: str) -> Self:
        """What was typed or heard, normalised."""
        words: list[str] = []
        stops, asked = {0}, set[int]()
        for clause, mark in _CLAUSE.findall(text):
            words += normalise(clause).split()
            stops.add(len(words))
            if "?" in mark:
                asked.add(len(words))
        return cls(tuple(words), frozenset(stops), frozenset(asked))

    def apart(self, first: int, end: int) -> bool:
        """Whether these words stand between punctuation and are no question."""
        return first in self.stops and end in self.stops and end not in self.asked


@dataclass(frozen=True, slots=True)
class Reasons:
    """What people say along with a command: why, or just a sigh."""

    whole: tuple[Template, ...]
    """Whole reasons; anything may follow them."""
    open: tuple[Template, ...]
    """How other reasons begin."""
    openings: frozenset[str]
    """All the words with which those two begin."""
    never: frozenset[str]
    """Words that no reason has: those of questions and requests, and of people in trouble."""
    asking: frozenset[str]
    """Question words, with which a question begins."""
    verbs: frozenset[str]
    """Verbs with which another question or a request begins."""
    degrees: frozenset[str]
    """Words of more and less, before which "wat" is no question word."""
    joining: frozenset[str]
    """Words that join a clause to another."""
    starts: frozenset[str]
    """Words with which a command may begin after a reason when no punctuation tells."""
    longest: int
    """The most words in a reason."""

    @classmethod
    def of(cls, grammar: Grammar) -> Self:
        """The reasons of a data file, from its `[reasons]`."""
        data = grammar.data["reasons"]
        whole = tuple(map(grammar.template, data["whole"]))
        openings = tuple(map(grammar.template, data["open"]))
        return cls(
            whole=whole,
            open=openings,
            openings=frozenset[str]().union(*(t.openings or () for t in (*whole, *openings))),
            never=frozenset(data["never"].split()),
            asking=frozenset(data["asking"].split()),
            verbs=frozenset(data["verbs"].split()),
            degrees=frozenset(data["degrees"].split()),
            joining=frozenset(data["joining"].split()),
            starts=frozenset(data["starts"].split()),
            longest=data["longest"],
        )

    def are(self, words: Words) -> bool:
        """Whether these words are one of the whole reasons."""
        return any(template.match(words) is not None for template in self.whole)

    def begin(self, words: Words) -> bool:
        """Whether these words begin as a reason does, and can be one."""
        return self._can_be(words) and any(
            next(template.spans(words, 0), None) for template in self.open
        )

    def may_be(self, words: Words) -> bool:
        """Whether these words, between punctuation, can be a reason: no question and no order."""
        opening = next((word for word in words if word not in self.joining), "")
        return self._can_be(words) and opening not in self.asking | self.verbs | self.starts

    def asks(self, words: Words) -> bool:
        """Whether these words begin as a question does; "wat harder" does not."""
        first, second = (*words, "", "")[:2]
        return first in self.asking and second not in self.degrees

    def _can_be(self, words: Words) -> bool:
        return len(words) <= self.longest and self.never.isdisjoint(words)

    def cuts(self, said: Utterance, hints: Sequence[Template]) -> frozenset[int]:
        """The words with which a command may begin: after a whole reason or a hint too."""
        spans = (
            end
            for first in range(len(said.words))
            for template in (*self.whole, *(hints if first in said.stops else ()))
            for end, _ in template.spans(said.words, first)
        )
        openings = self.starts | self.degrees
        starts = (n for n, word in enumerate(said.words) if word in openings)
        return said.stops.union(spans, starts)

    def beginnings(self, said: Utterance) -> frozenset[int]:
        """The words with which a reason may begin."""
        return said.stops.union(n for n, word in enumerate(said.words) if word in self.openings)


def clauses(
    said: Utterance,
    starts: frozenset[int],
    beginnings: frozenset[int],
    commands: Callable[[Words], Sequence[C]],
    is_reason: Callable[[Words, bool], bool],
) -> C | None:
    """The one command in these clauses, the others being the same command, or reasons for it.

    Args:
        said: the utterance.
        starts: the words with which a command may begin.
        beginnings: the words with which a reason may begin.
        commands: the commands that a clause is, whole.
        is_reason: whether a clause is a reason, punctuation standing on both sides of it or not.
    """
    words = said.words
    # From the end on: the commands that the words from here on can be -> the words in reasons.
    # None stands for no command: reasons only.
    after: dict[int, Mapping[C | None, int]] = {len(words): {None: 0}}
    for first in sorted((starts | beginnings) - after.keys(), reverse=True):
        costs: dict[C | None, int] = {}
        for end in sorted(after):
            clause = words[first:end]
            own = commands(clause) if first in starts else ()
            reason = first in beginnings and is_reason(clause, said.apart(first, end))
            for command, cost in after[end].items():
                ways: list[tuple[C | None, int]] = [
                    (mine, cost) for mine in own if command in (None, mine)
                ]
                if reason:
                    ways.append((command, cost + len(clause)))
                for outcome, price in ways:
                    costs[outcome] = min(price, costs.get(outcome, price))
        if costs:
            after[first] = costs
    found = {command: cost for command, cost in after.get(0, {}).items() if command is not None}
    least = [command for command, cost in found.items() if cost == min(found.values())]
    return least[0] if len(least) == 1 else None
