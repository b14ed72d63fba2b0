"""Speaking texts for measurements: the voices there are, and the room they are heard in."""

import io
import shutil
import subprocess
import wave

import numpy as np

from narrate import catalogue
from narrate.hearing import RATE
from narrate.lexicon import Lexicon
from narrate.saying import say
from narrate.segments import resampled
from narrate.sound import Samples
from narrate.voice import Voice

VARIANTS = [
    f"{voice}@{speed}" for speed in (140, 175) for voice in ("nl", "nl+f3", "nl+m3", "nl+f5")
]
NOISE = 15
"""Decibels of the speech above the noise."""
ROOM = 0.4
"""Seconds before and after an utterance."""


class Speakers:
    """The embedded voice, and espeak-ng's."""

    def __init__(self) -> None:
        self._voice = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE))
        self._lexicon = Lexicon.built_in()
        self.variants = VARIANTS if shutil.which("espeak-ng") else []

    def speak(self, source: str, text: str) -> Samples:
        """A text spoken by `nathalie` or by `VOICE@SPEED` of espeak-ng, at `RATE`."""
        if source == "nathalie":
            return resampled(say(text, self._voice, self._lexicon), self._voice.rate, RATE)
        voice, speed = source.split("@")
        command = ["espeak-ng", "-v", voice, "-s", speed, "--stdout", text]
        sound = subprocess.run(command, capture_output=True, check=True).stdout
        with wave.open(io.BytesIO(sound)) as file:
            samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
            return resampled(samples, file.getframerate(), RATE)


def pink(count: int, random: np.random.Generator) -> np.ndarray:
    """Noise with as much power in each octave, root mean square 1."""
    spectrum = np.fft.rfft(random.normal(size=count))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 1))
    noise = np.fft.irfft(spectrum, count)
    return np.asarray(noise / np.sqrt((noise**2).mean()))


def in_a_room(speech: Samples, noisy: bool, random: np.random.Generator) -> Samples:
    """Speech with a little silence around it, in a quiet room or in noise."""
    level = np.sqrt((speech.astype(float) ** 2).mean())
    noise = level * 10 ** (-NOISE / 20) if noisy else 15.0
    silence = np.zeros(round(ROOM * RATE))
    sound = np.concatenate([silence, speech, silence])
    return to_pcm(sound + noise * pink(len(sound), random))


def to_pcm(sound: np.ndarray) -> Samples:
    """Rounded and held within full scale."""
    return np.clip(sound, -32768, 32767).astype(np.int16)
