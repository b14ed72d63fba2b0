"""The player: what is said, then the passage, through the speaker."""

import os
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from narrate.errors import HoorstukError
from narrate.lexicon import Lexicon
from narrate.saying import say
from narrate.segments import AudioSegment
from narrate.voice import Voice
from skill.turn import Turn

PAUSE = 300
"""Milliseconds between what is said and the passage."""
FADE = 15
"""Milliseconds in which the passage comes up, so that it never starts with a click."""
PATIENCE = 5.0
"""Seconds after which a speaker that stopped taking sound is given up."""


def render(turn: Turn, voice: Voice, lexicon: Lexicon) -> AudioSegment:
    """All that a turn sounds like: its reply in the voice, then the passage that it plays."""
    prompt = AudioSegment(
        say(" ".join(turn.prompts), voice, lexicon).tobytes(),
        frame_rate=voice.rate,
        sample_width=2,
        channels=1,
    )
    if turn.play is None:
        return prompt
    # Naming the codec keeps pydub from asking ffprobe, which imageio-ffmpeg does not bring.
    chapter = AudioSegment.from_file(turn.play.file, codec="mp3")
    end = turn.answers[0].end if turn.answers else None
    until = len(chapter) if end is None else round(end * 1000)
    passage = chapter[round(turn.play.start * 1000) : until].set_frame_rate(voice.rate)
    return prompt + AudioSegment.silent(PAUSE, voice.rate) + passage.fade_in(FADE).fade_out(FADE)


def play(sound: AudioSegment, backends: list[str] | None = None) -> None:
    """Play mono 16-bit sound to its end.

    Args:
        sound: what to play.
        backends: names of miniaudio backends to try; all of the machine's by default.

    Raises:
        HoorstukError: miniaudio is not installed, or there is no speaker.
    """
    try:
        import miniaudio  # noqa: PLC0415 - an extra: only playing needs it
    except ModuleNotFoundError:
        raise HoorstukError(
            "playing needs one more package: pip install 'hoorstuk[play]'"
        ) from None
    ended = threading.Event()
    try:
        with _quiet_libraries():
            device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=sound.frame_rate,
                backends=backends and [miniaudio.Backend[name] for name in backends],
            )
    except miniaudio.MiniaudioError:
        raise HoorstukError("no speaker found; plug one in, or ask without --play") from None
    with device:
        stream = _frames(sound.raw_data, ended)
        next(stream)
        device.start(stream)
        if not ended.wait(sound.duration_seconds + PATIENCE):
            raise HoorstukError("the speaker stopped taking sound; check it and ask again")


@contextmanager
def _quiet_libraries() -> Iterator[None]:
    """Hold back what ALSA and the like print, by themselves, while they look for a speaker."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _frames(data: bytes, ended: threading.Event) -> Generator[bytes, int, None]:
    """Give the device the frames it asks for; `ended` is set when all have been taken."""
    position = 0
    wanted = yield b""
    while position < len(data):
        block = data[position : position + 2 * wanted]
        position += len(block)
        wanted = yield block
    ended.set()
    while True:
        wanted = yield bytes(2 * wanted)
