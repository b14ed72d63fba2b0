"""MP3 files joined frame by frame: the same sound, the exact length, nothing encoded anew."""

from pathlib import Path

import numpy as np
import pytest
from mutagen.mp3 import MP3

from narrate import ffmpeg
from narrate.delivery import mpeg
from narrate.delivery.mp3 import join, rate_for, samples_per_frame, write
from narrate.delivery.tags import Mark, Tags

TAGS = Tags("t", "a", "n")


def chapter(frames: int, pitch: float, rate: int) -> np.ndarray:
    """A tone between silences, as a chapter is, a whole number of frames long."""
    samples = np.zeros(frames * samples_per_frame(rate))
    inside = slice(rate // 4, len(samples) - rate // 2)
    times = np.arange(len(samples))[inside] / rate
    samples[inside] = 9000 * np.sin(2 * np.pi * pitch * times) * np.hanning(len(times))
    return samples.astype(np.int16)


@pytest.mark.parametrize("rate", [16000, 22050, 24000])
def test_joined_is_the_chapters_one_after_the_other(tmp_path: Path, rate: int):
    paths = []
    for number, (frames, pitch) in enumerate([(60, 300), (97, 500), (80, 900)]):
        paths.append(tmp_path / f"{number}.mp3")
        write([chapter(frames, pitch, rate)], rate, paths[-1], TAGS)
    joined = tmp_path / "whole.mp3"
    join(paths, joined, TAGS, [Mark("Eén", 0, 1)])
    apart = np.concatenate([s for path in paths for s in ffmpeg.decode(path, rate_for(rate))])
    whole = np.concatenate(list(ffmpeg.decode(joined, rate_for(rate))))
    assert len(whole) == (60 + 97 + 80) * mpeg.FRAME
    assert np.array_equal(whole, apart)


def test_players_read_the_length_from_the_first_frame(tmp_path: Path):
    rate = 22050
    write([chapter(100, 400, rate)], rate, tmp_path / "a.mp3", TAGS)
    join([tmp_path / "a.mp3"] * 3, tmp_path / "b.mp3", TAGS, [])
    seconds = 300 * mpeg.FRAME / 44100
    assert mpeg.read(tmp_path / "b.mp3").samples == 300 * mpeg.FRAME
    assert MP3(tmp_path / "b.mp3").info.length == pytest.approx(seconds, abs=0.06)


@pytest.mark.parametrize(("rate", "expected"), [(16000, 32000), (22050, 44100), (24000, 48000)])
def test_a_frame_is_a_whole_number_of_the_voices_samples(rate: int, expected: int):
    assert rate_for(rate) == expected
    assert samples_per_frame(rate) * expected == mpeg.FRAME * rate


def test_without_tags_a_file_is_its_frames(tmp_path: Path):
    write([chapter(60, 400, 22050)], 22050, tmp_path / "a.mp3", TAGS)
    stream = mpeg.read(tmp_path / "a.mp3")
    assert (tmp_path / "a.mp3").read_bytes()[:3] == b"ID3"
    assert mpeg.untagged(tmp_path / "a.mp3") == b"".join([stream.info, *stream.frames])
