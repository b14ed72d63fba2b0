"""The recogniser: a Vosk model, checked before it is loaded, and what it makes of sound."""

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.errors import HoorstukError
from narrate.quiet import quiet_libraries
from narrate.sound import Samples

if TYPE_CHECKING:
    import vosk

RATE = 16000
"""Hertz; Vosk lowers a rate by itself, but never raises one."""
UNKNOWN = "[unk]"
"""Vosk's word for any other speech."""
NEEDED = (
    "am/final.mdl",
    "conf/model.conf",
    "conf/mfcc.conf",
    "graph/words.txt",
    "graph/phones/word_boundary.int",
)
"""Files of every model."""
GROWN, WHOLE = ("graph/HCLr.fst", "graph/Gr.fst"), "graph/HCLG.fst"
"""The graph of a model whose phrases can be set, and that of another."""
_DAMAGED = "is damaged; fetch it again"


@dataclass(frozen=True, slots=True)
class Readings:
    """What a recogniser made of an utterance."""

    texts: tuple[str, ...]
    """Likeliest first; one empty text when nothing was said."""
    likelihoods: tuple[float, ...]
    """Logarithm, of each text; they compare recognisers of one model on one sound."""


class Hearing:
    """A loaded model; may be used from several threads."""

    def __init__(self, folder: Path) -> None:
        """Load a model's folder.

        Raises:
            HoorstukError: it is not a Vosk model, or a damaged one.
        """
        # Here, not above: it is slow to import, and few commands listen.
        import vosk  # noqa: PLC0415

        check(folder)
        self._vosk = vosk
        self.takes_phrases = not (folder / WHOLE).is_file()
        """Whether it can be told which phrases to expect; else it hears any words only."""
        with quiet_libraries():
            vosk.SetLogLevel(-1)
            try:
                self._model = vosk.Model(str(folder))
                self.recogniser()
                if self.takes_phrases:
                    self.recogniser([UNKNOWN])
            except Exception as error:  # Vosk raises nothing more precise
                raise HoorstukError(f"{folder}: {_DAMAGED} ({error})") from None
        if self.takes_phrases and not self.knows(UNKNOWN):
            raise HoorstukError(f"{folder}: lacks the word {UNKNOWN} for other speech; {_DAMAGED}")

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
    """Look whether a folder holds a Vosk model that can be loaded.

    What Vosk itself finds wrong while it loads it tells; this is about what ends the program.

    Raises:
        HoorstukError: a file is missing or lacks what Vosk takes for granted.
    """
    graph = (WHOLE,) if (folder / WHOLE).is_file() else GROWN
    missing = [name for name in (*NEEDED, *graph) if not (folder / name).is_file()]
    if missing:
        raise HoorstukError(
            f"{folder}: is not a whole Vosk model, {missing[0]} is missing; fetch it again"
        )
    conf = folder / "conf" / "model.conf"
    if b"--endpoint.silence-phones=" not in conf.read_bytes():
        raise HoorstukError(f"{conf}: names no silence-phones; {_DAMAGED}")


class Panel:
    """Recognisers of one model that listen to the same sound, one utterance after another."""

    def __init__(
        self, recognisers: "Sequence[vosk.KaldiRecognizer]", pool: ThreadPoolExecutor | None = None
    ) -> None:
        """Let recognisers listen; side by side where there is a pool of threads."""
        self._recognisers = recognisers
        self._results: list[list[str]] = [[] for _ in recognisers]
        self._map = pool.map if pool else map

    def __len__(self) -> int:
        return len(self._recognisers)

    def accept(self, block: Samples) -> None:
        """Take the next mono PCM at `RATE`."""
        data = block.astype("<i2").tobytes()

        def feed(recogniser: "vosk.KaldiRecognizer", results: list[str]) -> None:
            if recogniser.AcceptWaveform(data):
                results.append(recogniser.Result())

        list(self._map(feed, self._recognisers, self._results))

    def so_far(self, which: int) -> str:
        """What one of them makes of the utterance until now; it may still change."""
        # Between two parts of an utterance there is none.
        partial = json.loads(self._recognisers[which].PartialResult()).get("partial", "")
        return " ".join(filter(None, (_readings(self._results[which]).texts[0], partial)))

    def finish(self) -> list[Readings]:
        """What each makes of the whole; the next sound is another utterance."""
        last = self._map(lambda recogniser: str(recogniser.FinalResult()), self._recognisers)
        readings = [_readings([*r, final]) for r, final in zip(self._results, last, strict=True)]
        self._results = [[] for _ in self._recognisers]
        return readings


def hear(
    blocks: Iterable[Samples], recognisers: "Sequence[vosk.KaldiRecognizer]"
) -> list[Readings]:
    """What each recogniser makes of mono PCM at `RATE`."""
    panel = Panel(recognisers)
    for block in blocks:
        panel.accept(block)
    return panel.finish()


def _readings(results: Sequence[str]) -> Readings:
    """Join what came out before and after each pause, the likeliest with the likeliest."""
    parts = [part for part in (json.loads(result)["alternatives"] for result in results) if part]
    found: dict[str, float] = {}
    for n in range(max(map(len, parts), default=0)):
        chosen = [part[min(n, len(part) - 1)] for part in parts]
        text = " ".join(filter(None, (one["text"] for one in chosen)))
        found.setdefault(text, sum(one["confidence"] for one in chosen))
    return Readings(tuple(found), tuple(found.values())) if found else Readings(("",), (0.0,))
