"""The sound files of an edition: each chapter and the whole, in each form that was asked for."""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from narrate import ffmpeg
from narrate.delivery import mp3
from narrate.delivery.formats import Format
from narrate.delivery.kept import Kept
from narrate.delivery.presets import Preset
from narrate.delivery.tags import Mark, Tags
from narrate.edition import Edition
from narrate.errors import HoorstukError
from narrate.loudness import Levels, measure
from narrate.mastering import Master
from narrate.names import slug
from narrate.progress import Report
from narrate.sound import Samples
from narrate.timeline import Track

VERSION = 3
"""Raise it when the same sound gives another file."""
ATTEMPTS = 6
"""How often a file is encoded when the encoder brought its peaks over the limit."""


@dataclass(frozen=True, slots=True)
class SoundFile:
    """One file that was made."""

    name: str
    type: str
    recipe: str
    levels: Levels
    """Of the decoded file."""


@dataclass(frozen=True, slots=True)
class Studio:
    """Where and how sound files are made."""

    folder: Path
    preset: Preset
    masters: tuple[Master, ...]
    """One for each track of the edition."""
    kept: Kept
    pool: Executor
    progress: Report


_Tracks = tuple[tuple[Track, Master], ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A file that is to be made."""

    name: str
    form: Format
    tags: Tags
    marks: tuple[Mark, ...]
    tracks: _Tracks
    """What sounds in it, and how each is mastered."""

    def recipe(self, studio: Studio) -> str:
        """Stands for everything that shapes the file."""
        sound = [(track.fingerprint, master) for track, master in self.tracks]
        shaped_by = (VERSION, self.form.name, sound, studio.preset, self.tags, self.marks)
        return hashlib.sha256(repr(shaped_by).encode()).hexdigest()

    def samples(self, ceiling_dbtp: float) -> Iterator[Samples]:
        """Its mastered PCM, under another ceiling than its tracks were levelled with."""
        for track, master in self.tracks:
            limited = replace(master, ceiling_dbtp=ceiling_dbtp)
            yield from limited.apply(track.samples(), track.rate)


def chapter_names(edition: Edition, form: Format) -> list[str]:
    """The names of a form's chapter files."""
    return [
        f"{n:02}-{slug(track.title)}.{form.name}" for n, track in enumerate(edition.tracks, start=1)
    ]


def deliver_sound(
    edition: Edition, forms: Sequence[Format], tags: Tags, studio: Studio
) -> list[SoundFile]:
    """Make every sound file: for each form the whole, then its chapters.

    Args:
        edition: what was narrated.
        forms: mp3, m4b, ...
        tags: those of the whole; its chapters get their own title and number.
        studio: where and how.

    Raises:
        HoorstukError: a file could not be encoded, or its peaks stay over the limit.
    """
    tracks = tuple(zip(edition.tracks, studio.masters, strict=True))
    chapters = {form.name: _chapters(edition, tracks, form, tags) for form in forms}
    wholes = {form.name: _whole(edition, tracks, form, tags) for form in forms}
    pieces = [piece for form in forms for piece in chapters[form.name]]
    pieces += [wholes[form.name] for form in forms if form.name != "mp3"]
    # The longest first, so that no processor is left with it at the end.
    work = {studio.pool.submit(_make, piece, edition.rate, studio): piece for piece in pieces[::-1]}
    made = {}
    for done, future in enumerate(as_completed(work), start=1):
        made[work[future].name] = future.result()
        studio.progress("encoding", done, len(work))
    files = []
    for form in forms:
        of_form = [made[piece.name] for piece in chapters[form.name]]
        whole = wholes[form.name]
        files.append(made.get(whole.name) or _joined(whole, of_form, studio))
        files += of_form
    return files


def _chapters(edition: Edition, tracks: _Tracks, form: Format, tags: Tags) -> list[_Piece]:
    count = len(tracks)
    return [
        _Piece(
            name,
            form,
            replace(tags, title=mastered[0].title, track=number, tracks=count, description=""),
            (),
            (mastered,),
        )
        for number, (name, mastered) in enumerate(
            zip(chapter_names(edition, form), tracks, strict=True), start=1
        )
    ]


def _whole(edition: Edition, tracks: _Tracks, form: Format, tags: Tags) -> _Piece:
    rate = edition.rate
    marks = tuple(
        Mark(track.title, start / rate, (start + track.length) / rate)
        for track, start in zip(edition.tracks, edition.starts, strict=True)
    )
    return _Piece(f"episode.{form.name}", form, tags, marks, tracks)


def _make(piece: _Piece, rate: int, studio: Studio) -> SoundFile:
    recipe, path = piece.recipe(studio), studio.folder / piece.name
    if studio.kept.take_over(recipe, path):
        levels = studio.kept.levels.of(recipe, lambda: _decoded(piece, rate, path))
    else:
        encoded = _encode(piece, rate, path, studio)
        levels = studio.kept.levels.of(recipe, lambda: encoded)
    return SoundFile(piece.name, piece.form.type, recipe, levels)


def _encode(piece: _Piece, rate: int, path: Path, studio: Studio) -> Levels:
    """Encode until the peaks of the decoded file are under the limit, the limiter ever lower."""
    ceiling = studio.preset.peak - piece.form.margin
    for _ in range(ATTEMPTS):
        piece.form.write(piece.samples(ceiling), rate, path, piece.tags, piece.marks)
        levels = _decoded(piece, rate, path)
        excess = levels.true_peak_dbtp - studio.preset.peak
        if excess <= 0:
            return levels
        # Twice, because an encoder gives back about half of what the limiter takes from a peak.
        ceiling = round(ceiling - 2 * excess - 0.1, 2)
    raise HoorstukError(
        f"{piece.name}: its peaks stay {excess:.1f} dB over {studio.preset.peak} dBTP; "
        "choose another form with --formats"
    )


def _decoded(piece: _Piece, rate: int, path: Path) -> Levels:
    decoded_rate = piece.form.rate_for(rate)
    return measure(ffmpeg.decode(path, decoded_rate), decoded_rate)


def _joined(whole: _Piece, chapters: Sequence[SoundFile], studio: Studio) -> SoundFile:
    """The whole of MP3: its chapters' frames, so its levels are theirs."""
    path, recipe = studio.folder / whole.name, whole.recipe(studio)
    if not studio.kept.take_over(recipe, path):
        mp3.join([studio.folder / file.name for file in chapters], path, whole.tags, whole.marks)
    levels = Levels.together([file.levels for file in chapters])
    return SoundFile(whole.name, whole.form.type, recipe, levels)
