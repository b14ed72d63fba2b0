"""Safety: what comes before everything. Emergencies, and what the library must not answer.

Recall comes before precision: a card too many costs a listener a sentence, a card too few may cost
a life. Sayings ("dood van het lachen") are taken out first; then the patterns of
`data/nl/alarms.toml` are looked for anywhere in every hypothesis of the recogniser, and what none
of them has words for is judged by what cries sound like (`classifier.py`), as is what they take
for a cry and may be none. The cards and their numbers stand in `data/nl/safety.toml`.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self

from skill.classifier import NONE, Classifier
from skill.encoder import question
from skill.templates import DATA, Grammar, Template, TemplateError, read_toml
from skill.utterance import normalise

Kind = Literal["emergency", "refused", "afterwards"]
Region = Literal["nl", "be"]

EMERGENCIES = ("poisoning_danger", "danger", "suicide", "poisoning", "lost")
"""The most urgent first."""
CRIES = ("danger", "suicide", "poisoning", "lost")
"""What can be learnt of emergencies: whether a poisoning is danger to life, patterns tell."""
BAR = 0.8
"""The chance from which what sounds like a cry is believed to be one."""
MAYBE = 0.4
"""The chance from which it is asked about."""
DOUBT = 0.99
"""The chance that it is none from which a cry by its pattern is doubted."""
LIKELIEST = 3
"""Hypotheses that are judged by what they sound like, 6 ms each."""
LONGEST_DOUBTED = 30
"""The most words of a cry that is doubted: of more only a part may be one."""
DOUBTED = {name: "after_suicide" if name == "suicide" else "after_danger" for name in EMERGENCIES}
"""The card for each emergency that is doubted."""
FILE = "alarms.npz"
REFUSALS = ("dose", "buying", "medicine")
AFTERWARDS = ("suicide", "danger")

GOOD_FOR = 365
"""Days after which telephone numbers must have been compared with their sources again."""
BARE = 4
"""The most words of an utterance in which one word, such as `hartaanval`, is an emergency."""
SHORT = 9
"""The most words of a follow-up that asks again what was refused: "ja maar gemiddeld dan"."""
LONGEST = 300
"""The most words that are looked at, half from the beginning and half from the end: two minutes."""
LONGEST_ENDING = 20
"""The most letters of a word's end that may be a head."""
PREFIX = 3
"""The fewest letters in front of the head of a compound: `hartpillen`, but not `pupil`."""

_ERASED = "—"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")

Spelling = Callable[[str], str]


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
class Pattern:
    """`A & B ! C`: templates that must all be somewhere in what was said, and some that may not."""

    all: tuple[Template, ...]
    none: tuple[Template, ...]

    @classmethod
    def read(cls, text: str, grammar: Grammar) -> Self:
        """The pattern, with the rules of its file.

        Raises:
            TemplateError: with file and line, when one of its templates is wrong.
        """
        wanted, *barred = text.split(" ! ")
        return cls(
            tuple(grammar.template(part.strip()) for part in wanted.split(" & ")),
            tuple(grammar.template(part.strip()) for part in barred),
        )

    def found(self, words: Sequence[str]) -> bool:
        """Whether the words hold all it wants and nothing it bars."""
        return all(part.find(words) for part in self.all) and not any(
            part.find(words) for part in self.none
        )


@dataclass(frozen=True, slots=True)
class Safety:
    """The cards of a region, and the patterns that bring them."""

    cards: Mapping[str, Card]
    patterns: Mapping[str, tuple[Pattern, ...]]
    """Section of the file, or `section.key` for `always`, `bare`, `after`, `follow`, `harmless`."""
    erased: Mapping[str, tuple[Template, ...]]
    """`sayings`, words that only are `asking`, and what `studies` did: taken out."""
    openings: tuple[Template, ...]
    """What a question of knowledge begins with."""
    people: frozenset[str]
    """The words for persons at hand, which a question of knowledge has not."""
    agreeing: frozenset[str]
    """With which a yes begins, to a card that asks."""
    passed_over: frozenset[str]
    """Words that say nothing in such a yes."""
    spelling: Spelling
    """Word -> how it nearly sounds, or the head of the compound that it is."""
    learnt: Classifier | None
    """What cries sound like, of the kinds `CRIES`; None for the patterns alone."""

    @classmethod
    def load(cls, region: Region = "nl", folder: Path = DATA) -> Self:
        """The cards of a region: `nl`, or `be` for Flanders.

        Raises:
            TemplateError: with file and line, on a wrong template, card or number.
        """
        path = folder / "safety.toml"
        try:
            texts = read_toml(path)
            cards = {name: _card(name, region, texts) for name in texts["cards"]}
            path = folder / "alarms.toml"
            spelling = _spelling(read_toml(path)["heads"])
            grammar = Grammar.read(path, spelling=spelling)
            learnt = Classifier.load(DATA / FILE)
            return cls(cards, **_alarms(grammar), spelling=spelling, learnt=learnt)
        except KeyError as missing:
            raise TemplateError(f"{path}:1: {missing} is missing; add it") from missing

    def check(self, hypotheses: Sequence[str], earlier: Card | None = None) -> Card | None:
        """The card for what may have been said: the most urgent of all hypotheses, or None.

        What a pattern takes for a cry and what was learnt surely for something else, and what may
        sound like one, brings the card that comes after talk about danger: it asks, and names the
        number all the same. Talk about suicide or overdose, as in an article, brings none: see
        `afterwards`.

        Args:
            hypotheses: all that the recogniser may have heard.
            earlier: the card of the turn before; after a refusal "ja maar gemiddeld dan?" is
                refused too, with the card `again`.
        """
        heard = [self.read(text) for text in hypotheses]
        cries = [
            (name, text, words)
            for name in EMERGENCIES
            for text, words in zip(hypotheses, heard, strict=True)
            if self._emergency(name, words)
        ]
        plain = [name for name, text, words in cries if self._is_plain(name, text, words)]
        if plain:
            return self.cards[plain[0]]
        asked = [_erase(self.erased["studies"], words) for words in heard]
        refused = next((name for name in REFUSALS if self._found(name, *asked)), None)
        again = earlier is not None and earlier.kind == "refused"
        if again and (refused or any(map(self._insists, heard))):
            return self.cards["again"]
        if refused or not heard:
            return self.cards[refused] if refused else None
        if cries:
            return self.cards[DOUBTED[cries[0][0]]]
        likeliest = zip(hypotheses[:LIKELIEST], heard[:LIKELIEST], strict=True)
        sounding = [card for text, words in likeliest if (card := self._sounds_like(text, words))]
        emergencies = (card for card in sounding if card.kind == "emergency")
        return next(emergencies, sounding[0] if sounding else None)

    def read(self, text: str) -> list[str]:
        """The words of an utterance as patterns see them, without sayings."""
        return _erase(self.erased["sayings"], self._words(text))

    def afterwards(self, hypotheses: Sequence[str]) -> Card | None:
        """The card that follows the passage, where the question touches suicide or danger."""
        heard = [self._words(text) for text in hypotheses]
        name = next((name for name in AFTERWARDS if self._found(f"after.{name}", *heard)), None)
        return self.cards[f"after_{name}"] if name else None

    def confirmed(self, asked: Card, said: str) -> Card | None:
        """The card for a yes ("ja, mijn man") to one that asks whether it happens now, or None."""
        kinds = {f"after_{name}": name for name in AFTERWARDS}
        words = [word for word in normalise(said).split() if word not in self.passed_over]
        if asked.name not in kinds or not self.agreeing.intersection(words[:1]):
            return None
        goes_on = (words, words[1:]) if len(words) > 1 else ()
        asks = any(self._is_knowledge(self._words(" ".join(part))) for part in goes_on)
        return None if asks else self.cards[kinds[asked.name]]

    def _words(self, text: str) -> list[str]:
        words = [self.spelling(word) for word in normalise(text).split()]
        half = LONGEST // 2
        return words if len(words) <= LONGEST else [*words[:half], _ERASED, *words[-half:]]

    def _found(self, name: str, *heard: Sequence[str]) -> bool:
        return any(pattern.found(words) for words in heard for pattern in self.patterns[name])

    def _emergency(self, name: str, words: list[str]) -> bool:
        if name == "poisoning_danger":
            if self._emergency("danger", words) and self._found("taken", words):
                return True
            return self._found("signs", words) and self._emergency("poisoning", words)
        if self._found(f"always.{name}", words):
            return True
        if self._is_knowledge(words) or self._is_told(name, words):
            return False
        bare = len(words) <= BARE and self._found(f"bare.{name}", words)
        return bare or self._found(name, words)

    def _is_plain(self, name: str, text: str, words: list[str]) -> bool:
        """Whether a cry by its pattern is one by all else, or too short or long for any doubt."""
        always = f"always.{name}" in self.patterns and self._found(f"always.{name}", words)
        if self.learnt is None or always or not BARE < len(words) <= LONGEST_DOUBTED:
            return True
        return self.learnt.chances(words, question(normalise(text)))[NONE] < DOUBT

    def _sounds_like(self, text: str, words: list[str]) -> Card | None:
        """The card for what sounds like a cry, unless it is a question of knowledge or a story."""
        if self.learnt is None or self._is_knowledge(words) or self._is_told("danger", words):
            return None
        chances = self.learnt.chances(words, question(normalise(text)))
        chance = 1 - chances.pop(NONE)
        if chance < MAYBE:
            return None
        likeliest = max(chances, key=chances.__getitem__)
        return self.cards[likeliest if chance >= BAR else DOUBTED[likeliest]]

    def _is_knowledge(self, words: list[str]) -> bool:
        """Whether this asks about a subject: a question with no person at hand in it."""
        left = _erase(self.erased["asking"], words)
        asks = left != words or any(any(t.spans(words, 0)) for t in self.openings)
        return asks and not self.people.intersection(left)

    def _is_told(self, name: str, words: list[str]) -> bool:
        """Whether this tells of a film or of long ago. Who talks of dying long ago may mean now."""
        if self._found("harmless.story", words):
            return True
        past = name != "suicide" and self._found("harmless.past", words)
        return past and not self._found("harmless.now", words)

    def _insists(self, words: list[str]) -> bool:
        """Whether this asks again what was refused, and nothing about the subject."""
        short = len(words) <= SHORT
        return (
            short
            and self._found("follow.again", words)
            and not self._found("follow.knowledge", words)
        )


def checked() -> datetime.date:
    """When the telephone numbers were last compared with their sources."""
    day: datetime.date = read_toml(DATA / "safety.toml")["checked"]
    return day


def complaint(today: datetime.date) -> str:
    """What is wrong with the numbers by now: nothing in the year after they were checked."""
    if (today - checked()).days <= GOOD_FOR:
        return ""
    return (
        f"{DATA / 'safety.toml'}: its telephone numbers were last checked on {checked()}; "
        "compare them with their sources, or install a newer hoorstuk"
    )


def _alarms(grammar: Grammar) -> dict[str, Any]:
    """The fields of `Safety` that stand in `alarms.toml`."""
    data = grammar.data
    knowledge, harmless = data["knowledge"], data["harmless"]

    def patterns(texts: Iterable[str]) -> tuple[Pattern, ...]:
        return tuple(Pattern.read(text, grammar) for text in texts)

    def templates(texts: Sequence[str]) -> tuple[Template, ...]:
        return tuple(map(grammar.template, texts))

    whole = ("danger", "suicide", "poisoning", "signs", "taken", "lost", *REFUSALS)
    named = {name: patterns(_all(data[name])) for name in whole}
    for section in ("always", "bare", "after", "follow"):
        named |= {f"{section}.{key}": patterns(texts) for key, texts in data[section].items()}
    named |= {f"harmless.{key}": patterns(harmless[key]) for key in ("story", "past", "now")}
    return {
        "patterns": named,
        "erased": {
            "sayings": templates(harmless["erase"]),
            "asking": templates(knowledge["asking"]),
            "studies": templates(knowledge["studies"]),
        },
        "openings": templates(knowledge["openings"]),
        "people": frozenset(map(grammar.parser.spelling, knowledge["people"].split())),
        "agreeing": frozenset(data["asked"]["agreeing"].split()),
        "passed_over": frozenset(data["asked"]["passed_over"].split()),
    }


def _all(section: Mapping[str, Sequence[str]]) -> list[str]:
    return [text for texts in section.values() for text in texts]


def _card(name: str, region: str, data: Mapping[str, Any]) -> Card:
    entry, numbers = data["cards"][name], data["numbers"]
    text = entry[region]
    say = _PLACEHOLDER.sub(lambda m: "{0[digits]} ({0[spoken]})".format(numbers[m[1]]), text)
    spoken = _PLACEHOLDER.sub(lambda m: str(numbers[m[1]]["spoken"]), text)
    return Card(name, entry["kind"], say, spoken)


def _spelling(heads: Mapping[str, str]) -> Spelling:
    """Word -> its one spelling; a compound, plural or diminutive becomes its head: `pil`."""
    names = {_heard(word): _heard(head) for head, words in heads.items() for word in words.split()}
    endings = {word[1:]: head for word, head in names.items() if word.startswith("-")}
    whole = endings | names

    @lru_cache(maxsize=4096)
    def spelt(word: str) -> str:
        word = _heard(word)
        if word in whole:
            return whole[word]
        starts = range(max(PREFIX, len(word) - LONGEST_ENDING), len(word) - 1)
        return next((endings[word[at:]] for at in starts if word[at:] in endings), word)

    return spelt


def _heard(word: str) -> str:
    """The word as it sounds, nearly: `ademd` as `ademt`, `suïcide` as `suicide`, `ei` as `ij`."""
    word = word.replace("ï", "i").replace("ë", "e").replace("ei", "ij").replace("au", "ou")
    return re.sub(r"(dt|d)$", "t", word)


def _erase(templates: Sequence[Template], words: list[str]) -> list[str]:
    """The words with each phrase of the templates replaced by one mark."""
    for template in templates:
        start = 0
        while found := template.find(words, start):
            first, after = found
            words = [*words[:first], _ERASED, *words[after:]]
            start = first + 1
    return words
