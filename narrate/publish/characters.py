"""What may stand in XML and HTML."""

import re

_FORBIDDEN = re.compile(
    r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
"""What XML 1.0 (section 2.2) forbids or advises against."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""The form of a language tag (RFC 5646, section 2.1), seen from afar."""


def plain(text: str) -> str:
    """A text without the characters that XML does not take, each run of white space one space."""
    return " ".join(_FORBIDDEN.sub("", " ".join(text.split())).split())


def is_language(tag: str) -> bool:
    """Whether a text has the form of a language tag; what pages on the web say need not have it."""
    return bool(_LANGUAGE.fullmatch(tag))


def shortened(text: str, most: int) -> str:
    """A text of at most so many bytes of UTF-8, cut between words."""
    if len(text.encode()) <= most:
        return text
    kept = text.encode()[: most - len("…".encode())].decode(errors="ignore")
    return kept.rpartition(" ")[0].rstrip(" ,.:;") + "…" if " " in kept else kept + "…"
