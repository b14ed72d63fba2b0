"""What the sentences of a library hold, read once and kept as numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skill.find.question import signs
from skill.find.words import normal, stem, tokens, word_list

Ints = NDArray[np.int32]
EMPTY: Ints = np.empty(0, np.int32)
HELD = ("year", "number", "reason", "definition", "name")
"""The kinds of things that a sentence may hold and a question may ask for."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a library as numbers: which word stands where."""

    words: list[str]
    """Every word as written, once."""
    ids: Ints
    """The words of all texts in a row, as indexes of `words`."""
    starts: NDArray[np.int64]
    """Where each text starts in `ids`; one more than there are texts."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Read all texts once."""
        words: dict[str, int] = {}
        ids: list[Ints] = []
        for text in texts:
            found = [words.setdefault(token, len(words)) for token in tokens(text)]
            ids.append(np.array(found, np.int32))
        lengths = np.fromiter((len(one) for one in ids), np.int64, len(ids))
        starts = np.concatenate(([0], np.cumsum(lengths)))
        return cls(list(words), np.concatenate([*ids, EMPTY]), starts)

    def rows(self) -> Ints:
        """The number of the text that each word stands in."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))


@dataclass(frozen=True, slots=True)
class Running:
    """The stems of texts in a row, as numbers."""

    numbers: dict[str, int]
    """Every stem, with its number."""
    stems: Ints
    starts: NDArray[np.int64]
    """Where each text starts in `stems`; one more than there are texts."""


def counted(texts: Texts) -> Texts:
    """Of `texts` only the words that a number stands before, with at most one word between."""
    number = np.array([normal(word).startswith("#") for word in texts.words], bool)[texts.ids]
    rows = texts.rows()
    kept = np.zeros(len(number), bool)
    for back in (1, 2):
        kept[back:] |= number[:-back] & (rows[back:] == rows[:-back])
    starts = np.concatenate(([0], np.cumsum(kept)))[texts.starts]
    return Texts(texts.words, texts.ids[kept], starts)


def names(texts: Texts) -> frozenset[str]:
    """The keys of words that stand with a capital inside a sentence and nowhere without."""
    inside = np.ones(len(texts.ids), bool)
    inside[texts.starts[:-1][np.diff(texts.starts) > 0]] = False
    seen = np.zeros(len(texts.words), bool)
    seen[texts.ids[inside]] = True
    capital = {
        stem(normal(word))
        for word, here in zip(texts.words, seen, strict=True)
        if here and word[0].isupper()
    }
    small = {stem(normal(word)) for word in texts.words if word[0].islower()}
    return frozenset(f"w{one}" for one in capital - small)


def leans(texts: Texts) -> NDArray[np.bool_]:
    """Whether each text opens with a word that points back to the text before it."""
    leaning = np.array([word.lower() in word_list("leaning") for word in texts.words], bool)
    found = np.zeros(len(texts.starts) - 1, bool)
    filled = np.diff(texts.starts) > 0
    found[filled] = leaning[texts.ids[texts.starts[:-1][filled]]]
    return found


def running(texts: Texts) -> Running:
    """The stems of `texts` in a row."""
    numbers: dict[str, int] = {}
    of_word = [numbers.setdefault(stem(normal(word)), len(numbers)) for word in texts.words]
    return Running(numbers, np.array(of_word, np.int32)[texts.ids], texts.starts)


def count_held(texts: Texts) -> NDArray[np.uint8]:
    """How many years, numbers, reasons, definitions and names each text holds: a row per text."""
    of_word = np.array([_held(word) for word in texts.words], np.uint8).reshape(-1, len(HELD))
    marks = of_word[texts.ids]
    opening = texts.starts[:-1][np.diff(texts.starts) > 0]
    marks[opening, HELD.index("name")] = 0  # A capital that only opens the sentence names nobody.
    sums = np.concatenate((np.zeros((1, len(HELD)), np.int64), np.cumsum(marks, 0, np.int64)))
    held = sums[texts.starts[1:]] - sums[texts.starts[:-1]]
    capped: NDArray[np.uint8] = np.minimum(held, 255).astype(np.uint8)
    return capped


def count_whole(texts: Texts) -> NDArray[np.bool_]:
    """Whether each text holds a name of two words, and a month with its year: two columns."""
    capital = np.array([w[0].isupper() and not w.isupper() for w in texts.words], bool)[texts.ids]
    month = np.array([normal(w) in signs("month") for w in texts.words], bool)[texts.ids]
    number = np.array([normal(w).startswith("#") for w in texts.words], bool)[texts.ids]
    rows = texts.rows()
    found = np.zeros((len(texts.starts) - 1, 2), bool)
    for column, (first, second) in enumerate(((capital, capital), (month, number))):
        together = first[:-1] & second[1:] & (rows[:-1] == rows[1:])
        found[rows[:-1][together], column] = True
    return found


def _held(word: str) -> Sequence[bool]:
    form = normal(word)
    number = form.startswith("#")
    year = number and form[1:].isdigit() and 1000 <= int(form[1:]) <= 2100 and "." not in word
    return (
        year or form in signs("year"),
        number or form in signs("number"),
        form in signs("reason"),
        form in signs("definition"),
        word[0].isupper(),
    )
