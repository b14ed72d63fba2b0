"""WAV: PCM as it was mastered; beyond 4 GB its header is that of RF64 (EBU Tech 3306)."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from narrate import ffmpeg
from narrate.delivery import mp3
from narrate.delivery.tags import Mark, Tags
from narrate.sound import Samples


def rate_for(rate: int) -> int:
    """Sample rate in hertz: twice a voice's own or so.

    At the voice's own rate, near half of which it still sounds, every player interpolates other
    peaks, half a dB apart.
    """
    return mp3.rate_for(rate)


def write(
    blocks: Iterable[Samples], rate: int, path: Path, _tags: Tags, _marks: Sequence[Mark] = ()
) -> None:
    """Write mono PCM; a WAV file has no place for chapters that players read.

    Raises:
        HoorstukError: ffmpeg could not write it.
    """
    options = ["-c:a", "pcm_s16le", "-ar", str(rate_for(rate)), "-rf64", "auto"]
    options += ["-map_metadata", "-1"]
    ffmpeg.encode(blocks, rate, [*options, "-fflags", "+bitexact", "-f", "wav"], path)
