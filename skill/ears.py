"""The ears: listening for any words, for the library's, and for commands, and weighing them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from narrate import ffmpeg
from narrate.errors import HoorstukError
from narrate.hearing import RATE, UNKNOWN, Hearing, Readings, hear
from narrate.sound import Samples
from skill.vocabulary import Vocabulary

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


class Ears:
    """A recogniser that knows the words of the library and of the commands."""

    def __init__(self, model: Path) -> None:
        """Load a model's folder.

        Raises:
            HoorstukError: it is not a Vosk model whose vocabulary can be set.
        """
        self._hearing = Hearing(model)
        self.knows = self._hearing.knows

    def hear(self, blocks: Iterable[Samples], vocabulary: Vocabulary) -> Heard:
        """What was said in mono PCM at `RATE`.

        The same model listens three times: for any words, for the library's, and for commands.
        How much likelier one reading makes the sound than another tells what kind it was.
        """
        phrases = ((), vocabulary.library, vocabulary.commands)
        recognisers = [self._hearing.recogniser(some, MOST_LIKELY) for some in phrases]
        counted = _Counted(blocks)
        free, library, commands = hear(counted, recognisers)
        return _weigh(free, library, commands, counted.samples / RATE)


class _Counted:
    """Blocks of sound, counted as they go by."""

    def __init__(self, blocks: Iterable[Samples]) -> None:
        self._blocks = blocks
        self.samples = 0

    def __iter__(self) -> Iterator[Samples]:
        for block in self._blocks:
            self.samples += len(block)
            yield block


def _weigh(free: Readings, library: Readings, commands: Readings, seconds: float) -> Heard:
    """Believe the narrower recognisers as far as they explain the sound as well as the free one."""
    text = free.texts[0]
    if not text:
        return Heard("", ())

    def believed(readings: Readings, margin: float) -> bool:
        return (readings.likelihood - free.likelihood) / seconds >= margin

    of_library = library.texts[:1] if believed(library, LIBRARY_MARGIN) else ()
    of_commands = commands.texts if believed(commands, COMMAND_MARGIN) else ()
    return Heard(
        text,
        tuple(dict.fromkeys(filter(None, (text, *of_library)))),
        # A phrase that holds other speech is no command.
        tuple(phrase for phrase in of_commands if phrase and UNKNOWN not in phrase.split()),
    )


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
