"""One episode is published: its edition first, then every form, its page the last."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid5

from narrate import files, library
from narrate.delivery import cover
from narrate.episode import MANIFEST, Episode
from narrate.errors import HoorstukError
from narrate.publish import audio_zip, daisy, epub, pages, transcript
from narrate.publish.blocks import blocks
from narrate.publish.channel import Channel
from narrate.publish.ledger import Entry
from narrate.publish.work import Enclosure, Release, Work, readable

FORMS: Mapping[str, Callable[[Work, Path], None]] = {
    "episode.epub": epub.write,
    "daisy.zip": daisy.write,
    "audio.zip": audio_zip.write,
    "index.html": pages.write,
}
"""Every form that is one file, and what makes it; the page, which leads to the others, is last."""
TEXTS: Mapping[str, Callable[[Work], str]] = {
    "transcript.html": transcript.as_html,
    "transcript.txt": transcript.as_text,
}
LINKED = ("captions.vtt", "captions.srt", "words.json", "chapters.json", cover.NAME)
"""What an edition holds of what was built, beside the sound."""
LEAD = 300
"""Characters of an episode's opening that stand in for a description, at most."""


@dataclass(frozen=True, slots=True)
class Podcast:
    """What all episodes share."""

    channel: Channel
    guid: str
    """A UUID."""


def released(folder: Path, podcast: Podcast, kept: Entry | None) -> Entry:
    """Publish the episode in a folder, unless it stands there as it would be.

    Args:
        folder: of the episode.
        podcast: that it belongs to.
        kept: the episode as it was published before.

    Raises:
        HoorstukError: the folder is damaged; what was published of it is then as it was.
    """
    recipe = _recipe(folder, podcast)
    if kept and kept.recipe == recipe and stands(folder, kept):
        return kept
    episode = readable(folder)
    _check(folder, episode)
    work = Work(episode, folder, podcast.channel, _release(episode, podcast, kept))
    edition = folder / work.release.edition
    with library.replacing(edition) as new:
        _fill(new, work)
    for name, write in FORMS.items():
        with files.replacing(folder / name, unless_same=True) as new:
            write(work, new)
    made = [*sorted(edition.iterdir()), *(folder / name for name in FORMS)]
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in made}
    return Entry(work.release, recipe, sizes)


def stands(folder: Path, entry: Entry) -> bool:
    """Whether every file that was published of an episode is still there."""
    return all(_size(folder / path) == size for path, size in entry.files.items())


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _recipe(folder: Path, podcast: Podcast) -> str:
    try:
        manifest = files.sha256(folder / MANIFEST)
    except OSError as error:
        raise HoorstukError(
            f"{folder / MANIFEST}: cannot be read ({error.strerror}); build the episode again"
        ) from None
    return hashlib.sha256(repr((_code(), manifest, podcast)).encode()).hexdigest()


@cache
def _code() -> str:
    """Stands for all that makes the forms: another version of it makes every form again."""
    made_by = sorted(path for path in Path(__file__).parent.rglob("*.*") if path.suffix != ".pyc")
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_by)).hexdigest()


def _check(folder: Path, episode: Episode) -> None:
    for file in episode.files:
        path = folder / file.path
        if _size(path) != file.bytes or files.sha256(path) != file.sha256:
            raise HoorstukError(f"{path}: is missing or damaged; build the episode again")


def _fill(edition: Path, work: Work) -> None:
    """Put into an edition's folder what the feed and the page refer to."""
    for name in (*(sound.path for sound in work.release.enclosures), *LINKED):
        if name in work.files:
            files.link(work.folder / name, edition / name)
    for name, text in TEXTS.items():
        files.write(edition / name, text(work).encode())


def _release(episode: Episode, podcast: Podcast, kept: Entry | None) -> Release:
    whole = (file for file in episode.files if file.loudness and file.path.startswith("episode."))
    # Podcast apps take the first, and all of them play MP3.
    sounds = sorted(whole, key=lambda file: file.path != "episode.mp3")
    sound = hashlib.sha256("".join(file.sha256 for file in sounds).encode()).hexdigest()
    edition = f"edition-{sound[:10]}"
    before = kept.release if kept else None
    return Release(
        slug=episode.slug,
        guid=before.guid if before else str(uuid5(UUID(podcast.guid), episode.slug)),
        published=_dated(episode.date) or (before.published if before else episode.built),
        updated=before.updated if before and before.edition == edition else episode.built,
        title=episode.title,
        description=episode.description or _opening(episode),
        author=episode.author or podcast.channel.author,
        language=episode.language,
        duration=episode.duration,
        edition=edition,
        enclosures=tuple(Enclosure(file.path, file.type, file.bytes) for file in sounds),
        chapters=tuple((chapter.start, chapter.title) for chapter in episode.chapters),
    )


def _dated(written: str) -> str:
    """A date as the front matter has it, as a time; empty when it is written otherwise."""
    try:
        return f"{date.fromisoformat(written[:10])}T00:00:00Z"
    except ValueError:
        return ""


def _opening(episode: Episode) -> str:
    """The first sentences of an episode's text, as many as fit, the first in any case."""
    told = ""
    for sentence in _sentences(episode):
        longer = f"{told} {sentence}".strip()
        if told and len(longer) > LEAD:
            break
        told = longer
    return told if len(told) <= LEAD else told[: LEAD - 1].rsplit(" ", 1)[0] + "…"


def _sentences(episode: Episode) -> Iterator[str]:
    texts = (
        sentence.text
        for chapter in episode.chapters
        for block in blocks(chapter)
        if block.kind == "paragraph"
        for sentence in block.items[0]
    )
    return islice(texts, 10)
