"""An edition becomes the files that listeners take."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from narrate import files, said
from narrate.delivery import captions, chapters, cover, manifest, script, words
from narrate.delivery.formats import FORMATS, Format
from narrate.delivery.kept import Kept
from narrate.delivery.leveling import find_masters
from narrate.delivery.presets import Preset
from narrate.delivery.sound import Studio, chapter_names, deliver_sound
from narrate.delivery.tags import Tags
from narrate.edition import Edition
from narrate.episode import Chapter, Episode, File
from narrate.errors import HoorstukError
from narrate.loudness import Levels
from narrate.progress import Report

__all__ = ["FORMATS", "Format", "Kept", "Order", "deliver"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be delivered."""

    formats: tuple[Format, ...]
    """The first is the one that the manifest's chapters name."""
    preset: Preset
    jobs: int
    """Files encoded at the same time."""


def deliver(
    edition: Edition,
    order: Order,
    folder: Path,
    kept: Kept,
    progress: Report,
) -> Episode:
    """Write every file of the episode but its manifest into `folder`; return the manifest.

    Args:
        edition: what was narrated.
        order: in which forms, and how loud.
        folder: empty.
        kept: what was made before.
        progress: told how far it is.

    Raises:
        HoorstukError: a file could not be encoded, or does not sound as it should.
    """
    progress("mastering", 0, 1)
    article = edition.article
    image = _cover(article.title, folder, kept)
    tags = Tags(
        title=article.title,
        album=article.title,
        narrator=edition.voice.name,
        author=article.author,
        description=article.lead,
        date=article.date,
        cover=(folder / cover.NAME).read_bytes(),
    )
    with ThreadPoolExecutor(order.jobs) as pool:
        masters = find_masters(edition, order.preset, kept.levels, pool)
        studio = Studio(folder, order.preset, masters, kept, pool, progress)
        sounds = deliver_sound(edition, order.formats, tags, studio)
    _check(edition, order.preset, sounds[0].levels)
    made = [manifest.sound_file(folder, sound) for sound in sounds]
    told = manifest.chapters(edition, folder, chapter_names(edition, order.formats[0]))
    return manifest.episode(edition, told, [*made, image, *_texts(edition, told, folder)])


def _cover(title: str, folder: Path, kept: Kept) -> File:
    recipe = cover.recipe(title)
    if not kept.take_over(recipe, folder / cover.NAME):
        files.write(folder / cover.NAME, cover.draw(title))
    return replace(manifest.file(folder / cover.NAME, cover.TYPE), recipe=recipe)


TEXTS: Sequence[tuple[str, str, Callable[[Sequence[Chapter]], str]]] = (
    ("captions.vtt", captions.WEBVTT, captions.webvtt),
    ("captions.srt", captions.SUBRIP, captions.subrip),
    ("words.json", "application/json", words.timings),
    ("chapters.json", "application/json+chapters", chapters.podcasting),
)
"""Name, media type, and what makes it of the manifest's chapters."""


def _texts(edition: Edition, told: Sequence[Chapter], folder: Path) -> list[File]:
    for name, _, made in TEXTS:
        files.write(folder / name, made(told).encode())
    files.write(folder / said.NAME, script.as_json(edition).encode())
    listed = [(name, media_type) for name, media_type, _ in TEXTS]
    listed.append((said.NAME, "application/json"))
    return [manifest.file(folder / name, media_type) for name, media_type in listed]


def _check(edition: Edition, preset: Preset, whole: Levels) -> None:
    deviation = preset.deviation(whole)
    if abs(deviation) > preset.tolerance:
        raise HoorstukError(
            f"{edition.slug}: is {deviation:+.1f} dB off the {preset.target} of {preset.name}; "
            "choose another voice or preset"
        )
