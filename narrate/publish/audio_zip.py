"""The chapters of an episode as sound alone, for any player: MP3, a playlist and a few words."""

from collections.abc import Mapping
from pathlib import Path

from narrate.delivery import cover
from narrate.episode import Chapter
from narrate.publish import zips
from narrate.publish.about import about
from narrate.publish.dutch import clock
from narrate.publish.sounds import sound
from narrate.publish.work import Work

README = "LEESMIJ.txt"
HOW = """\
Elk hoofdstuk is een mp3-bestand. Luister in de volgorde van de nummers.
Kan uw speler een afspeellijst openen? Kies dan {}."""


def write(work: Work, path: Path) -> None:
    """Write the archive: one folder, so that several of them can be unpacked side by side.

    Raises:
        HoorstukError: the episode has no MP3 of its chapters, or they are damaged.
    """
    chapters = work.episode.chapters
    sounds = [sound(work, chapter, ["mp3"]) for chapter in chapters]
    digits = max(2, len(str(len(chapters))))
    names = {
        _name(heard.path, chapter, digits): chapter
        for heard, chapter in zip(sounds, chapters, strict=True)
    }
    playlist = f"{work.release.slug}.m3u8"
    parts: dict[str, bytes | Path] = {README: _readme(work, playlist).encode()}
    parts |= {name: heard.path for name, heard in zip(names, sounds, strict=True)}
    parts[playlist] = _playlist(work, names).encode()
    if cover.NAME in work.files:
        parts[cover.NAME] = work.folder / cover.NAME
    zips.write(path, ((f"{work.release.slug}/{name}", part) for name, part in parts.items()))


def _name(path: Path, chapter: Chapter, digits: int) -> str:
    """The file's name, with a number that comes in its place in any order of names."""
    return f"{chapter.number:0{digits}}-{path.name.partition('-')[2]}"


def _playlist(work: Work, names: Mapping[str, Chapter]) -> str:
    """The chapters as an extended M3U, with their whole seconds, which old players read too."""
    lines = ["#EXTM3U", f"#PLAYLIST:{work.release.title}"]
    for name, chapter in names.items():
        lines += [f"#EXTINF:{round(chapter.duration)},{chapter.title}", name]
    return "\n".join(lines) + "\n"


def _readme(work: Work, playlist: str) -> str:
    """What is in the folder, in lines as long as they come; their ends as old editors want them."""
    chapters = [
        f"{chapter.number}. {chapter.title} ({clock(chapter.duration)})"
        for chapter in work.episode.chapters
    ]
    top = [work.release.title, *about(work)]
    lines = [*top, "", *HOW.format(playlist).splitlines(), "", "Hoofdstukken", *chapters]
    return "\r\n".join(lines) + "\r\n"
