"""A chapter's file from a second on, decoded beside the player, a little ahead of it.

ffmpeg seeks to the sample in every form that chapters have, on two conditions that were measured
(`tests/skill/test_decoding.py`): it begins on a whole sample of the file, and some frames early,
since an MP3 frame stands on the bits and the overlap of those before it.
"""

import subprocess
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

import numpy as np

from narrate import ffmpeg
from narrate.errors import HoorstukError
from narrate.sound import Samples, count_samples

GRID = 0.04
"""Seconds: a whole number of samples at every rate from 11,025 hertz on."""
EARLY = 0.2
"""Seconds before the start at which decoding begins; what comes too early is thrown away."""
AHEAD = 1.5
"""Seconds that are kept ready."""
CHUNK = 4096
"""Bytes read at a time."""
_MPEG4 = {".m4a", ".m4b", ".mp4"}


class Decoding:
    """Mono PCM of a file, taken as far as it is there already: taking never waits."""

    def __init__(self, file: Path, start: float, rate: int, on_sound: Callable[[], None]) -> None:
        """Start to decode.

        Args:
            file: of any form that ffmpeg reads.
            start: seconds from which on.
            rate: of the samples that come out.
            on_sound: called, on another thread, when there is sound, an end or an error.
        """
        self.error: HoorstukError | None = None
        """What went wrong; the sound ended there."""
        self._file = file
        self._on_sound = on_sound
        self._most = count_samples(AHEAD, rate)
        self._ready: deque[Samples] = deque()
        self._count = 0
        self._complete = False
        self._moved = threading.Condition()
        begin = max(0, int((start - EARLY) / GRID)) * GRID
        self._early = count_samples(start, rate) - count_samples(begin, rate)
        self._process = subprocess.Popen(
            _command(file, begin, rate), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._thread = threading.Thread(target=self._read, name="decoding", daemon=True)
        self._thread.start()

    @property
    def ready(self) -> int:
        """Samples that can be taken now."""
        return self._count

    @property
    def complete(self) -> bool:
        """Whether all that there will be can be taken now."""
        return self._complete

    def take(self) -> Samples:
        """All that is ready."""
        with self._moved:
            taken = [self._ready.popleft() for _ in range(len(self._ready))]
            self._count = 0
            self._moved.notify_all()
        return np.concatenate(taken) if taken else np.zeros(0, np.int16)

    def close(self) -> None:
        """Stop decoding."""
        with self._moved:
            self._complete = True
            self._moved.notify_all()
        self._process.kill()
        self._thread.join()

    def _read(self) -> None:
        """Read what ffmpeg gives, no further ahead than `AHEAD`; on a thread of its own."""
        with self._process as process:
            assert process.stdout is not None
            assert process.stderr is not None
            odd = b""
            while data := process.stdout.read(CHUNK):
                data = odd + data
                odd = data[len(data) // 2 * 2 :]
                self._add(np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.int16))
            complaint = process.stderr.read().decode(errors="replace").strip()
        if process.returncode and not self._complete:
            last = complaint.splitlines()[-1] if complaint else "without a word"
            self.error = HoorstukError(f"{self._file}: ffmpeg could not read it ({last})")
        self._complete = True
        self._on_sound()

    def _add(self, samples: Samples) -> None:
        dropped = min(self._early, len(samples))
        self._early -= dropped
        if dropped == len(samples):
            return
        with self._moved:
            self._moved.wait_for(lambda: self._count < self._most or self._complete)
            first = self._count == 0
            self._ready.append(samples[dropped:])
            self._count += len(samples) - dropped
        if first:
            self._on_sound()


def _command(file: Path, begin: float, rate: int) -> list[str]:
    seek = [] if begin == 0 else ["-ss", f"{begin:.2f}"]
    if seek and file.suffix in _MPEG4:
        seek = ["-advanced_editlist", "0", *seek]  # with it, ffmpeg begins up to a frame late
    command = [ffmpeg.executable(), "-v", "error", "-nostdin", *seek, "-i", str(file)]
    return [*command, "-f", "s16le", "-ar", str(rate), "-ac", "1", "-"]
