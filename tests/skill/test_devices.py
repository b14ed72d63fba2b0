"""Devices: miniaudio's own that makes no sound, and files and pipes in the place of real ones."""

import os
import threading
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from narrate.errors import HoorstukError
from skill import devices, pipes
from skill.devices import Unplugged, microphone, speaker, wait_until_back
from skill.pipes import FileMicrophone, FileSpeaker

RATE = 22050


def sine(seconds: float, rate: int) -> np.ndarray:
    return (9000 * np.sin(2 * np.pi * 500 * np.arange(round(seconds * rate)) / rate)).astype("<i2")


def test_a_speaker_takes_sound_as_fast_as_it_sounds():
    with speaker("null", RATE) as device:
        assert device.rate == RATE
        for _ in range(40):
            device.write(np.zeros(110, np.int16))
            assert 0 <= device.waiting < 0.1 * RATE


def test_a_microphone_hears_in_small_blocks_while_it_is_open():
    device = microphone("null")
    with device:
        heard = device.blocks()
        blocks = [next(heard) for _ in range(8)]
    assert all(block.dtype == np.int16 and 0 < len(block) <= 1600 for block in blocks)
    assert len(list(device.blocks())) == 0
    with device:  # and again
        assert len(next(device.blocks())) > 0


@pytest.mark.parametrize("open_one", [microphone, speaker])
def test_a_name_that_no_device_has(open_one: Callable):
    with pytest.raises(HoorstukError) as said, open_one("bestaat niet"):
        pass
    kind = open_one.__name__
    names = devices.microphones() if kind == "microphone" else devices.speakers()
    expected = f"no {kind} is called 'bestaat niet'; there are: {', '.join(names)}"
    assert str(said.value) == (expected if names else f"no {kind} found; plug one in")


def test_part_of_a_name_is_enough():
    names = devices.speakers()
    if not names:
        pytest.skip("this machine has no sound system at all")
    try:
        with speaker(names[0][3:12].upper(), RATE) as device:
            device.write(np.zeros(110, np.int16))
    except HoorstukError as error:
        assert "cannot be opened" in str(error)  # noqa: PT017 - it was found, but is in use


def hear(device) -> None:
    for _ in device.blocks():
        pass


def sound(device) -> None:
    for _ in range(20):
        device.write(np.zeros(2205, np.int16))


@pytest.mark.parametrize(("open_one", "use"), [(microphone, hear), (speaker, sound)])
def test_unplugged_in_use_and_back(open_one: Callable, use: Callable, monkeypatch):
    monkeypatch.setattr(devices, "PATIENCE", 0.3)
    device = open_one("null")
    with device:
        device._device.stop()  # what the system does with a device that goes away
        with pytest.raises(Unplugged, match="stopped; plug it in again"):
            use(device)
    assert wait_until_back(device, threading.Event(), every=0.01)
    device.__exit__(None, None, None)


def test_waiting_can_be_stopped(tmp_path: Path):
    stop = threading.Event()
    stop.set()
    assert not wait_until_back(microphone(str(tmp_path / "x.wav")), stop)


def test_waiting_ends_when_it_is_there(tmp_path: Path):
    path = tmp_path / "x.raw"
    threading.Timer(0.1, path.write_bytes, [sine(0.1, 16000).tobytes()]).start()
    device = microphone(str(path), paced=False)
    assert wait_until_back(device, threading.Event(), every=0.02)
    assert sum(map(len, device.blocks())) >= 0


@pytest.mark.parametrize("rate", [8000, 16000, 44100])
def test_a_recording_as_microphone(tmp_path: Path, rate: int):
    path = tmp_path / "x.wav"
    with FileSpeaker(path, rate, paced=False) as written:
        written.write(sine(1.0, rate))
    with microphone(str(path), paced=False) as device:
        blocks = list(device.blocks())
    assert max(map(len, blocks)) <= 800
    heard = np.concatenate(blocks)
    assert len(heard) == pytest.approx(16000, abs=20)
    assert np.abs(np.fft.rfft(heard)).argmax() == pytest.approx(500, abs=2)


@pytest.mark.parametrize("length", [0, 1, 2, 1599, 1600, 1601, 5001])
def test_a_pipe_as_microphone(length: int):
    data = bytes(range(250)) * 21
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stream:
        with os.fdopen(writing, "wb") as end:
            end.write(data[:length])
        with FileMicrophone(stream, paced=False) as device:
            heard = b"".join(block.astype("<i2").tobytes() for block in device.blocks())
    assert heard == data[: length // 2 * 2]


def test_closed_it_hears_no_more(tmp_path: Path):
    path = tmp_path / "x.pcm"
    path.write_bytes(sine(1.0, 16000).tobytes())
    device = FileMicrophone(path, paced=False)
    with device:
        blocks = device.blocks()
        next(blocks)
    assert list(blocks) == []


@pytest.mark.parametrize("content", [None, b"", b"RIFF and no more"])
def test_a_recording_that_cannot_be_read(tmp_path: Path, content: bytes | None):
    path = tmp_path / "x.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(HoorstukError, match=r"x\.wav: "), microphone(str(path)) as device:
        list(device.blocks())


def test_a_paced_file_comes_as_it_would_be_spoken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    slept: list[float] = []
    monkeypatch.setattr(pipes.time, "sleep", slept.append)
    monkeypatch.setattr(pipes.time, "monotonic", lambda: 7.0)
    path = tmp_path / "x.raw"
    path.write_bytes(sine(0.2, 16000).tobytes())
    with FileMicrophone(path) as device:
        assert [len(block) for block in device.blocks()] == [800] * 4
    assert slept == pytest.approx([0.05, 0.1, 0.15, 0.2])


def test_on_which_sample_what_was_heard(tmp_path: Path):
    """What is written late stands late in the file: sample n is heard n / rate after opening."""
    now, path = [100.0], tmp_path / "x.wav"
    with FileSpeaker(path, 1000, clock=lambda: now[0]) as device:
        device.write(np.full(5, 1, np.int16))
        now[0] += 0.05
        device.write(np.full(5, 2, np.int16))
        assert device.written == 55
        assert device.waiting == 5
        now[0] += 0.05
        assert device.waiting == 0
    with wave.open(str(path)) as file:
        assert file.getframerate() == 1000
        heard = np.frombuffer(file.readframes(100), dtype="<i2")
    assert heard.tolist() == [1] * 5 + [0] * 45 + [2] * 5


def test_a_pipe_that_nobody_reads():
    reading, writing = os.pipe()
    os.close(reading)
    device = FileSpeaker(os.fdopen(writing, "wb", buffering=0), RATE, paced=False)
    with device, pytest.raises(HoorstukError, match="takes no more sound"):
        device.write(np.zeros(100, np.int16))
    device._target.close()


def test_nowhere_is_a_place_too():
    with FileSpeaker(None, RATE, paced=False) as device:
        device.write(np.zeros(100, np.int16))
        assert device.written == 100
