"""Elements of the languages that a book is written in, and the documents that they make."""

from typing import Any, TypeAlias

from lxml import etree
from lxml.builder import ElementMaker

Element: TypeAlias = Any
"""An element of lxml, which tells no types."""

XHTML = "http://www.w3.org/1999/xhtml"
SMIL = "http://www.w3.org/ns/SMIL"
OPS = "http://www.idpf.org/2007/ops"
OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
NCX = "http://www.daisy.org/z3986/2005/ncx/"

TYPE = f"{{{OPS}}}type"
"""The attribute `epub:type`."""
TEXTREF = f"{{{OPS}}}textref"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

html = ElementMaker(namespace=XHTML, nsmap={None: XHTML, "epub": OPS})
"""Makes elements of XHTML: `html.p("Dag", id="x")`."""


def language(tag: str) -> dict[str, str]:
    """The attributes that give an element of XHTML its language; none for no tag."""
    return {"lang": tag, LANG: tag} if tag else {}


def xhtml(title: str, tag: str, body: Element) -> bytes:
    """A document of XHTML in the language `tag`."""
    head = html.head(
        html.meta(charset="utf-8"),
        html.title(title),
        html.link(rel="stylesheet", type="text/css", href="style.css"),
    )
    return document(html.html(head, body, language(tag)), "<!DOCTYPE html>")


def document(root: Element, doctype: str | None = None) -> bytes:
    """The bytes of a document."""
    written: bytes = etree.tostring(
        root, encoding="utf-8", xml_declaration=True, doctype=doctype, pretty_print=doctype is None
    )
    return written
