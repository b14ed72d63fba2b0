"""The recogniser: a Vosk model, checked before it is loaded, and what it makes of sound."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.errors import HoorstukError
from narrate.sound import Samples

if TYPE_CHECKING:
    import vosk

RATE = 16000
"""Hertz; Vosk lowers a rate by itself, but never raises one."""
UNKNOWN = "[unk]"
"""Vosk's word for any other speech."""
NEEDED = ("am/final.mdl", "conf/model.conf", "conf/mfcc.conf", "graph/words.txt", "graph/HCLr.fst")
"""Files without which Vosk would end the whole program."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What a recogniser made of an utterance."""

    texts: tuple[str, ...]
    """Likeliest first; one empty text when nothing was said."""
    likelihood: float
    """Logarithm, of the likeliest; it compares recognisers of one model on one sound."""


class Hearing:
    """A loaded model; may be used from several threads."""

    def __init__(self, folder: Path) -> None:
        """Load a model's folder.

        Raises:
            HoorstukError: it is not a Vosk model whose vocabulary can be set.
        """
        # Here, not above: it is slow to import, and few commands listen.
        import vosk  # noqa: PLC0415

        check(folder)
        vosk.SetLogLevel(-1)
        self._vosk = vosk
        self._model = vosk.Model(str(folder))

    def knows(self, word: str) -> bool:
        """Whether the model can hear this word at all; in a phrase list it drops all others."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def recogniser(self, phrases: Sequence[str] = (), most: int = 1) -> "vosk.KaldiRecognizer":
        """A recogniser of these phrases, or of any words, that gives its `most` likely readings."""
        # Vosk's JSON reader does not undo escapes such as \u00eb and would drop such words.
        grammar = [json.dumps(phrases, ensure_ascii=False)] if phrases else []
        recogniser = self._vosk.KaldiRecognizer(self._model, RATE, *grammar)
        recogniser.SetMaxAlternatives(most)
        return recogniser


def check(folder: Path) -> None:
    """Look whether a folder holds a Vosk model whose vocabulary can be set.

    Raises:
        HoorstukError: a file is missing.
    """
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise HoorstukError(
            f"{folder}: is not a whole Vosk model, {missing[0]} is missing; fetch it again"
        )


def hear(
    blocks: Iterable[Samples], recognisers: "Sequence[vosk.KaldiRecognizer]"
) -> list[Readings]:
    """What each recogniser makes of mono PCM at `RATE`."""
    results: list[list[str]] = [[] for _ in recognisers]
    for block in blocks:
        data = block.astype("<i2").tobytes()
        for recogniser, found in zip(recognisers, results, strict=True):
            if recogniser.AcceptWaveform(data):
                found.append(recogniser.Result())
    for recogniser, found in zip(recognisers, results, strict=True):
        found.append(recogniser.FinalResult())
    return [_readings(found) for found in results]


def _readings(results: Sequence[str]) -> Readings:
    """Join what came out before and after each pause, the likeliest with the likeliest."""
    parts = [json.loads(result)["alternatives"] for result in results]
    parts = [part for part in parts if part]
    depth = max(map(len, parts), default=1)
    texts = (
        " ".join(filter(None, (part[min(n, len(part) - 1)]["text"] for part in parts)))
        for n in range(depth)
    )
    return Readings(tuple(dict.fromkeys(texts)), sum(part[0]["confidence"] for part in parts))
