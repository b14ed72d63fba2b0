"""Sums of money."""

import re

from narrate.spoken.numbers import AMOUNT, amount, cardinal, integer
from narrate.spoken.rules import Rule, rule
from narrate.spoken.tables import rows

_CURRENCIES = {written: (name, one, many) for written, name, one, many in rows("currencies")}
_SIGN = "|".join(sorted((re.escape(w) for w in _CURRENCIES), key=len, reverse=True))
_WORDS = "euro|dollar|pond|gulden|frank"
_SCALES = {"mln": "miljoen", "mln.": "miljoen", "mld": "miljard", "mld.": "miljard", "k": "duizend"}
_SCALE = r"(?P<scale>duizend|miljoen|miljard|biljoen|mln\.?|mld\.?|k)"
_SUM = r"(?P<n>[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,(?P<cents>[0-9]+|-{1,2}|–|—|=))?"


def _say_sum(match: re.Match[str], name: str, hundredths: tuple[str, str]) -> str | None:
    """Say a sum: whole, then hundredths; with a scale word the whole number stands before it."""
    whole, cents = match["n"].replace(" ", "."), match["cents"] or ""
    groups = match.groupdict()
    minus = "min " if groups.get("minus") or groups.get("negative") else ""
    scale = groups.get("scale")
    if scale:
        number = amount(whole + ("," + cents if cents.isdigit() else ""))
        return f"{minus}{number} {_SCALES.get(scale, scale)} {name}"
    if not cents.isdigit():
        return f"{minus}{integer(whole)} {name}"
    if len(cents) != 2:
        return f"{minus}{amount(f'{whole},{cents}')} {name}"
    n = int(cents)
    if not int(whole.replace(".", "")):
        return f"{minus}{cardinal(n)} {hundredths[n != 1]}" if n else f"{minus}nul {name}"
    return f"{minus}{integer(whole)} {name}" + (f" {cardinal(n)}" if n else "")


def _signed(match: re.Match[str]) -> str | None:
    name, one, many = _CURRENCIES[match["sign"]]
    said = _say_sum(match, name, (one, many))
    return said and said + (f" per {_PER[match['per']]}" if match.groupdict().get("per") else "")


def _named(match: re.Match[str]) -> str | None:
    if not (match["cents"] and len(match["cents"]) == 2):
        return None
    return _say_sum(match, match["name"], ("cent", "cent"))


def _signed_range(match: re.Match[str]) -> str:
    name = _CURRENCIES[match["sign"]][0]
    scale = f" {_SCALES.get(match['scale'], match['scale'])}" if match["scale"] else ""
    return f"{amount(match['a'])} tot {amount(match['b'])}{scale} {name}"


_PER = {
    "uur": "uur",
    "u": "uur",
    "dag": "dag",
    "week": "week",
    "maand": "maand",
    "mnd": "maand",
    "jaar": "jaar",
    "jr": "jaar",
    "stuk": "stuk",
    "kg": "kilo",
    "l": "liter",
    "m²": "vierkante meter",
    "kWh": "kilowattuur",
}
_PER_UNIT = rf"(?:/(?P<per>{'|'.join(_PER)}))?"


def money() -> list[Rule]:
    """Give the rules for sums of money, in the order in which they are tried."""
    return [
        rule(
            "money",
            rf"(?P<sign>{_SIGN}) ?(?P<a>{AMOUNT}) ?[-–] ?"
            rf"(?:{_SIGN})? ?(?P<b>{AMOUNT})(?: ?{_SCALE})?",
            _signed_range,
        ),
        rule(
            "money",
            rf"(?P<minus>[-–])? ?(?P<sign>{_SIGN}) ?(?P<negative>[-–])?"
            rf"{_SUM}(?: ?{_SCALE})?{_PER_UNIT}",
            _signed,
        ),
        rule(
            "money",
            rf"(?P<minus>[-–])?{_SUM}(?: ?{_SCALE})? ?(?P<sign>{_SIGN}){_PER_UNIT}",
            _signed,
        ),
        rule("money", rf"{_SUM} (?P<name>{_WORDS})", _named),
        rule("money", rf"(?P<n>{AMOUNT}) ?(?:cts?)\.?", lambda m: f"{amount(m['n'])} cent"),
    ]
