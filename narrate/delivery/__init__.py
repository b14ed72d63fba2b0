"""An edition becomes the files that listeners take."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from narrate import ffmpeg, files
from narrate.delivery import captions, manifest, mp3
from narrate.edition import Edition
from narrate.episode import Episode
from narrate.errors import HoorstukError
from narrate.loudness import Loudness, measure
from narrate.mastering import Master
from narrate.names import slug
from narrate.progress import Report

LOUDNESS = -16.0
"""LUFS as mono, of the whole episode: what podcast apps ask for."""
TOLERANCE = 0.5
"""LU."""
TRUE_PEAK = -1.5
"""dBTP that no delivered file may pass once it is decoded again."""
ENCODER_MARGIN = 0.8
"""dB kept under `TRUE_PEAK` before encoding, because MP3 moves the peaks about."""
ATTEMPTS = 3
"""How often the files are encoded, when the limiter or MP3 brought them out of tolerance."""
WHOLE = "episode.mp3"
CAPTIONS = "captions.vtt"


def deliver(edition: Edition, folder: Path, jobs: int, progress: Report) -> Episode:
    """Write every file of the episode but its manifest into `folder`; return the manifest.

    Raises:
        HoorstukError: a file could not be encoded, or does not sound as it should.
    """
    names = [f"{n:02}-{slug(t.title)}.mp3" for n, t in enumerate(edition.tracks, start=1)]
    paths = [folder / WHOLE, *(folder / name for name in names)]
    progress("mastering", 0, 1)
    master = _first_master(edition)
    for _ in range(ATTEMPTS):
        reached = _encode(edition, master, paths, jobs, progress)
        deviation = LOUDNESS - reached[0].integrated_lufs
        excess = max(loudness.true_peak_dbtp for loudness in reached) - TRUE_PEAK
        if abs(deviation) <= TOLERANCE and excess <= 0:
            break
        # Twice, because MP3 gives back about half of what the limiter takes from a peak.
        ceiling = master.ceiling_dbtp - 2 * max(0.0, excess)
        master = Master(master.gain_db + deviation, ceiling)
    else:
        raise HoorstukError(
            f"{edition.slug}: stays {deviation:+.1f} LU and {excess:+.1f} dBTP off its target; "
            "choose another voice"
        )
    chapters = manifest.chapters(edition, folder, names)
    files.write(folder / CAPTIONS, captions.webvtt(chapters).encode())
    types = {WHOLE: mp3.TYPE, **dict.fromkeys(names, mp3.TYPE), CAPTIONS: captions.TYPE}
    return manifest.episode(edition, chapters, reached[0], folder, types)


def _first_master(edition: Edition) -> Master:
    """The gain that brings the episode as a whole to its loudness, limiter aside."""
    gain = LOUDNESS - measure(edition.samples(), edition.rate).integrated_lufs
    return Master(gain, TRUE_PEAK - ENCODER_MARGIN)


def _encode(
    edition: Edition, master: Master, paths: Sequence[Path], jobs: int, progress: Report
) -> list[Loudness]:
    """Encode the whole and each chapter, at most `jobs` at a time; how each sounds decoded."""
    whole, *chapters = paths
    with ThreadPoolExecutor(jobs) as pool:
        work = [pool.submit(_encode_whole, edition, master, whole)]
        work += [
            pool.submit(_encode_chapter, edition, master, path, index)
            for index, path in enumerate(chapters)
        ]
        for done, encoded in enumerate(as_completed(work), start=1):
            encoded.result()
            progress("encoding", done, len(work))
    return [encoded.result() for encoded in work]


def _encode_whole(edition: Edition, master: Master, path: Path) -> Loudness:
    tags = mp3.Tags(edition.article.title, edition.article.title, edition.voice.name)
    marks = [
        mp3.Mark(track.title, start / edition.rate, (start + track.length) / edition.rate)
        for track, start in zip(edition.tracks, edition.starts, strict=True)
    ]
    mp3.write(master.apply(edition.samples(), edition.rate), edition.rate, path, tags, marks)
    return measure(ffmpeg.decode(path, mp3.RATE), mp3.RATE)


def _encode_chapter(edition: Edition, master: Master, path: Path, index: int) -> Loudness:
    track = edition.tracks[index]
    number = f"{index + 1}/{len(edition.tracks)}"
    tags = mp3.Tags(track.title, edition.article.title, edition.voice.name, track=number)
    mp3.write(master.apply(track.samples(), edition.rate), edition.rate, path, tags)
    return measure(ffmpeg.decode(path, mp3.RATE), mp3.RATE)
