"""Web and mail addresses, handles and hashtags."""

import re

from narrate.spoken.letters import has_vowel, spelled
from narrate.spoken.numbers import cardinal, digits
from narrate.spoken.rules import Rule, rule

_SIGNS = {
    ".": "punt",
    "@": "apenstaartje",
    "/": "slash",
    "-": "streepje",
    "_": "underscore",
    "?": "vraagteken",
    "=": "is",
    "&": "en",
    "#": "hekje",
    ":": "dubbele punt",
    "%": "procent",
    "+": "plus",
    "~": "tilde",
}
_DOMAINS = [
    "nl",
    "be",
    "com",
    "org",
    "net",
    "eu",
    "info",
    "nu",
    "io",
    "gov",
    "edu",
    "fr",
    "de",
    "uk",
    "int",
    "tv",
    "app",
    "dev",
    "online",
    "shop",
    "amsterdam",
]
_DOMAIN = rf"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:{'|'.join(_DOMAINS)})"
_PATH = r"(?:[/?#][A-Za-z0-9./_?=&#%+~:-]*[A-Za-z0-9/])?"

_EMERGENCY = ("112", "113")


def _piece(text: str) -> str:
    """Say a run of letters or figures of an address: a word, letters when it cannot be one."""
    if text in _EMERGENCY:
        return digits(text)
    if text.isdigit():
        return cardinal(int(text)) if len(text) <= 4 and text[0] != "0" else digits(text)
    return text.lower() if has_vowel(text) else spelled(text)


def address(text: str) -> str:
    """Say an address piece by piece: "info@hoorstuk.nl", "www.hoorstuk.nl/over-ons"."""
    bare = re.sub(r"^[a-z]+://", "", text).rstrip("/")
    pieces = re.findall(r"[A-Za-zÀ-ÿ]+|[0-9]+|[^A-Za-zÀ-ÿ0-9]", bare)
    return " ".join(
        _SIGNS.get(piece, "") if not piece.isalnum() else _piece(piece) for piece in pieces
    ).replace("  ", " ")


def _handle(match: re.Match[str]) -> str:
    pieces = re.findall(r"[A-ZÀ-Þ]+(?![a-zà-ÿ])|[A-ZÀ-Þ]?[a-zà-ÿ]+|[0-9]+", match["name"])
    head = {"#": "hashtag", "@": "apenstaartje"}[match["sign"]]
    return " ".join([head, *(_piece(piece) for piece in pieces)])


def addresses() -> list[Rule]:
    """Give the rules for addresses, in the order in which they are tried."""
    return [
        rule(
            "address",
            r"(?:mailto:)?[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
            lambda m: address(m[0]),
        ),
        rule("address", r"(?:https?|ftp)://[^\s\"<>()]*[A-Za-z0-9/=_-]", lambda m: address(m[0])),
        rule("address", rf"www\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+{_PATH}", lambda m: address(m[0])),
        rule("address", rf"{_DOMAIN}{_PATH}", lambda m: address(m[0])),
        rule("hashtag", r"(?P<sign>#)(?P<name>[A-Za-zÀ-ÿ_][\wÀ-ÿ]*)", _handle),
        rule("hashtag", r"(?P<sign>#)(?P<name>[0-9]+)", lambda m: f"nummer {_piece(m['name'])}"),
        rule("mention", r"(?P<sign>@)(?P<name>[A-Za-z_][\w.]*\w)", _handle),
    ]
