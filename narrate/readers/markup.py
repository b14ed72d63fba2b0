"""What the elements of HTML mean to a reader: which are blocks, and which are left out, and why."""

from typing import Any, TypeAlias

Element: TypeAlias = Any
"""An element of lxml, which tells no types."""

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements before and after which a paragraph ends."""
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
UNSEEN = frozenset({"script", "style"})
"""Elements whose text no browser shows."""
_BY_TAG = {
    "annotation": "formula source",
    "annotation-xml": "formula source",
    "audio": "media",
    "button": "form",
    "canvas": "media",
    "embed": "media",
    "fieldset": "form",
    "form": "form",
    "head": "navigation",
    "iframe": "media",
    "nav": "navigation",
    "noscript": "script",
    "object": "media",
    "select": "form",
    "svg": "drawing",
    "template": "hidden",
    "textarea": "form",
    "video": "media",
}
_BY_TYPE = {
    "doc-backlink": "note reference",
    "doc-toc": "table of contents",
    "navigation": "navigation",
    "search": "navigation",
    "toc": "table of contents",
}
_BACKLINK_SIGNS = "↩︎^↑⏎"
_PERMALINK_SIGNS = "#¶§🔗"
_MOST_LINKS = 0.6
"""Share of the text of an aside or a footer in links, over which it is navigation."""
_OPS_TYPE = "{http://www.idpf.org/2007/ops}type"


def tag(element: Element) -> str:
    """Give the name of an element without its namespace, in lower case; "" for a comment."""
    name = element.tag
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


def types(element: Element) -> set[str]:
    """Give what an element says of itself in `role` and `epub:type`."""
    said = (element.get(key, "") for key in ("role", "epub:type", _OPS_TYPE))
    return {word.lower() for value in said for word in value.split()}


def rule_against(element: Element) -> str:
    """Name the rule that leaves an element out; "" when it is to be read."""
    name = tag(element)
    if name in _BY_TAG:
        return _BY_TAG[name]
    if is_hidden(element):
        return "hidden"
    by_type = next((_BY_TYPE[kind] for kind in sorted(types(element)) if kind in _BY_TYPE), "")
    if by_type:
        return by_type
    if name == "a" and element.get("href", "").startswith("#"):
        return _rule_against_sign(shown(element).strip())
    return "navigation" if name in ("aside", "footer") and _mostly_links(element) else ""


def is_hidden(element: Element) -> bool:
    """Whether a browser or a screen reader leaves the element out."""
    style = element.get("style", "").replace(" ", "").lower()
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def shown(element: Element, without: Element | None = None) -> str:
    """Give every text that a page shows in an element, alternative texts of pictures too."""
    parts: list[str] = []
    skipped = set(without.iter()) if without is not None else ()
    for node in element.iter():
        if node not in skipped:
            if tag(node) and tag(node) not in UNSEEN:
                parts.append(node.text or "")
            if tag(node) == "img":
                parts.append(node.get("alt", ""))
        if node is not element and (node not in skipped or node is without):
            parts.append(node.tail or "")
    return "".join(parts)


def _rule_against_sign(sign: str) -> str:
    if sign and all(char in _BACKLINK_SIGNS for char in sign):
        return "note reference"
    return "permalink" if sign and sign in _PERMALINK_SIGNS else ""


def _mostly_links(element: Element) -> bool:
    total = len("".join(shown(element).split()))
    links = sum(len("".join(shown(link).split())) for link in element.iter("a", "{*}a"))
    return links > _MOST_LINKS * total
