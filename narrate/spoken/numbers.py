"""Numbers in words: cardinals, ordinals, years, decimals and digits, in the Taalunie's spelling.

Source of the spelling: Technische handleiding van de Taalunie, par. 6.9 (written together up to
"duizend", then spaces; a trema where two vowels would clash: "tweeëndertig").
"""

import re

_SMALL = [
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_LARGE = ((10**12, "biljoen"), (10**9, "miljard"), (10**6, "miljoen"))
_LARGEST = 10**15
_ORDINALS = {0: "nulde", 1: "eerste", 3: "derde", 8: "achtste"}

AMOUNT = r"(?:[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])|[0-9]+)(?:,[0-9]+|[½¼¾⅓⅔⅛])?|[½¼¾⅓⅔⅛]"
"""Pattern of a written number: thousand points, decimal comma, vulgar fraction."""


def _below_hundred(n: int) -> str:
    if n < 20:
        return _SMALL[n]
    ten, one = divmod(n, 10)
    if not one:
        return _TENS[ten - 2]
    unit = "een" if one == 1 else _SMALL[one]
    return unit + ("ën" if unit.endswith("e") else "en") + _TENS[ten - 2]


def _inside(n: int) -> str:
    """Words of a number that is written to another: "een" without its stress marks."""
    return "een" if n == 1 else _below_hundred(n)


def _below_thousand(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = "honderd" if hundreds == 1 else _SMALL[hundreds] + "honderd"
    return head + (_inside(rest) if rest else "")


def cardinal(n: int) -> str:
    """Say a whole number, as in `honderdtwaalf` or `twaalfduizend driehonderd`.

    From 10^15 on digit by digit; below nought with "min" before it.
    """
    if n < 0:
        return "min " + cardinal(-n)
    if n >= _LARGEST:
        return digits(str(n))
    if 1100 <= n < 2000 and n % 100 == 0:
        return _SMALL[n // 100] + "honderd"
    parts = []
    for size, name in _LARGE:
        count, n = divmod(n, size)
        if count:
            parts.append(f"{_below_thousand(count)} {name}")
    thousands, n = divmod(n, 1000)
    if thousands:
        parts.append("duizend" if thousands == 1 else _below_thousand(thousands) + "duizend")
    if n or not parts:
        parts.append(_below_thousand(n))
    return " ".join(parts)


def ordinal(n: int) -> str:
    """Say a rank, as in `derde`, `tweeëntwintigste`, `honderdeerste`."""
    last = n % 100
    if (n and last == 0) or last >= 20:
        return cardinal(n) + "ste"
    rank = _ORDINALS.get(last, _SMALL[last] + "de")
    said = cardinal(n)
    tail = said.split()[-1]
    for end in (_SMALL[last], _inside(last)):
        if tail.endswith(end):
            return said[: len(said) - len(end)] + rank
    raise AssertionError(f"{said} does not end with its last number")


def year(n: int) -> str:
    """Say a year: `negentienhonderdvijf`, `tweeduizend vierentwintig`, `duizend zesenzestig`."""
    if 1100 <= n < 2000:
        century, rest = divmod(n, 100)
        return _SMALL[century] + "honderd" + (_inside(rest) if rest else "")
    return cardinal(n)


def digits(text: str) -> str:
    """Say every figure in `text` by itself: "112" is `één één twee`."""
    return " ".join(_SMALL[int(figure)] for figure in text if figure in "0123456789")


def decimals(text: str) -> str:
    """Say what stands after a decimal comma: two figures as one number, others one by one."""
    if len(text) == 2 and text[0] != "0":
        return _below_hundred(int(text))
    return digits(text)


def integer(text: str) -> str:
    """Say a whole number as written, thousand points allowed; four bare figures as in a year.

    A number with a nought in front ("007") or of more than fifteen figures is said by its figures.
    """
    figures = text.replace(".", "")
    if len(figures) > 15 or (len(figures) > 1 and figures[0] == "0"):
        return digits(figures)
    n = int(figures)
    return year(n) if text == figures and 1100 <= n < 2000 else cardinal(n)


_VULGAR = {
    "½": "een half",
    "¼": "een kwart",
    "¾": "driekwart",
    "⅓": "een derde",
    "⅔": "twee derde",
    "⅛": "een achtste",
}


def amount(text: str) -> str:
    """Say a number that matches `AMOUNT`, a minus before it allowed; 1½ is `anderhalf`."""
    if text[0] in "-−–":
        return "min " + amount(text[1:])
    if text in _VULGAR:
        return _VULGAR[text]
    if text[-1] in _VULGAR:
        return _mixed(text[:-1], text[-1])
    whole, _, part = text.partition(",")
    return integer(whole) + (f" komma {decimals(part)}" if part else "")


def _mixed(whole: str, part: str) -> str:
    if part == "½" and whole == "1":
        return "anderhalf"
    said = integer(whole)
    if part == "½":
        return said + ("ënhalf" if said.endswith("e") else "enhalf")
    return f"{said} {_VULGAR[part]}"


_DENOMINATORS = {2: "half", 4: "kwart"}


def fraction(numerator: int, denominator: int) -> str:
    """Say a fraction: `een half`, `driekwart`, `twee derde`, `zeven achtste`."""
    if (numerator, denominator) == (3, 4):
        return "driekwart"
    count = "een" if numerator == 1 else cardinal(numerator)
    if numerator == 1 and denominator in _DENOMINATORS:
        return f"een {_DENOMINATORS[denominator]}"
    return f"{count} {ordinal(denominator)}"


_ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman(text: str) -> int | None:
    """Give the value of a Roman numeral in capitals, or None when `text` is not a proper one."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    after = [*values[1:], 0]
    return sum(-v if v < nxt else v for v, nxt in zip(values, after, strict=True))
