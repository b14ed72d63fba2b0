"""Measures: a number, a range or a ratio with units, units by themselves, percentages."""

import re

from narrate.spoken.numbers import AMOUNT, amount
from narrate.spoken.rules import Rule, rule
from narrate.spoken.tables import rows

_ONE = {symbol: one for symbol, one, _, _, _ in rows("units")}
_MANY = {symbol: many for symbol, _, many, _, _ in rows("units")}
_AFTER_PER = {symbol: per or one for symbol, one, _, per, _ in rows("units")}
_ALONE = {symbol for symbol, _, _, _, alone in rows("units") if alone}
_WORDS_THEMSELVES = {symbol for symbol in _ONE if symbol in (_ONE[symbol], _MANY[symbol])}
_ASCII_POWERS = str.maketrans({"²": "2", "³": "3"})


def _spellings() -> dict[str, str]:
    """Every way in which a unit is written, to its entry: km2 for km², the Greek mu for µ."""
    forms = {symbol: symbol for symbol in _ONE}
    for symbol in _ONE:
        forms.setdefault(symbol.translate(_ASCII_POWERS), symbol)
        forms.setdefault(symbol.replace("µ", "μ"), symbol)
        if symbol.startswith("µ"):
            forms.setdefault("u" + symbol[1:], symbol)
        forms.setdefault(symbol.replace("₂", "2"), symbol)
    return forms


_FORMS = _spellings()


def _alternatives(symbols: list[str]) -> str:
    return "|".join(sorted((re.escape(symbol) for symbol in symbols), key=len, reverse=True))


_AFTER_SLASH = _alternatives(list(_FORMS))
_UNIT = _alternatives([form for form in _FORMS if _FORMS[form] not in _WORDS_THEMSELVES])
_PER = rf"(?P<pers>(?: ?/ ?(?:[0-9]+ ?)?(?:{_AFTER_SLASH})){{0,3}})"
_NUMBER = rf"[-–−+±~<>≤≥≈]{{0,2}} ?(?:[0-9]{{1,3}}(?: [0-9]{{3}})+|{AMOUNT})"
_SIGNS = {
    "-": "min",
    "–": "min",
    "−": "min",
    "+": "plus",
    "±": "plusminus",
    "~": "ongeveer",
    "≈": "ongeveer",
    "<": "kleiner dan",
    ">": "groter dan",
    "≤": "kleiner dan of gelijk aan",
    "≥": "groter dan of gelijk aan",
}


_STOP = r"(?:\.(?= [a-zà-ÿ0-9(]))?"
"""The stop of a unit that is written as an abbreviation, within a sentence."""


def signed_amount(text: str) -> str:
    """Say a number with the signs before it: "±5" is `plusminus vijf`."""
    signs = [_SIGNS[char] for char in text if char in _SIGNS]
    number = re.sub(r"[^0-9.,½¼¾⅓⅔⅛ ]", "", text).strip().replace(" ", ".")
    return " ".join([*signs, amount(number)])


def _per(text: str) -> str:
    """Say what stands after a slash: "/100 km" is `per honderd kilometer`."""
    said = []
    for count, symbol in re.findall(rf"/ ?([0-9]*) ?({_AFTER_SLASH})(?= ?/|$)", text):
        entry = _FORMS[symbol]
        said.append(f"per {amount(count)} {_MANY[entry]}" if count else f"per {_AFTER_PER[entry]}")
    return " ".join(said)


def _measure(match: re.Match[str]) -> str:
    unit = _FORMS[match["unit"]]
    number = match["n"]
    name = _ONE[unit] if number in ("1", "½", "¼") else _MANY[unit]
    said = signed_amount(number)
    groups = match.groupdict()
    if groups.get("from"):
        said = f"{signed_amount(groups['from'])} {_LINKS.get(groups['link'].strip(), 'tot')} {said}"
    if groups.get("pressure"):
        said = f"{amount(groups['pressure'])} over {said}"
    if groups.get("scale"):
        said = f"{said} {_SCALES.get(groups['scale'], groups['scale'])}"
        name = _MANY[unit]
    return f"{said} {name} {_per(groups.get('pers') or '')}".strip()


_LINKS = {"x": "bij", "×": "bij", "t/m": "tot en met", "à": "à", "of": "of", "en": "en"}
_SCALES = {"mln": "miljoen", "mln.": "miljoen", "mld": "miljard", "mld.": "miljard"}
_SCALE = r"(?: (?P<scale>duizend|miljoen|miljard|biljoen|mln\.?|mld\.?))?"


def _bare(match: re.Match[str]) -> str:
    return f"{_MANY[_FORMS[match['unit']]]} {_per(match['pers'])}".strip()


def units() -> list[Rule]:
    """Give the rules for measures, in the order in which they are tried."""
    alone = _alternatives([form for form, symbol in _FORMS.items() if symbol in _ALONE])
    return [
        rule(
            "pressure",
            r"(?P<pressure>[0-9]{2,3})/(?P<n>[0-9]{2,3}) ?(?P<unit>mmHg|kPa)(?P<pers>)",
            _measure,
        ),
        rule(
            "measure",
            rf"(?P<from>{_NUMBER})(?: ?(?:{_UNIT}))?(?P<link> ?[-–—x×] ?| t/m | à )"
            rf"(?P<n>{_NUMBER}){_SCALE} ?(?P<unit>{_UNIT}){_PER}",
            _measure,
        ),
        rule("measure", rf"(?P<n>{_NUMBER}){_SCALE} ?(?P<unit>{_UNIT}){_PER}{_STOP}", _measure),
        rule(
            "measure",
            r"(?P<metres>[0-9]) ?m ?(?P<n>[0-9]{2})",
            lambda m: f"{amount(m['metres'])} meter {amount(m['n'].lstrip('0') or '0')}",
        ),
        rule("unit", rf"(?P<unit>{alone}){_PER}", _bare),
    ]
