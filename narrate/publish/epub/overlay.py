"""What binds the text of a page to its sound: a Media Overlay (EPUB 3.3, section 9)."""

from lxml.builder import ElementMaker

from narrate.delivery.captions import clock
from narrate.publish.epub.clips import Clip
from narrate.publish.epub.markup import OPS, SMIL, TEXTREF, TYPE, Element, document
from narrate.publish.epub.page import Page

SKIPPABLE = {"note": "footnote", "table": "table", "caption": "figure"}
"""What readers can leave out, or step out of, by what EPUB calls it.

Lists are left whole: readers built on old Readium leave them out together with notes.
"""
_smil = ElementMaker(namespace=SMIL, nsmap={None: SMIL, "epub": OPS})


def write(page: Page) -> bytes:
    """The overlay of a page."""
    kind = "bodymatter chapter" if page.role == "chapter" else "backmatter"
    body = _smil.body({TEXTREF: page.document, TYPE: kind})
    for part in page.parts:
        clips = [_clip(clip, page) for passage in part.passages for clip in passage.clips]
        if part.kind in SKIPPABLE:
            place = {TEXTREF: f"{page.document}#{part.id}", TYPE: SKIPPABLE[part.kind]}
            body.append(_smil.seq(place, *clips, id=part.id))
        else:
            body.extend(clips)
    return document(_smil.smil(body, version="3.0"))


def length(page: Page) -> str:
    """The sum of a page's clips, which is the length of its sound, as SMIL writes times."""
    return clock(page.sound.length / 1000)


def _clip(clip: Clip, page: Page) -> Element:
    begin, end = (clock(time / 1000) for time in (clip.begin, clip.end))
    return _smil.par(
        _smil.text(src=f"{page.document}#{clip.id}"),
        _smil.audio(src=page.file, clipBegin=begin, clipEnd=end),
        id=clip.id,
    )
