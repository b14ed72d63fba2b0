"""Where ffmpeg is: the one on the PATH, or else the one that came with imageio-ffmpeg."""

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from narrate.errors import HoorstukError
from narrate.sound import Samples

BLOCK = 1 << 18
"""Bytes read from a decoder at a time."""


@cache
def executable() -> str:
    """Path of the ffmpeg to use."""
    return shutil.which("ffmpeg") or str(imageio_ffmpeg.get_ffmpeg_exe())


def encode(blocks: Iterable[Samples], rate: int, options: Sequence[str], path: Path) -> None:
    """Encode mono 16-bit PCM into a file, block by block.

    Raises:
        HoorstukError: ffmpeg could not write it; its own last words are in the message.
    """
    command = [executable(), "-v", "error", "-nostdin", "-y"]
    command += ["-f", "s16le", "-ar", str(rate), "-ac", "1", "-i", "-", *options, str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stderr is not None
    try:
        # A broken pipe means that ffmpeg ended early: its status and last words say why.
        with suppress(BrokenPipeError):
            for block in blocks:
                process.stdin.write(block.astype("<i2").tobytes())
        with suppress(BrokenPipeError):
            process.stdin.close()
    except BaseException:
        process.kill()
        process.wait()
        raise
    with process.stderr:
        complaint = process.stderr.read().decode(errors="replace")
    if process.wait() != 0:
        raise HoorstukError(f"{path}: ffmpeg could not write it ({_last_line(complaint)})")


def decode(
    path: Path, rate: int, start: float = 0.0, length: float | None = None
) -> Iterator[Samples]:
    """The mono 16-bit PCM of an audio file at `rate` hertz, in blocks.

    Args:
        path: of the file.
        rate: of the samples that come out.
        start: seconds from which to decode.
        length: seconds to decode; all that follows when it is None.

    Raises:
        HoorstukError: ffmpeg cannot read it.
    """
    part = ["-ss", f"{start:.6f}"] if start else []
    part += [] if length is None else ["-t", f"{length:.6f}"]
    command = [executable(), "-v", "error", "-nostdin", *part, "-i", str(path)]
    command += ["-f", "s16le", "-ar", str(rate), "-ac", "1", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while data := process.stdout.read(BLOCK):
            yield np.frombuffer(data, dtype="<i2").astype(np.int16)
        complaint = process.stderr.read().decode(errors="replace")
    if process.returncode != 0:
        raise HoorstukError(f"{path}: ffmpeg could not read it ({_last_line(complaint)})")


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "without a word"
