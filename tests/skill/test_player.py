"""The player, on a real device of miniaudio's that makes no sound."""

from pathlib import Path

import numpy as np
import pytest

from narrate.delivery.mp3 import Tags, write
from narrate.errors import HoorstukError
from skill import player
from skill.turn import Answer, Play, Turn

RATE = 22050


@pytest.fixture(scope="module")
def chapter(tmp_path_factory) -> Path:
    """Two seconds of a low tone, then two of a high one."""
    times = np.arange(2 * RATE) / RATE
    tones = [8000 * np.sin(2 * np.pi * frequency * times) for frequency in (300, 1200)]
    path = tmp_path_factory.mktemp("player") / "01.mp3"
    write([np.concatenate(tones).astype(np.int16)], RATE, path, Tags("t", "a", "n"))
    return path


def test_the_reply_then_the_passage_and_no_more(chapter: Path, voice, lexicon):
    answer = Answer("x", 1, "Kop", 2.5, 3.5, "", 1.0)
    turn = Turn(
        "", "question", answers=(answer,), prompts=("Hoofdstuk één.",), play=Play(str(chapter), 2.5)
    )
    sound = player.render(turn, voice, lexicon)
    said = player.render(Turn("", "question", prompts=("Hoofdstuk één.",)), voice, lexicon)
    assert len(sound) == pytest.approx(len(said) + player.PAUSE + 1000, abs=5)
    passage = np.array(sound[-900:-100].get_array_of_samples(), dtype=float)
    loudest = np.abs(np.fft.rfft(passage)).argmax() / len(passage) * RATE
    assert loudest == pytest.approx(1200, abs=5)


def test_played_to_the_end_on_a_device(voice, lexicon):
    turn = Turn("", "unclear", prompts=("Nee.",))
    player.play(player.render(turn, voice, lexicon), backends=["NULL"])


def test_no_speaker_is_said_and_nothing_is_printed_as_played(run, library: Path):
    done = run("skill", "ask", "Wat is glutamaat?", "--library", library, "--play")
    if done.returncode == 0:
        pytest.skip("this machine has a speaker: the passage was played")
    assert done.stderr == "skill: no speaker found; plug one in, or ask without --play\n"


def test_a_device_that_does_not_exist(voice, lexicon):
    sound = player.render(Turn("", "unclear", prompts=("Ja.",)), voice, lexicon)
    with pytest.raises(HoorstukError, match="no speaker found"):
        player.play(sound, backends=["WASAPI"])
