"""Dates, times of day, years and decades."""

import re

from narrate.spoken.numbers import amount, cardinal, ordinal, year
from narrate.spoken.rules import Rule, rule, words_before
from narrate.spoken.tables import rows, words

_MONTHS = {
    form: name
    for _, name, short in rows("months")
    for form in (name, *short.split(), *(f"{s}." for s in short.split()))
}
_NAMES = [name for _, name, _ in rows("months")]
_MONTH = "|".join(sorted((re.escape(form) for form in _MONTHS), key=len, reverse=True))
_WEEKDAYS = {
    "ma": "maandag",
    "di": "dinsdag",
    "wo": "woensdag",
    "do": "donderdag",
    "vr": "vrijdag",
    "za": "zaterdag",
    "zo": "zondag",
}
_DASH = r" ?[-–—] ?"


def _full_year(text: str) -> str:
    """Say a written year, two figures allowed: '24 is `vierentwintig`."""
    return year(int(text.lstrip("'")))


def _date(day: str, month: str, written_year: str) -> str | None:
    d, m = int(day), int(month)
    if not (1 <= d <= 31 and 1 <= m <= 12):
        return None
    return f"{cardinal(d)} {_NAMES[m - 1]} {_full_year(written_year)}"


def _named_date(match: re.Match[str]) -> str | None:
    if not 1 <= int(match["day"]) <= 31:
        return None
    day = ordinal(int(match["day"])) if match["rank"] else cardinal(int(match["day"]))
    said = f"{day} {_MONTHS[match['month'].lower()]}"
    if match["until"]:
        said = f"{cardinal(int(match['from']))} {match['word'] or 'tot'} {said}"
        said = said.replace("t/m", "tot en met").replace(" - ", " tot ")
    if match["weekday"]:
        said = f"{_WEEKDAYS[match['weekday'].lower()]} {said}"
    return f"{said} {_full_year(match['year'])}" if match["year"] else said


def _clock(hour: str, minute: str, second: str | None = None) -> str | None:
    """Say a time of day; None when it is not one."""
    h, m = int(hour), int(minute)
    if h > 24 or m > 59:
        return None
    said = f"{cardinal(h)} uur" + (f" {cardinal(m)}" if m else "")
    return f"{said} en {cardinal(int(second))} seconden" if second else said


def _time(match: re.Match[str]) -> str | None:
    return _clock(match["h"], match["m"], match["s"])


def _bare_time(match: re.Match[str]) -> str | None:
    previous = words_before(match, 1)
    if previous and previous[0] in words("contexts", "time"):
        return _clock(match["h"], match["m"])
    return None


def _time_range(match: re.Match[str]) -> str | None:
    first, last = _clock(match["h"], match["m"]), _clock(match["h2"], match["m2"])
    return f"{first} tot {last}" if first and last else None


_ERAS = {"v": "voor christus", "n": "na christus"}


def _era(match: re.Match[str]) -> str:
    first = f"{amount(match['first'])} tot " if match["first"] else ""
    return f"{first}{amount(match['n'])} {_ERAS[match['era'][0].lower()]}"


def _decade(match: re.Match[str]) -> str | None:
    """Say the tens of a decade: "jaren '90" is `jaren negentig`."""
    figures = match["n"]
    if match["years"]:
        said = year(int(figures))
        following = match["n2"]
        return f"{match['years'].lower()} {said}" + (
            f" {match['link']} {year(int(following))}" if following else ""
        )
    return cardinal(int(figures[-2:])) if figures[-2:] != "00" else year(int(figures))


def _anglo_decade(match: re.Match[str]) -> str | None:
    said = _decade(match)
    return said if words_before(match, 1) == ["jaren"] else f"jaren {said}"


def _short_year(match: re.Match[str]) -> str:
    return cardinal(int(match["n"]))


def _year_range(match: re.Match[str]) -> str | None:
    """Say a span of years: "1914-1918" and "1914-'18" both from year to year."""
    first, last = int(match["a"]), match["b"].lstrip("'")
    if len(last) == 2:
        if not match["b"].startswith("'") and int(last) <= first % 100:
            return None
        return f"{year(first)} tot {cardinal(int(last))}"
    return f"{year(first)} tot {year(int(last))}" if int(last) > first else None


def _season(match: re.Match[str]) -> str | None:
    first, last = int(match["a"]), int(match["b"])
    full = last if last > 99 else first // 100 * 100 + last
    return f"{year(first)} {year(last)}" if full == first + 1 else None


def dates() -> list[Rule]:
    """Give the rules for dates, times, years and decades, in the order in which they are tried."""
    years = r"(?P<year>[12][0-9]{3}|'[0-9]{2})"
    return [
        rule(
            "date",
            rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)})\.? )?"
            r"(?P<until>(?P<from>[0-9]{1,2})(?:[-–]| [-–] | (?P<word>t/m|en|of|tot) ))?"
            rf"(?P<day>[0-9]{{1,2}})(?P<rank>e|ste|de)? (?P<month>{_MONTH})(?: {years})?",
            _named_date,
            re.IGNORECASE,
        ),
        rule(
            "date",
            r"(?P<d>[0-9]{1,2})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<y>[12][0-9]{3}|'?[0-9]{2})",
            lambda m: _date(m["d"], m["m"], m["y"]),
        ),
        rule(
            "date",
            r"(?P<y>[12][0-9]{3})(?P<sep>[-/])(?P<m>[0-9]{2})(?P=sep)(?P<d>[0-9]{2})",
            lambda m: _date(m["d"], m["m"], m["y"]),
        ),
        rule(
            "time",
            r"(?P<h>[0-9]{1,2})[.:](?P<m>[0-9]{2})(?: ?(?:uur|u\.?|h))?"
            rf"{_DASH}(?P<h2>[0-9]{{1,2}})[.:](?P<m2>[0-9]{{2}})(?: ?(?:uur|u\.?|h))?",
            _time_range,
        ),
        rule(
            "time",
            r"(?P<h>[0-9]{1,2})[.:u](?P<m>[0-9]{2})(?:[.:](?P<s>[0-9]{2}))? ?(?:uur|u\.?|h)",
            _time,
        ),
        rule("time", r"(?P<h>[0-9]{1,2}):(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2}))?", _time),
        rule("time", r"(?P<h>[0-9]{1,2})[uh](?P<m>[0-9]{2})(?P<s>)", _time),
        rule("time", r"(?P<h>[0-9]{1,2})\.(?P<m>[0-9]{2})", _bare_time),
        rule(
            "era",
            rf"(?:(?P<first>[0-9.]+){_DASH})?(?P<n>[0-9]{{1,3}}(?:\.[0-9]{{3}})+|[0-9]+)"
            r" ?(?P<era>[vn]\. ?(?:Chr|C)\.?)",
            _era,
            re.IGNORECASE,
        ),
        rule(
            "decade",
            r"(?P<years>jaren) '?(?P<n>[1-9]0)(?: ?(?P<link>en|tot|of) '?(?P<n2>[1-9]0))?",
            _decade,
            re.IGNORECASE,
        ),
        rule("decade", r"(?P<years>)(?P<n>[12][0-9]{2}0|'?[1-9]0)'?s", _anglo_decade),
        rule("decade", r"(?P<years>)(?P<n>[1-9]0)'?er", _decade),
        rule(
            "years",
            r"'(?P<a>[0-9]{2})[-–]'(?P<b>[0-9]{2})",
            lambda m: f"{cardinal(int(m['a']))} tot {cardinal(int(m['b']))}",
        ),
        rule("year", r"'(?P<n>[0-9]{2})", _short_year),
        rule(
            "years",
            rf"(?P<a>1[0-9]{{3}}|20[0-9]{{2}}){_DASH}(?P<b>[12][0-9]{{3}}|'?[0-9]{{2}})",
            _year_range,
        ),
        rule("years", r"(?P<a>1[0-9]{3}|20[0-9]{2})/(?P<b>[12][0-9]{3}|[0-9]{2})", _season),
    ]
