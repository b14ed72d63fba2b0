"""What a question asks for: its telling words, what may stand for them, its answer's kind."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from skill.find.compounds import Splitter
from skill.find.numbers import join_numbers
from skill.find.sounds import near_keys, sound_key
from skill.find.words import (
    DATA,
    is_stop_word,
    lemma,
    normal,
    related,
    root,
    stem,
    synonyms,
    thesaurus,
    tokens,
    weight,
    word_list,
)

LONGEST = 400
"""Words of a question that are read; the rest of a very long text is left."""
MOST_TERMS = 24
YEARS = {"in", "sinds", "sedert", "vanaf", "tot", "na", "voor", "rond", "van"}
"""What stands before a year."""
MOST_HEARD = 4
"""Words as which one word may be heard."""
LITTLE = 0.35
"""What remains of the weight of a word that only asks for a kind of answer, or says little."""

Alternatives = tuple[tuple[str, float], ...]
"""Keys of the index that may stand for a word, with how well each does (0..1)."""


@dataclass(frozen=True, slots=True)
class Term:
    """One telling word of a question."""

    word: str
    weight: float
    """How telling it is in Dutch at large, 0..1."""
    alternatives: Alternatives
    parts: tuple[Alternatives, ...]
    """The parts of a compound: together they stand for the whole."""
    topic: bool = False
    """Whether it only says what is spoken of: it need not stand in the sentence that answers."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the ranking sees it."""

    text: str
    terms: tuple[Term, ...]
    stems: frozenset[str]
    """Of all its words, the telling ones and the others."""
    pairs: tuple[tuple[str, str, float], ...]
    """Stems that stand side by side in it, with how telling each pair is."""
    counts: str
    """The key of what is counted ("hoeveel films"), or nothing ("")."""
    holds: str
    """What its answer holds: year, number, reason, definition, name or nothing ("")."""

    @property
    def must_hold(self) -> bool:
        """Whether no sentence answers that does not hold it: a year, a number, someone's name."""
        return self.holds in {"year", "number"} or (self.holds == "name" and "wie" in self.stems)


@cache
def _kinds() -> tuple[tuple[str, str], ...]:
    """Opening of a question, to what its answer holds (`data/kinds.toml`)."""
    with (DATA / "kinds.toml").open("rb") as file:
        kinds = tomllib.load(file)["kind"]
    return tuple((opening, kind["holds"]) for kind in kinds for opening in kind["openings"])


@cache
def _light() -> frozenset[str]:
    """The stems of words that say little of what is asked."""
    return frozenset(map(stem, word_list("light")))


@cache
def signs(holds: str) -> frozenset[str]:
    """The words that show a sentence to hold a year, a number, a reason or a definition."""
    with (DATA / "kinds.toml").open("rb") as file:
        return frozenset(tomllib.load(file)["signs"].get(holds, ()))


@cache
def _letter_names() -> dict[str, str]:
    """How a letter is said, to the letter (`data/letters.tsv`)."""
    rows = (DATA / "letters.tsv").read_text("utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if not row.startswith("#"))
    return {name: letter for letter, *names in pairs for name in names}


def read_question(text: str, splitter: Splitter, known: Callable[[str], bool]) -> Question:
    """The telling words of `text`, against the keys that an index knows."""
    words = [normal(token) for token in tokens(text[: LONGEST * 12])][:LONGEST]
    holds = _holds(words)
    words = _decades(join_numbers(_join_letters(words, known)))
    stems = frozenset(map(stem, words))
    words = _without_frames(words)
    telling = [word for word in dict.fromkeys(words) if not is_stop_word(word)]
    others = _others(words, known)
    asks = word_list("asking") if holds else frozenset()
    terms = [_term(word, splitter, known, others.get(word, ()), asks) for word in telling]
    terms.sort(key=lambda term: -term.weight)
    return Question(
        text[: LONGEST * 12], tuple(terms[:MOST_TERMS]), stems, _pairs(words), _counts(words), holds
    )


@cache
def _frames() -> re.Pattern[str]:
    """What people say around a question, the longest first (`data/frames.toml`)."""
    with (DATA / "frames.toml").open("rb") as file:
        frames = sorted(tomllib.load(file)["frames"], key=len, reverse=True)
    any_of_them = "|".join(re.escape(one).replace(r"\#", r"\#\S+") for one in frames)
    return re.compile(rf"(?<!\S)(?:{any_of_them})(?!\S)")


def _without_frames(words: Sequence[str]) -> list[str]:
    return _frames().sub(" ", " ".join(words)).split()


def beginning(word: str) -> list[str]:
    """The key for how a long word begins: what segregatie and segregationistisch share."""
    return [f"x{word[:6]}"] if len(word) >= 8 else []


def _pairs(words: Sequence[str]) -> tuple[tuple[str, str, float], ...]:
    telling = [0.0 if is_stop_word(word) else weight(word) for word in words[: 2 * MOST_TERMS]]
    both = zip(words, words[1:], telling, telling[1:], strict=False)
    return tuple((stem(a), stem(b), (x + y) / 2) for a, b, x, y in both if x + y > 0)


def _counts(words: Sequence[str]) -> str:
    after = words[words.index("hoeveel") + 1 :] if "hoeveel" in words else ()
    return next((f"n{stem(word)}" for word in after if not is_stop_word(word)), "")


def _decades(words: Sequence[str]) -> list[str]:
    """`jaren #90` -> `jaren #1990`."""
    return [
        f"#19{word[1:]}" if before == "jaren" and re.fullmatch(r"#\d0", word) else word
        for before, word in zip(("", *words), words, strict=False)
    ]


def _holds(words: Sequence[str]) -> str:
    line = f" {' '.join(words)} "
    return next((holds for opening, holds in _kinds() if f" {opening} " in line), "")


def _join_letters(words: Sequence[str], known: Callable[[str], bool]) -> list[str]:
    """Letters said one by one as the word that they spell, where the library has it."""
    joined: list[str] = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + 7), at + 1, -1):
            letters = "".join(_letter_names().get(word, " ") for word in words[at:end])
            if " " not in letters and known(f"w{stem(letters)}"):
                joined.append(letters)
                at = end
                break
        else:
            joined.append(words[at])
            at += 1
    return joined


def _others(words: Sequence[str], known: Callable[[str], bool]) -> dict[str, Alternatives]:
    """What else a word may stand for, by the words around it."""
    others = _separated(words, known) | _joins(words, known) | _years(words, known)
    for word, alike in _misheard(words, known).items():
        others[word] = (*others.get(word, ()), *alike)
    return others


def _misheard(words: Sequence[str], known: Callable[[str], bool]) -> dict[str, Alternatives]:
    """Words that the library has not, to what the lexicon says so or nearly so.

    A name is often heard as some Dutch words: "mijn voel nes".
    """
    unknown = {
        word
        for word in words
        if not (is_stop_word(word) or word.startswith("#"))
        and not any(known(key) for key, _ in _alternatives(word))
    }
    found: dict[str, Alternatives] = {}
    for first in range(len(words)):
        for heard in (words[first:end] for end in range(first + 1, first + 1 + MOST_HEARD)):
            if not unknown.intersection(heard):
                continue
            exact, *near = near_keys(sound_key("".join(heard))) or [""]
            alike = ((exact, 0.4), *((key, 0.3) for key in near))
            keys = tuple((key, quality) for key, quality in alike if known(key))
            for word in unknown.intersection(heard):
                found[word] = (*found.get(word, ()), *keys)
    return found


def _joins(words: Sequence[str], known: Callable[[str], bool]) -> dict[str, Alternatives]:
    """Words that were heard apart, to the compound of the library that they make."""
    found: dict[str, Alternatives] = {}
    for first, second in pairwise(words):
        key = f"w{stem(first + second)}"
        if known(key):
            for word in (first, second):
                found[word] = (*found.get(word, ()), (key, 0.9))
    return found


def _separated(words: Sequence[str], known: Callable[[str], bool]) -> dict[str, Alternatives]:
    """Verbs whose particle stands apart ("kwamen ... om"), to the whole of them: `omkomen`.

    A particle stands at the end, or before a preposition ("om bij de ramp"); elsewhere it is one
    itself. Only what the thesaurus or the library has counts.
    """
    particles = word_list("particles")
    apart = [
        (at, word)
        for at, word in enumerate(words)
        if word in particles and (at + 1 == len(words) or words[at + 1] in particles)
    ]
    found: dict[str, Alternatives] = {}
    for at, word in enumerate(words):
        verb = lemma(word)
        whole = [f"{particle}{verb}" for place, particle in apart if place > at]
        if verb.endswith(("en", "aan")) and not word.startswith("#"):
            for one in whole:
                if one in thesaurus() or known(f"w{stem(one)}"):
                    found[word] = _alternatives(one)
    return found


def _years(words: Sequence[str], known: Callable[[str], bool]) -> dict[str, Alternatives]:
    """Years said without their century ("in drieenvijftig"), to the year of the library."""
    followed = zip(words, words[1:], (*words[2:], "en"), strict=False)
    said = [year for before, year, after in followed if before in YEARS and is_stop_word(after)]
    keys = {word: f"w#19{word[1:]}" for word in said if re.fullmatch(r"#[2-9]\d", word)}
    return {word: ((key, 0.9),) for word, key in keys.items() if known(key)}


def _term(
    word: str,
    splitter: Splitter,
    known: Callable[[str], bool],
    others: Alternatives,
    asks: frozenset[str],
) -> Term:
    alternatives = [*_alternatives(word), *others]
    parts = tuple(_alternatives(part) for part in splitter.split(word))
    found = any(known(key) for key, _ in alternatives)
    found = found or any(known(key) for part in parts for key, _ in part)
    if not found and not word.startswith("#"):
        alternatives.append((f"k{sound_key(word)}", 0.6))
    kept = tuple((key, quality) for key, quality in alternatives if known(key))
    little = word in asks or stem(word) in _light()
    return Term(word, (LITTLE if little else 1.0) * max(0.05, weight(word)), kept, parts)


def _alternatives(word: str) -> Alternatives:
    one = stem(word)
    like = (
        (f"{letter}{other}", quality)
        for letter, quality in (("w", 0.8), ("p", 0.4))
        for other in (*synonyms().get(one, ()), *related().get(one, ()))
    )
    alike = ((key, 0.3) for key in beginning(word))
    derived = () if word.startswith("#") else ((f"r{root(word)}", 0.5),)
    return ((f"w{one}", 1.0), (f"p{one}", 0.75), *like, *derived, *alike)
