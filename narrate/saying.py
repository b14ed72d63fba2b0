"""A few words said aloud at once, outside any episode: prompts, tries and spoken questions."""

import wave
from pathlib import Path

import numpy as np

from narrate.errors import HoorstukError
from narrate.files import replacing
from narrate.lexicon import Lexicon
from narrate.script import Sentence
from narrate.sound import Samples, count_samples
from narrate.spoken import sentences, spoken_words
from narrate.takes import trim
from narrate.timeline import Pauses
from narrate.voice import Voice


def say(text: str, voice: Voice, lexicon: Lexicon) -> Samples:
    """The sound of a text, at the voice's rate, with a pause after each sentence.

    Raises:
        HoorstukError: nothing in it can be said.
    """
    parts: list[Samples] = []
    pause = np.zeros(count_samples(Pauses().sentence, voice.rate), np.int16)
    for sentence in to_be_said(text, lexicon):
        parts += [trim(voice.speak(sentence), voice.rate).samples, pause]
    return np.concatenate(parts)


def to_be_said(text: str, lexicon: Lexicon) -> list[Sentence]:
    """The sentences of a text, at least one.

    Raises:
        HoorstukError: nothing in it can be said.
    """
    readings = (tuple(spoken_words(written, lexicon)) for written in sentences(text))
    said = [
        Sentence(1, "paragraph", ends_paragraph=False, words=words)
        for words in readings
        if any(word.spoken for word in words)
    ]
    if not said:
        raise HoorstukError(f"{text!r}: nothing here can be said in Dutch; write it in words")
    return said


def write_wav(samples: Samples, rate: int, path: Path) -> None:
    """Write mono PCM as a WAV file that is whole or not there."""
    with replacing(path) as new, wave.open(str(new), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
