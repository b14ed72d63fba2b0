"""Files and pipes in the place of microphone and speaker: for tests, and machines without sound."""

import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np

from narrate import ffmpeg
from narrate.errors import HoorstukError
from narrate.hearing import RATE
from narrate.sound import Samples

BLOCK = RATE // 20
"""Samples that a file gives at a time: 50 ms."""
LEAD = 0.010
"""Seconds of sound that wait to be heard, so that a player that is a little late leaves no gap."""


class FileMicrophone:
    """Hears a sound file, or raw 16-bit mono PCM at 16 kHz from a file, a pipe or a stream."""

    def __init__(self, source: Path | BinaryIO, *, paced: bool = True) -> None:
        """Name what is heard.

        Args:
            source: a file of raw PCM (.raw, .pcm), any other sound file, or a stream.
            paced: give it as fast as it would be spoken, not as fast as it can be read.
        """
        self._source = source
        self._paced = paced
        self._open = False

    def __enter__(self) -> Self:
        """Begin at the start of the file, or where the stream is.

        Raises:
            HoorstukError: there is no such file.
        """
        if isinstance(self._source, Path) and not self._source.exists():
            raise HoorstukError(f"{self._source}: no such file; check the name and the folder")
        self._open = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hear no more; a stream is left where it is."""
        self._open = False

    def blocks(self) -> Iterator[Samples]:
        """Mono PCM at 16 kHz, at most 50 ms a block, until the file ends.

        Raises:
            HoorstukError: it is not a sound file.
        """
        start, given = time.monotonic(), 0
        for block in self._read():
            if not self._open:
                return
            given += len(block)
            if self._paced:
                time.sleep(max(0.0, start + given / RATE - time.monotonic()))
            yield block

    def _read(self) -> Iterator[Samples]:
        if not isinstance(self._source, Path):
            yield from _raw(self._source)
        elif self._source.suffix in (".raw", ".pcm"):
            with self._source.open("rb") as stream:
                yield from _raw(stream)
        else:
            for sound in ffmpeg.decode(self._source, RATE):
                yield from np.split(sound, range(BLOCK, len(sound), BLOCK))


def _raw(stream: BinaryIO) -> Iterator[Samples]:
    """Raw PCM as it comes; half a sample at the end is left out."""
    while len(data := stream.read(2 * BLOCK)) >= 2:
        yield np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.int16)


class FileSpeaker:
    """Writes what would be heard: to a WAV file, raw PCM to a file, pipe or stream, or nowhere.

    When it is paced it takes sound no faster than it would be heard, and fills with silence the
    time in which nothing was written, so that sample n is heard n / rate seconds after `opened`.
    """

    def __init__(
        self,
        target: Path | BinaryIO | None,
        rate: int,
        *,
        paced: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name where sound goes; None is nowhere.

        Args:
            target: a file of raw PCM (.raw, .pcm), any other file for WAV, a stream, or None.
            rate: samples per second.
            paced: take sound no faster than it would be heard.
            clock: seconds of a clock that never goes back.
        """
        self.rate = rate
        self.opened = 0.0
        """What the clock said when it was opened."""
        self.written = 0
        """Samples, silence in between included."""
        self._target = target
        self._paced = paced
        self._clock = clock
        self._file: BinaryIO | wave.Wave_write | None = None

    @property
    def waiting(self) -> int:
        """Samples that were written and are not heard yet; none when it is not paced."""
        return max(0, self.written - self._now()) if self._paced else 0

    def __enter__(self) -> Self:
        """Open the file; one that is there is written over."""
        if not isinstance(self._target, Path):
            self._file = self._target
        elif self._target.suffix in (".raw", ".pcm"):
            self._file = self._target.open("wb")
        else:
            self._file = wave.open(str(self._target), "wb")
            self._file.setparams((1, 2, self.rate, 0, "NONE", ""))
        self.opened, self.written = self._clock(), 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file; a stream is left open."""
        if isinstance(self._target, Path) and self._file is not None:
            self._file.close()
        self._file = None

    def write(self, block: Samples) -> None:
        """Take a block; when it is paced, come back when no more than `LEAD` waits."""
        if self._paced:
            self._put(np.zeros(max(0, self._now() - self.written), np.int16))
        self._put(block)
        if self._paced:
            heard = self.opened + self.written / self.rate
            time.sleep(max(0.0, heard - LEAD - self._clock()))

    def _now(self) -> int:
        """The sample that is heard now."""
        return round((self._clock() - self.opened) * self.rate)

    def _put(self, samples: Samples) -> None:
        data = samples.astype("<i2").tobytes()
        try:
            if isinstance(self._file, wave.Wave_write):
                self._file.writeframesraw(data)
            elif self._file is not None:
                self._file.write(data)
                self._file.flush()
        except OSError as error:
            name = self._target if isinstance(self._target, Path) else "standard output"
            raise HoorstukError(
                f"{name}: takes no more sound ({error.strerror}); make room, or choose another"
            ) from None
        self.written += len(samples)
