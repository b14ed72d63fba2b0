"""The page of the whole library: its episodes, and a field to search them."""

from collections.abc import Sequence

from narrate.publish.channel import Channel
from narrate.publish.pages import document, metadata
from narrate.publish.work import Release

LARGEST = 280_000
"""Bytes that the page may take before it tells less of each episode."""
LONGEST_TITLE = 150
"""Bytes."""

STYLES = ["colours", "base", "library"]
SCRIPTS = ["say", "kept", "search"]


def library_page(channel: Channel, releases: Sequence[Release]) -> str:
    """The page as HTML, of releases in their order; the more of them, the less it tells of each."""
    for longest in (240, 120, 60, 1):
        told = _page(channel, releases, longest)
        if len(told.encode()) <= LARGEST:
            break
    return told


def _page(channel: Channel, releases: Sequence[Release], longest: int) -> str:
    linked = {"@context": "https://schema.org", **metadata.series(channel)}
    return document.rendered(
        "library.html",
        STYLES,
        SCRIPTS,
        channel=channel,
        releases=releases,
        longest=longest,
        longest_title=LONGEST_TITLE,
        canonical=channel.url("index.html") if channel.base_url else "",
        graph=metadata.open_graph(
            channel,
            "index.html",
            title=channel.title,
            description=channel.description,
            image=channel.url(channel.artwork),
        ),
        linked_data=linked,
        script_data={"texts": document.texts()["library"]["script"]},
    )
