"""The lexicon: how written words sound, by spelling or IPA, for the voice and the recogniser.

    NMDA = "en em dee aa"                     # by spelling, in words the voice reads rightly
    Foo = { ipa = "fuː" }                     # by phonemes of the voice
    polish = { say = "pollisj", case = true } # only when written exactly so
    mindfulness = { lang = "en" }             # as in English, in the voice's Dutch sounds
    "WO I" = "wereldoorlog één"               # several words, which must stand one after the other

Each entry stands on a line of its own, so that a mistake can be pointed at.
"""

import re
import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from narrate import toml
from narrate.errors import HoorstukError

OWN = "lexicon.toml"
"""The user's own lexicon, in the folder of the library."""
_SPEAKABLE = re.compile(r"[a-zà-öø-ÿ']+(?: [a-zà-öø-ÿ']+)*")
_KEY = re.compile(r"""\s*\[?\s*("(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)\s*[=\].]""")


class LexiconError(HoorstukError):
    """A lexicon that cannot be read; says the file and the line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How one written word sounds."""

    written: str
    spoken: str
    """Lower-case words of letters; with `ipa`, the written word's own letters."""
    ipa: str = ""
    """Phonemes of the voice (IPA as espeak-ng writes it) that stand in for `spoken`."""
    exact: bool = False
    """Whether only this very case matches; always so for entries that are all capitals."""
    language: str = ""
    """Of a word that is said as in another language: `en`, or nothing."""
    source: str = field(default="", compare=False)
    """The file in which it stands."""
    line: int = field(default=0, compare=False)
    """Its line there, from 1; 0 when that is not known."""

    @property
    def place(self) -> str:
        """Where it stands, as in `lexicon.toml:12`."""
        return f"{self.source}:{self.line}" if self.line else self.source


def own_lexicon(library: Path) -> Path:
    """The path of a library's own lexicon: beside its folder, as its settings are."""
    return library.resolve().parent / OWN


class Lexicon:
    """Entries by written word, in layers; immutable."""

    __slots__ = ("_before", "_by_case", "_by_fold", "most_words")

    def __init__(self, entries: Iterable[Entry] = (), before: "Lexicon | None" = None) -> None:
        """Keep the entries; of two for the same written word the later one counts.

        Args:
            entries: of this layer.
            before: what counts where this layer says nothing.
        """
        self._by_case = {entry.written: entry for entry in entries}
        self._by_fold = {e.written.casefold(): e for e in self._by_case.values() if not e.exact}
        self._before = before
        own = (len(entry.written.split()) for entry in self._by_case.values())
        self.most_words: int = max(1, before.most_words if before else 1, *own)
        """Of the longest entry, as it is written."""

    @classmethod
    @cache
    def built_in(cls) -> "Lexicon":
        """Give the lexicon that comes with Hoorstuk, medical and general."""
        source = files("narrate").joinpath("lexicon.toml")
        return cls(parse(source.read_text("utf-8"), "narrate/lexicon.toml"))

    @classmethod
    def of_library(cls, library: Path) -> "Lexicon":
        """Give what counts in a library: the lexicon beside it, if any, before the built-in one.

        Raises:
            LexiconError: its own lexicon is none.
        """
        own = own_lexicon(library)
        built_in = cls.built_in()
        return built_in.extended_by(cls.read(own)) if own.exists() else built_in

    @classmethod
    def read(cls, path: Path) -> "Lexicon":
        """Read a lexicon from a TOML file; raises LexiconError when it is not one."""
        return cls(parse(read_text(path), str(path)))

    @classmethod
    def of_table(
        cls, table: Mapping[str, object], source: str, lines: Mapping[str, int] | None = None
    ) -> "Lexicon":
        """Make a lexicon of a table that stands inside another file, as in an article.

        Args:
            table: for each written word what would stand after its `=` in a lexicon.
            source: the file.
            lines: the line of each word in it, where that is known.

        Raises:
            LexiconError: the table holds something else.
        """
        at = lines or {}
        return cls(read_entry(word, said, source, at.get(word, 0)) for word, said in table.items())

    def extended_by(self, other: "Lexicon") -> "Lexicon":
        """Give a lexicon with the entries of both; those of `other` come first."""
        before = self if other._before is None else self.extended_by(other._before)
        return Lexicon(other._by_case.values(), before)

    def find(self, written: str) -> Entry | None:
        """Look a written word up, layer by layer: in its exact case first, then in any case."""
        found = self._by_case.get(written) or self._by_fold.get(written.casefold())
        if found or self._before is None:
            return found
        return self._before.find(written)

    def entries(self) -> tuple[Entry, ...]:
        """Give all entries that count, in the order in which they were written down."""
        if self._before is None:
            return tuple(self._by_case.values())
        before = self._before.entries()
        return (*(e for e in before if self.find(e.written) is e), *self._by_case.values())

    def check(self, phonemes: Container[str]) -> None:
        """See whether a voice knows all symbols in the entries' IPA.

        Args:
            phonemes: single symbols that the voice knows.

        Raises:
            LexiconError: it does not know one; says which, and where.
        """
        for entry in self.entries():
            for symbol in entry.ipa:
                if symbol not in phonemes:
                    raise LexiconError(
                        f"{entry.place}: {entry.written}: the voice has no sound for {symbol!r} "
                        f"(U+{ord(symbol):04X}); write another symbol, or a spelling"
                    )


def read_text(path: Path) -> str:
    """Read the text of a lexicon's file; raises LexiconError when it is none."""
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: is not UTF-8 text; save it as UTF-8") from error


def parse(text: str, source: str) -> list[Entry]:
    """Read the entries of a lexicon's text.

    Args:
        text: TOML.
        source: the file, for errors and for the entries.

    Raises:
        LexiconError: it is no lexicon.
    """
    table = toml.parse(text, source, LexiconError)
    lines = _lines(text)
    return [read_entry(word, value, source, lines.get(word, 0)) for word, value in table.items()]


def _lines(text: str) -> dict[str, int]:
    """The line on which each key of a TOML text stands first."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        match = _KEY.match(line)
        if match:
            key = match[1]
            lines.setdefault(_unquoted(key) if key[0] in "\"'" else key, number)
    return lines


def _unquoted(key: str) -> str:
    try:
        return next(iter(tomllib.loads(f"{key} = 0")))
    except tomllib.TOMLDecodeError:
        return key  # a line of a longer text that only looks like a key


def read_entry(written: str, value: object, source: str, line: int) -> Entry:
    """Make an entry of what stands after a word's `=`; raises LexiconError for anything else."""

    def wrong(reason: str) -> LexiconError:
        return LexiconError(f"{source}{f':{line}' if line else ''}: {written}: {reason}")

    fields = {"say": value} if isinstance(value, str) else value
    if not isinstance(fields, dict) or not fields.keys() <= {"say", "ipa", "case", "lang"}:
        raise wrong('write a spelling ("en em dee aa") or { ipa = "..." }')
    say, ipa, case = fields.get("say", ""), fields.get("ipa", ""), fields.get("case", False)
    if not (isinstance(say, str) and isinstance(ipa, str) and isinstance(case, bool)):
        raise wrong("say and ipa are texts, case is true or false")
    if fields.get("lang", "en") != "en" or ("lang" in fields and (say or ipa)):
        raise wrong('lang is "en", and stands without say and ipa')
    if not written.strip() or written != " ".join(written.split()):
        raise wrong("the written word is empty or holds spaces at its ends")
    if not written.isprintable():
        raise wrong("the written word holds characters that cannot be seen; leave them out")
    spoken = say or (letters(written) if ipa or "lang" in fields else "")
    if not _SPEAKABLE.fullmatch(spoken):
        raise wrong("a spelling holds only lower-case letters, apostrophes and single spaces")
    if re.search(r"[0-9\[\]\s]{2,}|[0-9\[\]]", ipa):
        raise wrong("ipa holds phonemes, without figures or brackets")
    exact = case or written.isupper()
    return Entry(written, spoken, ipa.strip(), exact, str(fields.get("lang", "")), source, line)


def letters(written: str) -> str:
    """What a word is spelled as where its sound is given apart: its own letters."""
    return " ".join(re.findall(r"[a-zà-öø-ÿ']+", written.lower()))
