"""One episode as it is published: what the makers of pages, books and feeds are given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from narrate import episode as manifests
from narrate.episode import Chapter, Episode, File
from narrate.errors import HoorstukError
from narrate.publish.channel import Channel
from narrate.publish.characters import is_language, plain


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A sound file of the whole episode."""

    path: str
    """In the episode's folder."""
    type: str
    """Media type."""
    bytes: int


@dataclass(frozen=True, slots=True)
class Release:
    """What the feed and the library's page say of an episode; kept in the ledger."""

    slug: str
    guid: str
    """Of the item, for life."""
    published: str
    """When it first was, UTC, ISO 8601; the article's own date when it has one."""
    updated: str
    """When its sound last changed."""
    title: str
    description: str
    """Its lead, or how it begins."""
    author: str
    language: str
    duration: float
    """Seconds."""
    edition: str
    """Folder in the episode's folder with all that the feed and the page refer to. Another sound
    gives another name, so an address never changes what it stands for."""
    enclosures: tuple[Enclosure, ...]
    """The first is MP3 where that was built: every app plays it."""
    chapters: tuple[tuple[float, str], ...]
    """(start in seconds, title) of each."""


def newest_first(releases: Iterable[Release]) -> tuple[Release, ...]:
    """Releases as listeners find them; those of one moment by their slug."""
    by_slug = sorted(releases, key=lambda release: release.slug)
    return tuple(sorted(by_slug, key=lambda release: moment(release.published), reverse=True))


def moment(written: str) -> datetime:
    """A moment of ISO 8601; of UTC when it names no other zone."""
    told = datetime.fromisoformat(written)
    return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Work:
    """An episode and what is said of it. Its texts hold no character that XML does not take."""

    episode: Episode
    folder: Path
    channel: Channel
    release: Release

    @property
    def files(self) -> Mapping[str, File]:
        """The episode's files by name."""
        return {file.path: file for file in self.episode.files}

    def path(self, name: str) -> Path:
        """Where a file of the episode is.

        Raises:
            HoorstukError: it is not there, or not as long as the manifest says.
        """
        path = self.folder / name
        if not path.is_file() or path.stat().st_size != self.files[name].bytes:
            raise HoorstukError(f"{path}: missing or damaged; build the episode again")
        return path


def readable(folder: Path) -> Episode:
    """The manifest in a folder, its texts fit for XML.

    Raises:
        HoorstukError: it cannot be read, or does not say where its sentences stand.
    """
    told = manifests.read(folder)
    if all(s.place == "paragraph" for chapter in told.chapters for s in chapter.sentences):
        raise HoorstukError(
            f"{folder / manifests.MANIFEST}: was made by an earlier version, which kept no "
            "headings; build the episode again"
        )
    return replace(
        told,
        title=plain(told.title) or told.slug,
        source=plain(told.source) or told.slug,
        language=told.language if is_language(told.language) else "nl",
        author=plain(told.author),
        description=plain(told.description),
        chapters=tuple(map(_chapter, told.chapters)),
    )


def _chapter(chapter: Chapter) -> Chapter:
    sentences = tuple(
        replace(
            sentence,
            text=plain(sentence.text),
            words=tuple(replace(word, text=plain(word.text)) for word in sentence.words),
            foreign=tuple(run for run in sentence.foreign if is_language(run.language)),
        )
        for sentence in chapter.sentences
    )
    return replace(chapter, title=plain(chapter.title) or str(chapter.number), sentences=sentences)
