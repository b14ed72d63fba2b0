"""Replies: what the skill says around an answer, filled in; the Dutch is `data/nl/replies.toml`."""

from collections.abc import Iterator, Mapping, Sequence

from skill.commands import stressed
from skill.dialogue.shelf import Shelf
from skill.dialogue.state import Visit
from skill.find import Found
from skill.library import Chapter, Episode, Place
from skill.templates import DATA, read_toml

MOST_WORDS = 4
"""Of a signpost."""
MOST_TITLES = 5
"""Episodes that are named in one go."""


class Replies:
    """The sentences of `replies.toml`, about one library."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._texts = read_toml(DATA / "replies.toml")
        self.earcons: Mapping[str, str] = {
            name: entry["words"] for name, entry in read_toml(DATA / "earcons.toml").items()
        }
        """What each short sound means, by its name."""

    def text(self, name: str, **fields: object) -> str:
        """A reply with its names in braces filled in; whole numbers become words."""
        filled = {
            key: stressed(value) if isinstance(value, int) else value
            for key, value in fields.items()
        }
        reply: str = self._texts[name]
        return reply.format(**filled)

    def templates(self) -> Iterator[str]:
        """Every reply, with its names in braces."""
        yield from (text for text in self._texts.values() if isinstance(text, str))

    def signpost(self, found: Found, here: Place | None) -> str:
        """Where the answer stands, in at most four words."""
        chapter = found.chapter
        title = as_sentence(chapter.title)
        if chapter.role == "disclaimer":
            return self.text("signpost_disclaimer", title=title)
        if here is not None and here.episode != chapter.episode:
            return self.text("signpost_elsewhere", chapter=chapter.number)
        whole = self.text("signpost_chapter", chapter=chapter.number, title=title)
        if len(whole.split()) <= MOST_WORDS:
            return whole
        return self.text("signpost_chapter_alone", chapter=chapter.number)

    def place(self, place: Place) -> str:
        """A place by its chapter's number and title."""
        return self.chapter(self._shelf.chapter(place))

    def chapter(self, chapter: Chapter) -> str:
        """A chapter by its number and title."""
        title = as_sentence(chapter.title)
        return self.text(f"place_{chapter.role}", chapter=chapter.number, title=title)

    def choice(self, first: Chapter, second: Chapter) -> str:
        """The question which of two chapters is meant."""
        names = [
            self.text(f"choice_{one.role}", which=one.number, what=one.title.rstrip(".?!"))
            for one in (first, second)
        ]
        return self.text("choice", first=names[0], second=names[1])

    def contents(self, episode: Episode) -> str:
        """The chapters of an episode."""
        chapters = " ".join(
            self.text(
                f"contents_{chapter.role}",
                chapter=chapter.number,
                title=as_sentence(chapter.title),
            )
            for chapter in episode.chapters
        )
        return self.text("contents", title=as_sentence(episode.title), chapters=chapters)

    def episodes(self) -> str:
        """The titles of the library, of a large one the newest."""
        episodes = self._shelf.episodes
        titles = " ".join(as_sentence(episode.title) for episode in episodes[:MOST_TITLES])
        name = "episodes" if len(episodes) == 1 else "episodes_some"
        return self.text(name, how_many=self.count("episode", len(episodes)), titles=titles)

    def count(self, thing: str, number: int) -> str:
        """So many episodes, bookmarks or places, in words."""
        return self.text(f"one_{thing}" if number == 1 else f"more_{thing}s", count=number)

    def length(self, seconds: float) -> str:
        """About how long: in minutes, as people say it."""
        minutes = round(seconds / 60)
        if seconds < 45:
            return self.text("less_than_a_minute")
        return self.text("about_minutes" if minutes > 1 else "about_a_minute", count=minutes)

    def visits(self, visits: Sequence[Visit]) -> str:
        """The places to which the listener can go back, each with its number."""
        places = " ".join(
            self.text(f"visit_{visit.reason}", number=n, place=self.place(visit.place))
            for n, visit in enumerate(visits, start=1)
        )
        return self.text("visits", how_many=self.count("place", len(visits)), places=places)

    def list_of(self, places: Sequence[Place]) -> str:
        """Bookmarks, each with its number."""
        return " ".join(
            self.text("bookmarks_entry", number=n, place=self.place(place))
            for n, place in enumerate(places, start=1)
        )


def as_sentence(title: str) -> str:
    """A title that ends as a sentence does, so that the voice comes to rest after it."""
    return title if title.endswith((".", "?", "!")) else f"{title}."
