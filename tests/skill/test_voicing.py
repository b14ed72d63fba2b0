"""The voice activity detector, on real synthesized speech and on what is no speech."""

import numpy as np
import pytest

from narrate.hearing import RATE
from narrate.saying import say
from narrate.segments import AudioSegment
from skill.voicing import SECONDS, STEP, Voicing

SECOND = np.arange(RATE) / RATE


def noise(seconds: float, level: float) -> np.ndarray:
    return np.random.default_rng(5).normal(0, 32768 * 10 ** (level / 20), round(seconds * RATE))


def pcm(sound: np.ndarray) -> np.ndarray:
    return np.clip(sound, -32768, 32767).astype(np.int16)


def voiced(sound: np.ndarray, size: int = RATE // 10) -> list[bool]:
    voicing = Voicing()
    blocks = (pcm(sound[i : i + size]) for i in range(0, len(sound), size))
    return [part for block in blocks for part in voicing.parts(block)]


@pytest.fixture(scope="module")
def question(voice, lexicon) -> np.ndarray:
    """A spoken question of 3.2 seconds, a second of room before and after it."""
    spoken = say("Waarom werkt ketamine zo snel?", voice, lexicon)
    sound = AudioSegment(spoken.tobytes(), frame_rate=voice.rate, sample_width=2, channels=1)
    samples = sound.set_frame_rate(RATE).get_array_of_samples()
    return np.concatenate([np.zeros(RATE), samples, np.zeros(RATE)])


@pytest.mark.parametrize("level", [-65, -40])
def test_speech_is_found_in_a_quiet_room_and_in_a_noisy_one(question, level: int):
    found = voiced(question + noise(len(question) / RATE, level))
    first, last = found.index(True), len(found) - found[::-1].index(True)
    assert first * SECONDS == pytest.approx(1.05, abs=0.1)
    assert 2.2 < last * SECONDS < len(question) / RATE - 1
    assert sum(found) * SECONDS > 0.7


def bursts(length: int) -> np.ndarray:
    """Coughs, nearly: noise that dies away."""
    one = noise(1.0, -15) * np.exp(-np.arange(RATE) / length)
    return np.tile(one, 5)


NOISES = {
    "silence": np.zeros(5 * RATE),
    "white": noise(5, -20),
    "rumble": np.cumsum(noise(5, -60)),
    "hum": np.tile(np.sin(2 * np.pi * 50 * SECOND) * 8000, 5),
    "coughs": bursts(1200),
    "clicks": np.tile((SECOND == 0.5) * 30000.0, 5),
}


@pytest.mark.parametrize("name", NOISES)
def test_noise_is_no_voice(name: str):
    assert not any(voiced(NOISES[name]))


def test_a_tone_that_stays_becomes_the_room():
    found = voiced(np.tile(np.sin(2 * np.pi * 220 * SECOND) * 8000, 6))
    assert sum(found) * SECONDS == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize("size", [1, 37, 160, 999])
def test_the_size_of_blocks_makes_no_difference(question, size: int):
    some = question[RATE : RATE + 4000]
    assert voiced(some, size) == voiced(some, len(some))
    assert len(voiced(some, size)) == (len(some) - STEP) // STEP + 1
