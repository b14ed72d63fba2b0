"""Numbers in running text: telephone numbers, ranges, scores, fractions, ranks, versions."""

import re

from narrate.spoken.numbers import (
    AMOUNT,
    amount,
    cardinal,
    digits,
    fraction,
    integer,
    ordinal,
    roman,
)
from narrate.spoken.rules import Rule, rule, words_after, words_before
from narrate.spoken.tables import rows, words
from narrate.spoken.units import signed_amount

_EMERGENCY = "112|113|116|118|144|101|1712|1813"


def _telephone(match: re.Match[str]) -> str:
    """Say a telephone number by its figures; service numbers as "nul achthonderd"."""
    groups = re.findall(r"[0-9]+", match[0])
    said = ["plus"] if match[0].lstrip("(").startswith("+") else []
    for group in groups:
        service = re.fullmatch(r"0([89])00", group)
        said.append(f"nul {cardinal(int(service[1]) * 100)}" if service else digits(group))
    return " ".join(said)


def _emergency(match: re.Match[str]) -> str | None:
    around = {*words_before(match, 6), *words_after(match, 2)}
    if around & words("contexts", "phone"):
        return digits(match[0])
    return None


def _by_figures(match: re.Match[str]) -> str:
    label = match["label"]
    name = " ".join(_LETTERS[letter] for letter in label.lower())
    said = [digits(char) if char.isdigit() else "iks" for char in match["code"] if char.isalnum()]
    return f"{name} {' '.join(said)}"


_LETTERS = {letter: name for letter, name, _ in rows("letters")}


def _score(match: re.Match[str]) -> str | None:
    """Say a score without "tot": when the first is not the smaller, or the sentence is on sport."""
    first, second = int(match["a"]), int(match["b"])
    said = f"{cardinal(first)} {cardinal(second)}"
    around = {*words_before(match, 12), *words_after(match, 12)}
    if (first >= second and second < 20) or around & words("contexts", "score"):
        return said
    return None


def _range(match: re.Match[str]) -> str | None:
    link = match["link"].strip()
    first, last = match["a"], match["b"]
    if link in ("x", "×"):
        return f"{amount(first)} keer {amount(last)}"
    if link in ("a", "à"):
        return f"{amount(first)} à {amount(last)}"
    if link in "-–—" and " " in match["link"] and words_after(match, 1)[:1] == ["="]:
        return f"{amount(first)} min {amount(last)}"
    inclusive = words_before(match, 1)[:1]
    named = bool(inclusive) and inclusive[0] in words("contexts", "inclusive")
    return f"{amount(first)} {'tot en met' if named else 'tot'} {amount(last)}"


def _fraction(match: re.Match[str]) -> str | None:
    return fraction(int(match["n"]), int(match["d"])) if _proper(match["n"], match["d"]) else None


def _proper(numerator: str, denominator: str) -> bool:
    n, d = int(numerator), int(denominator)
    return 0 < n < d and (d <= 20 or d in (24, 25, 32, 50, 64, 100, 1000))


def _mixed_fraction(match: re.Match[str]) -> str | None:
    n, d = match["n"], match["d"]
    if not _proper(n, d):
        return None
    if (n, d) == ("1", "2"):
        return amount(match["whole"] + "½")
    return f"{integer(match['whole'])} {fraction(int(n), int(d))}"


def _slashed(match: re.Match[str]) -> str:
    return " ".join(amount(part) for part in match[0].split("/"))


def _ordinal(match: re.Match[str]) -> str | None:
    n = int(match["n"].replace(".", ""))
    return ordinal(n) if n < 10**15 else None


def _suffixed(match: re.Match[str]) -> str | None:
    """Join a number to what is written to it: "96-jarige" is `zesennegentigjarige`."""
    if match["suffix"].lower() not in words("suffixes", "joined"):
        return None
    number = amount(match["n"])
    return number.replace("één", "een") + match["suffix"].lower()


def _version(match: re.Match[str]) -> str | None:
    parts = match[0].lstrip("v").split(".")
    previous = words_before(match, 1)
    named = bool(previous) and previous[0] in words("contexts", "version")
    if re.fullmatch(r"v?[0-9]{1,3}(?:\.[0-9]{3})+", match[0]) and not named:
        return None
    head = "versie " if match[0].startswith("v") else ""
    return head + " punt ".join(integer(part) for part in parts)


def _coordinate(match: re.Match[str]) -> str:
    said = f"{amount(match['d'])} graden"
    if match["m"]:
        said += f" {amount(match['m'])} minuten"
    if match["s"]:
        said += f" {amount(match['s'])} seconden"
    return f"{said} {_POINTS[match['point']]}"


_POINTS = {
    "N": "noord",
    "O": "oost",
    "E": "oost",
    "Z": "zuid",
    "S": "zuid",
    "W": "west",
    "NB": "noorderbreedte",
    "ZB": "zuiderbreedte",
    "OL": "oosterlengte",
    "WL": "westerlengte",
}
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def _power(match: re.Match[str]) -> str:
    exponent = match["e"].translate(_POWERS).lstrip("^")
    said = amount(match["n"]) if match["n"] else _LETTERS[match["x"].lower()]
    if exponent in ("2", "3"):
        return f"{said} {'kwadraat' if exponent == '2' else 'tot de derde'}"
    if exponent.startswith("-"):
        return f"{said} tot de macht min {cardinal(int(exponent[1:]))}"
    return f"{said} tot de macht {cardinal(int(exponent))}"


def _times(match: re.Match[str]) -> str:
    return f"{amount(match['n'])} keer"


def _postcode(match: re.Match[str]) -> str | None:
    place = match.string[match.end() :].lstrip(" ,")[:1]
    if not place.isupper() and "postcode" not in words_before(match, 2):
        return None
    figures, letters = match["n"], match["l"].lower()
    said = f"{cardinal(int(figures[:2]))} {integer(figures[2:])}"
    return f"{said} {' '.join(_LETTERS[letter] for letter in letters)}"


def _half(match: re.Match[str]) -> str:
    """Say "½" and "1½" as before the noun that follows: "een half uur", "anderhalve tablet"."""
    following = (*words_after(match, 1), "")[0]
    said = amount(match[0].replace(" ", ""))
    return said if following in _BEFORE_HALF else said.removesuffix("f") + "ve"


_BEFORE_HALF = {
    "en",
    "of",
    "tot",
    "à",
    "is",
    "maal",
    "miljoen",
    "miljard",
    "uur",
    "jaar",
    "glas",
    "pakje",
    "blik",
    "ei",
    "brood",
    "pond",
    "kopje",
    "procent",
    "dozijn",
}
"""Words after which a half keeps its bare form: of no gender, and nouns with "het"."""


def _fraction_signs(match: re.Match[str]) -> str:
    return amount(match[0].replace(" ", ""))


def _times_sign(match: re.Match[str]) -> str:
    return {
        "x": "keer",
        "×": "keer",
        "*": "keer",
        "-": "min",
        "/": "gedeeld door",
        ":": "gedeeld door",
    }[match["sign"]]


def _roman_value(text: str) -> int:
    return roman(text) or 0


def _roman_century(match: re.Match[str]) -> str | None:
    value = _roman_value(match["n"])
    return ordinal(value) if value else None


def _roman(match: re.Match[str]) -> str | None:
    """Say a Roman numeral: after a king's name a rank, after "hoofdstuk" or alone a number."""
    value = _roman_value(match["n"])
    if not value:
        return None
    raw = match.string[: match.start()].split()
    previous = raw[-1].strip("\"'(") if raw else ""
    genitive = "s" if match["s"] else ""
    if previous in words("roman", "names"):
        return f"de {ordinal(value)}{genitive}"
    if previous.lower() in words("roman", "labels"):
        return cardinal(value)
    if len(match["n"]) > 1 and set(match["n"]) <= set("IVX") and match["n"] != "XX":
        return cardinal(value)
    return None


def _roman_range(match: re.Match[str]) -> str | None:
    first, last = _roman_value(match["a"]), _roman_value(match["b"])
    return f"{cardinal(first)} tot en met {cardinal(last)}" if 0 < first < last else None


def telephones() -> list[Rule]:
    """Give the rules for numbers that are said by their figures, first of all rules on numbers."""
    return [
        rule(
            "isbn",
            r"(?P<label>ISBN|ISSN|BSN|KVK|KvK)(?:-1[03])?:? (?P<code>[0-9][0-9 -]{5,20}[0-9X])",
            _by_figures,
        ),
        rule(
            "telephone",
            r"\(?(?:\+|00)[1-9][0-9]{0,2}\)?(?:[ -]?\(0\))?(?:[ -]?[0-9]{1,8}){2,6}",
            _telephone,
        ),
        rule(
            "telephone",
            r"\(?0[0-9]{1,3}\)?(?: ?[-–] ?| )[0-9]{2,8}(?:[ -][0-9]{2,4}){0,4}",
            _telephone,
        ),
        rule("telephone", r"0[1-9][0-9]{7,9}", _telephone),
        rule(
            "coordinate",
            r"(?P<d>[0-9]{1,3}(?:,[0-9]+)?) ?°(?: ?(?P<m>[0-9]{1,2}(?:,[0-9]+)?) ?')?"
            r"(?: ?(?P<s>[0-9]{1,2}(?:,[0-9]+)?) ?(?:\"|''))? ?(?P<point>NB|ZB|OL|WL|[NOEZSW])",
            _coordinate,
        ),
        rule("telephone", _EMERGENCY, _emergency),
        rule("postcode", r"(?P<n>[1-9][0-9]{3}) ?(?P<l>(?!SA|SD|SS|CE|BC|AD)[A-Z]{2})", _postcode),
    ]


def counts() -> list[Rule]:
    """Give the rules for numbers in running text, in the order in which they are tried."""
    dash = r" ?[-–—] ?"
    return [
        rule("score", r"(?P<a>[0-9]{1,2})[-–](?P<b>[0-9]{1,2})", _score),
        rule("range", rf"(?P<a>{AMOUNT})(?P<link>{dash}| ?[x×] ?| [aà] )(?P<b>{AMOUNT})", _range),
        rule("fraction", r"(?P<whole>[0-9]+) (?P<n>[0-9]{1,2})/(?P<d>[0-9]{1,4})", _mixed_fraction),
        rule("fraction", r"(?P<n>[0-9]{1,3})/(?P<d>[0-9]{1,4})(?:e|de|ste)?", _fraction),
        rule(
            "ratio",
            rf"(?P<a>[0-9]{{1,3}}) ?: ?(?P<b>{AMOUNT})",
            lambda m: f"{amount(m['a'])} op {amount(m['b'])}",
        ),
        rule("fraction", r"(?:[0-9]+ ?)?½(?= [a-z])", _half),
        rule("fraction", r"[0-9]+ ?[½¼¾⅓⅔⅛]", _fraction_signs),
        rule("slash", r"[0-9]+(?:,[0-9]+)?(?:/[0-9]+(?:,[0-9]+)?)+", _slashed),
        rule(
            "ordinal",
            r"(?P<n>[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)-?(?:e|ste|de|st|nd|rd|th|ᵉ)",
            _ordinal,
        ),
        rule("joined", rf"(?P<n>{AMOUNT})-?(?P<suffix>[a-zë]{{2,}})", _suffixed),
        rule(
            "power",
            r"(?:(?P<n>[0-9]+)|(?P<x>[a-zA-Z]))(?P<e>\^-?[0-9]{1,4}|[⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})",
            _power,
        ),
        rule("times", rf"(?P<n>{AMOUNT}) ?[x×]", _times),
        rule("operator", r"(?P<sign>[x×*/:-])(?= -?[0-9]+(?:[ .,]|$))(?<=[0-9] .)", _times_sign),
        rule("plural", rf"(?P<n>{AMOUNT})'s", lambda m: amount(m["n"]) + "'s"),
        rule("version", r"v?[0-9]+(?:\.[0-9]+)+", _version),
        rule("version", r"v[0-9]+", _version),
        rule("roman", r"(?P<n>[IVX]+)-?(?:e|de|ste)", _roman_century),
        rule("roman", r"(?P<a>[IVXL]+)[-–](?P<b>[IVXL]+)", _roman_range),
        rule("roman", r"(?P<n>[IVXLCDM]+)(?P<s>'s)?", _roman),
        rule(
            "number",
            rf"[-–−+±~<>≤≥≈]{{0,2}}(?:[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+(?:,[0-9]+)?|{AMOUNT})",
            lambda m: signed_amount(m[0]),
        ),
    ]
