"""What can be asked about: the chapters of the library, with their sentences and times."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from narrate import episode, library, said
from narrate.errors import HoorstukError
from narrate.names import slug

AT_ONCE = 0.05
"""Seconds before a sentence from which its place counts as in it: seeking is not finer."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it is written, and where it sounds."""

    text: str
    start: float | None
    """Seconds from the start of the chapter's file; None for an article not yet narrated."""
    end: float | None
    spoken: str = ""
    """As the voice says it, which is how a listener will say it."""
    sounds: tuple[tuple[str, str], ...] = ()
    """What of `spoken` is not said as it is written: one word or some, as said, with the IPA that
    is given, else nothing ("")."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of one episode."""

    episode: str
    """The slug of its episode."""
    number: int
    """From 1."""
    title: str
    role: str
    """`chapter` or `disclaimer`."""
    file: Path | None
    """The chapter's audio; None for an article not yet narrated."""
    sentences: tuple[Sentence, ...]
    duration: float = 0.0
    """Seconds; 0 for an article not yet narrated."""
    questions: tuple[str, ...] = ()
    """Those that its maintainer wrote, and that this chapter answers or one beside it with the same
    question."""

    def sentence_at(self, seconds: float) -> int:
        """The number, from 0, of the sentence that sounds then, or was the last to sound."""
        started = [s.start is not None and s.start <= seconds + AT_ONCE for s in self.sentences]
        return max(sum(started) - 1, 0)

    def said_between(self, first: float, last: float) -> list[str]:
        """The sentences, as they are spoken, that sound between two times, in seconds."""
        return [
            sentence.spoken
            for sentence in self.sentences
            if sentence.start is not None
            and sentence.end is not None
            and sentence.end >= first
            and sentence.start <= last
        ]

    def passages(self) -> list[str]:
        """A name for each sentence that stays when the chapter moves or is made again."""
        names, seen = [], Counter[str]()
        for sentence in self.sentences:
            digest = hashlib.sha256(sentence.text.encode()).hexdigest()[:12]
            seen[digest] += 1
            names.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
        return names


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode that can be asked about."""

    slug: str
    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in the library."""

    episode: str
    """A slug."""
    chapter: int
    """From 1."""
    seconds: float
    """In the chapter's file."""


def of_episodes(folder: Path) -> list[Episode]:
    """The episodes of a library, the newest first.

    Raises:
        HoorstukError: the folder is missing, holds no episode, or one that cannot be read.
    """
    kept = sorted(library.episodes(folder).values(), key=lambda e: e.built, reverse=True)
    if not kept:
        raise HoorstukError(f"{folder}: holds no episode yet; make one with: narrate build ARTICLE")
    return [_of_manifest(manifest, folder / manifest.slug) for manifest in kept]


class Watch:
    """A library that is looked at again and again."""

    def __init__(self, folder: Path) -> None:
        """Read the library.

        Raises:
            HoorstukError: as `of_episodes` does.
        """
        self._folder = folder
        self._seen = self._stamps()
        self.episodes = of_episodes(folder)

    def changed(self) -> list[Episode] | None:
        """The episodes as they are now, if anything changed since this was last asked.

        A library that cannot be read at this moment counts as it was.
        """
        stamps = self._stamps()
        if stamps == self._seen:
            return None
        try:
            self.episodes = of_episodes(self._folder)
        except HoorstukError:
            return None
        self._seen = stamps
        return self.episodes

    def _stamps(self) -> dict[str, int]:
        found = {}
        for manifest in self._folder.glob("[!.]*/episode.json"):
            with suppress(OSError):  # it was taken away just now
                found[manifest.parent.name] = manifest.stat().st_mtime_ns
        return found


def _of_manifest(manifest: episode.Episode, folder: Path) -> Episode:
    lines = said.read(folder)[1] if (folder / said.NAME).exists() else ()
    sounds = {line.spoken: given_sounds(word[1:] for word in line.words) for line in lines}
    chapters = (
        Chapter(
            episode=manifest.slug,
            number=chapter.number,
            title=chapter.title,
            role=chapter.role,
            file=folder / chapter.file,
            duration=chapter.duration,
            sentences=tuple(
                Sentence(
                    text=sentence.text,
                    start=sentence.start,
                    end=sentence.end,
                    spoken=sentence.spoken,
                    sounds=sounds.get(sentence.spoken, ()),
                )
                for sentence in chapter.sentences
                if sentence.text not in {chapter.title, manifest.title}
            ),
            questions=written_questions(manifest.questions, chapter.title),
        )
        for chapter in manifest.chapters
    )
    return Episode(manifest.slug, manifest.title, tuple(chapters))


def chapters_of(episodes: Iterable[Episode]) -> list[Chapter]:
    """The chapters of episodes, in their order."""
    return [chapter for episode in episodes for chapter in episode.chapters]


def written_questions(questions: Iterable[str], title: str) -> tuple[str, ...]:
    """Of an article's questions those that a chapter may answer; a heading names one chapter."""
    parted = [question.partition("|") for question in questions]
    return tuple(
        question.strip()
        for question, bar, heading in parted
        if not bar or slug(heading) == slug(title)
    )


def given_sounds(words: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Of words, each as said, with its IPA and its rule, those whose sound is given or spelled."""
    return tuple(
        (spoken, ipa)
        for spoken, ipa, rule in words
        if ipa or (" " in spoken and rule in ("acronym", "lexicon"))
    )
