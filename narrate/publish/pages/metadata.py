"""What search engines and other programs read of a page: schema.org and Open Graph."""

from collections.abc import Sequence

from narrate.publish.channel import Channel
from narrate.publish.work import Release

FEATURES = (
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "synchronizedAudioText",
    "tableOfContents",
    "transcript",
    "unlocked",
)
"""`accessibilityFeature` of an episode's page (schema.org accessibility vocabulary, W3C)."""


def episode(release: Release, channel: Channel, summary: str) -> dict[str, object]:
    """A `PodcastEpisode` of schema.org; its addresses are whole when the library has one.

    Args:
        release: the episode.
        channel: its library.
        summary: what a reader without sight or hearing may want to know of the page.
    """
    path = f"{release.slug}/index.html"
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "@id": f"urn:uuid:{release.guid}",
        "name": release.title,
        "description": release.description,
        "inLanguage": release.language,
        "datePublished": release.published,
        "dateModified": release.updated,
        "timeRequired": iso_duration(release.duration),
        "associatedMedia": [
            {
                "@type": "AudioObject",
                "contentUrl": _from_page(channel, release.slug, f"{release.edition}/{sound.path}"),
                "encodingFormat": sound.type,
                "contentSize": str(sound.bytes),
                "duration": iso_duration(release.duration),
            }
            for sound in release.enclosures
        ],
        "partOfSeries": series(channel, "" if channel.base_url else "../"),
        "isAccessibleForFree": True,
        "accessMode": ["auditory", "textual"],
        "accessModeSufficient": [
            {"@type": "ItemList", "itemListElement": ["auditory"]},
            {"@type": "ItemList", "itemListElement": ["textual"]},
        ],
        "accessibilityFeature": list(FEATURES),
        "accessibilityHazard": ["noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"],
        "accessibilityControl": ["fullKeyboardControl", "fullMouseControl", "fullTouchControl"],
        "accessibilitySummary": summary,
    }
    if channel.base_url:
        told["url"] = channel.url(path)
        told["image"] = channel.url(f"{release.slug}/{release.edition}/cover.jpg")
    if release.author:
        told["author"] = {"@type": "Person", "name": release.author}
    return told


def series(channel: Channel, root: str = "") -> dict[str, object]:
    """The library as a `PodcastSeries`; `root` goes before addresses that are not whole."""
    told: dict[str, object] = {
        "@type": "PodcastSeries",
        "name": channel.title,
        "description": channel.description,
        "inLanguage": channel.language,
        "webFeed": root + channel.url("feed.xml"),
        "url": channel.link or root + channel.url("index.html"),
    }
    if channel.author:
        told["author"] = {"@type": "Organization", "name": channel.author}
    return told


def open_graph(channel: Channel, path: str, **told: str) -> Sequence[tuple[str, str]]:
    """The Open Graph of a page; nothing while the library has no address, for it takes only whole
    ones (ogp.me)."""
    if not channel.base_url:
        return ()
    return (
        ("og:type", "website"),
        ("og:locale", "nl_NL"),
        ("og:site_name", channel.title),
        ("og:url", channel.url(path)),
        *((f"og:{key}", value) for key, value in told.items() if value),
    )


def iso_duration(seconds: float) -> str:
    """A duration in ISO 8601: `PT8M32S`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + f"{rest}S"


def _from_page(channel: Channel, slug: str, path: str) -> str:
    return channel.url(f"{slug}/{path}") if channel.base_url else path
