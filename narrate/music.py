"""Music before and after: it plays alone, then goes down under the voice and out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from narrate import ffmpeg
from narrate.errors import HoorstukError
from narrate.files import sha256
from narrate.sound import Samples, count_samples
from narrate.timeline import Bed, Track

if TYPE_CHECKING:
    from narrate.segments import AudioSegment

LEVEL = -24.0
"""dBFS of the music before mastering: a voice lies at about this."""
DUCKED = -14.0
"""dB by which it goes down where the voice speaks."""
UNDER = 3.0
"""Seconds that it stays under the voice."""
FADE = 0.6
"""Seconds in which it goes down, and in which it comes in."""
LONGEST = 90.0
"""Seconds; a longer file is a mistake."""


@dataclass(frozen=True, slots=True)
class Music:
    """What plays around every episode."""

    intro: Path | None = None
    outro: Path | None = None

    @property
    def fingerprint(self) -> str:
        """Stands for both files; raises HoorstukError when one is missing."""
        sums = [_sum(path) if path else "" for path in (self.intro, self.outro)]
        return hashlib.sha256(" ".join(sums).encode()).hexdigest()

    def around(self, tracks: Sequence[Track], grain: int) -> list[Track]:
        """The tracks with music under the start of the first and the end of the last.

        Args:
            tracks: those of the whole episode.
            grain: samples; a track stays a whole number of these long.

        Raises:
            HoorstukError: a file is missing, is no sound, or is too long.
        """
        with_music = list(tracks)
        if self.intro:
            with_music[0] = _opened(with_music[0], _sound(self.intro, tracks[0].rate), grain)
        if self.outro:
            with_music[-1] = _closed(with_music[-1], _sound(self.outro, tracks[0].rate), grain)
        return with_music


def _opened(track: Track, music: "AudioSegment", grain: int) -> Track:
    """Let the music play alone, then under the first words."""
    under = min(round(UNDER * 1000), len(music) // 2)
    fade = min(round(FADE * 1000), under)
    sound = music.fade_in(min(50, fade)).fade(
        to_gain=DUCKED, start=len(music) - under, duration=fade
    )
    alone = count_samples((len(music) - under) / 1000, track.rate)
    later = _later(track, max(0, alone - track.cues[0].start), grain)
    return replace(later, beds=(*later.beds, Bed(0, _pcm(sound.fade_out(under)))))


def _closed(track: Track, music: "AudioSegment", grain: int) -> Track:
    """Let the music come in under the last words, then play alone."""
    under = min(round(UNDER * 1000), len(music) // 2)
    fade = min(round(FADE * 1000), under)
    ducked = music[:under].apply_gain(DUCKED).fade(from_gain=-30, start=0, duration=fade)
    rising = music[under:].fade(from_gain=DUCKED, start=0, duration=fade)
    sound = _pcm((ducked + rising).fade_out(min(2000, len(music) // 2)))
    start = max(0, track.cues[-1].end - count_samples(under / 1000, track.rate))
    length = -(-max(track.length, start + len(sound)) // grain) * grain
    return replace(track, length=length, beds=(*track.beds, Bed(start, sound)))


def _later(track: Track, samples: int, grain: int) -> Track:
    """The track with everything that is said in it so many samples later."""
    cues = tuple(replace(cue, start=cue.start + samples) for cue in track.cues)
    length = -(-(track.length + samples) // grain) * grain
    return replace(track, cues=cues, length=length)


def _sound(path: Path, rate: int) -> "AudioSegment":
    # Here, not above: pydub is slow to import, and few episodes have music.
    from narrate.segments import AudioSegment  # noqa: PLC0415

    parts = list(ffmpeg.decode(path, rate, 0.0, LONGEST + 1))
    sound = np.concatenate(parts) if parts else np.zeros(0, np.int16)
    if not len(sound) or not sound.any():
        raise HoorstukError(f"{path}: holds no sound; choose another file")
    music = AudioSegment(sound.tobytes(), frame_rate=rate, sample_width=2, channels=1)
    if music.duration_seconds > LONGEST:
        raise HoorstukError(f"{path}: lasts over {LONGEST:.0f} seconds; cut it shorter")
    return music.apply_gain(LEVEL - music.dBFS)


def _pcm(music: "AudioSegment") -> Samples:
    return np.frombuffer(music.raw_data, np.int16).copy()


def _sum(path: Path) -> str:
    try:
        return sha256(path)
    except OSError as error:
        raise HoorstukError(
            f"{path}: cannot be read ({error.strerror}); check the name and the folder"
        ) from None
