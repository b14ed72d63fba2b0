"""The page of an episode: its text, and a player that follows it."""

from collections.abc import Sequence
from pathlib import Path

from narrate.delivery import cover
from narrate.publish.channel import Channel
from narrate.publish.characters import shortened
from narrate.publish.dutch import duration
from narrate.publish.pages import document, metadata
from narrate.publish.pages.downloads import downloads
from narrate.publish.pages.reading import Reading, reading
from narrate.publish.work import Release, Work

STYLES = ["colours", "base", "reading", "player"]
SCRIPTS = [
    "say", "kept", "sentences", "player", "follow", "jump",
    "place", "timer", "settings", "keys", "session", "start",
]  # fmt: skip
"""In this order: each may use what those before it name."""


def write(work: Work, path: Path) -> None:
    """Write the page of an episode.

    The downloads that it lists besides the sound are the files that stand beside `path`, so the
    page is written after them.
    """
    told = reading(work.episode)
    release, channel = work.release, work.channel
    picture = f"{release.edition}/{cover.NAME}" if cover.NAME in work.files else ""
    summary = document.texts()["metadata"]["summary"]
    page = document.rendered(
        "episode.html",
        STYLES,
        SCRIPTS,
        release=release,
        channel=channel,
        reading=told,
        title_is_spoken=" ".join(line.text for line in told.title) == release.title,
        lead="" if told.lead else work.episode.description,
        downloads=tuple(downloads(release, path.parent)),
        sound=release.enclosures[0],
        canonical=channel.url(f"{release.slug}/index.html") if channel.base_url else "",
        graph=_graph(release, channel, picture),
        linked_data=metadata.episode(
            release, channel, picture, summary.replace("{duration}", duration(release.duration))
        ),
        script_data=_for_script(release, channel, picture, told),
    )
    path.write_text(page, "utf-8")


def _graph(release: Release, channel: Channel, picture: str) -> Sequence[tuple[str, str]]:
    sound = f"{release.edition}/{release.enclosures[0].path}"
    return metadata.open_graph(
        channel,
        f"{release.slug}/index.html",
        title=shortened(release.title, 200),
        description=shortened(release.description, 300),
        image=picture and metadata.address(channel, release.slug, picture),
        audio=metadata.address(channel, release.slug, sound),
    )


def _for_script(
    release: Release, channel: Channel, picture: str, told: Reading
) -> dict[str, object]:
    """What the script has to know beside the text."""
    return {
        "slug": release.slug,
        "title": release.title,
        "author": release.author or channel.title,
        "duration": round(release.duration, 3),
        "cover": picture,
        "chapters": [[round(part.start, 3), part.title] for part in told.parts],
        "texts": document.texts()["script"],
    }
