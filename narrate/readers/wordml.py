"""What the elements and styles of a Word document mean to a reader."""

from collections import Counter
from dataclasses import dataclass

from narrate.readers.archive import Archive
from narrate.readers.markup import Element, tag

_DEEPEST = 20
"""How many styles may be based on each other."""
_CODE = frozenset({"code", "html preformatted", "source code"})


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's style, with what it takes from those it is based on."""

    name: str
    """In lower case; built-in styles have their English name in every language of Word."""
    level: int | None
    """Of a heading: 0 for the title, 1 for the highest; None for other text."""
    numbering: tuple[str, int] | None
    """Of an item of a list: the list, and how deep, from 0."""

    @property
    def is_code(self) -> bool:
        """Whether it is for program text."""
        return self.name in _CODE

    @property
    def is_contents(self) -> bool:
        """Whether it is for a line of the table of contents."""
        return self.name.startswith("toc ")


def child(element: Element | None, path: str) -> Element | None:
    """Give the first descendant along a path of names without namespaces, or None."""
    for name in path.split("/"):
        element = (
            next((e for e in element if tag(e) == name.lower()), None)
            if (element is not None)
            else None
        )
    return element


def value(element: Element | None, path: str = "", key: str = "val") -> str:
    """Give an attribute, whatever its namespace, of the element along a path; "" if missing."""
    found = child(element, path) if path else element
    if found is None:
        return ""
    return next((v for k, v in found.attrib.items() if k.rpartition("}")[2] == key), "")


def is_on(element: Element | None, path: str) -> bool:
    """Whether a switch like `w:vanish` is there and not off."""
    return child(element, path) is not None and value(element, path) not in ("0", "false", "off")


def shown(element: Element) -> str:
    """Give all text in an element: what is typed, formulas, texts of pictures."""
    parts = []
    for node in element.iter():
        name = tag(node)
        if name == "t":
            parts.append(node.text or "")
        elif name == "nobreakhyphen":
            parts.append("-")
        elif name == "docpr":
            parts.append(node.get("descr") or "")
    return "".join(parts)


def styles(part: Element) -> dict[str, Style]:
    """The styles by their ids."""
    raw = {value(e, key="styleId"): e for e in part if tag(e) == "style"}
    return {name: _style(name, raw) for name in raw}


def _style(name: str, raw: dict[str, Element]) -> Style:
    """Put a style together; what it says itself goes before what it is based on."""
    own = value(raw[name], "name").lower()
    level, numbering = None, None
    for _ in range(_DEEPEST):
        element = raw.get(name)
        if element is None:
            break
        level = level_of(element, value(element, "name").lower()) if level is None else level
        numbering = numbering or numbering_of(element)
        name = value(element, "basedOn")
    return Style(own, level, numbering)


def level_of(element: Element, name: str = "") -> int | None:
    """Give the level of the heading that a paragraph or a style is, or None."""
    if name == "title":
        return 0
    number = name.removeprefix("heading ")
    if number != name and number.isdigit():
        return int(number)
    outline = value(element, "pPr/outlineLvl")
    return int(outline) + 1 if outline.isdigit() and int(outline) < 9 else None


def numbering_of(element: Element) -> tuple[str, int] | None:
    """Give the list that a paragraph or a style is an item of, and how deep, or None."""
    listed = value(element, "pPr/numPr/numId")
    deep = value(element, "pPr/numPr/ilvl")
    return (listed, int(deep) if deep.isdigit() else 0) if listed else None


def numbered(part: Element) -> dict[tuple[str, int], bool]:
    """For each level of each list, whether its items have numbers."""
    kinds = {
        (value(kind, key="abstractNumId"), value(level, key="ilvl")): value(level, "numFmt")
        for kind in part
        if tag(kind) == "abstractnum"
        for level in kind
        if tag(level) == "lvl"
    }
    return {
        (value(number, key="numId"), int(level)): form not in ("bullet", "none", "")
        for number in part
        if tag(number) == "num"
        for (kind, level), form in kinds.items()
        if kind == value(number, "abstractNumId") and level.isdigit()
    }


def language(body: Element, default: str) -> str:
    """Give the BCP 47 tag in which most of the text is marked."""
    counted = Counter[str]()
    for run in body.iter("{*}r"):
        counted[value(run, "rPr/lang") or default] += len(shown(run))
    return counted.most_common(1)[0][0] if counted else default


def part_beside(archive: Archive, document: str, name: str) -> Element:
    """The tree of a part in the folder of the document; empty when it has no such part."""
    path = f"{document.rpartition('/')[0]}/{name}".lstrip("/")
    return archive.xml(path) if path in archive else ()
