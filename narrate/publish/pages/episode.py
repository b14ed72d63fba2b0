"""The page of an episode: its text, and a player that follows it."""

from pathlib import Path

from narrate.publish.characters import shortened
from narrate.publish.dutch import duration
from narrate.publish.pages import document, metadata
from narrate.publish.pages.downloads import downloads
from narrate.publish.pages.reading import reading
from narrate.publish.work import Work

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
    texts = document.texts()
    summary = texts["metadata"]["summary"].replace("{duration}", duration(release.duration))
    spoken_title = " ".join(line.text for line in told.title)
    address = f"{release.slug}/index.html"
    page = document.rendered(
        "episode.html",
        STYLES,
        SCRIPTS,
        release=release,
        channel=channel,
        reading=told,
        title_is_spoken=spoken_title == release.title,
        lead="" if told.lead else work.episode.description,
        downloads=tuple(downloads(release, path.parent)),
        sound=release.enclosures[0],
        canonical=channel.url(address) if channel.base_url else "",
        graph=metadata.open_graph(
            channel,
            address,
            title=shortened(release.title, 200),
            description=shortened(release.description, 300),
            image=channel.url(f"{release.slug}/{release.edition}/cover.jpg"),
            audio=channel.url(f"{release.slug}/{release.edition}/{release.enclosures[0].path}"),
        ),
        linked_data=metadata.episode(release, channel, summary),
        script_data={
            "slug": release.slug,
            "title": release.title,
            "author": release.author or channel.title,
            "duration": round(release.duration, 3),
            "cover": f"{release.edition}/cover.jpg",
            "chapters": [[round(part.start, 3), part.title] for part in told.parts],
            "texts": texts["script"],
        },
    )
    path.write_text(page, "utf-8")
