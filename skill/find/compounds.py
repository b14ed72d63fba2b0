"""Splitting Dutch compounds into words that are known: hersengebied -> hersen + gebied."""

from collections.abc import Collection
from functools import cache

from skill.find.words import normal, thesaurus, word_list, word_table

LINKS = ("", "s", "e", "en", "n")
SHORTEST = 4
"""Letters of the shortest part; a first part may be shorter by one (words.toml, `short`)."""
LONGEST = 40
"""Letters of the longest word that is split."""


@cache
def common_words() -> frozenset[str]:
    """The words of the frequency table and the thesaurus that may be part of a compound."""
    words = map(normal, (*word_table(), *thesaurus()))
    return frozenset(word for word in words if len(word) >= SHORTEST)


class Splitter:
    """Splits words with the words of a library and the common ones."""

    def __init__(self, vocabulary: Collection[str]) -> None:
        own = {word for word in vocabulary if len(word) >= SHORTEST}
        self._known = (common_words() | own) - word_list("no_part")

    def split(self, word: str) -> tuple[str, ...]:
        """The known parts of `word`, longest last part first; () for a word that is no compound.

        A separable verb loses its particle: opgericht -> (gericht,).
        """
        if not 2 * SHORTEST - 2 <= len(word) <= LONGEST or word.startswith("#"):
            return ()
        return self._compound(word) or self._separable(word)

    def _compound(self, word: str) -> tuple[str, ...]:
        for cut in range(SHORTEST - 1, len(word) - SHORTEST + 1):
            last = word[cut:]
            if last in self._known:
                first = self._first_part(word[:cut])
                if first:
                    return (*first, last)
        return ()

    def _first_part(self, text: str) -> tuple[str, ...]:
        """What stands before the last part: one known word, perhaps with a link, or a compound."""
        for link in LINKS:
            word = text.removesuffix(link)
            if not text.endswith(link):
                continue
            if word in word_list("short"):
                return (word,)
            for form in (word, word + "en", word + "n", word + "e"):
                if form in self._known and len(word) >= SHORTEST:
                    return (form,)
        return self._compound(text) if len(text) >= 2 * SHORTEST else ()

    def _separable(self, word: str) -> tuple[str, ...]:
        for particle in sorted(word_list("particles"), key=len, reverse=True):
            rest = word.removeprefix(particle)
            if word.startswith(particle) and len(rest) >= SHORTEST and rest in self._known:
                return (rest,)
            if rest.startswith("ge") and word.startswith(particle) and len(rest) > SHORTEST + 1:
                return (rest,)
        return ()
