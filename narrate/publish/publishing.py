"""The whole of a library is published: its episodes, then its feed and its page.

Every episode is published in its own folder before the feed and the library's page lead to it, and
what they led to until then is removed after that: at no moment does a link lead nowhere.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from narrate import files
from narrate.episode import MANIFEST
from narrate.errors import HoorstukError
from narrate.publish import artwork, feed, ledger, pages
from narrate.publish.channel import Channel
from narrate.publish.ledger import Ledger
from narrate.publish.releasing import Podcast, released
from narrate.publish.work import Release, newest_first

PAGE = "index.html"
_PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""Namespace of podcasts' identifiers (Podcasting 2.0, `podcast:guid`)."""


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it."""

    releases: tuple[Release, ...]
    """What the feed holds, the newest first."""
    written: tuple[str, ...]
    """Slugs of the episodes and names of the library's files that were made anew."""
    pruned: tuple[str, ...]
    """Slugs of the episodes that left the feed."""
    wrong: tuple[str, ...]
    """A line for each episode that could not be published; it stays in the feed as it was."""


def publish(folder: Path, channel: Channel, prune: bool = False) -> Published:
    """Publish every episode of a library, then its feed and its page.

    Args:
        folder: of the library.
        channel: what the library calls itself.
        prune: take episodes that are gone out of the feed.

    Raises:
        HoorstukError: there is no such folder, or its ledger cannot be read.
    """
    if not folder.is_dir():
        raise HoorstukError(
            f"{folder}: no such folder; build an episode with: narrate build ARTICLE"
        )
    book = ledger.read(folder)
    book.guid = channel.guid or book.guid or _guid(channel)
    written, wrong = _publish_episodes(folder, Podcast(channel, book.guid), book)
    gone = sorted(slug for slug in book.entries if not (folder / slug / MANIFEST).exists())
    if prune:
        for slug in gone:
            del book.entries[slug]
    else:
        wrong += [_is_gone(folder / slug) for slug in gone]
    book.write(folder)
    written += _put_cover(folder, channel)
    releases = newest_first(entry.release for entry in book.entries.values())
    made = {
        feed.NAME: feed.feed(channel, book.guid, releases),
        PAGE: pages.library_page(channel, releases).encode(),
    }
    written += [name for name in made if files.write_changed(folder / name, made[name])]
    _clear(folder, channel, book)
    return Published(releases, tuple(written), tuple(gone if prune else ()), tuple(wrong))


def _publish_episodes(folder: Path, podcast: Podcast, book: Ledger) -> tuple[list[str], list[str]]:
    """Publish each episode; give the slugs of those made anew, and what was wrong."""
    written, wrong = [], []
    for manifest in sorted(folder.glob(f"[!.]*/{MANIFEST}")):
        slug = manifest.parent.name
        kept = book.entries.get(slug)
        try:
            entry = released(manifest.parent, podcast, kept)
        except HoorstukError as error:
            wrong.append(str(error))
            continue
        if entry is not kept:
            written.append(slug)
            book.entries[slug] = entry
    return written, wrong


def _put_cover(folder: Path, channel: Channel) -> list[str]:
    """Put the channel's cover there, unless it is; give the names of what was written."""
    if (folder / channel.artwork).exists():
        return []
    files.write(folder / channel.artwork, artwork.content(channel.cover, channel.title))
    return [channel.artwork]


def _clear(folder: Path, channel: Channel, book: Ledger) -> None:
    """Remove the covers and editions that nothing leads to any more."""
    for picture in folder.glob("cover-*.*"):
        if picture.name != channel.artwork:
            picture.unlink()
    for slug, entry in book.entries.items():
        for edition in (folder / slug).glob("edition-*"):
            if edition.name != entry.release.edition:
                shutil.rmtree(edition, ignore_errors=True)


def _guid(channel: Channel) -> str:
    """The identifier of a podcast: of its feed's address, or of its title while it has none."""
    address = channel.url(feed.NAME)
    parts = urlsplit(address)
    name = f"{parts.netloc}{parts.path}" if parts.netloc else channel.title
    return str(uuid5(_PODCASTS, name))


def _is_gone(folder: Path) -> str:
    return (
        f"{folder}: was published, and is gone; build it again, or take it out of the feed with: "
        "narrate publish --prune"
    )
