"""XML of a talking book: elements, document types, and times as it writes them."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from lxml import etree

from narrate.publish.runs import Run

Element: TypeAlias = Any
"""Of lxml, which has no types."""

XHTML = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
    ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
SMIL = (
    '<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" "http://www.w3.org/TR/REC-smil/SMIL10.dtd">'
)
FORMAT = "Daisy 2.02"
GENERATOR = "Hoorstuk"
_NAMESPACE = "http://www.w3.org/1999/xhtml"
_CONTAINERS = frozenset({"html", "head", "body", "div", "ul", "smil", "layout", "seq", "par"})
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def add(parent: Element, tag: str, **attributes: str) -> Element:
    """A new last child; a `_` in the name of an attribute stands for `-`, one at its end for none.

    In an XHTML document the child is of its namespace too.
    """
    space = etree.QName(parent).namespace
    child = etree.SubElement(parent, f"{{{space}}}{tag}" if space else tag)
    for name, value in attributes.items():
        child.set(name.rstrip("_").replace("_", "-"), value)
    return child


def xhtml(language: str, title: str) -> tuple[Element, Element, Element]:
    """A page: its root, its head with the title in it, and its empty body."""
    root = etree.Element(f"{{{_NAMESPACE}}}html", nsmap={None: _NAMESPACE})
    speak(root, language)
    head = add(root, "head")
    add(head, "title").text = title
    add(head, "meta", http_equiv="Content-type", content="text/html; charset=utf-8")
    return root, head, add(root, "body")


def meta(head: Element, name: str, content: str, scheme: str = "") -> None:
    """Add a statement about the book (section 2.1.2)."""
    element = add(head, "meta", name=name, content=content)
    if scheme:
        element.set("scheme", scheme)


def speak(element: Element, language: str) -> None:
    """Say the language of an element, as XHTML 1.0 does (section C.7 of that): in both ways."""
    element.set("lang", language)
    element.set(_LANG, language)


def show(element: Element, runs: Iterable[Run]) -> None:
    """Add text; words of another language in an element of their own."""
    for number, run in enumerate(runs):
        _say(element, " " if number else "")
        if run.language:
            foreign = add(element, "span")
            speak(foreign, run.language)
            foreign.text = run.text
        else:
            _say(element, run.text)


def _say(element: Element, text: str) -> None:
    """Add text after all that an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def written(root: Element, doctype: str) -> bytes:
    """The document as a file, in UTF-8."""
    _on_lines(root, "\n")
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}\n{text}\n'.encode()


def _on_lines(element: Element, line: str) -> None:
    """Give each child a line of its own where white space is none of the text."""
    if len(element) and etree.QName(element).localname in _CONTAINERS:
        element.text = line + "  "
        for child in element:
            _on_lines(child, line + "  ")
            child.tail = line + "  "
        element[-1].tail = line


def clock(milliseconds: int) -> str:
    """A length of time in whole seconds, hh:mm:ss (section 2.3.2.1)."""
    seconds = (milliseconds + 500) // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def count(milliseconds: int) -> str:
    """A time in seconds, to the millisecond (section 2.3.3.8)."""
    return f"{milliseconds // 1000}.{milliseconds % 1000:03}s"
