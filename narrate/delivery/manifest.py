"""The manifest of an edition: its timeline in seconds, and the files that were written."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from narrate import files, script
from narrate.delivery.sound import SoundFile
from narrate.edition import Edition
from narrate.episode import (
    SCHEMA,
    Chapter,
    Episode,
    File,
    ForeignWords,
    LoudnessReached,
    Sentence,
    VoiceUsed,
    Word,
)
from narrate.sound import to_seconds
from narrate.timeline import Cue


def episode(edition: Edition, chapters: Sequence[Chapter], made: Sequence[File]) -> Episode:
    """The manifest of the files that were made, of which the first is the whole episode."""
    loudness = made[0].loudness
    assert loudness is not None
    return Episode(
        schema=SCHEMA,
        slug=edition.slug,
        title=edition.article.title,
        language=edition.article.language,
        source=edition.article.source,
        built=_now(),
        voice=VoiceUsed(edition.voice.name, edition.voice.sha256),
        duration=to_seconds(edition.length, edition.rate),
        loudness=loudness,
        recipe=edition.recipe,
        author=edition.article.author,
        date=edition.article.date,
        description=edition.article.lead,
        coverage=edition.coverage,
        questions=edition.article.questions,
        chapters=tuple(chapters),
        files=tuple(made),
    )


def file(path: Path, media_type: str) -> File:
    """The entry of a file that was written."""
    return File(path.name, media_type, path.stat().st_size, files.sha256(path))


def sound_file(folder: Path, sound: SoundFile) -> File:
    """The entry of a sound file, with its levels."""
    levels = sound.levels
    loudness = LoudnessReached(round(levels.integrated_lufs, 2), round(levels.true_peak_dbtp, 2))
    entry = file(folder / sound.name, sound.type)
    return replace(entry, recipe=sound.recipe, loudness=loudness)


def chapters(edition: Edition, folder: Path, names: Sequence[str]) -> list[Chapter]:
    """Each track as a chapter; `names` are those of its audio in `folder`."""
    return [
        Chapter(
            number=number,
            title=track.title,
            role=track.role,
            file=name,
            start=to_seconds(start, edition.rate),
            duration=to_seconds(track.length, edition.rate),
            sha256=files.sha256(folder / name),
            sentences=tuple(_sentence(cue, edition.rate) for cue in track.cues),
        )
        for number, (track, start, name) in enumerate(
            zip(edition.tracks, edition.starts, names, strict=True), start=1
        )
    ]


def _sentence(cue: Cue, rate: int) -> Sentence:
    words = tuple(
        Word(to_seconds(start, rate), to_seconds(end, rate), text) for text, start, end in cue.words
    )
    return Sentence(
        start=to_seconds(cue.start, rate),
        end=to_seconds(cue.end, rate),
        text=cue.sentence.written,
        spoken=cue.sentence.spoken,
        words=words,
        place=cue.sentence.place,
        ends_paragraph=cue.sentence.ends_paragraph,
        foreign=tuple(_foreign(cue.sentence)),
    )


def _foreign(sentence: script.Sentence) -> Iterator[ForeignWords]:
    """Each run of words in one other language."""
    numbered = enumerate(word.language for word in sentence.words)
    for language, run in groupby(numbered, key=itemgetter(1)):
        places = [place for place, _ in run]
        if language:
            yield ForeignWords(places[0], places[-1], language)


def _now() -> str:
    """The time of the build; SOURCE_DATE_EPOCH fixes it, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.isoformat(timespec="seconds").replace("+00:00", "Z")
