"""The ears: listening for any words, for the library's, and for commands, and weighing them."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from narrate import ffmpeg
from narrate.errors import HoorstukError
from narrate.hearing import RATE, UNKNOWN, Hearing, Panel
from narrate.sound import Samples
from skill import waking
from skill.cries import cries
from skill.endpointing import Endpointing, Stage
from skill.vocabulary import Vocabulary
from skill.voicing import Voicing
from skill.waking import Waking
from skill.weighing import Evidence

BLOCK = RATE // 10
"""Samples that are taken at a time at most."""
BEFORE = 5
"""Blocks from before the voice that are heard too: words may begin without voice."""
MOST_LIKELY = 3
"""Readings of an utterance that are looked at."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one utterance may have been."""

    text: str
    """The likeliest words; empty when nothing was said."""
    hypotheses: tuple[str, ...]
    """All that it may have been, likeliest first, `text` included; unknown words as `[unk]`."""
    commands: tuple[str, ...] = ()
    """The phrases of commands that it may have been, likeliest first."""


NOTHING = Heard("", ())


class Ears:
    """A recogniser that knows the words of the library and of the commands."""

    def __init__(self, model: Path) -> None:
        """Load a model's folder.

        Raises:
            HoorstukError: it is not a Vosk model, or a damaged one.
        """
        self._hearing = Hearing(model)
        self._pool = ThreadPoolExecutor(4, "ears")
        self.knows = self._hearing.knows
        self._cries = cries(self.knows)

    def attend(self, vocabulary: Vocabulary, hands_free: bool = False) -> "Attention":
        """Begin a conversation; see `Attention`."""
        phrases: list[tuple[str, ...]] = [()]
        if self._hearing.takes_phrases:
            phrases += [vocabulary.library, vocabulary.commands, self._cries]
        recognisers = [self._hearing.recogniser(some, MOST_LIKELY) for some in phrases]
        panel = Panel(recognisers, self._pool)
        return Attention(panel, vocabulary, hands_free)

    def waking(self) -> Waking:
        """Wait for the wake word.

        Raises:
            HoorstukError: the model cannot be told to expect it.
        """
        if not self._hearing.takes_phrases:
            raise HoorstukError("these ears cannot wait for a wake word; choose others or a key")
        return Waking(self._hearing.recogniser(waking.expected()))

    def hear(self, blocks: Iterable[Samples], vocabulary: Vocabulary) -> Heard:
        """What was said in a recording, mono PCM at `RATE`: one utterance, pauses and all.

        Of a long recording `endpointing.LONGEST` seconds count, from the first voice on.
        """
        attention = self.attend(vocabulary)
        for block in in_blocks(blocks):
            if attention.hear(block) == "ended":
                break
        return attention.finish()


class Attention:
    """One conversation: the same recognisers for one utterance after another.

    The same model listens four times: for any words, for the library's, for commands and for cries
    for help. How much likelier one reading makes the sound than another tells what kind it was. A
    model that cannot be told what to expect listens once.
    """

    def __init__(self, panel: Panel, vocabulary: Vocabulary, hands_free: bool) -> None:
        """Attend with recognisers in this order; see `Endpointing` for `hands_free`."""
        self._panel = panel
        self._commands = frozenset(vocabulary.commands)
        self._restored = vocabulary.restored
        self._commanding = min(2, len(panel) - 1)
        self.hands_free = hands_free
        self._voicing = Voicing()
        self._fresh: deque[Samples] = deque(maxlen=BEFORE)
        self._utterance = Endpointing(hands_free)
        self._seconds = 0.0

    def hear(self, block: Samples) -> Stage:
        """Take the next sound, at most `BLOCK` samples; tells how far the utterance is.

        Nothing reaches the recognisers before there is voice.
        """
        stage = self._utterance.hear(self._voicing.parts(block), self.so_far() in self._commands)
        self._fresh.append(block)
        if stage != "waiting":
            sound = np.concatenate(self._fresh)
            self._fresh.clear()
            self._seconds += len(sound) / RATE
            self._panel.accept(sound)
        return stage

    def so_far(self) -> str:
        """What the utterance would be as a command; it may still change."""
        return "" if self.idle else self._panel.so_far(self._commanding)

    @property
    def idle(self) -> bool:
        """Whether nobody is speaking."""
        return self._utterance.stage == "waiting"

    def succeed(self, other: "Attention") -> None:
        """Go on where another, which is idle, leaves: with the room and the sound it knows."""
        self._voicing, self._fresh, self._utterance = (
            other._voicing,
            other._fresh,
            other._utterance,
        )

    @property
    def length(self) -> float:
        """Seconds of sound that the utterance has had until now."""
        return self._seconds

    @property
    def pause(self) -> float:
        """Seconds since the last voice in the utterance."""
        return self._utterance.pause

    def finish(self) -> Heard:
        """What the utterance was, which is over; the next sound is for another."""
        evidence = self.evidence()
        heard = weighed(evidence) if evidence else NOTHING
        return Heard(
            self._restored(heard.text),
            tuple(map(self._restored, heard.hypotheses)),
            tuple(map(self._restored, heard.commands)),
        )

    def evidence(self) -> Evidence | None:
        """The same as `finish`, before it is weighed; None without voice."""
        utterance, seconds = self._utterance, self._seconds
        self._utterance, self._seconds = Endpointing(self.hands_free), 0.0
        if utterance.stage == "waiting":
            return None
        return Evidence(tuple(self._panel.finish()), seconds, utterance.voice)


def weighed(evidence: Evidence) -> Heard:
    """What an utterance may have been, as far as the evidence is believed."""
    text = evidence.free.texts[0]
    if not text:
        return NOTHING
    of_library = evidence.library.texts[:1] if evidence.of_library() else ()
    of_commands = evidence.commands.texts if evidence.of_commands() else ()
    of_cries = evidence.cries.texts if evidence.of_cries() else ()
    return Heard(
        text,
        tuple(dict.fromkeys(filter(None, (text, *of_library, *of_cries)))),
        # A phrase that holds other speech is no command.
        tuple(phrase for phrase in of_commands if phrase and UNKNOWN not in phrase.split()),
    )


def in_blocks(sound: Iterable[Samples]) -> Iterator[Samples]:
    """The same sound, at most `BLOCK` samples at a time."""
    for block in sound:
        for start in range(0, len(block), BLOCK):
            yield block[start : start + BLOCK]


def read_sound(path: Path) -> Iterable[Samples]:
    """The sound of an audio file as the ears take it: mono PCM at `RATE`, in blocks.

    Raises:
        HoorstukError: the file is missing, empty or holds no sound.
    """
    if not path.exists():
        raise HoorstukError(f"{path}: no such file; check the name and the folder")
    return _decoded(path)


def _decoded(path: Path) -> Iterator[Samples]:
    heard_any = False
    for block in ffmpeg.decode(path, RATE):
        heard_any = True
        yield block
    if not heard_any:
        raise HoorstukError(f"{path}: holds no sound; record the question again")
