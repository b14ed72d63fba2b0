"""The ears, on the real embedded recogniser and questions spoken by the real voice."""

import wave
from pathlib import Path

import numpy as np
import pytest

from narrate.errors import HoorstukError
from narrate.hearing import RATE, UNKNOWN
from narrate.saying import say, write_wav
from skill.commands import Commands
from skill.ears import Ears, Heard, read_sound
from skill.library import Chapter, Episode, Sentence
from skill.safety import Safety
from skill.vocabulary import Vocabulary, expected_phrases, learn

BEES = Episode(
    "bijen",
    "Bijen",
    (
        Chapter(
            "bijen",
            1,
            "Hoe bijen praten",
            "chapter",
            None,
            (Sentence("Een bij zit.", None, None, "een bij zit bij de zwrxtq boom."),),
        ),
    ),
)


@pytest.fixture(scope="module")
def vocabulary(ears):
    return learn(expected_phrases([BEES]), Commands.load().phrases(), ears.knows)


@pytest.fixture(scope="module")
def heard(ears, voice, lexicon, vocabulary, tmp_path_factory):
    def hear(text: str):
        path = tmp_path_factory.mktemp("vraag") / "vraag.wav"
        write_wav(say(text, voice, lexicon), voice.rate, path)
        return ears.hear(read_sound(path), vocabulary)

    return hear


def test_a_question_is_heard(heard):
    assert "wat is glutamaat" in heard("Wat is glutamaat?").hypotheses


@pytest.mark.parametrize("command", ["volgende hoofdstuk", "ga naar hoofdstuk drie"])
def test_a_command_is_heard_as_the_phrase_it_is(heard, command: str):
    said = heard(command)
    assert command in (said.text, *said.commands)


@pytest.mark.parametrize("cry", ["er is brand", "mijn vriend wordt niet wakker"])
def test_a_cry_for_help_is_heard(heard, cry: str):
    card = Safety.load().check(heard(cry).hypotheses)
    assert card is not None
    assert card.kind == "emergency"


@pytest.mark.parametrize("said", ["volgende hoofdstuk", "Waarom dansen de bijen in het donker?"])
def test_what_is_no_cry_for_help(heard, said: str):
    assert Safety.load().check(heard(said).hypotheses) is None


def test_a_question_is_no_command(heard):
    assert heard("Waarom dansen de bijen in het donker?").commands == ()


def test_silence_is_nothing(ears, vocabulary):
    silence = ears.hear([np.zeros(2 * RATE, np.int16)], vocabulary)
    assert silence == Heard("", ())


def test_words_that_the_model_lacks_are_named_and_kept_out(ears, vocabulary):
    assert "zwrxtq" in vocabulary.left_out
    assert f"een bij zit bij de {UNKNOWN} boom" in vocabulary.library
    named = {word for phrase in vocabulary.library + vocabulary.commands for word in phrase.split()}
    assert all(ears.knows(word) for word in named - {UNKNOWN})


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [8000, 16000, 44100])
@pytest.mark.parametrize("width", [1, 2, 3])
def test_any_wav_is_read(tmp_path: Path, channels: int, rate: int, width: int):
    path = tmp_path / "vraag.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setframerate(rate)
        file.setsampwidth(width)
        file.writeframes(bytes([128] if width == 1 else [0]) * (rate * channels * width))
    sound = np.concatenate(list(read_sound(path)))
    assert len(sound) == pytest.approx(RATE, abs=50)
    assert np.abs(sound).max() <= 1


def test_a_model_with_a_file_missing(tmp_path: Path):
    with pytest.raises(HoorstukError, match=r"not a whole Vosk model, am/final\.mdl is missing"):
        Ears(tmp_path)


def test_words_that_are_spelled_come_back_whole(ears, voice, lexicon, tmp_path):
    phrase = "wat is een en em dee aa receptor"
    told = Vocabulary(("stop",), (phrase,), (), {"en em dee aa": "nmda"})
    path = tmp_path / "vraag.wav"
    write_wav(say("Wat is een NMDA-receptor?", voice, lexicon), voice.rate, path)
    heard = ears.hear(read_sound(path), told)
    assert any("nmda" in text.split() for text in heard.hypotheses)
