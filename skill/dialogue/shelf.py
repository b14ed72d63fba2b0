"""The shelf: the library as places, and the way from one to another."""

from collections.abc import Sequence
from dataclasses import replace

from skill.find import Found
from skill.library import Chapter, Episode, Place

BEGINNING = 4.0
"""Seconds into a chapter within which "vorige" means the chapter before."""
REWINDS = ((3600.0, 30.0), (300.0, 10.0), (10.0, 0.0))
"""After so many seconds of silence, go back so many; and then to the start of the sentence."""


class Shelf:
    """The episodes of a library, the newest first."""

    def __init__(self, episodes: Sequence[Episode]) -> None:
        self.episodes = tuple(episodes)
        self._by_slug = {episode.slug: episode for episode in episodes}

    @property
    def start(self) -> Place:
        """The beginning of the newest episode."""
        return self.beginning(self.episodes[0])

    def beginning(self, episode: Episode) -> Place:
        """The beginning of an episode."""
        return Place(episode.slug, 1, 0.0)

    def holds(self, place: Place) -> bool:
        """Whether there is such a chapter, still."""
        episode = self._by_slug.get(place.episode)
        return episode is not None and 1 <= place.chapter <= len(episode.chapters)

    def episode(self, place: Place) -> Episode:
        """The episode of a place."""
        return self._by_slug[place.episode]

    def chapter(self, place: Place) -> Chapter:
        """The chapter of a place."""
        return self.episode(place).chapters[place.chapter - 1]

    def passage(self, found: Found) -> Place:
        """The place where a passage starts."""
        start = found.chapter.sentences[found.first].start
        return Place(found.chapter.episode, found.chapter.number, start or 0.0)

    def sentence_start(self, place: Place) -> Place:
        """The start of the sentence that sounds at a place."""
        sentences = self.chapter(place).sentences
        if not sentences:
            return replace(place, seconds=0.0)
        start = sentences[self.chapter(place).sentence_at(place.seconds)].start or 0.0
        return replace(place, seconds=start if start <= place.seconds + 1.0 else 0.0)

    def beside(self, place: Place, step: int) -> Place | None:
        """The start of the chapter so many further on, or None past either end."""
        number = place.chapter + step
        return self.number(place, number) if number >= 1 else None

    def number(self, place: Place, number: int) -> Place | None:
        """The start of a chapter of the same episode; from the end if negative; None if absent."""
        count = len(self.episode(place).chapters)
        index = number if number > 0 else count + 1 + number
        return Place(place.episode, index, 0.0) if 1 <= index <= count else None

    def before(self, place: Place) -> Place:
        """Where "vorige" goes: the start of this chapter, or near it of the one before."""
        previous = self.beside(place, -1)
        if place.seconds > BEGINNING or previous is None:
            return replace(place, seconds=0.0)
        return previous

    def moved(self, place: Place, seconds: float) -> Place:
        """So many seconds on, or back if negative; into other chapters of the same episode."""
        chapters = self.episode(place).chapters
        number, at = place.chapter, place.seconds + seconds
        while at < 0 and number > 1:
            number -= 1
            at += chapters[number - 1].duration
        while at >= chapters[number - 1].duration and number < len(chapters):
            at -= chapters[number - 1].duration
            number += 1
        end = max(0.0, chapters[number - 1].duration - 1.0)
        return Place(place.episode, number, min(max(at, 0.0), end))

    def left(self, place: Place) -> tuple[float, float]:
        """Seconds that are left of the chapter, and of the whole episode."""
        chapter = max(0.0, self.chapter(place).duration - place.seconds)
        later = self.episode(place).chapters[place.chapter :]
        return chapter, chapter + sum(c.duration for c in later)

    def rewound(self, place: Place, silence: float) -> Place:
        """Where to read on after a silence: the longer, the further back."""
        for at_least, back in REWINDS:
            if silence >= at_least:
                earlier = self.moved(place, -back) if back < place.seconds else place
                return self.sentence_start(earlier)
        return place
