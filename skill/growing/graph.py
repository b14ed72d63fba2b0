"""The graph of the recogniser with more words in it.

`HCLr.fst` leads from states of sound to words: a prefix tree of phones, with a way back to its root
after each word. `Gr.fst` says how likely words follow each other. Vosk composes the two while it
listens, looking ahead at which words each state can still lead to. New words are put into both as
they stand, and nothing that is there changes its number:

- in the tree a new word shares the states of words that begin alike, up to where those are known;
  from there on new words have a tree of their own;
- a new word gets the next free label, in the order of that tree, so that what is ahead of a state
  is one interval of labels more at most;
- among words it is as likely as the middle one, by itself and after any other.

The tree is of the kind that vosk-model-nl-compact has: each phone, by its place in the word, is a
first frame and a loop (Kaldi's chain topology), and only the root is final.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from narrate.errors import HoorstukError
from skill.growing.fst import (
    ARC,
    Intervals,
    LookAhead,
    Transducer,
    const_bytes,
    lookahead_bytes,
    read_const,
    read_lookahead,
    union,
)


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """One way in which a word sounds."""

    word: str
    phones: tuple[str, ...]
    cost: float = 0.0
    """Negative logarithm of how likely it is."""


@dataclass(slots=True)
class Graph:
    """What lies in a model's folder `graph`, as far as words are concerned."""

    sounds: LookAhead
    language: Transducer
    words: dict[str, int]
    """The label of each word."""
    phones: dict[str, int]
    """The number of each phone by its place in a word: `a_B`, `a_I`, `a_E`, or `a_S` alone."""

    @classmethod
    def read(cls, folder: Path) -> "Graph":
        """Read a folder; raises HoorstukError when a file is missing or damaged."""
        return cls(
            read_lookahead(folder / "HCLr.fst"),
            read_const(folder / "Gr.fst"),
            read_symbols(folder / "words.txt"),
            read_symbols(folder / "phones.txt"),
        )

    def write(self, folder: Path) -> None:
        """Write what growing changes into a folder; phones stay as they are."""
        (folder / "HCLr.fst").write_bytes(lookahead_bytes(self.sounds))
        (folder / "Gr.fst").write_bytes(const_bytes(self.language))
        lines = (f"{word} {label}\n" for word, label in self.words.items())
        (folder / "words.txt").write_text("".join(lines), "utf-8")

    def grown(self, pronunciations: Iterable[Pronunciation]) -> "Graph":
        """Give a graph that knows these pronunciations too, of new words or of known ones."""
        growth = _Growth(self)
        growth.add(_tree(pronunciations, self.phones))
        new = list(growth.labels.values())[len(self.words) :]
        return Graph(growth.sounds(), _spoken(self.language, new), growth.labels, self.phones)


def read_symbols(path: Path) -> dict[str, int]:
    """Read the numbers of words or phones; raises HoorstukError when there are none."""
    try:
        lines = path.read_text("utf-8").strip().split("\n")
        return {name: int(number) for name, number in (line.rsplit(maxsplit=1) for line in lines)}
    except (OSError, ValueError) as error:
        raise HoorstukError(
            f"{path}: is no list of words with numbers ({error}); fetch the model again"
        ) from None


@dataclass(slots=True)
class _Node:
    """A beginning of new words."""

    words: set[str] = field(default_factory=set)
    inner: dict[int, "_Node"] = field(default_factory=dict)
    """What comes next, by phone."""
    last: list[tuple[int, str, float]] = field(default_factory=list)
    """The words that end with one phone more: phone, word, cost."""


def _tree(pronunciations: Iterable[Pronunciation], numbers: Mapping[str, int]) -> _Node:
    root = _Node()
    for said in pronunciations:
        *before, last = said.phones
        node = root
        for index, phone in enumerate(before):
            number = numbers[f"{phone}_{'I' if index else 'B'}"]
            node = node.inner.setdefault(number, _Node())
            node.words.add(said.word)
        node.last.append((numbers[f"{last}_{'E' if before else 'S'}"], said.word, said.cost))
    return root


def _loop(phone: int) -> int:
    """The input label of all frames of a phone but the first."""
    return 2 * phone - 1


def _first(phone: int) -> int:
    """The input label of a phone's first frame."""
    return 2 * phone


class _Growth:
    """Arcs and states that are added to the tree of sounds."""

    def __init__(self, graph: Graph) -> None:
        self.labels = dict(graph.words)
        self._old = graph.sounds
        self._root = int(np.flatnonzero(np.isfinite(graph.sounds.transducer.final))[0])
        self._next_label = max(*graph.words.values(), graph.sounds.final_label) + 1
        self._first_label = self._next_label
        self._states = len(graph.sounds.transducer.final)
        self._sources: list[int] = []
        self._arcs: list[tuple[int, int, float, int]] = []
        self._ahead: list[tuple[int, set[str]]] = []
        """States at which it is still open which of these words comes."""
        self._ends: dict[int, int] = {}

    def add(self, root: _Node) -> None:
        """Add all words of a tree."""
        open_nodes: list[tuple[_Node, int, bool]] = [(root, self._root, False)]
        while open_nodes:
            node, state, told = open_nodes.pop()
            for phone, child in node.inner.items():
                shared = None if told else self._shared(state, phone)
                alone = shared is None and not told and len(child.words) == 1
                word = next(iter(child.words)) if alone else ""
                target = self._new(state, phone, word) if shared is None else shared
                if not (told or alone):
                    self._ahead.append((target, child.words))
                open_nodes.append((child, target, told or alone))
            for phone, word, cost in node.last:
                self._arc(state, _first(phone), "" if told else word, cost, self._end(phone))

    def sounds(self) -> LookAhead:
        """Give the grown tree, with what lies ahead of each of its states."""
        old = self._old
        everything = old.reach[self._root]
        grown = union([*everything, (self._first_label, self._next_label)])
        reach = [grown if ahead == everything else ahead for ahead in old.reach]
        reach += [grown] * (self._states - len(reach))
        new = range(len(old.reach), self._states)
        for state, words in self._ahead:
            known = () if state in new else reach[state]
            reach[state] = union([*known, *self._intervals(words)])
        fst = old.transducer.with_arcs(len(new), self._sources, np.array(self._arcs, ARC))
        return LookAhead(fst, old.final_label, tuple(reach))

    def _intervals(self, words: Iterable[str]) -> Intervals:
        return union([(self.labels[word], self.labels[word] + 1) for word in words])

    def _shared(self, state: int, phone: int) -> int | None:
        """The state that is there already, for words that begin in the same way."""
        if state >= len(self._old.reach):
            return None
        arcs = self._old.transducer.of(state)
        same = arcs[(arcs["input"] == _first(phone)) & (arcs["output"] == 0)]
        return int(same["target"][0]) if len(same) else None

    def _new(self, source: int, phone: int, word: str) -> int:
        state = self._states
        self._states += 1
        self._arc(source, _first(phone), word, 0.0, state)
        self._arc(state, _loop(phone), "", 0.0, state)
        return state

    def _arc(self, source: int, sound: int, word: str, cost: float, target: int) -> None:
        self._sources.append(source)
        self._arcs.append((sound, self._label(word), cost, target))

    def _label(self, word: str) -> int:
        if word and word not in self.labels:
            self.labels[word] = self._next_label
            self._next_label += 1
        return self.labels[word] if word else 0

    def _end(self, phone: int) -> int:
        """The state after a word whose last phone this is; `[unk]` has one for each phone."""
        if phone not in self._ends:
            arcs = self._old.transducer.arcs
            self._ends[phone] = int(arcs["target"][arcs["input"] == _first(phone)][0])
        return self._ends[phone]


def _spoken(language: Transducer, labels: Sequence[int]) -> Transducer:
    """The language model in which these words may come too, where nothing is said of them."""
    state = language.start
    while len(less := language.of(state)[language.of(state)["output"] == 0]):
        state = int(less["target"][0])
    middle = float(np.median(language.of(state)["weight"]))
    arcs = [(label, label, middle, state) for label in labels]
    return language.with_arcs(0, [state] * len(arcs), np.array(arcs, ARC))
