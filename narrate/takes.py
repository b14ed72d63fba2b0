"""Takes: the audio of one sentence, kept under a hash of everything that shaped it."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from narrate.clicks import mended
from narrate.files import replacing
from narrate.script import Sentence
from narrate.sound import Samples
from narrate.voice import Spoken, Voice

VERSION = 3
"""Raise it when trimming or mending changes: takes are then made anew."""
SILENCE = 10 ** (-46 / 20)
"""Amplitude under which the ends of a take count as silence, against the take's own peak."""
MARGIN = 0.012
"""Seconds kept around the sound, so that soft consonants keep their onset."""
FADE = 0.004
"""Seconds of fade at both ends, so that a cut never clicks."""


@dataclass(frozen=True, slots=True)
class Take:
    """One sentence of audio on disk: its silence trimmed, its clicks mended, yet to be mastered."""

    path: Path
    length: int
    """Samples."""
    phonemes: str
    word_starts: tuple[int, ...]
    """For each word of the sentence, the sample of the take on which it starts."""
    clicks: int = 0
    """How many could not be mended."""

    def samples(self) -> Samples:
        """Its PCM; read anew each time, so that a long episode never lies in memory."""
        with np.load(self.path) as stored:
            return np.asarray(stored["samples"], dtype=np.int16)


class Takes:
    """The takes of one voice, in a folder."""

    def __init__(self, folder: Path, voice: Voice) -> None:
        """Keep takes in `folder`, which is made when the first is spoken."""
        self._folder = folder
        self._voice = voice

    def of(self, sentences: Iterable[Sentence], jobs: int = 1) -> Iterator[Take]:
        """The take of each sentence, in order; `jobs` of them are spoken at the same time."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(jobs) as pool:
            pending = [pool.submit(self._take, sentence) for sentence in sentences]
            try:
                for future in pending:
                    yield future.result()
            finally:
                pool.shutdown(cancel_futures=True)

    def holds(self, sentence: Sentence) -> bool:
        """Whether the sentence was spoken before, and need not be spoken again."""
        return _read(self._path(sentence)) is not None

    def _take(self, sentence: Sentence) -> Take:
        path = self._path(sentence)
        kept = _read(path)
        if kept is not None:
            return kept
        trimmed = trim(self._voice.speak(sentence), self._voice.rate)
        samples, clicks = mended(trimmed.samples)
        with replacing(path) as new, new.open("wb") as file:
            np.savez(
                file,
                samples=samples,
                phonemes=np.array(trimmed.phonemes),
                word_starts=np.array(trimmed.word_starts, dtype=np.int64),
                clicks=np.array(clicks),
            )
        return Take(path, len(samples), trimmed.phonemes, trimmed.word_starts, clicks)

    def _path(self, sentence: Sentence) -> Path:
        words = "\x1f".join(f"{w.spoken}\x1e{w.mark}\x1e{w.ipa}" for w in sentence.words)
        phonemes = self._voice.phonemes(sentence)
        made_from = f"{VERSION}\n{self._voice.fingerprint}\n{phonemes}\n{words}"
        return self._folder / f"{hashlib.sha256(made_from.encode()).hexdigest()}.npz"


def trim(spoken: Spoken, rate: int) -> Spoken:
    """Cut the silence off both ends, take a constant offset away, and fade in and out."""
    level = np.abs(spoken.samples.astype(np.int32))
    loud = np.flatnonzero(level > level.max(initial=0) * SILENCE)
    if len(loud) == 0:
        return spoken
    margin = round(MARGIN * rate)
    first = max(0, int(loud[0]) - margin)
    last = min(len(level), int(loud[-1]) + 1 + margin)
    samples = spoken.samples[first:last].astype(np.float64)
    samples -= spoken.samples.mean()  # a constant offset would click at both ends
    ramp = np.linspace(0.0, 1.0, min(round(FADE * rate), len(samples) // 2))
    samples[: len(ramp)] *= ramp
    samples[len(samples) - len(ramp) :] *= ramp[::-1]
    starts = tuple(min(max(0, start - first), last - first) for start in spoken.word_starts)
    return Spoken(np.rint(samples).astype(np.int16), spoken.phonemes, starts)


def _read(path: Path) -> Take | None:
    """A kept take, or None when there is none or it is damaged (it is then spoken anew)."""
    try:
        # numpy leaves a broken file open when it opens it by its name.
        with path.open("rb") as file, np.load(file) as stored:
            starts = tuple(int(start) for start in stored["word_starts"])
            phonemes, clicks = str(stored["phonemes"]), int(stored["clicks"])
            return Take(path, len(stored["samples"]), phonemes, starts, clicks)
    except (FileNotFoundError, zipfile.BadZipFile, ValueError, KeyError, EOFError):
        return None
