"""Microphone and speaker: the real ones by name, and who stands in for them without sound.

A microphone is open only inside its `with`; a speaker takes blocks and keeps little waiting, so
that what is said stops when it is told to. A device that goes away in use is `Unplugged`.
"""

import queue
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import numpy as np

from narrate.errors import HoorstukError
from narrate.hearing import RATE
from narrate.quiet import quiet_libraries
from narrate.sound import Samples
from skill.pipes import LEAD, FileMicrophone, FileSpeaker

PERIOD = 10
"""Milliseconds of sound that a device asks for, or gives, at a time."""
PATIENCE = 2.0
"""Seconds without a block after which a device is taken to be unplugged."""
BACKLOG = 3000
"""Blocks of a microphone that may wait: half a minute."""
NULL = "null"
"""Name of the device that makes no sound and hears none."""
STANDARD = "-"
"""Name of standard input or output, as raw 16-bit mono PCM."""
_FILES = {".wav", ".raw", ".pcm"}


class Unplugged(HoorstukError):  # noqa: N818 - what happened, not a fault of the program
    """A device that was open stopped: it can be said aloud, and waited out."""


class Microphone(Protocol):
    """Gives what it hears, from entering its `with` to leaving it."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def blocks(self) -> Iterator[Samples]:
        """Mono PCM at 16 kHz, at most 100 ms a block, until it is closed or a file ends.

        Raises:
            Unplugged: it stopped.
        """
        ...


class Speaker(Protocol):
    """Makes blocks of mono PCM heard, from entering its `with` to leaving it."""

    @property
    def rate(self) -> int:
        """Samples per second."""
        ...

    @property
    def waiting(self) -> int:
        """Samples that were written and are not heard yet."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def write(self, block: Samples) -> None:
        """Take a block, and come back when there is room for the next.

        Raises:
            Unplugged: it stopped.
        """
        ...


def microphone(name: str = "", *, paced: bool = True) -> Microphone:
    """The microphone of a name.

    Args:
        name: part of a device's name; empty for the one that the system prefers; `null`; `-` for
            raw PCM at 16 kHz on standard input; or a file: WAV, or raw PCM (.raw, .pcm).
        paced: give a file as fast as it would be spoken, not as fast as it can be read.
    """
    if name == STANDARD:
        return FileMicrophone(sys.stdin.buffer, paced=False)
    if Path(name).suffix in _FILES:
        return FileMicrophone(Path(name), paced=paced)
    return DeviceMicrophone(name)


def speaker(name: str = "", rate: int = 22050) -> Speaker:
    """The speaker of a name.

    Args:
        name: part of a device's name; empty for the one that the system prefers; `null`; `-` for
            raw PCM on standard output; or a file to write: WAV, or raw PCM (.raw, .pcm).
        rate: of the samples that it is given; a device converts them to its own.
    """
    if name == STANDARD:
        return FileSpeaker(sys.stdout.buffer, rate)
    if Path(name).suffix in _FILES:
        return FileSpeaker(Path(name), rate)
    return DeviceSpeaker(name, rate)


def microphones() -> list[str]:
    """The names of this machine's microphones."""
    return [device["name"] for device in _listed("microphone", [])]


def speakers() -> list[str]:
    """The names of this machine's speakers."""
    return [device["name"] for device in _listed("speaker", [])]


def wait_until_back(
    device: Microphone | Speaker, stop: threading.Event, every: float = 1.0
) -> bool:
    """Try to open a device that went away until it is back, every so many seconds.

    Returns:
        True with the device open; False when `stop` was set first.
    """
    while not stop.wait(every):
        try:
            device.__enter__()
        except HoorstukError:
            continue
        return True
    return False


class _Device:
    """What microphone and speaker share: being opened by name, and stopping by themselves."""

    kind: str

    def __init__(self, name: str) -> None:
        self._name = name
        self._device: Any = None
        self._stopped = threading.Event()

    def _open(self, make: str, rate: int, stream: Generator[Any, Any, None]) -> None:
        next(stream)
        self._stopped.clear()
        miniaudio = _miniaudio()
        backends = [miniaudio.Backend.NULL] if self._name == NULL else []
        how = {"device_id": _chosen(self.kind, self._name, backends), "backends": backends}
        try:
            with quiet_libraries():
                device = getattr(miniaudio, make)(
                    nchannels=1, sample_rate=rate, buffersize_msec=PERIOD, **how
                )
                device.stop_callback = self._stopped.set
                device.start(stream)
        except miniaudio.MiniaudioError:
            raise self._absent() from None
        self._device = device

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the device."""
        if self._device is not None:
            self._device.stop_callback = None  # it is we who stop it
            self._device.close()
            self._device = None

    def _absent(self) -> HoorstukError:
        if not self._name:
            return HoorstukError(f"no {self.kind} found; plug one in")
        return HoorstukError(
            f"{self._name}: this {self.kind} cannot be opened; close the program that holds it"
        )

    def _unplugged(self) -> Unplugged:
        return Unplugged(f"the {self.kind} stopped; plug it in again")


class DeviceMicrophone(_Device):
    """A microphone of this machine."""

    kind = "microphone"

    def __init__(self, name: str = "") -> None:
        """Name a microphone; it is opened by `with`."""
        super().__init__(name)
        self._heard: queue.Queue[Samples] = queue.Queue(BACKLOG)

    def __enter__(self) -> Self:
        """Open it.

        Raises:
            HoorstukError: there is none of that name, or it cannot be opened.
        """
        self._heard = queue.Queue(BACKLOG)

        self._open("CaptureDevice", RATE, self._stream(self._heard))
        return self

    def blocks(self) -> Iterator[Samples]:
        """See `Microphone`."""
        heard = self._heard
        while self._device is not None:
            try:
                yield heard.get(timeout=PATIENCE)
            except queue.Empty:
                if self._device is not None:
                    raise self._unplugged() from None
            if heard.full():
                raise HoorstukError("listening does not keep up; close other programs")

    def _stream(self, heard: queue.Queue[Samples]) -> Generator[None, bytes, None]:
        """Take what the device hears, on its own thread."""
        while True:
            data = yield
            if not heard.full():
                heard.put(np.frombuffer(data, dtype=np.int16))


class DeviceSpeaker(_Device):
    """A speaker of this machine."""

    kind = "speaker"

    def __init__(self, name: str = "", rate: int = 22050) -> None:
        """Name a speaker; it is opened by `with`."""
        super().__init__(name)
        self.rate = rate
        self._waiting = bytearray()
        self._moved = threading.Condition()
        self._period = 0

    @property
    def waiting(self) -> int:
        """See `Speaker`; of what the device itself holds, one period is counted."""
        return len(self._waiting) // 2 + self._period

    def __enter__(self) -> Self:
        """Open it.

        Raises:
            HoorstukError: there is none of that name, or it cannot be opened.
        """
        self._waiting.clear()

        self._open("PlaybackDevice", self.rate, self._stream())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let what is waiting be heard, then close the device."""
        with self._moved:
            if self._device is not None and error is None:
                self._moved.wait_for(lambda: not self._waiting, timeout=PATIENCE)
        super().__exit__(kind, error, trace)

    def write(self, block: Samples) -> None:
        """See `Speaker`."""
        lead = 2 * round(LEAD * self.rate)
        with self._moved:
            self._waiting += block.tobytes()
            moved = self._moved.wait_for(lambda: len(self._waiting) <= lead, timeout=PATIENCE)
        if not moved or self._stopped.is_set():
            raise self._unplugged()

    def _stream(self) -> Generator[bytes, int, None]:
        """Give the device the frames it asks for, on its own thread; silence when none wait."""
        frames = yield b""
        while True:
            with self._moved:
                block = bytes(self._waiting[: 2 * frames])
                del self._waiting[: 2 * frames]
                self._period = frames
                self._moved.notify_all()
            frames = yield block.ljust(2 * frames, b"\0")


def _miniaudio() -> Any:  # noqa: ANN401 - it has no types
    """The library of real devices, which is an extra: it has no wheel for Linux on ARM."""
    try:
        import miniaudio  # noqa: PLC0415
    except ModuleNotFoundError:
        raise HoorstukError(
            "microphone and speaker need one more package: pip install 'hoorstuk[play]'"
        ) from None
    return miniaudio


def _chosen(kind: str, name: str, backends: Sequence[Any]) -> Any:  # noqa: ANN401
    """The system's handle of a device; None for the one that it prefers."""
    listed = _listed(kind, backends)
    if not listed:
        raise HoorstukError(f"no {kind} found; plug one in")
    if not name or backends:
        return None
    fitting = [device for device in listed if name.casefold() in device["name"].casefold()]
    if not fitting:
        names = ", ".join(device["name"] for device in listed)
        raise HoorstukError(f"no {kind} is called {name!r}; there are: {names}")
    return fitting[0]["id"]


def _listed(kind: str, backends: Sequence[Any]) -> list[dict[str, Any]]:
    """What miniaudio knows of this machine's devices; its own null device only when asked for."""
    miniaudio = _miniaudio()
    try:
        with quiet_libraries():
            devices = miniaudio.Devices(list(backends) or None)
            if devices.backend == "Null" and not backends:
                return []
            found = devices.get_captures() if kind == "microphone" else devices.get_playbacks()
    except miniaudio.MiniaudioError:
        return []
    return list(found)
