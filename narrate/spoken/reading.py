"""The reading of one token: lexicon, word, acronym, compound, and what is left of any other."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from narrate.lexicon import Entry, Lexicon
from narrate.phonemes import phonemes
from narrate.spoken.english import in_dutch_sounds, parts
from narrate.spoken.letters import (
    bare,
    has_vowel,
    letter_phonemes,
    plain,
    pronounceable,
    spelled,
    spelled_phonemes,
)
from narrate.spoken.numbers import digits, integer
from narrate.spoken.tables import rows, words


@dataclass(frozen=True, slots=True)
class Reading:
    """What is said for a token or a part of one."""

    spoken: str
    rule: str = ""
    ipa: str = ""


Numbers = Callable[[str], Reading | None]
"""Gives the reading of a part that is a number, a unit or a Roman numeral by itself."""

_LETTERS = r"[^\W\d_]"
_WORD = re.compile(rf"'?{_LETTERS}+(?:'{_LETTERS}+)*'?")
_SUFFIX = re.compile(r"(?P<base>.+?)(?P<suffix>'(?:s|er|ers|en|t|de|den|d|tje|tjes|je|jes|ing|n))")
_CLITIC = re.compile(r"'(?:[stnkmrd]|ns|er)", re.IGNORECASE)
_ENGLISH_PLURAL = re.compile(r"(?P<base>[A-Z]{2,})s")
_MIXED = re.compile(r"[a-z]?[A-Z]{2,}|[a-z][A-Z]")
_PIECES = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]+|[^\W\d_]+")
_SEPARATORS = re.compile(r"[-‐–—_/\\.,:;|+&·*=~<>()\[\]{}\"!?]+")
_INSIDE_BRACKETS = re.compile(r"[()\[\]{}]")
_ELEMENTS = re.compile(r"(?:[A-Z][a-z]?[0-9]*|\(|\)[0-9]*)+[+-]?")
_FORMULA_SIGN = re.compile(r"[0-9]|\+$|^(?:OH|CN|Cl|Br|F|I)-$")
"""What makes a formula of letters; any other hyphen at its end stands for a part left out."""
_CODE = re.compile(r"[A-Z]{4,}|[A-Z][a-z][0-9]{2,}|^[A-Z][0-9]+$")
"""What looks like a formula and is not: a gene, a road, a model."""
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "01234567890123456789+-")


@cache
def symbols() -> dict[str, tuple[str, str]]:
    """Give the spoken form and the rule of each symbol and Greek letter, capitals too."""
    table = {symbol: (spoken, rule) for symbol, spoken, rule in rows("symbols")}
    greek = {s.upper(): said for s, said in table.items() if said[1] == "greek"}
    return greek | table


def from_lexicon(token: str, lexicon: Lexicon) -> Reading | None:
    """Look a token up, its plural and its diminutive too: "SSRI's" by its base "SSRI"."""
    entry = lexicon.find(token)
    if entry:
        return _entry(entry)
    match = _SUFFIX.fullmatch(token) or _ENGLISH_PLURAL.fullmatch(token)
    entry = lexicon.find(match["base"]) if match else None
    if not match or not entry:
        return None
    suffix = match.groupdict().get("suffix", "'s")
    base = _entry(entry)
    spelled_entry = " " in entry.spoken
    spoken = base.spoken + (suffix if spelled_entry else suffix.lower())
    return Reading(spoken, base.rule, base.ipa and base.ipa + suffix_phonemes(suffix))


def _entry(entry: Entry) -> Reading:
    if entry.language:
        return replace(in_english(entry.written), rule="lexicon, english")
    return Reading(entry.spoken, "lexicon", entry.ipa or letter_phonemes(entry.spoken))


def in_english(token: str) -> Reading:
    """Say a word, or words with hyphens or spaces between them, as in English."""
    return Reading(" ".join(parts(token)), "english", in_dutch_sounds(token))


_SUFFIX_PHONEMES = {"e": "ə", "er": "ər", "ers": "ərs", "en": "ən", "de": "də", "den": "dən"} | {
    "tje": "tʲə",
    "tjes": "tʲəs",
    "je": "jə",
    "jes": "jəs",
    "ing": "ɪŋ",
}


def suffix_phonemes(suffix: str) -> str:
    """Give the phonemes of what is written to an acronym: "'s", "'er", "'tje"."""
    return _SUFFIX_PHONEMES.get(suffix.strip("'"), suffix.strip("'"))


def by_letters(token: str, rule: str = "acronym") -> Reading:
    """Say a token letter by letter, with phonemes where the voice misreads a letter's name."""
    ipa = spelled_phonemes(token) if "r" in bare(token) else ""
    return Reading(spelled(token), rule, ipa)


def word(token: str) -> Reading:
    """Read a run of letters: as it stands, or by letters in capitals or without a vowel."""
    folded = plain(token)
    if not folded.strip("'"):
        return Reading("", "unknown script")
    if not _CLITIC.fullmatch(token):
        special = _with_suffix(token) or _special(token)
        if special:
            return special
    changed = folded != unicodedata.normalize("NFC", token.lower())
    return Reading(folded, "foreign letters" if changed else "")


def _special(token: str) -> Reading | None:
    """Read an acronym or a name with capitals inside."""
    if _is_acronym(token):
        return by_letters(token)
    if re.match("Mc[A-Z][a-z]", token):
        return Reading(plain("mac" + token[2:]), "mixed case")
    if _MIXED.search(token) and not re.match(r"IJ[a-z]", token):
        return joined([_piece(piece) for piece in _PIECES.findall(token)], "mixed case")
    return None


def _with_suffix(token: str) -> Reading | None:
    """Read the plural and the like of an acronym: "SSRI's", "SNRIs", "SpaceX's"."""
    match = _SUFFIX.fullmatch(token) or _ENGLISH_PLURAL.fullmatch(token)
    base = match["base"] if match else ""
    reading = None if base in ("", "IJ") or (len(base) == 1 and base.islower()) else _special(base)
    if not match or not reading:
        return None
    suffix = match.groupdict().get("suffix", "'s")
    ipa = reading.ipa and reading.ipa + suffix_phonemes(suffix)
    return Reading(reading.spoken + suffix, reading.rule, ipa)


_SINGLE_WORDS = "ou"
"""The letters that are a Dutch word by themselves."""


def _piece(piece: str) -> Reading:
    return by_letters(piece) if _is_acronym(piece) else Reading(plain(piece))


def _is_acronym(token: str) -> bool:
    letters = bare(token)
    if len(letters) == 1:
        return letters not in _SINGLE_WORDS and not re.search("[à-ÿ]", token)
    if not letters or "'" in token:
        return False
    if token.isupper():
        return not (letters in words("capitals", "words") or pronounceable(letters))
    return not has_vowel(plain(token)) and letters not in words("capitals", "sounds")


def joined(parts: list[Reading], rule: str) -> Reading:
    """Join the readings of parts; phonemes only when the parts that need them have them."""
    said = [part for part in parts if part.spoken]
    ipa = ""
    if any(part.ipa for part in said):
        ipa = " ".join(part.ipa or phonemes(part.spoken) for part in said)
    return Reading(" ".join(part.spoken for part in said), rule, ipa)


def figures(text: str) -> Reading:
    """Say a run of figures inside a token: up to four as a number, more one by one."""
    short = len(text) <= 4 and (text[0] != "0" or len(text) == 1)
    return Reading(integer(text) if short else digits(text), "number")


def _formula(token: str) -> Reading:
    """Say letters one by one and figures as numbers: "C13H16ClNO", "H2O", "5-HT2A"."""
    charges = {"+": Reading("plus"), "-": Reading("min")}
    parts = []
    for run in re.findall(r"[0-9]+|[A-Za-z]+|[+-]", token):
        parts.append(charges.get(run) or (figures(run) if run.isdigit() else by_letters(run)))
    return joined(parts, "formula")


def _letters_and_figures(token: str, lexicon: Lexicon, numbers: Numbers) -> Reading:
    runs = re.findall(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)*", token)
    parts = []
    for run in runs:
        if run[0].isdigit():
            parts.append(figures(run))
        elif len(run) <= 3 and run.isupper() and not lexicon.find(run):
            parts.append(by_letters(run))
        else:
            parts.append(read(run, lexicon, numbers))
    return joined(parts, "letters and figures")


def _signs(token: str, lexicon: Lexicon, numbers: Numbers) -> Reading:
    """Say a token that holds symbols: each symbol by name, what is between by itself."""
    table = symbols()
    parts: list[Reading] = []
    for run in re.findall(r"[\w'.,]+|[^\w'.,]", token):
        cut = re.findall(
            rf"[{''.join(map(re.escape, table))}]|[^{''.join(map(re.escape, table))}]+", run
        )
        for piece in cut:
            if piece in table:
                parts.append(Reading(*table[piece]))
            elif piece != token and re.search(r"\w", piece):
                parts.append(read(piece.strip(".,"), lexicon, numbers))
    rule = next((part.rule for part in parts if part.rule), "left out")
    return joined(parts, rule)


def _slashed(parts: list[str], lexicon: Lexicon, numbers: Numbers) -> Reading:
    """Say "hij/zij" as a choice and "en/of" as it stands."""
    said = [read(part, lexicon, numbers) for part in parts]
    choice = all(not reading.rule for reading in said) and all(len(part) > 1 for part in parts)
    choice = choice and all(part.islower() for part in parts)
    link = "of" if choice and not {"en", "of"} & set(parts) else ""
    linked = said[:1]
    for reading in said[1:]:
        linked += [Reading("per" if reading.rule == "unit" else link), reading]
    return joined(linked, "slash")


def read(token: str, lexicon: Lexicon, numbers: Numbers) -> Reading:
    """Read any token; whatever it holds, only speakable words come out."""
    found = from_lexicon(token, lexicon)
    if found:
        return found
    number = numbers(token)
    if number:
        return number
    if _WORD.fullmatch(token) and not any(char in symbols() for char in token):
        return word(token)
    return _composite(token, lexicon, numbers)


def _composite(token: str, lexicon: Lexicon, numbers: Numbers) -> Reading:
    """Read what is no plain word: by the first way of cutting it up that fits."""
    token = re.sub(r"(?<=[a-zà-ÿ]{3})[⁰¹²³⁴⁵⁶⁷⁸⁹]+$", "", token)
    ascii_token = token.translate(_SUBSCRIPTS)
    if ascii_token != token:
        return read(ascii_token, lexicon, numbers)
    if _ELEMENTS.fullmatch(token) and _FORMULA_SIGN.search(token) and not _CODE.search(token):
        return _formula(token)
    for way in (_by_known_start, _without_brackets, _by_slash, _by_signs, _by_parts, _by_runs):
        reading = way(token, lexicon, numbers)
        if reading:
            return reading
    return Reading("", "left out" if token.isascii() else "emoji")


def _by_known_start(token: str, lexicon: Lexicon, numbers: Numbers) -> Reading | None:
    """Read "COVID-19-vaccin" by the longest start that the lexicon knows."""
    prefix = _longest_prefix(token, lexicon)
    head = from_lexicon(prefix, lexicon) if prefix else None
    rest = token[len(prefix) :].lstrip("-–/")
    if not head:
        return None
    return joined([head, read(rest, lexicon, numbers)] if rest else [head], "lexicon")


def _without_brackets(token: str, lexicon: Lexicon, numbers: Numbers) -> Reading | None:
    """Read "arts(en)" as one word."""
    whole = _INSIDE_BRACKETS.sub("", token)
    return read(whole, lexicon, numbers) if whole and whole != token else None


def _by_slash(token: str, lexicon: Lexicon, numbers: Numbers) -> Reading | None:
    parts = [part for part in token.split("/") if part]
    if "-" in token or len(parts) < 2:
        return None
    return _slashed(parts, lexicon, numbers)


def _by_signs(token: str, lexicon: Lexicon, numbers: Numbers) -> Reading | None:
    if any(char in symbols() for char in token):
        return _signs(token, lexicon, numbers)
    return None


def _by_parts(token: str, lexicon: Lexicon, numbers: Numbers) -> Reading | None:
    """Read a compound by its parts between hyphens, or between other marks."""
    cut = re.compile("-") if "-" in token.strip("-") else _SEPARATORS
    parts = [part for part in cut.split(token) if part.strip("/")]
    if not parts or parts[0] == token:
        return None
    said = [read(part, lexicon, numbers) for part in parts]
    return joined(said, next((part.rule for part in said if part.rule), "hyphen"))


def _by_runs(token: str, lexicon: Lexicon, numbers: Numbers) -> Reading | None:
    """Read letters beside figures, and letters among characters that nobody says."""
    if re.search(r"[0-9]", token):
        return _letters_and_figures(token, lexicon, numbers)
    letters = re.sub(rf"(?!{_LETTERS}|')[\w\W]", "", token)
    if letters.strip("'") and letters != token:
        return read(letters, lexicon, numbers)
    return None


def _longest_prefix(token: str, lexicon: Lexicon) -> str:
    """Give the longest part before a hyphen that the lexicon knows and that holds one itself."""
    cuts = [m.start() for m in islice(re.finditer("[-–/]", token), 1, 5)]
    return next((token[:cut] for cut in reversed(cuts) if from_lexicon(token[:cut], lexicon)), "")
