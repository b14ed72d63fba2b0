"""The package of an EPUB: its facts, its spine and its table of contents."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from urllib.parse import unquote

from narrate.errors import HoorstukError
from narrate.readers import encoding, html
from narrate.readers.archive import Archive, parse_xml
from narrate.readers.markup import Element, shown, tag, types
from narrate.readers.outline import Facts

_CONTAINER = "META-INF/container.xml"
_LOCKS = "META-INF/encryption.xml"
_FOR_FONTS = re.compile(r"obfuscation|RC$", re.IGNORECASE)
"""Ways of scrambling that are for fonts and lock no text."""
_PAGES = ("application/xhtml+xml", "text/html")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{0,30};)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    label: str
    """As it stands there, white space included."""
    document: str
    fragment: str
    """The `id` in the document; empty for its beginning."""
    is_top: bool
    """Whether it stands in no other entry."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents."""

    path: str
    """Its document, which may stand in the spine too; empty when there is none."""
    entries: tuple[Entry, ...]
    shown: str
    """All its text."""


class Package:
    """What an EPUB says of itself."""

    def __init__(self, archive: Archive) -> None:
        """Read the package file of an archive.

        Raises:
            HoorstukError: it is no EPUB, or its text is locked.
        """
        container = archive.xml(_CONTAINER)
        self._archive = archive
        self._path = next((e.get("full-path", "") for e in container.iter("{*}rootfile")), "")
        self._root = archive.xml(self._path)
        self._items = {e.get("id", ""): e for e in self._root.iter("{*}item")}
        references = [
            (self._items[e.get("idref")], e.get("linear", "yes") != "no")
            for e in self._root.iter("{*}itemref")
            if e.get("idref") in self._items
        ]
        pages = [(i, main) for i, main in references if i.get("media-type") in _PAGES]
        self.spine = list(dict.fromkeys(self._resolved(i) for i, main in pages if main))
        """Paths of the documents to read, in order."""
        self.beside = [self._resolved(i) for i, main in pages if not main]
        """Paths of the documents that stand beside that order."""
        self._check_locks()

    def facts(self) -> Facts:
        """Give the title, the language, the date and the authors of the book."""
        told: dict[str, list[str]] = {}
        for element in self._root.iter("{*}metadata"):
            for fact in element.iter():
                told.setdefault(tag(fact), []).append(" ".join((fact.text or "").split()))
        return Facts(
            title=told.get("title", [""])[0],
            language=told.get("language", [""])[0],
            date=told.get("date", [""])[0],
            author=", ".join(told.get("creator", [])),
        )

    def body(self, path: str) -> Element:
        """The body of a document; empty when it has none.

        Raises:
            HoorstukError: the document is missing or cannot be read at all.
        """
        text = encoding.decode(self._archive.bytes(path), f"{self._archive.name}: {path}")
        text = _ENTITY.sub(lambda named: html5.get(named[1], named[0]), _DECLARATION.sub("", text))
        try:
            page = parse_xml(text.encode(), path)
        except HoorstukError:  # not as well formed as it should be: read as browsers do
            page = html.parse(text, f"{self._archive.name}: {path}")
        return next(page.iter("{*}body", "body"), page)

    def contents(self) -> Contents:
        """The table of contents of EPUB 3, or else that of EPUB 2."""
        nav = next((i for i in self._items.values() if "nav" in _words(i, "properties")), None)
        if nav is not None:
            path = self._resolved(nav)
            body = self.body(path)
            navs = list(body.iter("{*}nav", "nav"))
            toc = next((e for e in navs if "toc" in types(e)), navs[0] if navs else body)
            return Contents(path, tuple(_of_links(toc, path)), shown(body))
        ncx = next((i for i in self._items.values() if "ncx" in i.get("media-type", "")), None)
        if ncx is None or self._resolved(ncx) not in self._archive:
            return Contents("", (), "")
        path = self._resolved(ncx)
        entries = tuple(_of_points(self._archive.xml(path), path))
        return Contents(path, entries, " ".join(entry.label for entry in entries))

    def _resolved(self, item: Element) -> str:
        return _target(self._path, item.get("href", ""))[0]

    def _check_locks(self) -> None:
        if _LOCKS not in self._archive:
            return
        for lock in self._archive.xml(_LOCKS).iter("{*}EncryptedData"):
            how = next((e.get("Algorithm", "") for e in lock.iter("{*}EncryptionMethod")), "")
            locked = {unquote(e.get("URI", "")) for e in lock.iter("{*}CipherReference")}
            if not _FOR_FONTS.search(how) and locked & {*self.spine, *self.beside}:
                raise HoorstukError(
                    f"{self._archive.name}: its text is locked (DRM); give a copy without a lock"
                )


def _target(document: str, href: str) -> tuple[str, str]:
    """Give the path and the fragment of a link in a document of the archive."""
    path, _, fragment = href.partition("#")
    folder = posixpath.dirname(document)
    return posixpath.normpath(posixpath.join(folder, unquote(path))), unquote(fragment)


def _words(element: Element, attribute: str) -> list[str]:
    return str(element.get(attribute, "")).split()


def _of_links(toc: Element, path: str) -> Iterator[Entry]:
    for link in toc.iter("{*}a", "a"):
        depth = sum(tag(around) == "ol" for around in link.iterancestors())
        document, fragment = _target(path, link.get("href", ""))
        yield Entry(shown(link), document, fragment, depth <= 1)


def _of_points(ncx: Element, path: str) -> Iterator[Entry]:
    for point in ncx.iter("{*}navPoint"):
        label = "".join(e.text or "" for e in point.iterfind("{*}navLabel/{*}text"))
        source = next((e.get("src", "") for e in point.iterfind("{*}content")), "")
        document, fragment = _target(path, source)
        yield Entry(label, document, fragment, tag(point.getparent()) != "navpoint")
