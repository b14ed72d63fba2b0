"""Commands: what a listener can ask the player to do, as `data/nl/commands.toml` phrases it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Self

from skill.clauses import Reasons, Utterance, clauses
from skill.nodes import Slot, Values, Words
from skill.templates import DATA, Grammar, Template, TemplateError
from skill.utterance import cardinal, normalise, ordinal

NAMES = (
    "pause resume stop next previous repeat seek chapter faster slower louder softer contents "
    "where remaining restart help episodes "
    "own_voice back visits questions sleep bookmark bookmarks to_bookmark "
    "forget_bookmark forget_bookmarks episode practice sounds short_sounds pick yes no"
).split()

MOST_KEPT = 5
"""Fillers of which every choice to leave out is tried; of more than this, few and all."""
LONGEST = 30
"""Words; more than this is never a command."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the player can do at once."""

    name: str
    """One of `NAMES`."""
    argument: int | None = None
    """Signed seconds for `seek`; a number, from the end if negative, for `chapter`, `episode`,
    `to_bookmark`, `forget_bookmark` (0: the one that is here) and `pick`; seconds for `sleep` (0
    off, -1 after this chapter); 1 or 0 for `practice` and `short_sounds`;
    1 or -1 for `own_voice`."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One command's phrasings."""

    name: str
    say: tuple[Template, ...]
    """Whole utterances."""
    core: tuple[Template, ...]
    """Hearts of utterances, around which frame words may stand."""
    around: frozenset[str]
    """The frame words of this intent."""
    hint: tuple[Template, ...]
    """Whole utterances that imply it, such as complaints; another command beside one wins."""
    reply: Mapping[str, str]
    """What is said in answer, by case; the case of a command without argument is the empty one.
    Empty where `replies.toml` has what is said."""
    tests: Mapping[str, int | None]
    """Sentence -> argument, for the tests."""
    explains: str
    """What practice mode says of it."""
    offered: bool = False
    """Whether it only means something in answer to an offer ("Bedoelt u ... of ...?")."""
    reasoned: bool = True
    """Whether a reason may stand with it; "help, mijn man ..." asks for no help with the player."""
    step: int | None = None
    """The argument where none is said."""


def _number_slots() -> dict[str, Slot]:
    """The slots for numbers: `nummer` and `rang`, and lengths of time, which give seconds."""
    numbers = {cardinal(n): n for n in range(1, 200)} | {
        f"{cardinal(n % 10)} en {cardinal(n - n % 10)}": n for n in range(21, 100) if n % 10
    }
    ranks = {ordinal(n): n for n in range(1, 200)}
    seconds, minutes, hours = (5, 10, 15, 20, 30, 45), (1, 2, 3, 5, 10), (1, 2)

    def times(name: str, unit: int, samples: Sequence[int]) -> Slot:
        table = {word: unit * n for word, n in numbers.items()}
        return Slot.of(name, table, [cardinal(n) for n in samples])

    return {
        "nummer": Slot.of("nummer", numbers, [cardinal(n) for n in range(1, 21)]),
        "rang": Slot.of("rang", ranks, [ordinal(n) for n in range(1, 21)]),
        "seconden": times("seconden", 1, seconds),
        "minuten": times("minuten", 60, minutes),
        "uren": times("uren", 3600, hours),
    }


@dataclass(frozen=True, slots=True)
class Commands:
    """All commands and their phrasings."""

    intents: tuple[Intent, ...]
    fillers: frozenset[str]
    """Words that may stand anywhere in a command and mean nothing there."""
    light: frozenset[str]
    """Words that are passed over inside a command if it does not match with them."""
    short: frozenset[str]
    """The words of one syllable that are commands all the same."""
    telling: frozenset[str]
    """Words that people seldom say to one another: a command with one is meant for the player."""
    examples: tuple[str, ...]
    """Frames for the recogniser's phrase list, with {} for the core."""
    lengths: Mapping[str, str]
    """The words for a length of time in a reply."""
    reasons: Reasons
    """What may be said along with a command."""
    anywhere: Mapping[str, tuple[Template, ...]]
    """What is looked for in an utterance whose command no template tells: `times` (they give
    seconds), `numbers` and ranks, `ends` (the last ones), `corrections` before a better one, all
    that may follow these (`better`), and `any` number there."""

    @classmethod
    def load(cls, path: Path = DATA / "commands.toml") -> Self:
        """The commands of a data file.

        Raises:
            TemplateError: with file and line, on a wrong template or an intent that is missing.
        """
        grammar = Grammar.read(path, _number_slots())
        data = grammar.data
        try:
            fillers = frozenset(data["fillers"]["words"].split())
            frame = fillers | set(data["frame"]["words"].split())
            intents = tuple(_intent(name, data["intents"][name], frame, grammar) for name in NAMES)
            light = fillers | set(data["frame"]["light"].split())
            unknown = sorted(set(data["intents"]) - set(NAMES))
            short = frozenset(data["short"]["words"])
            telling = frozenset(data["overheard"]["telling"].split())
            examples, lengths = tuple(data["frame"]["examples"]), data["lengths"]
            reasons = Reasons.of(grammar)
            anywhere = {
                name: tuple(map(grammar.template, texts))
                for name, texts in data["anywhere"].items()
            }
        except KeyError as missing:
            raise TemplateError(f"{path}:1: {missing} is missing; add it") from missing
        if unknown:
            line = grammar.line(f"[intents.{unknown[0]}")
            raise TemplateError(f"{path}:{line}: no command is called {unknown[0]}; take it out")
        return cls(intents, fillers, light, short, telling, examples, lengths, reasons, anywhere)

    def match(self, text: str, *, offered: bool = False) -> Command | None:
        """The command that this is, whole, or None if it is none or could be two.

        A whole utterance of the templates wins from a core among frame words; among cores the
        longest wins. A hint comes after them, and then clauses: "momentje, de telefoon gaat".
        `offered` tells that the listener was offered something, so that "ja" and "de eerste"
        mean something.
        """
        words = tuple(normalise(text).split())
        if not words or len(words) > LONGEST:
            return None
        if offered and (answer := self._whole(words, self._answers)):
            return answer[0] if len(answer) == 1 else None
        found = self._explicit(words) or self._hinted(words)
        if found:
            return found[0] if len(found) == 1 else None
        return self._in_clauses(Utterance.of(text))

    def overheard(self, text: str) -> Command | None:
        """The command that this is in so many words, one of which people seldom say otherwise."""
        words = tuple(normalise(text).split())
        plain = len(words) <= LONGEST and self.telling.intersection(words)
        found = self._explicit(words) if plain else ()
        return found[0] if len(found) == 1 else None

    def _in_clauses(self, said: Utterance) -> Command | None:
        """The command of an utterance of more than one clause.

        All clauses may be the same command; or one is a command, or a hint, and the others are
        reasons. Beside an order, other than a question, the reason may be any clause that stands
        between punctuation: "de deur staat open, pauze", but not "die sleutel, wat was dat".
        """
        explicit, hinted, reasons = cache(self._explicit), cache(self._hinted), self.reasons
        hints = [template for intent in self._orders for template in intent.hint]
        starts, beginnings = reasons.cuts(said, hints), reasons.beginnings(said)

        def either(words: Words) -> Sequence[Command]:
            return explicit(words) or hinted(words)

        def order(words: Words) -> Sequence[Command]:
            return () if reasons.asks(words) else explicit(words)

        def known(words: Words, _apart: bool) -> bool:
            return reasons.are(words) or (
                (reasons.begin(words) or bool(hinted(words))) and not explicit(words)
            )

        def any_reason(words: Words, apart: bool) -> bool:
            return known(words, apart) or (apart and reasons.may_be(words) and not explicit(words))

        same = clauses(said, starts, frozenset(), either, lambda _words, _apart: False)
        if same is not None:
            return same
        for commands, is_reason in (
            (explicit, known),
            (order, any_reason),
            (hinted, known),
        ):
            found = clauses(said, starts, beginnings, commands, is_reason)
            if found is not None and self.intent(found.name).reasoned:
                return found
        return None

    def intent(self, name: str) -> Intent:
        """The intent of this name."""
        return next(intent for intent in self.intents if intent.name == name)

    def phrases(self) -> list[str]:
        """What the recogniser should expect: phrases of every template, alone and in frames."""
        return list(dict.fromkeys(self._phrases()))

    def reply(self, command: Command) -> str:
        """What is said when the command is obeyed: short, plain Dutch; else empty."""
        reply, argument = self.intent(command.name).reply, command.argument
        if argument is None or "" in reply or not reply:
            return reply.get("", "").format(stressed(argument or 0))
        match command.name:
            case "seek":
                length = self.length(abs(argument))
                case = "back" if argument < 0 else "forward"
                return reply[case].format(length[0].upper() + length[1:])
            case "sleep":
                case = {0: "off", -1: "chapter"}.get(argument, "after")
                return reply[case].format(self.length(argument))
            case "practice" | "short_sounds":
                return reply["on" if argument else "off"]
            case "own_voice":
                return reply["louder" if argument > 0 else "softer"]
            case _:
                case = {-1: "last", -2: "before_last"}.get(argument, "number")
                return reply[case].format(stressed(argument))

    @property
    def _answers(self) -> Iterator[Intent]:
        return (intent for intent in self.intents if intent.offered)

    @property
    def _orders(self) -> Iterator[Intent]:
        return (intent for intent in self.intents if not intent.offered)

    def _explicit(self, words: Words) -> Sequence[Command]:
        """The commands that this is, said in so many words."""
        essence = tuple(word for word in words if word not in self.light)
        found = self._whole(words, self._orders) or self._cored(words)
        if found or essence == words:
            return found
        return self._whole(essence, self._orders) or self._cored(essence)

    def _hinted(self, words: Words) -> Sequence[Command]:
        """The commands that this hints at."""
        return self._among([(intent, intent.hint) for intent in self._orders], words)

    def _whole(self, words: Words, intents: Iterable[Intent]) -> Sequence[Command]:
        """The commands of which this is a whole utterance."""
        return self._among([(intent, intent.say) for intent in intents], words)

    def _among(
        self, templates: Sequence[tuple[Intent, Sequence[Template]]], words: Words
    ) -> Sequence[Command]:
        """The intents with a template that these words match, without fillers if need be."""
        needed = frozenset(words) - self.fillers
        possible = [
            (intent, likely)
            for intent, own in templates
            if (likely := [template for template in own if template.has(needed)])
        ]
        for candidate in _without_fillers(words, self.fillers) if possible else ():
            found = [
                Command(intent.name, _argument(intent, values))
                for intent, own in possible
                for values in [_first_match(own, candidate)]
                if values is not None
            ]
            if found:
                return found
        return []

    def _cored(self, words: Words) -> Sequence[Command]:
        """The commands with the longest core in these words, the rest being frame words."""
        longest, found = 0, dict[str, Command]()
        for intent in self._orders:
            for length, values in _cores(intent, words):
                if length > longest:
                    longest, found = length, {}
                if length == longest:
                    found.setdefault(intent.name, Command(intent.name, _argument(intent, values)))
        return list(found.values())

    def _phrases(self) -> Iterator[str]:
        frames = 0
        for intent in self.intents:
            for template in (*intent.say, *intent.hint):
                yield from template.phrases(29)
            for template in intent.core:
                for phrase in template.phrases(29):
                    yield phrase
                    yield self.examples[frames % len(self.examples)].format(phrase)
                    frames += 1
            yield from map(normalise, intent.tests)

    def length(self, seconds: int) -> str:
        """A length of time in words: "anderhalf" is never used, 90 -> één minuut en ..."""
        minutes, rest = divmod(seconds, 60)
        parts = [
            self.lengths[one if count == 1 else many].format(stressed(count))
            for count, one, many in ((minutes, "minuut", "minuten"), (rest, "seconde", "seconden"))
            if count
        ]
        return self.lengths["en"].join(parts)


def _intent(name: str, entry: Mapping[str, Any], frame: frozenset[str], grammar: Grammar) -> Intent:
    reply, tests = entry.get("reply", {}), entry["tests"]
    return Intent(
        name=name,
        say=tuple(map(grammar.template, entry["say"])),
        core=tuple(map(grammar.template, entry["core"])),
        around=frame | set(entry["with"].split()),
        reply={"": reply} if isinstance(reply, str) else reply,
        tests=tests if isinstance(tests, dict) else dict.fromkeys(tests),
        explains=entry["explains"],
        hint=tuple(map(grammar.template, entry.get("hint", ()))),
        offered=entry.get("offered", False),
        reasoned=entry.get("reasoned", True),
        step=entry.get("step"),
    )


def _without_fillers(words: Words, fillers: frozenset[str]) -> Iterator[Words]:
    """The words, then with ever more fillers left out, wherever they stand; at last with none."""
    places = [n for n, word in enumerate(words) if word in fillers]
    for count in range(min(len(places), MOST_KEPT) + 1):
        for left_out in combinations(places, count):
            yield [word for n, word in enumerate(words) if n not in left_out]
    if len(places) > MOST_KEPT:
        yield [word for word in words if word not in fillers]


def _first_match(templates: Sequence[Template], words: Words) -> Values | None:
    return next((v for template in templates if (v := template.match(words)) is not None), None)


def _cores(intent: Intent, words: Words) -> Iterator[tuple[int, Values]]:
    """Each core of the intent in these words, as (words long, slot values), framed rightly."""
    foreign = [n for n, word in enumerate(words) if word not in intent.around]
    # A core must cover every word that is no frame word.
    needed = frozenset(words[n] for n in foreign)
    likely = [template for template in intent.core if template.has(needed)]
    if not likely:
        return
    first, last = (foreign[0], foreign[-1]) if foreign else (len(words), -1)
    for start in range(min(first, len(words) - 1) + 1):
        for template in likely:
            for end, values in template.spans(words, start):
                if end > max(last, start):
                    yield end - start, values


def _argument(intent: Intent, values: Values) -> int | None:
    """What the slots come to: the seconds in the direction, or the number."""
    if intent.name == "seek":
        ways = [value for slot, value in values.items() if slot.startswith("richting")]
        lengths = [value for slot, value in values.items() if not slot.startswith("richting")]
        return (ways or [1])[0] * (sum(lengths) or intent.step or 0)
    return sum(values.values()) if values else intent.step


def stressed(number: int) -> str:
    """The number in words, with `één` as in writing."""
    return "één" if number == 1 else cardinal(abs(number))
