"""Templates: a small language for the ways to say one thing, in the spirit of hassil.

    (a|b)    one of these            [a]      perhaps this, `[a|b]` perhaps one of these
    <name>   a rule of the file      {name}   a slot: a number, a rank, a length of time, a table
    ..       up to four words of any kind

Everything else is words, spelt as `skill.utterance.normalise` leaves them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import gcd
from pathlib import Path
from typing import Any

from narrate import toml
from narrate.errors import HoorstukError
from skill.nodes import NOTHING, Choice, Gap, Node, Row, Slot, Values, Word, Words

DATA = Path(__file__).with_name("data") / "nl"
"""Where the Dutch of the skill stands."""

GAP = 4
"""The most words that `..` passes over."""

_TOKEN = re.compile(r"\s*(\.\.|[()\[\]|]|<\w+>|\{\w+\}|[\w']+)")


class TemplateError(HoorstukError):
    """A template or data file that cannot be read: file:line, what is wrong, what to do."""


@dataclass(frozen=True)
class Template:
    """A parsed template: what it matches, and the phrases it stands for."""

    source: str
    """As it is written in the data file."""
    node: Node = field(repr=False)

    @cached_property
    def openings(self) -> frozenset[str] | None:
        """The words that it can begin with; None if that may be any word or none."""
        return None if self.node.empty else self.node.openings

    @cached_property
    def vocabulary(self) -> frozenset[str] | None:
        """All the words that it can be made of; None if it passes over words of any kind."""
        return self.node.vocabulary

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
        vocabulary = self.vocabulary
        return vocabulary is None or vocabulary.issuperset(words)

    def spans(self, words: Words, start: int) -> Iterator[tuple[int, Values]]:
        """Each way to match from word `start` on: the index after the last word, slot values."""
        openings = self.openings
        if openings is None or (start < len(words) and words[start] in openings):
            yield from self.node.spans(words, start, {})

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
        plain = _spread(self.node.plain(), most // 2)
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
    return Template(template, node)


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
            return Template(text, self.parser.parse(text))
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
    parsed: dict[str, Node] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def parse(self, template: str) -> Node:
        tokens = _tokens(template)
        node = self._choice(tokens, template)
        if tokens:
            raise TemplateError(f"“{template}”: a {tokens[-1]!r} too many; take it out")
        return node

    def _choice(self, tokens: list[str], template: str) -> Node:
        options = [self._row(tokens, template)]
        while tokens and tokens[-1] == "|":
            tokens.pop()
            options.append(self._row(tokens, template))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _row(self, tokens: list[str], template: str) -> Node:
        parts: list[Node] = []
        while tokens and tokens[-1] not in ("|", ")", "]"):
            parts.append(self._part(tokens, template))
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _part(self, tokens: list[str], template: str) -> Node:
        token = tokens.pop()
        if token in ("(", "["):
            inner = self._choice(tokens, template)
            closing = ")" if token == "(" else "]"
            if not tokens or tokens.pop() != closing:
                raise TemplateError(f"“{template}”: a {token!r} is not closed; add {closing!r}")
            return inner if token == "(" else Choice((inner, NOTHING))
        if token == "..":
            return Gap(GAP)
        if token.startswith("<"):
            return self._rule(token[1:-1])
        if token.startswith("{"):
            if token[1:-1] not in self.slots:
                raise TemplateError(f"“{template}”: no slot {token}; known: {_names(self.slots)}")
            return self.slots[token[1:-1]]
        return Word(self.spelling(token))

    def _rule(self, name: str) -> Node:
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
    tokens, at, end = [], 0, len(template.rstrip())
    while at < end:
        found = _TOKEN.match(template, at)
        if not found:
            wrong = template[at:].lstrip()[0]
            raise TemplateError(f"“{template}”: {wrong!r} means nothing here; take it out")
        tokens.append(found[1])
        at = found.end()
    return tokens[::-1]


def _spread(node: Node, most: int) -> list[str]:
    """At most `most` phrases of the node, from all over them."""
    size = node.size
    # A stride that shares no factor with the size visits every phrase once, and far apart.
    stride = max(1, round(size * 0.618))
    while gcd(stride, size) != 1:
        stride += 1
    picked = (" ".join(node.phrase(n * stride % size)) for n in range(min(most, size)))
    return [phrase for phrase in picked if phrase]
