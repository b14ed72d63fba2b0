"""EPUB 3.3 with Media Overlays: a book in which the text that sounds lights up.

EPUB 3.3, https://www.w3.org/TR/epub-33/; what readers make of it is in docs/publishing.md.
"""

from importlib.resources import files
from pathlib import Path

from narrate.delivery import cover
from narrate.publish import zips
from narrate.publish.epub import contents, overlay, package, text
from narrate.publish.epub.page import pages
from narrate.publish.work import Work

_TYPE = b"application/epub+zip"
_CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def write(work: Work, path: Path) -> None:
    """Write the book of an episode: a page, an overlay and a sound file for each chapter.

    Raises:
        HoorstukError: its sound was built in no form that e-readers take, is not what the manifest
            says, or its times do not rise.
    """
    told = pages(work)
    parts: dict[str, bytes | Path] = {
        "package.opf": package.write(work, told),
        "nav.xhtml": contents.nav(work, told),
        "toc.ncx": contents.ncx(work, told),
        "style.css": files("narrate.publish.epub").joinpath("style.css").read_bytes(),
    }
    for page in told:
        parts[page.document] = text.write(page, work.release)
        parts[page.overlay] = overlay.write(page)
    if cover.NAME in work.files:
        parts[cover.NAME] = work.path(cover.NAME)
    parts.update({page.file: page.sound.path for page in told})
    inside = {f"EPUB/{name}": content for name, content in parts.items()}
    parts = {"mimetype": _TYPE, "META-INF/container.xml": _CONTAINER, **inside}
    zips.write(path, parts.items())
