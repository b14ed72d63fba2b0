"""Safety: what comes before everything. Emergencies, and what the library must not answer.

Recall comes before precision: a card too many costs a listener a sentence, a card too few may cost
a life. Sayings ("dood van het lachen") are taken out first; then the patterns of
`data/nl/safety.toml` are looked for anywhere in every hypothesis of the recogniser.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from skill.templates import DATA, Grammar, Template, TemplateError
from skill.utterance import normalise

Kind = Literal["emergency", "refused", "afterwards"]
Region = Literal["nl", "be"]

EMERGENCIES = ("poisoning_danger", "danger", "suicide", "poisoning")
"""The most urgent first."""
REFUSALS = ("dose", "buying", "medicine")
AFTERWARDS = ("suicide", "danger")

GOOD_FOR = 365
"""Days after which telephone numbers must have been compared with their sources again."""
BARE = 4
"""The most words of an utterance in which one word, such as `hartaanval`, is an emergency."""

_ERASED = "—"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Card:
    """A fixed text that is said instead of an answer, or after one."""

    name: str
    """Such as `suicide`; the same in all regions."""
    kind: Kind
    say: str
    """For ear and eye: each number in digits and, in brackets, spoken digit by digit."""
    spoken: str
    """For the voice: numbers digit by digit only."""


@dataclass(frozen=True, slots=True)
class Safety:
    """The cards of a region, and the patterns that bring them."""

    checked: datetime.date
    """When the numbers were last compared with their sources."""
    cards: Mapping[str, Card]
    patterns: Mapping[str, tuple[Template, ...]]
    idioms: tuple[Template, ...]
    asking: tuple[Template, ...]
    studies: tuple[Template, ...]
    openings: tuple[Template, ...]
    """What a question of knowledge begins with."""
    people: frozenset[str]
    """The words for persons at hand, which a question of knowledge has not."""

    @classmethod
    def load(cls, region: Region = "nl", path: Path = DATA / "safety.toml") -> Self:
        """The cards of a region: `nl`, or `be` for Flanders.

        Raises:
            TemplateError: with file and line, on a wrong template, card or number.
        """
        grammar = Grammar.read(path, spelling=_heard)
        data = grammar.data

        def templates(texts: Sequence[str]) -> tuple[Template, ...]:
            return tuple(map(grammar.template, texts))

        try:
            return cls(
                checked=data["checked"],
                cards={name: _card(name, region, grammar) for name in data["cards"]},
                patterns={name: templates(texts) for name, texts in data["patterns"].items()},
                idioms=templates(data["idioms"]["erase"]),
                asking=templates(data["knowledge"]["asking"]),
                studies=templates(data["studies"]["erase"]),
                openings=templates(data["knowledge"]["openings"]),
                people=frozenset(map(_heard, data["knowledge"]["people"].split())),
            )
        except KeyError as missing:
            raise TemplateError(f"{path}:1: {missing} is missing; add it") from missing

    def check(self, hypotheses: Sequence[str]) -> Card | None:
        """The card for what may have been said: the most urgent of all hypotheses, or None.

        Talk about suicide or overdose, as in an article, brings none: see `afterwards`.
        """
        heard = [self._without_idioms(text) for text in hypotheses]
        for name in EMERGENCIES:
            if any(self._emergency(name, words) for words in heard):
                return self.cards[name]
        for name in REFUSALS:
            if any(self._refused(name, words) for words in heard):
                return self.cards[name]
        return None

    def afterwards(self, hypotheses: Sequence[str]) -> Card | None:
        """The card that follows the passage, where the question touches suicide or danger."""
        heard = [_words(text) for text in hypotheses]
        for name in AFTERWARDS:
            if any(_found(self.patterns[f"after_{name}"], words) for words in heard):
                return self.cards[f"after_{name}"]
        return None

    def complaint(self, today: datetime.date) -> str:
        """What is wrong with the numbers by now: nothing in the year after they were checked."""
        if (today - self.checked).days <= GOOD_FOR:
            return ""
        return (
            f"{DATA / 'safety.toml'}: its telephone numbers were last checked on {self.checked}; "
            "compare them with their sources, or install a newer hoorstuk"
        )

    def _without_idioms(self, text: str) -> list[str]:
        return _erase(self.idioms, _words(text))

    def _emergency(self, name: str, words: list[str]) -> bool:
        if name == "poisoning_danger":
            signs = _found(self.patterns["signs"], words)
            return signs and self._emergency("poisoning", words)
        if _found(self.patterns[f"always_{name}"], words):
            return True
        if self._is_knowledge(words):
            return False
        bare = len(words) <= BARE and _found(self.patterns[f"bare_{name}"], words)
        return bare or _found(self.patterns[name], words)

    def _refused(self, name: str, words: list[str]) -> bool:
        return _found(self.patterns[name], _erase(self.studies, words))

    def _is_knowledge(self, words: list[str]) -> bool:
        """Whether this asks about a subject: a question with no person at hand in it."""
        left = _erase(self.asking, words)
        asks = left != words or any(any(t.spans(words, 0)) for t in self.openings)
        return asks and not self.people.intersection(left)


def _card(name: str, region: str, grammar: Grammar) -> Card:
    entry, numbers = grammar.data["cards"][name], grammar.data["numbers"]
    text = entry[region]
    say = _PLACEHOLDER.sub(lambda m: "{0[digits]} ({0[spoken]})".format(numbers[m[1]]), text)
    spoken = _PLACEHOLDER.sub(lambda m: str(numbers[m[1]]["spoken"]), text)
    return Card(name, entry["kind"], say, spoken)


def _heard(word: str) -> str:
    """The word as it sounds, nearly: `ademd` as `ademt`, `suïcide` as `suicide`, `ei` as `ij`."""
    word = word.replace("ï", "i").replace("ë", "e").replace("ei", "ij").replace("au", "ou")
    return re.sub(r"(dt|d)$", "t", word)


def _words(text: str) -> list[str]:
    return [_heard(word) for word in normalise(text).split()]


def _found(templates: Sequence[Template], words: list[str]) -> bool:
    return any(template.find(words) for template in templates)


def _erase(templates: Sequence[Template], words: list[str]) -> list[str]:
    """The words with each phrase of the templates replaced by one mark."""
    for template in templates:
        start = 0
        while found := template.find(words, start):
            first, after = found
            words = [*words[:first], _ERASED, *words[after:]]
            start = first + 1
    return words
