"""What templates are made of: words, gaps, slots, and rows of these, and choices between them.

What a node knows of itself it works out once, when it is first asked: rules are shared by many
templates, and most templates are never looked into.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

Values = Mapping[str, int]
Words = Sequence[str]


class Node(ABC):
    """A part of a template."""

    @property
    @abstractmethod
    def size(self) -> int:
        """The number of phrases that it stands for, with slots sampled."""

    @property
    @abstractmethod
    def openings(self) -> frozenset[str] | None:
        """The words that it can begin with; None for any."""

    @property
    @abstractmethod
    def vocabulary(self) -> frozenset[str] | None:
        """All the words that it can match; None for any."""

    @property
    @abstractmethod
    def empty(self) -> bool:
        """Whether it matches no words too."""

    @abstractmethod
    def spans(self, words: Words, at: int, values: Values) -> Iterator[tuple[int, Values]]:
        """Each way that it matches from word `at` on: the index after it, and slot values."""

    @abstractmethod
    def phrase(self, index: int) -> list[str]:
        """The words of its phrase with this index, from 0."""

    def plain(self) -> "Node":
        """The node without what is optional."""
        return self


@dataclass(frozen=True)
class Word(Node):
    """One word."""

    text: str
    size = 1
    empty = False

    @cached_property
    def openings(self) -> frozenset[str]:
        return frozenset((self.text,))

    @property
    def vocabulary(self) -> frozenset[str]:
        return self.openings

    def spans(self, words: Words, at: int, values: Values) -> Iterator[tuple[int, Values]]:
        if at < len(words) and words[at] == self.text:
            yield at + 1, values

    def phrase(self, index: int) -> list[str]:
        return [self.text]


@dataclass(frozen=True)
class Gap(Node):
    """Words of any kind, or none; in a phrase there are none."""

    most: int
    size = 1
    empty = True
    openings = None
    vocabulary = None

    def spans(self, words: Words, at: int, values: Values) -> Iterator[tuple[int, Values]]:
        for end in range(at, min(at + self.most, len(words)) + 1):
            yield end, values

    def phrase(self, index: int) -> list[str]:
        return []


@dataclass(frozen=True)
class Slot(Node):
    """A place in a template that stands for a value, with all the ways to say it."""

    name: str
    values: Mapping[tuple[str, ...], int]
    """Words -> value."""
    samples: tuple[str, ...]
    """The phrases that stand for all of them in an expansion."""
    longest: int
    """Words in its longest phrase."""
    empty = False

    @classmethod
    def of(cls, name: str, table: Mapping[str, int], samples: Sequence[str] = ()) -> "Slot":
        """A slot from phrase -> value; without samples every phrase is one."""
        values = {tuple(phrase.split()): value for phrase, value in table.items()}
        return cls(name, values, tuple(samples or table), max(map(len, values)))

    @property
    def size(self) -> int:
        return len(self.samples)

    @cached_property
    def openings(self) -> frozenset[str]:
        return frozenset(phrase[0] for phrase in self.values)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(word for phrase in self.values for word in phrase)

    def spans(self, words: Words, at: int, values: Values) -> Iterator[tuple[int, Values]]:
        for end in range(min(at + self.longest, len(words)), at, -1):
            value = self.values.get(tuple(words[at:end]))
            if value is not None:
                yield end, {**values, self.name: value}

    def phrase(self, index: int) -> list[str]:
        return self.samples[index].split()


@dataclass(frozen=True)
class Row(Node):
    """One node after the other."""

    parts: tuple[Node, ...]

    @cached_property
    def size(self) -> int:
        return prod(part.size for part in self.parts)

    @cached_property
    def empty(self) -> bool:
        return all(part.empty for part in self.parts)

    @cached_property
    def openings(self) -> frozenset[str] | None:
        first = next((n for n, part in enumerate(self.parts) if not part.empty), len(self.parts))
        return _union(part.openings for part in self.parts[: first + 1])

    @cached_property
    def vocabulary(self) -> frozenset[str] | None:
        return _union(part.vocabulary for part in self.parts)

    def spans(self, words: Words, at: int, values: Values) -> Iterator[tuple[int, Values]]:
        return _in_a_row(self.parts, words, at, values)

    def phrase(self, index: int) -> list[str]:
        words: list[str] = []
        for part in self.parts:
            index, chosen = divmod(index, part.size)
            words += part.phrase(chosen)
        return words

    def plain(self) -> Node:
        return Row(tuple(part.plain() for part in self.parts))


NOTHING = Row(())


@dataclass(frozen=True)
class Choice(Node):
    """One of some nodes."""

    options: tuple[Node, ...]

    @cached_property
    def size(self) -> int:
        return sum(option.size for option in self.options)

    @cached_property
    def empty(self) -> bool:
        return any(option.empty for option in self.options)

    @cached_property
    def openings(self) -> frozenset[str] | None:
        return _union(option.openings for option in self.options)

    @cached_property
    def vocabulary(self) -> frozenset[str] | None:
        return _union(option.vocabulary for option in self.options)

    def spans(self, words: Words, at: int, values: Values) -> Iterator[tuple[int, Values]]:
        options = self._by_word.get(words[at], self._at_any) if at < len(words) else self._at_any
        for option in options:
            yield from option.spans(words, at, values)

    def phrase(self, index: int) -> list[str]:
        for option in self.options:
            if index < option.size:
                return option.phrase(index)
            index -= option.size
        return []

    def plain(self) -> Node:
        if NOTHING in self.options:
            return NOTHING
        return Choice(tuple(option.plain() for option in self.options))

    @cached_property
    def _at_any(self) -> tuple[Node, ...]:
        """The options that may begin with any word, or hold none."""
        return tuple(option for option in self.options if _is_loose(option))

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[Node]]:
        """Word -> the options that may begin with it, in their order: a vocabulary is long."""
        found: dict[str, list[Node]] = {
            word: [] for option in self.options for word in option.openings or ()
        }
        for option in self.options:
            for word in found if _is_loose(option) else option.openings or ():
                found[word].append(option)
        return found


def _is_loose(node: Node) -> bool:
    """Whether it may match at any word."""
    return node.empty or node.openings is None


def _in_a_row(
    parts: tuple[Node, ...], words: Words, at: int, values: Values
) -> Iterator[tuple[int, Values]]:
    if not parts:
        yield at, values
        return
    for end, found in parts[0].spans(words, at, values):
        yield from _in_a_row(parts[1:], words, end, found)


def _union(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    known: set[str] = set()
    for words in sets:
        if words is None:
            return None
        known |= words
    return frozenset(known)
