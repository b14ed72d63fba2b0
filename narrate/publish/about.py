"""Who made an episode and when, in a few lines of Dutch."""

from collections.abc import Iterator

from narrate.publish.dutch import day
from narrate.publish.work import Work

VOICE = "Een computerstem leest deze tekst voor."


def about(work: Work) -> Iterator[str]:
    """The lines below a title."""
    if work.release.author:
        yield f"Geschreven door {work.release.author}"
    yield day(work.release.published)
    yield VOICE
