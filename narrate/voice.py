"""The narrator: Piper speaks one sentence at a time and says where each word begins."""

import hashlib
import json
from bisect import bisect
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from threading import Lock

import numpy as np
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
)
from piper import PiperVoice, SynthesisConfig
from piper.config import PiperConfig

from narrate.breaths import lengthened
from narrate.errors import HoorstukError
from narrate.files import sha256
from narrate.phonemes import phonemes
from narrate.script import Sentence
from narrate.sound import Samples, count_samples, to_samples
from narrate.timings import NoTimingsError, with_timings

VERSION = 1
"""Raise it when the same sentence and voice give other samples: takes are then spoken anew."""
STAND_IN = "huis"
"""Stands for a word whose sounds are given, so that espeak joins those before it to something."""
_STRESS = "ˈˌ"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence as it left the voice."""

    samples: Samples
    phonemes: str
    """In espeak's IPA, words apart by spaces."""
    word_starts: tuple[int, ...]
    """For each word of the sentence, the sample on which it starts."""


class Voice:
    """A Piper voice on one processor thread, without noise: same sentence, same samples.

    It is loaded when it first speaks: what it said before is kept, and often it need not speak.
    """

    def __init__(
        self, model: Path, tempo: float = 1.0, comma: float = 0.0, speaker: str = ""
    ) -> None:
        """Read the settings of a voice.

        Args:
            model: the `.onnx` file; its settings stand beside it as `.onnx.json`.
            tempo: speed of speech; 1.0 is the voice's own, 2.0 twice as fast.
            comma: seconds of silence added at commas inside a sentence.
            speaker: name or number of one of its speakers; empty for the first.

        Raises:
            HoorstukError: a file is missing, or there is no such speaker.
        """
        settings = model.with_name(model.name + ".json")
        with _told(model):
            self._config = PiperConfig.from_dict(json.loads(settings.read_text("utf-8")))
            self.sha256 = sha256(model)
        self._model = model
        self._loading = Lock()
        self._loaded: PiperVoice | None = None
        self._comma = comma
        speaker_id = _speaker_id(model.stem, self._config, speaker)
        self._synthesis = SynthesisConfig(
            speaker_id=speaker_id,
            noise_scale=0.0,
            noise_w_scale=0.0,
            length_scale=self._config.length_scale / tempo,
            normalize_audio=False,
        )
        self.name = model.stem
        self.rate = self._config.sample_rate
        """Samples per second."""
        self.known = frozenset(self._config.phoneme_id_map)
        """The phonemes for which it has a sound."""
        shaped = f"{VERSION} {self.sha256} {tempo} {comma} {speaker_id}".encode()
        self.fingerprint = hashlib.sha256(shaped).hexdigest()
        """Stands for everything but the sentence that shapes the sound."""

    def phonemes(self, sentence: Sentence) -> str:
        """What the voice will say, in espeak's IPA."""
        said = [word for word in sentence.words if word.spoken]
        runs: list[str] = []
        for from_lexicon, group in groupby(said, key=lambda word: bool(word.ipa)):
            words = list(group)
            if from_lexicon:
                runs += [word.ipa + word.mark for word in words]
                continue
            text = " ".join(word.spoken + word.mark for word in words)
            goes_on = words[-1] is not said[-1] and not words[-1].mark
            runs.append(self._unended(text) if goes_on else self._phonemize(text))
        return " ".join(runs)

    def _unended(self, text: str) -> str:
        """What espeak makes of words that go on: at an end it would say the number for "een"."""
        return self._phonemize(f"{text} {STAND_IN}").rpartition(" ")[0]

    def speak(self, sentence: Sentence) -> Spoken:
        """Speak one sentence; may be asked from several threads.

        Raises:
            HoorstukError: the voice has no sound for it, or is no Piper voice.
        """
        phonemes = self.phonemes(sentence)
        if not phonemes.strip(" .,:;!?"):
            raise HoorstukError(f"line {sentence.line}: nothing to say in {sentence.written!r}")
        piper = self._piper()
        ids = piper.phonemes_to_ids(list(phonemes))
        sound, id_samples = piper.phoneme_ids_to_audio(
            ids, self._synthesis, include_alignments=True
        )
        starts = self._phoneme_starts(phonemes, np.asarray(id_samples).tolist())
        spoken = Spoken(
            samples=to_samples(np.asarray(sound, dtype=np.float64)),
            phonemes=phonemes,
            word_starts=tuple(starts[i] for i in self._word_offsets(sentence, phonemes)),
        )
        return self._paused(spoken, starts) if self._comma else spoken

    def _piper(self) -> PiperVoice:
        with self._loading, _told(self._model):
            if self._loaded is None:
                self._loaded = _load(self._model, self._config)
            return self._loaded

    def _paused(self, spoken: Spoken, starts: Sequence[int]) -> Spoken:
        """The same with longer pauses at its commas, none after its last word."""
        marks = [i for i, p in enumerate(spoken.phonemes.rstrip(" .,:;!?")) if p in ".,:;!?"]
        gaps = [(starts[i], starts[i + 2]) for i in marks]
        silence = count_samples(self._comma, self.rate)
        samples, cuts = lengthened(spoken.samples, gaps, silence, self.rate)
        later = (start + silence * bisect(cuts, start) for start in spoken.word_starts)
        return Spoken(samples, spoken.phonemes, tuple(later))

    def _phonemize(self, text: str) -> str:
        return phonemes(text, self._config.espeak_voice)

    def _phoneme_starts(self, phonemes: str, id_samples: Sequence[int]) -> list[int]:
        """The first sample of each phoneme: ids are [start, pad, (phoneme, pad)..., end]."""
        known = self._config.phoneme_id_map
        lengths = iter(id_samples)

        def take(ids: int) -> int:
            return sum(next(lengths) for _ in range(ids))

        pad = len(known["_"])
        per_phoneme = [take(len(known["^"]) + pad)]
        per_phoneme += [take(len(known[p]) + pad) if p in known else 0 for p in phonemes]
        return list(accumulate(per_phoneme))

    def _word_offsets(self, sentence: Sentence, phonemes: str) -> list[int]:
        """For each word of the sentence, the offset in `phonemes` at which it starts."""
        groups = [0, *(i + 1 for i, p in enumerate(phonemes) if p == " ")]
        parts = [len(word.spoken.split()) for word in sentence.words]
        if len(groups) == sum(parts) and not any(word.ipa for word in sentence.words):
            return [(*groups, len(phonemes))[n] for n in (0, *accumulate(parts[:-1]))]
        return self._word_offsets_by_likeness(sentence, phonemes)

    def _word_offsets_by_likeness(self, sentence: Sentence, phonemes: str) -> list[int]:
        """The same where espeak joined or split words: match what each word sounds like alone."""
        alone = [
            (word.ipa or self._phonemize(word.spoken)) + " " if word.spoken else ""
            for word in sentence.words
        ]
        matcher = SequenceMatcher(None, "".join(alone), phonemes, autojunk=False)
        offset_of: dict[int, int] = {}
        for a, b, size in matcher.get_matching_blocks():
            offset_of.update({a + i: b + i for i in range(size + 1)})
        offsets = [0]
        for start, end in pairwise(accumulate(map(len, alone))):
            later = (offset_of[i] for i in range(start, end + 1) if i in offset_of)
            offsets.append(max(offsets[-1], next(later, offsets[-1])))
        return offsets


def _load(model: Path, config: PiperConfig) -> PiperVoice:
    """Piper's voice, on one thread: a bare session takes every core and mostly waits."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # every sentence is of another length: it only takes room
    session = onnxruntime.InferenceSession(
        with_timings(model.read_bytes()), options, providers=["CPUExecutionProvider"]
    )
    return PiperVoice(session=session, config=config)


@contextmanager
def _told(model: Path) -> Iterator[None]:
    """Let what is wrong with the files of a voice be told to people."""
    try:
        yield
    except FileNotFoundError as error:
        raise HoorstukError(
            f"{error.filename}: no such file; a voice is NAME.onnx beside NAME.onnx.json"
        ) from None
    except NoTimingsError:
        raise HoorstukError(
            f"{model}: gives no phoneme timings, and none can be found in it; choose another voice"
        ) from None
    except (ValueError, KeyError, Fail, InvalidArgument, InvalidGraph, InvalidProtobuf):
        raise HoorstukError(
            f"{model}: is not a Piper voice, or is damaged; fetch it again or choose another"
        ) from None


def _speaker_id(voice: str, config: PiperConfig, speaker: str) -> int | None:
    """The number of a speaker, by name or by number; None for the only one of a voice."""
    known = config.speaker_id_map
    if not speaker:
        return config.default_speaker_id if config.num_speakers > 1 else None
    if config.num_speakers == 1:
        raise HoorstukError(f"{voice}: has one speaker; leave --speaker {speaker} out")
    if speaker in known:
        return known[speaker]
    if not (speaker.isdecimal() and int(speaker) < config.num_speakers):
        names = ", ".join(known) or "none by name"
        numbers = f"0 to {config.num_speakers - 1}"
        raise HoorstukError(f"{speaker}: no speaker of {voice}; choose {numbers} or {names}")
    return int(speaker)
