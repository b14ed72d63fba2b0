"""Abbreviations: "bijv.", "d.w.z.", "dhr.", from `data/abbreviations.tsv`."""

import re
from functools import cache

from narrate.spoken.letters import spelled
from narrate.spoken.rules import Rule, rule, words_after, words_before
from narrate.spoken.tables import rows

_PLURALS = {"bladzijde": "bladzijden", "artikel": "artikelen"}


@cache
def _said() -> dict[str, str]:
    table: dict[str, str] = {}
    for written, spoken, kind, bare in rows("abbreviations"):
        table[written] = table[written[:1].upper() + written[1:]] = spoken
        if bare or (kind == "end" and written.count(".") > 1):
            table[written.removesuffix(".")] = spoken
            if kind == "title":
                table[written.removesuffix(".").capitalize()] = spoken
        if written.count(".") > 1:
            table[written.replace(".", ". ").strip()] = spoken
    return table


def _abbreviation(match: re.Match[str]) -> str | None:
    """Expand an abbreviation; None for a word that only looks like one ("nl" in a sentence)."""
    written = match["written"]
    spoken = _said()[written]
    before, after = words_before(match, 1), words_after(match, 1)
    figure = bool(after) and after[0][:1].isdigit()
    if written in _NEEDS_NUMBER_AFTER and not figure:
        return None
    if written in _NEEDS_NUMBER_BEFORE and not (before and before[0][-1:].isdigit()):
        return None
    if written == "St." and not after:
        return None
    return spoken


_NEEDS_NUMBER_AFTER = {"art", "p.", "P.", "nr", "Art"}
_NEEDS_NUMBER_BEFORE = {"u.", "pk.", "km.", "kg.", "cm.", "sec.", "wk.", "ct."}


_PARTICLES = (
    "de|van|den|der|ten|ter|te|la|le|du|von|'t|in|op|el|al|bin|ibn|da|di|dos|zu|af|v\\.d\\."
)


def _titles(match: re.Match[str]) -> str:
    parts = re.findall(r"[a-z]+\.", match[0].lower())
    return " ".join(_said().get(part, "") for part in parts)


def _letters(match: re.Match[str]) -> str:
    """Say initials and letters with stops by their names; "Th." by both of its letters."""
    return spelled(match[0])


def abbreviations() -> list[Rule]:
    """Give the one rule for abbreviations: the longest entry that stands as a whole token."""
    entries = sorted(_said(), key=len, reverse=True)
    pattern = "|".join(re.escape(entry) for entry in entries)
    titles = "|".join(re.escape(w) for w, _, kind, _ in rows("abbreviations") if kind == "title")
    return [
        rule("abbreviation", f"(?P<written>{pattern})", _abbreviation),
        rule("titles", rf"(?:{titles}){{2,}}", _titles, re.IGNORECASE),
        rule(
            "initials",
            rf"[A-Z][a-z]?\.(?:-?[A-Z][a-z]?\.)*(?= (?:[A-Z]|(?:{_PARTICLES})\b))",
            _letters,
        ),
        rule("initials", r"(?:[A-Za-z]\.){2,}|[A-Z]\.[A-Z][a-z]{1,2}\.", _letters),
    ]
