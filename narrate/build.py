"""The whole way from an article's file to its episode's folder."""

import hashlib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from narrate import files, library
from narrate.coverage import Coverage
from narrate.delivery import deliver
from narrate.edition import Edition
from narrate.episode import MANIFEST, Episode
from narrate.lexicon import Lexicon
from narrate.names import slug
from narrate.progress import Report
from narrate.readers.source import Source
from narrate.script import Script
from narrate.scriptwriting import write_script
from narrate.takes import Takes
from narrate.timeline import Pauses, Track, lay_out
from narrate.voice import Voice

VERSION = 1
"""Raise it when the same script gives other files: every episode is then made again."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How every article of one command is narrated."""

    library: Path
    voice: Voice
    lexicon: Lexicon
    pauses: Pauses
    jobs: int
    """Sentences spoken and files encoded at the same time."""
    force: bool
    """Make the episode again even when nothing changed."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave."""

    episode: Episode
    folder: Path
    changed: bool
    """False when the episode was there already, made from the same words and voice."""


def build(source: Source, settings: Settings, progress: Report) -> Built:
    """Read, speak, master and deliver one article.

    Raises:
        HoorstukError: the article cannot be read, or no episode can be made of it; the library
            is then as it was.
    """
    article = source.read()
    script = write_script(article, settings.lexicon)
    coverage = Coverage.of(article, script)
    recipe = _recipe(article.title, script, settings)
    folder = settings.library / slug(source.stem or article.title)
    kept = None if settings.force else library.intact(folder, recipe)
    if kept is not None:
        return Built(kept, folder, changed=False)
    edition = Edition(
        folder.name,
        article,
        settings.voice,
        recipe,
        coverage,
        tuple(_tracks(script, settings, progress)),
    )
    with library.replacing(folder) as new:
        episode = deliver(edition, new, settings.jobs, progress)
        files.write(new / MANIFEST, episode.to_json().encode())
    return Built(episode, folder, changed=True)


def _recipe(title: str, script: Script, settings: Settings) -> str:
    shaped_by = (VERSION, title, script, settings.voice.fingerprint, settings.pauses)
    return hashlib.sha256(repr(shaped_by).encode()).hexdigest()


def _tracks(script: Script, settings: Settings, progress: Report) -> list[Track]:
    """Speak every sentence that was not spoken before, and put all of them on the clock."""
    sentences = [sentence for chapter in script.chapters for sentence in chapter.sentences]
    store = Takes(settings.library / library.TAKES, settings.voice)
    takes = []
    for take in store.of(sentences, settings.jobs):
        takes.append(take)
        progress("speaking", len(takes), len(sentences))
    rest = iter(takes)
    return [
        lay_out(
            chapter,
            list(islice(rest, len(chapter.sentences))),
            settings.voice.rate,
            settings.pauses,
        )
        for chapter in script.chapters
    ]
