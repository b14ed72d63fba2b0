"""The inverted index: in which sentences, chapters or headings a key occurs.

A key is a letter and a form: `w` the stem of a word, `p` the stem of a part of a compound, `x` how
a long word begins, `k` how a word sounds, `l` how the lexicon says one, `n` the stem of a word that
a number stands before.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from skill.find.compounds import Splitter
from skill.find.question import beginning
from skill.find.sounds import given_key, near_keys, sound_key
from skill.find.texts import EMPTY, Ints, Texts
from skill.find.words import is_stop_word, normal, root, stem


@dataclass(frozen=True, slots=True)
class Postings:
    """Sorted row numbers of every key."""

    keys: dict[str, int]
    offsets: NDArray[np.int64]
    """Where the rows of a key start in `rows`; one more than there are keys."""
    rows: Ints

    @classmethod
    def listing(cls, rows: Mapping[str, Sequence[int]]) -> "Postings":
        """Postings of keys whose rows are listed, ascending."""
        counts = [len(found) for found in rows.values()]
        return cls(
            {key: at for at, key in enumerate(rows)},
            np.concatenate(([0], np.cumsum(counts, dtype=np.int64))),
            np.fromiter(chain.from_iterable(rows.values()), np.int32, sum(counts)),
        )

    def beside(self, other: "Postings") -> "Postings":
        """These and others, which have no key in common, of the same rows."""
        keys = self.keys | {key: at + len(self.keys) for key, at in other.keys.items()}
        offsets = np.concatenate((self.offsets, other.offsets[1:] + self.offsets[-1]))
        return Postings(keys, offsets, np.concatenate((self.rows, other.rows)))

    def of(self, key: str) -> Ints:
        """The rows that hold `key`, ascending."""
        at = self.keys.get(key)
        return EMPTY if at is None else self.rows[self.offsets[at] : self.offsets[at + 1]]


def word_keys(word: str, splitter: Splitter) -> list[str]:
    """The keys under which a word in normal form is found."""
    if is_stop_word(word):
        return []
    if word.startswith("#"):
        return [f"w{word}"]
    parts = (f"p{stem(part)}" for part in splitter.split(word))
    return [f"w{stem(word)}", f"r{root(word)}", *parts, *beginning(word), f"k{sound_key(word)}"]


def counted_keys(word: str) -> list[str]:
    """The key under which a word in normal form is found that a number stands before."""
    return [] if is_stop_word(word) or word.startswith("#") else [f"n{stem(word)}"]


def index_texts(texts: Texts, keys_of: Callable[[str], list[str]]) -> Postings:
    """In which of `texts` each key occurs; `keys_of` gives the keys of a word in normal form."""
    keys: dict[str, int] = {}
    of_word = [
        [keys.setdefault(key, len(keys)) for key in keys_of(normal(word))] for word in texts.words
    ]
    counts = np.fromiter(map(len, of_word), np.int64, len(of_word))
    flat = np.fromiter(chain.from_iterable(of_word), np.int64, int(counts.sum()))
    first = np.concatenate(([0], np.cumsum(counts)))
    rows = texts.rows()
    times = counts[texts.ids]
    inside = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    found = flat[np.repeat(first[texts.ids], times) + inside]
    height = int(rows.max(initial=0)) + 1
    pairs = np.unique(found * height + np.repeat(rows, times))
    offsets = np.searchsorted(pairs, np.arange(len(keys) + 1) * height)
    return Postings(keys, offsets, (pairs % height).astype(np.int32))


def index_sounds(sounds: Iterable[Sequence[tuple[str, str]]]) -> Postings:
    """In which texts each sound occurs that a lexicon gives, by its near keys."""
    rows: dict[str, list[int]] = {}
    for row, some in enumerate(sounds):
        for key in dict.fromkeys(key for one in some for key in near_keys(given_key(*one))):
            rows.setdefault(key, []).append(row)
    return Postings.listing(rows)


def grouped(postings: Postings, group: Ints) -> Postings:
    """The same keys by the group (a chapter) of each row; `group` is ascending."""
    key = np.repeat(np.arange(len(postings.keys)), np.diff(postings.offsets))
    rows = group[postings.rows]
    new = np.ones(len(rows), bool)
    new[1:] = (key[1:] != key[:-1]) | (rows[1:] != rows[:-1])
    offsets = np.concatenate(([0], np.cumsum(new)))[postings.offsets]
    return Postings(postings.keys, offsets, rows[new])
