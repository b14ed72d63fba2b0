"""An episode with everything that an article may hold, ready to be published."""

from dataclasses import replace
from pathlib import Path

import pytest

from narrate.publish.channel import Channel
from narrate.publish.work import Enclosure, Release, Work, readable

EVERYTHING = Path(__file__).parents[2] / "data" / "publish" / "alles.md"
AWKWARD = 'Jan & <i>Piet</i> zeiden: "\'t Is 3 > 2" 🙂 שלום \u202eomgekeerd\u202c'


@pytest.fixture(scope="session")
def narrated(run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the episode: with a list, a table, a note, a picture and English words."""
    library = tmp_path_factory.mktemp("published")
    done = run("narrate", "build", EVERYTHING, "--library", library, "--formats", "mp3,opus")
    assert done.returncode == 0, done.stderr
    return library / "alles"


@pytest.fixture(scope="session")
def work(narrated: Path) -> Work:
    """What the makers of pages and books are given."""
    return work_on(narrated)


@pytest.fixture(scope="session")
def awkward(work: Work) -> Work:
    """The same with titles and a sentence that hold markup, quotes, emoji and Hebrew."""
    first, *others = work.episode.chapters
    sentence = replace(first.sentences[0], text=AWKWARD)
    first = replace(first, title=AWKWARD, sentences=(sentence, *first.sentences[1:]))
    episode = replace(work.episode, title=AWKWARD * 80, author=AWKWARD, chapters=(first, *others))
    release = replace(work.release, title=AWKWARD * 80, author=AWKWARD, description=AWKWARD)
    channel = replace(work.channel, title=AWKWARD, author=AWKWARD)
    return replace(work, episode=episode, release=release, channel=channel)


def work_on(folder: Path, channel: Channel | None = None) -> Work:
    """An episode's folder as it is published for the first time."""
    episode = readable(folder)
    sounds = [file for file in episode.files if file.path.startswith("episode.")]
    release = Release(
        slug=episode.slug,
        guid="5c1f9a0e-6f0e-5f6a-9d5d-2d8c9a4f1b77",
        published="2026-03-01T00:00:00Z",
        updated=episode.built,
        title=episode.title,
        description=episode.description,
        author=episode.author,
        language=episode.language,
        duration=episode.duration,
        edition="edition-0123456789",
        enclosures=tuple(Enclosure(file.path, file.type, file.bytes) for file in sounds),
        chapters=tuple((chapter.start, chapter.title) for chapter in episode.chapters),
    )
    return Work(episode, folder, channel or Channel(), release)
