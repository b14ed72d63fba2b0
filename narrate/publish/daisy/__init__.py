"""A talking book of an episode in DAISY 2.02, full text and full audio.

The format is that of the recommendation of 28 February 2001 by the DAISY Consortium; sections
named in this package are its.
"""

from collections.abc import Iterator
from pathlib import Path

from narrate.delivery import mpeg
from narrate.publish import zips
from narrate.publish.daisy import content, ncc, smil
from narrate.publish.daisy.book import sections
from narrate.publish.sounds import sound
from narrate.publish.work import Work


def write(work: Work, path: Path) -> None:
    """Write the book as one archive, its files side by side (section 3.1).

    Raises:
        HoorstukError: the episode has no MP3 of its chapters, or they are damaged.
    """
    zips.write(path, _files(work))


def _files(work: Work) -> Iterator[tuple[str, bytes]]:
    """The files by name; sound one at a time, so that the length of a book takes no memory.

    Tags are left out of the sound: the standard of section 2.5.1.2 has none, and a picture before
    the first frame puts off players that reckon a place from the number of bytes.
    """
    sounds = [sound(work, chapter, ["mp3"]) for chapter in work.episode.chapters]
    told = sections(work, sounds)
    texts = {section.smil: smil.document(work, section) for section in told}
    texts |= {smil.MASTER: smil.master(work, told), content.NAME: content.document(work, told)}
    sizes = [len(mpeg.untagged(heard.path)) for heard in sounds]
    sizes += [len(text) for text in texts.values()]
    yield ncc.NAME, ncc.document(work, told, sizes)
    yield from texts.items()
    for section, heard in zip(told, sounds, strict=True):
        yield section.sound, mpeg.untagged(heard.path)
