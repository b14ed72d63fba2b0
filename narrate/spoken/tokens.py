"""Tokens: the written chunks between spaces, beside the clean text that the rules read."""

import re
import unicodedata
from dataclasses import dataclass

OPENERS = "\"'([{*_•·¿¡"
_CLOSERS = re.compile(r"(?:\[[0-9, ]+\]|[)\]}\"'*_,.;:!?])*$")
_KEPT = frozenset("²³¹⁰⁴⁵⁶⁷⁸⁹⁻⁺½¼¾⅓⅔⅛™°µ№℃ªº")
_SAME = str.maketrans(
    dict.fromkeys("’‘‛ʼ`´′", "'")
    | dict.fromkeys("“”„‟«»″‹›", '"')
    | dict.fromkeys("‐‑‒−﹣－", "-")
    | {"…": "...", "º": "°", "℃": "°C", "∕": "/", "⁄": "/", "·": "·", "∙": "·", "％": "%"}
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence cut at its spaces; `text` is the same, cleaned, for the rules to match in."""

    chunks: tuple[str, ...]
    text: str
    starts: tuple[int, ...]
    """Where each chunk starts in `text`."""
    english: frozenset[int] = frozenset()
    """The numbers of the chunks that are said as in English."""

    def chunk_at(self, offset: int) -> int:
        """Give the number of the chunk that holds the character before `offset`."""
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] < offset else (low, middle)
        return low

    def end(self, index: int) -> int:
        """Give the offset in `text` right after a chunk."""
        return self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)


def _clean_char(char: str) -> str:
    if char.isascii() or char in _KEPT:
        return char
    category = unicodedata.category(char)
    if category in ("Cf", "Cc", "Cs", "Co", "Cn", "Mn") and char not in "\u0301\u0308\u0300\u0302":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    return "".join(unicodedata.normalize("NFKC", char).split())


def clean(chunk: str) -> str:
    """Give a chunk without invisible characters, with plain quotes, hyphens and figures."""
    text = unicodedata.normalize("NFC", chunk).translate(_SAME)
    if not text.isascii():
        text = "".join(map(_clean_char, text)).translate(_SAME)
    return "".join(char for char in text if char.isprintable() and not char.isspace())


def tokens(sentence: str) -> Tokens:
    """Cut a sentence at white space."""
    chunks = tuple(sentence.split())
    cleaned = [clean(chunk) for chunk in chunks]
    starts, offset = [], 0
    for chunk in cleaned:
        starts.append(offset)
        offset += len(chunk) + 1
    return Tokens(chunks, " ".join(cleaned), tuple(starts))


def core(chunk: str) -> tuple[str, str, str]:
    """Cut a clean chunk in the marks before it, the token itself and the marks after it."""
    start = 0
    while start < len(chunk) and chunk[start] in OPENERS and not _apostrophe(chunk, start):
        start += 1
    rest = chunk[start:]
    closing = _CLOSERS.search(rest)
    end = closing.start() if closing else len(rest)
    return chunk[:start], rest[:end], rest[end:]


_CLITIC = re.compile(r"'(?:[stnkmr]|ns|er|[0-9]{2}|s-.*)(?:$|[ ,.;:!?)'–-])", re.IGNORECASE)


def _apostrophe(chunk: str, start: int) -> bool:
    """Whether the quote at `start` belongs to a word: 's, 't, 'n, '90."""
    return bool(_CLITIC.match(chunk, start))
