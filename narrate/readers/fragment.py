"""Fragments of HTML inside Markdown: tags that mean something are kept, all others dropped."""

import html
import re

_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<![A-Z].*?(?:>|\Z)|<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)"
    r"|<(?P<unseen>script|style)\b(?s:.*?)(?:</(?P=unseen)\s*>|\Z)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>(?>\"[^\"]*\"|'[^']*'|[^<>\"'])*+)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[a-z-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>]+))",
    re.IGNORECASE,
)
_TAGS = frozenset(
    "a abbr article aside b blockquote br caption cite code dd del details div dl dt em figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header i img ins kbd li mark nav ol p pre q s section small "
    "span strong sub summary sup table tbody td tfoot th thead tr u ul".split()
)
_ATTRIBUTES = frozenset(
    "alt aria-hidden class colspan href id lang role rowspan start style".split()
)


def cleaned(fragment: str) -> str:
    """Give a fragment as plain HTML: known tags with known attributes, text escaped."""
    parts: list[str] = []
    end = 0
    for piece in _PIECE.finditer(fragment):
        parts.append(_escaped(fragment[end : piece.start()]))
        end = piece.end()
        if piece["data"]:
            parts.append(html.escape(piece["data"]))
        elif piece["name"] and piece["name"].lower() in _TAGS:
            parts.append(_tag(piece))
    parts.append(_escaped(fragment[end:]))
    return "".join(parts)


def _escaped(text: str) -> str:
    return html.escape(html.unescape(text))


def _tag(piece: re.Match[str]) -> str:
    attributes = _attributes(piece["rest"]) if not piece["close"] else {}
    kept = (f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{piece['close']}{piece['name'].lower()}{''.join(kept)}>"


def _attributes(rest: str) -> dict[str, str]:
    """Give the attributes of a tag that mean something; of two of one name the first."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(rest):
        if match["name"].lower() in _ATTRIBUTES:
            value = match["double"] or match["single"] or match["bare"] or ""
            found.setdefault(match["name"].lower(), html.unescape(value))
    return found


def words(fragment: str) -> str:
    """Give the text of a fragment that is visible, alternative texts of pictures too."""
    parts: list[str] = []
    end = 0
    for piece in _PIECE.finditer(fragment):
        parts.append(html.unescape(fragment[end : piece.start()]))
        end = piece.end()
        if piece["data"]:
            parts.append(piece["data"])
        elif piece["name"] and piece["name"].lower() == "img" and not piece["close"]:
            parts.append(_attributes(piece["rest"]).get("alt", ""))
    return "".join([*parts, html.unescape(fragment[end:])])
