"""Loudness and true peak, against ffmpeg's own meter and against known signals."""

import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

from narrate import ffmpeg
from narrate.loudness import measure
from narrate.saying import say, write_wav
from narrate.sound import Samples, to_samples


def sine(
    frequency: float, amplitude: float, seconds: float, rate: int, phase: float = 0
) -> Samples:
    times = np.arange(round(seconds * rate)) / rate
    return to_samples(amplitude * np.sin(2 * np.pi * frequency * times + phase))


def by_ffmpeg(path: Path) -> tuple[float, float]:
    command = [ffmpeg.executable(), "-nostats", "-i", str(path), "-af", "ebur128=peak=true"]
    report = subprocess.run(
        [*command, "-f", "null", "-"], capture_output=True, text=True, check=True
    ).stderr
    lufs = re.findall(r"I: +(\S+) LUFS", report)[-1]
    peak = re.findall(r"Peak: +(\S+) dBFS", report)[-1]
    return float(lufs), float(peak)


@pytest.mark.parametrize("rate", [16000, 22050, 44100, 48000])
def test_a_full_scale_sine_of_997_hz(rate: int):
    """BS.1770-5, annex 1: one channel at 0 dBFS reads -3.01 LUFS."""
    assert measure([sine(997, 1.0, 5, rate)], rate).integrated_lufs == pytest.approx(
        -3.01, abs=0.05
    )


def test_silence_between_words_is_gated():
    loud, silence = sine(997, 0.1, 5, 48000), np.zeros(48000 * 20, np.int16)
    alone = measure([loud], 48000).integrated_lufs
    assert measure([loud, silence], 48000).integrated_lufs == pytest.approx(alone, abs=0.2)


def test_peak_between_the_samples():
    """A sine at a quarter of the rate, half a sample off, peaks 3 dB above its samples."""
    sound = to_samples(sine(12000, 0.5, 1, 48000, phase=np.pi / 4) / 32768 * np.hanning(48000))
    assert 20 * np.log10(np.abs(sound).max() / 32768) == pytest.approx(-9.03, abs=0.02)
    assert measure([sound], 48000).true_peak_dbtp == pytest.approx(-6.02, abs=0.05)


def test_cutting_into_blocks_changes_nothing():
    sound = sine(440, 0.3, 3, 22050)
    whole = measure([sound], 22050)
    pieces = np.array_split(sound, [1, 2, 500, 500, 30000])
    cut = measure(pieces, 22050)
    assert cut.integrated_lufs == pytest.approx(whole.integrated_lufs, abs=1e-6)
    assert cut.true_peak_dbtp == pytest.approx(whole.true_peak_dbtp, abs=1e-6)


@pytest.mark.parametrize("sound", [np.zeros(0, np.int16), np.zeros(50000, np.int16)])
def test_nothing_to_hear(sound: Samples):
    measured = measure([sound], 22050)
    assert measured.integrated_lufs == measured.true_peak_dbtp == -np.inf


def test_speech_as_ffmpeg_measures_it(voice, lexicon, tmp_path: Path):
    sound = say(
        "De hersenen werken dag en nacht. Ook in uw slaap staan ze nooit stil.", voice, lexicon
    )
    write_wav(sound, voice.rate, tmp_path / "zin.wav")
    lufs, peak = by_ffmpeg(tmp_path / "zin.wav")
    measured = measure([sound], voice.rate)
    assert measured.integrated_lufs == pytest.approx(lufs, abs=0.1)
    # ffmpeg's interpolation is the coarser of the two: it may read lower, never higher.
    assert peak - 0.1 <= measured.true_peak_dbtp <= peak + 0.7
