"""A whole episode on its timeline: what was narrated, before any file is written."""

from dataclasses import dataclass
from itertools import accumulate

from narrate.article import Article
from narrate.coverage import Coverage
from narrate.timeline import Track
from narrate.voice import Voice


@dataclass(frozen=True, slots=True)
class Edition:
    """An article as one voice narrated it."""

    slug: str
    """Name of its folder."""
    article: Article
    voice: Voice
    recipe: str
    """SHA-256 of everything that shapes the audio."""
    coverage: Coverage
    tracks: tuple[Track, ...]
    """One for each chapter."""

    @property
    def rate(self) -> int:
        """Samples per second."""
        return self.voice.rate

    @property
    def length(self) -> int:
        """Samples of the whole episode."""
        return sum(track.length for track in self.tracks)

    @property
    def starts(self) -> list[int]:
        """For each track, the sample of the whole episode on which it begins."""
        return list(accumulate((track.length for track in self.tracks[:-1]), initial=0))
