"""The ears: Vosk, listening for any words, for the library's, and for commands, and weighing."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import vosk

from narrate import ffmpeg
from narrate.errors import HoorstukError
from narrate.sound import Samples
from skill.vocabulary import UNKNOWN, Vocabulary

RATE = 16000
"""Hertz; Vosk lowers a rate by itself, but never raises one."""
NEEDED = ("am/final.mdl", "conf/model.conf", "conf/mfcc.conf", "graph/words.txt", "graph/HCLr.fst")
"""Files without which Vosk would end the whole program."""


MOST_LIKELY = 3
"""Readings of an utterance that are looked at."""
LIBRARY_MARGIN = -1.0
"""Log likelihood per second against free recognition from which the library's words are believed.

Read off 78 questions and 170 commands, each spoken by three voices (docs/listening.md): two thirds
of the questions that the library answers lie above it, and a fifth of the others.
"""
COMMAND_MARGIN = -1.0
"""The same for the phrases of commands: one of those 234 questions is then taken for one."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one utterance may have been."""

    text: str
    """The likeliest words; empty when nothing was said."""
    hypotheses: tuple[str, ...]
    """All that it may have been, likeliest first, `text` included; unknown words as `[unk]`."""
    commands: tuple[str, ...] = ()
    """The phrases of commands that it may have been, likeliest first."""


@dataclass(frozen=True, slots=True)
class _Readings:
    """What one recogniser made of an utterance."""

    texts: tuple[str, ...]
    """Likeliest first."""
    likelihood: float
    """Logarithm, of the likeliest; it compares recognisers of one model on one sound."""


class Ears:
    """A recogniser that knows the words of the library and of the commands."""

    def __init__(self, model: Path) -> None:
        """Load a model's folder.

        Raises:
            HoorstukError: it is not a Vosk model whose vocabulary can be set.
        """
        missing = [name for name in NEEDED if not (model / name).is_file()]
        if missing:
            raise HoorstukError(
                f"{model}: is not a whole Vosk model, {missing[0]} is missing; fetch it again"
            )
        vosk.SetLogLevel(-1)
        self._model = vosk.Model(str(model))

    def knows(self, word: str) -> bool:
        """Whether the model can hear this word at all; in a phrase list it drops all others."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def hear(self, blocks: Iterable[Samples], vocabulary: Vocabulary) -> Heard:
        """What was said in mono PCM at `RATE`.

        The same model listens three times: for any words, for the library's, and for commands.
        How much likelier one reading makes the sound than another tells what kind it was.
        """
        recognisers = [
            self._recogniser(),
            self._recogniser(vocabulary.library),
            self._recogniser(vocabulary.commands),
        ]
        results: list[list[str]] = [[] for _ in recognisers]
        samples = 0
        for block in blocks:
            samples += len(block)
            data = block.astype("<i2").tobytes()
            for recogniser, found in zip(recognisers, results, strict=True):
                if recogniser.AcceptWaveform(data):
                    found.append(recogniser.Result())
        for recogniser, found in zip(recognisers, results, strict=True):
            found.append(recogniser.FinalResult())
        free, library, commands = map(_readings, results)
        return _weigh(free, library, commands, samples / RATE)

    def _recogniser(self, phrases: Sequence[str] = ()) -> vosk.KaldiRecognizer:
        # Vosk's JSON reader does not undo escapes such as \u00eb and would drop such words.
        grammar = [json.dumps(phrases, ensure_ascii=False)] if phrases else []
        recogniser = vosk.KaldiRecognizer(self._model, RATE, *grammar)
        recogniser.SetMaxAlternatives(MOST_LIKELY)
        return recogniser


def _weigh(free: _Readings, library: _Readings, commands: _Readings, seconds: float) -> Heard:
    """Believe the narrower recognisers as far as they explain the sound as well as the free one."""
    text = free.texts[0]
    if not text:
        return Heard("", ())

    def believed(readings: _Readings, margin: float) -> bool:
        return (readings.likelihood - free.likelihood) / seconds >= margin

    of_library = library.texts[:1] if believed(library, LIBRARY_MARGIN) else ()
    of_commands = commands.texts if believed(commands, COMMAND_MARGIN) else ()
    return Heard(
        text,
        tuple(dict.fromkeys(filter(None, (text, *of_library)))),
        # A phrase that holds other speech is no command.
        tuple(phrase for phrase in of_commands if phrase and UNKNOWN not in phrase.split()),
    )


def _readings(results: Sequence[str]) -> _Readings:
    """Join what came out before and after each pause, the likeliest with the likeliest."""
    parts = [json.loads(result)["alternatives"] for result in results]
    parts = [part for part in parts if part]
    depth = max(map(len, parts), default=1)
    texts = (
        " ".join(filter(None, (part[min(n, len(part) - 1)]["text"] for part in parts)))
        for n in range(depth)
    )
    return _Readings(tuple(dict.fromkeys(texts)), sum(part[0]["confidence"] for part in parts))


def read_sound(path: Path) -> Iterable[Samples]:
    """The sound of an audio file as the ears take it: mono PCM at `RATE`, in blocks.

    Raises:
        HoorstukError: the file is missing, empty or holds no sound.
    """
    if not path.exists():
        raise HoorstukError(f"{path}: no such file; check the name and the folder")
    heard_any = False
    for block in ffmpeg.decode(path, RATE):
        heard_any = True
        yield block
    if not heard_any:
        raise HoorstukError(f"{path}: holds no sound; record the question again")
