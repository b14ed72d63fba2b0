"""Templates: a small language for the ways to say one thing, in the spirit of hassil.

    (a|b)    one of these            [a]      perhaps this, `[a|b]` perhaps one of these
    <name>   a rule of the file      {name}   a slot: a number, a rank, a length of time, a table
    ..       up to four words of any kind

Everything else is words, spelt as `skill.utterance.normalise` leaves them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import gcd
from pathlib import Path
from typing import Any

from narrate import toml
from narrate.errors import HoorstukError

DATA = Path(__file__).with_name("data") / "nl"
"""Where the Dutch of the skill stands."""

GAP = 4
"""The most words that `..` passes over."""

_TOKEN = re.compile(r"\s+|\.\.|[()\[\]|]|<(?P<rule>\w+)>|\{(?P<slot>\w+)\}|(?P<word>[\w']+)")

Values = Mapping[str, int]
Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a template that stands for a value, with all the ways to say it."""

    name: str
    values: Mapping[tuple[str, ...], int]
    """Words -> value."""
    samples: tuple[str, ...]
    """The phrases that stand for all of them in an expansion."""
    longest: int
    """Words in its longest phrase."""

    @classmethod
    def of(cls, name: str, table: Mapping[str, int], samples: Sequence[str] = ()) -> "Slot":
        """A slot from phrase -> value; without samples every phrase is one."""
        values = {tuple(phrase.split()): value for phrase, value in table.items()}
        return cls(name, values, tuple(samples or table), max(map(len, values)))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str


@dataclass(frozen=True, slots=True)
class _Gap:
    most: int


@dataclass(frozen=True, slots=True)
class _Row:
    parts: "tuple[_Node, ...]"


@dataclass(frozen=True, slots=True)
class _Choice:
    options: "tuple[_Node, ...]"
    by_word: "Mapping[str, tuple[_Node, ...]]" = field(repr=False)
    """Word -> the options that may begin with it, in their order: a vocabulary is long."""
    at_any: "tuple[_Node, ...]" = field(repr=False)
    """The options that may begin with any other word, or hold none."""

    @classmethod
    def of(cls, options: "tuple[_Node, ...]") -> "_Choice":
        """One of the options."""
        openings = [_openings(option) for option in options]
        sets = [None if empty else words for words, empty in openings]
        known = frozenset().union(*(words for words, _ in openings if words))
        by_word = {
            word: tuple(o for o, s in zip(options, sets, strict=True) if s is None or word in s)
            for word in known
        }
        at_any = tuple(o for o, s in zip(options, sets, strict=True) if s is None)
        return cls(options, by_word, at_any)


_Node = _Word | _Gap | _Row | _Choice | Slot

_NOTHING = _Row(())


class TemplateError(HoorstukError):
    """A template or data file that cannot be read: file:line, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template: what it matches, and the phrases it stands for."""

    source: str
    """As it is written in the data file."""
    node: _Node = field(repr=False)
    openings: frozenset[str] | None = field(repr=False)
    """The words it can begin with; None if that may be any word or none."""
    vocabulary: frozenset[str] | None
    """All the words it can be made of; None if it passes over words of any kind."""

    def match(self, words: Words) -> Values | None:
        """The slot values if all the words together are one of its phrases, else None."""
        if not self.has(words):
            return None
        for end, values in self.spans(words, 0):
            if end == len(words):
                return values
        return None

    def has(self, words: Iterable[str]) -> bool:
        """Whether it can be made of words among which are all of these."""
        return self.vocabulary is None or self.vocabulary.issuperset(words)

    def spans(self, words: Words, start: int) -> Iterator[tuple[int, Values]]:
        """Each way to match from word `start` on: the index after the last word, slot values."""
        if self.openings is None or (start < len(words) and words[start] in self.openings):
            yield from _spans(self.node, words, start, {})

    def find(self, words: Words, start: int = 0) -> tuple[int, int] | None:
        """Where one of its phrases first occurs from word `start` on: (first, after last)."""
        if self.openings is not None and self.openings.isdisjoint(words):
            return None
        for first in range(start, len(words)):
            for end, _ in self.spans(words, first):
                return first, end
        return None

    def phrases(self, most: int = 100) -> list[str]:
        """At most `most` different phrases it stands for, always the same.

        Half of them are said without the optional words, as people mostly do; the others are
        spread over all.
        """
        plain = _spread(_plain(self.node), most // 2)
        return list(dict.fromkeys([*plain, *_spread(self.node, most)]))[:most]


def parse(
    template: str,
    rules: Mapping[str, str] | None = None,
    slots: Mapping[str, Slot] | None = None,
    *,
    spelling: Callable[[str], str] = str,
) -> Template:
    """The template, ready to match.

    Args:
        template: in the language of this module.
        rules: name -> template, for `<name>`.
        slots: name -> slot, for `{name}`.
        spelling: applied to every word; for matching on something else than normalised words.

    Raises:
        TemplateError: on a wrong template, an unknown rule or slot, or a rule that contains itself.
    """
    node = _Parser(rules or {}, slots or {}, spelling).parse(template)
    return _template(template, node)


def _template(source: str, node: _Node) -> Template:
    openings, empty = _openings(node)
    return Template(source, node, None if empty else openings, _vocabulary(node))


@dataclass(slots=True)
class Grammar:
    """A data file with rules and slots, and the templates that use them."""

    path: Path
    data: Mapping[str, Any]
    parser: "_Parser"

    @classmethod
    def read(
        cls,
        path: Path,
        slots: Mapping[str, Slot] | None = None,
        *,
        spelling: Callable[[str], str] = str,
    ) -> "Grammar":
        """The TOML file at `path`, with its `[rules]` and `[slots.*]`.

        Raises:
            TemplateError: when the file is missing or is not TOML.
        """
        data = read_toml(path)
        own = {name: Slot.of(name, table) for name, table in data.get("slots", {}).items()}
        parser = _Parser(data.get("rules", {}), {**(slots or {}), **own}, spelling)
        return cls(path, data, parser)

    def template(self, text: str) -> Template:
        """The template, parsed with this file's rules and slots.

        Raises:
            TemplateError: with the line of the file on which the template stands.
        """
        try:
            return _template(text, self.parser.parse(text))
        except TemplateError as error:
            raise TemplateError(f"{self.path}:{self.line(text)}: {error}") from error

    def line(self, text: str) -> int:
        """The line of the file on which this text first stands, from 1 (1 if it does not)."""
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return next((number for number, line in enumerate(lines, 1) if text in line), 1)


def read_toml(path: Path) -> dict[str, Any]:
    """The data of a TOML file.

    Raises:
        TemplateError: when it is missing or is not TOML, with the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise TemplateError(f"{path}: cannot be read; put the file back") from error
    return toml.parse(text, str(path), TemplateError)


@dataclass(slots=True)
class _Parser:
    """Recursive descent over tokens; each rule is parsed once and shared."""

    rules: Mapping[str, str]
    slots: Mapping[str, Slot]
    spelling: Callable[[str], str]
    parsed: dict[str, _Node] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def parse(self, template: str) -> _Node:
        tokens = _tokens(template)
        node = self._choice(tokens, template)
        if tokens:
            raise TemplateError(f"“{template}”: a {tokens[-1]!r} too many; take it out")
        return node

    def _choice(self, tokens: list[str], template: str) -> _Node:
        options = [self._row(tokens, template)]
        while tokens and tokens[-1] == "|":
            tokens.pop()
            options.append(self._row(tokens, template))
        return options[0] if len(options) == 1 else _Choice.of(tuple(options))

    def _row(self, tokens: list[str], template: str) -> _Node:
        parts: list[_Node] = []
        while tokens and tokens[-1] not in ("|", ")", "]"):
            parts.append(self._part(tokens, template))
        return parts[0] if len(parts) == 1 else _Row(tuple(parts))

    def _part(self, tokens: list[str], template: str) -> _Node:
        token = tokens.pop()
        if token in ("(", "["):
            inner = self._choice(tokens, template)
            closing = ")" if token == "(" else "]"
            if not tokens or tokens.pop() != closing:
                raise TemplateError(f"“{template}”: a {token!r} is not closed; add {closing!r}")
            return inner if token == "(" else _Choice.of((inner, _NOTHING))
        if token == "..":
            return _Gap(GAP)
        if token.startswith("<"):
            return self._rule(token[1:-1])
        if token.startswith("{"):
            if token[1:-1] not in self.slots:
                raise TemplateError(f"“{template}”: no slot {token}; known: {_names(self.slots)}")
            return self.slots[token[1:-1]]
        return _Word(self.spelling(token))

    def _rule(self, name: str) -> _Node:
        if name not in self.rules:
            raise TemplateError(f"no rule <{name}>; known: {_names(self.rules)}")
        if name in self.open:
            raise TemplateError(f"the rule <{name}> contains itself; write it out")
        if name not in self.parsed:
            self.open.append(name)
            self.parsed[name] = self.parse(self.rules[name])
            self.open.pop()
        return self.parsed[name]


def _names(table: Mapping[str, object]) -> str:
    return ", ".join(sorted(table)) or "none"


def _tokens(template: str) -> list[str]:
    """The template's tokens, last first, so that they can be popped."""
    tokens, at = [], 0
    while at < len(template):
        found = _TOKEN.match(template, at)
        if not found:
            raise TemplateError(f"“{template}”: {template[at]!r} means nothing here; take it out")
        if not found[0].isspace():
            tokens.append(found[0])
        at = found.end()
    return tokens[::-1]


def _spans(node: _Node, words: Words, at: int, values: Values) -> Iterator[tuple[int, Values]]:
    """Each way that the node matches from word `at` on: the index after it, and slot values."""
    match node:
        case _Word(text):
            if at < len(words) and words[at] == text:
                yield at + 1, values
        case _Row(parts):
            yield from _row_spans(parts, words, at, values)
        case _Choice(_, by_word, at_any):
            options = by_word.get(words[at], at_any) if at < len(words) else at_any
            for option in options:
                yield from _spans(option, words, at, values)
        case _Gap(most):
            for end in range(at, min(at + most, len(words)) + 1):
                yield end, values
        case Slot(name, table, _, longest):
            for end in range(min(at + longest, len(words)), at, -1):
                value = table.get(tuple(words[at:end]))
                if value is not None:
                    yield end, {**values, name: value}


def _row_spans(
    parts: tuple[_Node, ...], words: Words, at: int, values: Values
) -> Iterator[tuple[int, Values]]:
    if not parts:
        yield at, values
        return
    for end, found in _spans(parts[0], words, at, values):
        yield from _row_spans(parts[1:], words, end, found)


def _openings(node: _Node) -> tuple[frozenset[str] | None, bool]:
    """The words that the node can begin with (None: any), and whether it matches no words too."""
    match node:
        case _Word(text):
            return frozenset((text,)), False
        case Slot(_, table, _, _):
            return frozenset(phrase[0] for phrase in table), False
        case _Gap(_):
            return None, True
        case _Choice(options=options):
            all_openings = [_openings(option) for option in options]
            empty = any(is_empty for _, is_empty in all_openings)
            return _union(words for words, _ in all_openings), empty
        case _Row(parts):
            seen: list[frozenset[str] | None] = []
            for part in parts:
                words, empty = _openings(part)
                seen.append(words)
                if not empty:
                    return _union(seen), False
            return _union(seen), True


def _vocabulary(node: _Node) -> frozenset[str] | None:
    """All the words that the node can match, or None if that may be any word."""
    match node:
        case _Word(text):
            return frozenset((text,))
        case Slot(_, table, _, _):
            return frozenset(word for phrase in table for word in phrase)
        case _Gap(_):
            return None
        case _Choice(parts) | _Row(parts):
            return _union(map(_vocabulary, parts))


def _union(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    known: set[str] = set()
    for words in sets:
        if words is None:
            return None
        known |= words
    return frozenset(known)


def _size(node: _Node) -> int:
    """The number of phrases that the node stands for, with slots sampled."""
    match node:
        case _Row(parts):
            size = 1
            for part in parts:
                size *= _size(part)
            return size
        case _Choice(options=options):
            return sum(map(_size, options))
        case Slot():
            return len(node.samples)
        case _:
            return 1


def _spread(node: _Node, most: int) -> list[str]:
    """At most `most` phrases of the node, from all over them."""
    size = _size(node)
    # A stride that shares no factor with the size visits every phrase once, and far apart.
    stride = max(1, round(size * 0.618))
    while gcd(stride, size) != 1:
        stride += 1
    picked = (" ".join(_pick(node, n * stride % size)) for n in range(min(most, size)))
    return [phrase for phrase in picked if phrase]


def _plain(node: _Node) -> _Node:
    """The node without what is optional."""
    match node:
        case _Row(parts):
            return _Row(tuple(map(_plain, parts)))
        case _Choice(options) if _NOTHING in options:
            return _NOTHING
        case _Choice(options):
            return _Choice.of(tuple(map(_plain, options)))
        case _:
            return node


def _pick(node: _Node, index: int) -> list[str]:
    """The words of the node's phrase with this index, from 0."""
    match node:
        case _Word(text):
            return [text]
        case _Row(parts):
            words: list[str] = []
            for part in parts:
                index, chosen = divmod(index, _size(part))
                words += _pick(part, chosen)
            return words
        case _Choice(options=options):
            for option in options:
                if index < _size(option):
                    return _pick(option, index)
                index -= _size(option)
            return []
        case Slot():
            return node.samples[index].split()
        case _Gap():
            return []
