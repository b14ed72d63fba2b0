"""A turn aloud, by `skill ask --play` and on a device that makes no sound."""

from pathlib import Path

import numpy as np
import pytest

from narrate.delivery import mp3
from narrate.delivery.tags import Tags
from narrate.errors import HoorstukError
from narrate.loudness import measure
from skill.aloud import Aloud
from skill.devices import speaker
from skill.pipes import FileSpeaker
from skill.prompts import Prompts
from skill.turn import Answer, Play, Turn


@pytest.fixture(scope="module")
def chapter(voice, tmp_path_factory) -> Path:
    """Two seconds of a low tone, then two of a high one."""
    times = np.arange(2 * voice.rate) / voice.rate
    tones = [8000 * np.sin(2 * np.pi * frequency * times) for frequency in (300, 1200)]
    path = tmp_path_factory.mktemp("aloud") / "01.mp3"
    mp3.write([np.concatenate(tones).astype(np.int16)], voice.rate, path, Tags("t", "a", "n"))
    return path


def test_the_reply_then_the_passage_and_no_more(chapter: Path, voice, lexicon, tmp_path: Path):
    answer = Answer("x", 1, "Kop", 2.5, 3.5, "", 1.0)
    play = Play(str(chapter), 2.5)
    turn = Turn("", "question", answers=(answer,), prompts=("Hoofdstuk één.",), play=play)
    raw = tmp_path / "heard.raw"
    with Aloud(
        Prompts(voice, lexicon, tmp_path), FileSpeaker(raw, voice.rate, paced=False)
    ) as aloud:
        aloud.perform(turn)
        aloud.perform(Turn("", "unclear", prompts=("Nee.",)))
    heard = np.fromfile(raw, dtype="<i2")
    loud = np.flatnonzero(np.abs(heard) > 0)
    gaps = np.flatnonzero(np.diff(loud) > 0.1 * voice.rate)
    said, passage, _ = np.split(loud, gaps + 1)
    levels = measure([heard[said[0] : said[-1]]], voice.rate)
    assert levels.integrated_lufs == pytest.approx(-18, abs=1)
    assert len(passage) / voice.rate == pytest.approx(1.0, abs=0.05)
    tone = heard[passage[0] : passage[-1]]
    assert np.abs(np.fft.rfft(tone)).argmax() / len(tone) * voice.rate == pytest.approx(1200, abs=5)


def test_played_to_the_end_on_a_device(voice, lexicon, tmp_path: Path):
    with Aloud(Prompts(voice, lexicon, tmp_path), speaker("null", voice.rate)) as aloud:
        aloud.perform(Turn("", "unclear", prompts=("Nee.",)))


def test_what_cannot_be_played_is_said(voice, lexicon, tmp_path: Path):
    turn = Turn("", "question", prompts=("Ja.",), play=Play(str(tmp_path / "weg.mp3"), 1.0))
    with Aloud(
        Prompts(voice, lexicon, tmp_path), FileSpeaker(None, voice.rate, paced=False)
    ) as aloud:
        with pytest.raises(HoorstukError, match=r"weg\.mp3: ffmpeg could not read it"):
            aloud.perform(turn)
        with pytest.raises(HoorstukError, match="nothing here can be said"):
            aloud.perform(Turn("", "unclear", prompts=("...",)))


def test_a_folder_that_cannot_be_written_is_said(voice, lexicon, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    device = FileSpeaker(None, voice.rate, paced=False)
    with (
        Aloud(Prompts(voice, lexicon, tmp_path / "file"), device) as aloud,
        pytest.raises(FileExistsError),
    ):
        aloud.perform(Turn("", "unclear", prompts=("Ja.",)))


def test_no_speaker_is_said(run, library: Path):
    done = run("skill", "ask", "Wat is glutamaat?", "--library", library, "--play")
    if done.returncode == 0:
        pytest.skip("this machine has a speaker: the passage was played")
    assert done.stderr == "skill: no speaker found; plug one in\n"
