"""Words as the finder compares them: tokens, normal forms, stems and how telling each is."""

import math
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from threading import Lock

import Stemmer

from skill.find.numbers import read_number

DATA = Path(__file__).parent / "data"
TOKEN = re.compile(r"[^\W_]+(?:[.,:]\d+)*(?:['’][^\W\d_]+)?")
_INFINITIVE = re.compile(r"(?=.*[aeiou].*en)[a-z]{2,}[^aeiout]en|[a-z]+[aeiou]ien|[a-z]+[ou]wen")
_LONG = re.compile(r"(?<![aeiou])([aeou])([^aeiouw])$")
"""A vowel that is written twice when nothing follows: `maken`, `maakt`."""
_UNSTRESSED = re.compile(r"[aeiou].*(?:e[lmnr]|ig)en$")
"""Where it may not be: `wandelen`, `wandelt`."""
_HARD = {"v": "f", "z": "s", "c": "k"}
"""How the last letter of a root is written when nothing follows."""
GENITIVE = re.compile(r"['’](?:s|en|er|ers|je|jes|tje|tjes)?$")


def tokens(text: str) -> list[str]:
    """The words and numbers of `text` as written; a hyphen parts two words."""
    return TOKEN.findall(text)


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of `data/words.toml`."""
    with (DATA / "words.toml").open("rb") as file:
        return frozenset(tomllib.load(file)[name])


@cache
def lemmas() -> dict[str, str]:
    """Irregular form (`data/forms.tsv`) or third person, to the form that it belongs to."""
    rows = (DATA / "forms.tsv").read_text("utf-8").splitlines()
    forms = (row.split("\t") for row in rows if row and not row.startswith("#"))
    found = {form: one for one, *others in forms for form in others}
    return _third_persons({*found.values(), *thesaurus()}) | found


def _third_persons(words: Iterable[str]) -> dict[str, str]:
    """`groeit` to `groeien`, which the stemmer keeps apart, for all that may be an infinitive.

    A form that is a word of its own in the thesaurus stays that: `kust` is not of `kussen`.
    """
    found: dict[str, str] = {}
    for verb in filter(_INFINITIVE.fullmatch, sorted(words)):
        short = verb[:-2]
        hard = short[:-1] + _HARD.get(short[-1], short[-1])
        forms = [_LONG.sub(r"\1\1\2", hard)] if short[-1] != short[-2] else [hard[:-1]]
        if _UNSTRESSED.search(verb):
            forms.append(hard)
        for form in (f"{one}t" for one in forms):
            if form not in thesaurus():
                found.setdefault(form, verb)
    return found


@cache
def _before_verbs() -> tuple[str, ...]:
    """What may stand before a verb in one word, the longest first."""
    return tuple(sorted(word_list("particles") | word_list("prefixes"), key=lambda w: (-len(w), w)))


def lemma(word: str) -> str:
    """The form that an irregular one belongs to, also behind what a verb begins with.

    `afgesloten` is `afsluiten` and `bewogen` is `bewegen`; other words stay as they are.
    """
    known = lemmas().get(word)
    if known:
        return known
    for before in _before_verbs():
        verb = lemmas().get(word.removeprefix(before), "") if word.startswith(before) else ""
        if verb.endswith(("en", "aan")):
            return before + verb
    return word


def synonym_groups() -> Iterator[list[str]]:
    """The rows of every file in `data/synonyms`: words that mean nearly the same."""
    for path in sorted((DATA / "synonyms").glob("*.tsv")):
        rows = path.read_text("utf-8").splitlines()
        yield from (row.split("\t") for row in rows if row and not row.startswith("#"))


@cache
def thesaurus() -> frozenset[str]:
    """Every word that stands in it."""
    return frozenset(word for group in synonym_groups() for word in group)


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Stem of a word, to the stems that mean nearly the same (`data/synonyms/*.tsv`)."""
    found: dict[str, set[str]] = {}
    for group in synonym_groups():
        stems = {stem(normal(word)) for word in group}
        for one in stems:
            found.setdefault(one, set()).update(stems - {one})
    return {one: tuple(sorted(others)) for one, others in found.items()}


@cache
def related() -> dict[str, tuple[str, ...]]:
    """Stem of a word that asks, to the stems that its answer may hold (`data/relations.tsv`)."""
    rows = (DATA / "relations.tsv").read_text("utf-8").splitlines()
    found: dict[str, dict[str, None]] = {}
    for row in filter(None, rows):
        if not row.startswith("#"):
            asked, *others = (normal(word) for word in row.split("\t"))
            telling = (stem(word) for word in others if not is_stop_word(word))
            found.setdefault(stem(asked), {}).update(dict.fromkeys(telling))
    return {one: tuple(others) for one, others in found.items()}


def normal(token: str) -> str:
    """Lower case without accents or a genitive; a number, in digits or as a word, as `#n`."""
    plain = GENITIVE.sub("", token.lower())
    number = read_number(plain)
    if number is not None:
        return f"#{number:g}"
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFD", plain)
    return "".join(letter for letter in parts if unicodedata.category(letter) != "Mn")


_DIMINUTIVE = re.compile(r"(.+?)(etje|tje|pje|kje|je)s?")
_SINGLE = {"v": "f", "z": "s"}
"""How a last letter is written when the ending behind it goes."""
_THIRD = re.compile(r"[a-z]+[bdgklmnpr]t")
_SHORTEST_PART = 4
"""Letters of the last part by which a compound is known."""


@cache
def _known() -> frozenset[str]:
    """The common words and those of the thesaurus, in normal form."""
    return frozenset(map(normal, (*word_table(), *thesaurus(), *word_list("stem"))))


def _is_known(word: str) -> bool:
    """Whether a word is one of these, or ends in one."""
    starts = range(3, len(word) - _SHORTEST_PART + 1)
    return word in _known() or any(word[at:] in _known() for at in starts)


def _without_ending(word: str) -> Iterator[str]:
    """What a word may be the plural, the bent form or the diminutive of."""
    small = _DIMINUTIVE.fullmatch(word)
    if small:
        root, ending = small.groups()
        yield from (root, f"{root}{ending[0]}")
        if ending == "kje":
            yield f"{root}g"
        if ending == "etje":
            yield root[:-1]
    if word.endswith(("end", "ende")):
        yield f"{word.removesuffix('e')[:-3]}en"
    for ending in ("ens", "en", "e"):
        left = word.removesuffix(ending)
        if left == word or len(left) < 3:
            continue
        if left[-1] == left[-2]:
            yield left[:-1]
        else:
            yield _LONG.sub(r"\1\1\2", left[:-1] + _SINGLE.get(left[-1], left[-1]))


@cache
def singular(word: str) -> str:
    """The plain form of a noun or adjective: `paard` for `paarden`, `laag` for `lage`.

    The stemmer takes many of these for forms of verbs. What is a word of its own stays as it is.
    A `t` comes off what is no known word, nor ends in one: `keurt` is as `keur`.
    """
    if word in thesaurus() or word in lemmas() or word in word_list("whole"):
        return word
    for plain in _without_ending(word):
        if len(plain) > 2 and plain not in lemmas() and _is_known(plain):
            return plain
    if len(word) > 4 and _THIRD.fullmatch(word) and not _is_known(word):
        return word[:-1]
    return word


def _ends_so(word: str) -> bool:
    """Whether the `s` is the word's own: `plaats` is no plural of `plaat`."""
    return word in _known() and word[:-1] not in _known()


_stemmer = Stemmer.Stemmer("dutch")
_one_at_a_time = Lock()
"""The stemmer may not be called by two threads at once, and a library may be read beside a talk."""


@cache
def stem(word: str) -> str:
    """What the inflections of one word have in common; numbers stay whole."""
    if word.startswith("#"):
        return word
    form = singular(lemma(word))
    if form in word_list("ge"):
        return f"ge{_snowball(form[2:])}"
    if form in word_list("stem") or (form.endswith("s") and _ends_so(form)):
        return form
    return _snowball(form)


def _snowball(form: str) -> str:
    with _one_at_a_time:
        stemmed: str = _stemmer.stemWord(form)
    return stemmed


@cache
def _endings() -> tuple[tuple[str, ...], int]:
    """The endings of `data/derivations.toml`, longest first, and the letters that must be left."""
    with (DATA / "derivations.toml").open("rb") as file:
        data = tomllib.load(file)
    return tuple(sorted(data["endings"], key=len, reverse=True)), data["shortest"]


@cache
def root(word: str) -> str:
    """What a word shares with those derived from it: ontdekker, ontdekking, ontdekt."""
    if word.startswith("#"):
        return word
    endings, shortest = _endings()
    left = lemma(word)
    while len(left) > shortest:
        shorter = (e for e in endings if left.endswith(e) and len(left) - len(e) >= shortest)
        ending = next(shorter, "")
        if not ending:
            break
        left = left.removesuffix(ending)
    left = re.sub(r"(.)\1+", r"\1", left)
    return left[:-1] + _HARD.get(left[-1], left[-1]) if left else word


@cache
def word_table() -> dict[str, float]:
    """Common word, to its share of running Dutch text (`data/frequencies.tsv`)."""
    rows = (DATA / "frequencies.tsv").read_text("utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if not row.startswith("#"))
    return {word: float(per_million) / 1e6 for word, per_million in pairs}


@cache
def frequencies() -> dict[str, float]:
    """Stem, to its share of running Dutch text."""
    shares: dict[str, float] = {}
    for word, share in word_table().items():
        one = stem(normal(word))
        shares[one] = shares.get(one, 0.0) + share
    return shares


RAREST = 1e-5
"""The share of running text given to every word outside the table."""


def weight(word: str) -> float:
    """How telling a word is in Dutch at large: 0 for the commonest, 1 for one out of the table."""
    share = max(frequencies().get(stem(word), 0.0), RAREST)
    return min(1.0, max(0.0, math.log(share / 0.01) / math.log(RAREST / 0.01)))


def is_stop_word(word: str) -> bool:
    """Whether a word says nothing about the subject of a question."""
    return word in word_list("function") or word in word_list("question")
