"""The lexicon: how written words sound, by spelling or IPA, for the voice and the recogniser.

    NMDA = "en em dee aa"                     # by spelling, in words the voice reads rightly
    Foo = { ipa = "fuː" }                     # by phonemes of the voice
    polish = { say = "pollisj", case = true } # only when written exactly so

Each entry stands on a line of its own, so that a mistake can be pointed at.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from narrate.errors import HoorstukError

_SPEAKABLE = re.compile(r"[a-zà-öø-ÿ']+(?: [a-zà-öø-ÿ']+)*")


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


class Lexicon:
    """Entries by written word; immutable."""

    __slots__ = ("_by_case", "_by_fold")

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """Keep the entries; of two for the same written word the later one counts."""
        self._by_case = {entry.written: entry for entry in entries}
        self._by_fold = {e.written.casefold(): e for e in self._by_case.values() if not e.exact}

    @classmethod
    @cache
    def built_in(cls) -> "Lexicon":
        """Give the lexicon that comes with Hoorstuk, medical and general."""
        source = files("narrate").joinpath("lexicon.toml")
        return cls(_parse(source.read_text("utf-8"), "narrate/lexicon.toml"))

    @classmethod
    def read(cls, path: Path) -> "Lexicon":
        """Read a lexicon from a TOML file; raises LexiconError when it is not one."""
        try:
            text = path.read_text("utf-8")
        except OSError as error:
            raise LexiconError(f"{path}: cannot be read ({error.strerror})") from error
        except UnicodeDecodeError as error:
            raise LexiconError(f"{path}: is not UTF-8 text; save it as UTF-8") from error
        return cls(_parse(text, str(path)))

    def extended_by(self, other: "Lexicon") -> "Lexicon":
        """Give a lexicon with the entries of both; those of `other` come first."""
        return Lexicon([*self.entries(), *other.entries()])

    def find(self, written: str) -> Entry | None:
        """Look a written word up: in its exact case first, then in any case."""
        return self._by_case.get(written) or self._by_fold.get(written.casefold())

    def entries(self) -> tuple[Entry, ...]:
        """Give all entries, in the order in which they were written down."""
        return tuple(self._by_case.values())


def _parse(text: str, source: str) -> list[Entry]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        number = line[1] if line else str(text.count("\n") + 1)
        reason = str(error).split(" (at ")[0]
        raise LexiconError(f"{source}:{number}: is not proper TOML: {reason}") from error
    return [_entry(written, value, text, source) for written, value in table.items()]


def _entry(written: str, value: object, text: str, source: str) -> Entry:
    def wrong(reason: str) -> LexiconError:
        key = re.compile(rf"^\s*\[?[\"']?{re.escape(written)}[\"']?\s*[=\].]", re.M).search(text)
        number = text.count("\n", 0, key.start() + len(key[0]) - len(key[0].lstrip())) if key else 0
        return LexiconError(f"{source}:{number + 1}: {written}: {reason}")

    fields = {"say": value} if isinstance(value, str) else value
    if not isinstance(fields, dict) or not fields.keys() <= {"say", "ipa", "case"}:
        raise wrong('write a spelling ("en em dee aa") or { ipa = "..." }')
    say, ipa, case = fields.get("say", ""), fields.get("ipa", ""), fields.get("case", False)
    if not (isinstance(say, str) and isinstance(ipa, str) and isinstance(case, bool)):
        raise wrong("say and ipa are texts, case is true or false")
    if not written.strip() or written != " ".join(written.split()):
        raise wrong("the written word is empty or holds spaces at its ends")
    spoken = say or (" ".join(re.findall(r"[a-zà-öø-ÿ']+", written.lower())) if ipa else "")
    if not _SPEAKABLE.fullmatch(spoken):
        raise wrong("a spelling holds only lower-case letters, apostrophes and single spaces")
    if re.search(r"[0-9\[\]\s]{2,}|[0-9\[\]]", ipa):
        raise wrong("ipa holds phonemes, without figures or brackets")
    return Entry(written, spoken, ipa.strip(), case or written.isupper())
