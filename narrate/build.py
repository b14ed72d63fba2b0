"""The whole way from an article's file to its episode's folder."""

import hashlib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from narrate import files, library
from narrate.article import Article
from narrate.coverage import Coverage
from narrate.delivery import Kept, Order, deliver
from narrate.delivery.mp3 import samples_per_frame
from narrate.edition import Edition
from narrate.episode import MANIFEST, Episode
from narrate.levels import LevelStore
from narrate.lexicon import Lexicon
from narrate.music import Music
from narrate.names import slug
from narrate.progress import Report
from narrate.readers.source import Source
from narrate.script import Script
from narrate.scriptwriting import write_script
from narrate.takes import Takes
from narrate.timeline import Pauses, Track, lay_out
from narrate.voice import Voice

VERSION = 6
"""Raise it when the same script gives other files: every episode is then made again."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How every article of one command is narrated."""

    library: Path
    voice: Voice
    lexicon: Lexicon
    pauses: Pauses
    music: Music
    order: Order
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
    Lexicon.of_table(article.lexicon, article.source).check(settings.voice.known)
    script = write_script(article, settings.lexicon)
    coverage = Coverage.of(article, script)
    recipe = _recipe(article, script, settings)
    folder = settings.library / slug(source.stem or article.title)
    earlier = library.intact(folder)
    if earlier and earlier.recipe == recipe and not settings.force:
        return Built(earlier, folder, changed=False)
    tracks = tuple(_tracks(script, settings, progress))
    edition = Edition(folder.name, article, settings.voice, recipe, coverage, tracks)
    levels = LevelStore(settings.library / library.TAKES)
    kept = Kept(folder, None if settings.force else earlier, levels)
    with library.replacing(folder) as new:
        episode = deliver(edition, settings.order, new, kept, progress)
        files.write(new / MANIFEST, episode.to_json().encode())
        library.keep_published(folder, new)
    return Built(episode, folder, changed=True)


def _recipe(article: Article, script: Script, settings: Settings) -> str:
    told = (article.title, article.author, article.date, article.lead, article.questions)
    order = ([form.name for form in settings.order.formats], settings.order.preset)
    speaking = (settings.voice.fingerprint, settings.pauses, settings.music.fingerprint)
    shaped_by = (VERSION, told, script, speaking, order)
    return hashlib.sha256(repr(shaped_by).encode()).hexdigest()


def _tracks(script: Script, settings: Settings, progress: Report) -> list[Track]:
    """Speak every sentence that was not spoken before, and put all of them on the clock."""
    sentences = [sentence for chapter in script.chapters for sentence in chapter.sentences]
    store = Takes(settings.library / library.TAKES, settings.voice)
    takes = []
    for take in store.of(sentences, settings.order.jobs):
        takes.append(take)
        progress("speaking", len(takes), len(sentences))
    rest, rate = iter(takes), settings.voice.rate
    grain, pauses = samples_per_frame(rate), settings.order.preset.around(settings.pauses)
    tracks = [
        lay_out(chapter, list(islice(rest, len(chapter.sentences))), rate, pauses, grain)
        for chapter in script.chapters
    ]
    return settings.music.around(tracks, grain)
