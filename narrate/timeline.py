"""One exact timeline: every sentence and word of a chapter at a whole sample of its clock."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from narrate.article import Role
from narrate.script import Place, ScriptChapter, Sentence
from narrate.sound import Samples, count_samples
from narrate.takes import Take


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silences, in seconds."""

    lead: float = 0.30
    """Before the first sentence of a chapter."""
    sentence: float = 0.40
    paragraph: float = 0.75
    item: float = 0.55
    """After the last sentence of an item of a list or a row of a table."""
    heading: float = 0.80
    """After a heading."""
    title: float = 1.00
    """After the title of the episode."""
    tail: float = 1.20
    """After the last sentence of a chapter."""

    def after(self, place: Place, ends_paragraph: bool) -> float:
        """The silence after a sentence that is not the last of its chapter."""
        if place in ("paragraph", "item", "table") and not ends_paragraph:
            return self.sentence
        pauses = {
            "title": self.title,
            "heading": self.heading,
            "item": self.item,
            "table": self.item,
        }
        return pauses.get(place, self.paragraph)


@dataclass(frozen=True, slots=True)
class Cue:
    """A sentence at its place on the chapter's clock."""

    sentence: Sentence
    take: Take
    start: int
    """Sample of the chapter on which the take begins."""

    @property
    def end(self) -> int:
        """Sample of the chapter just after the take."""
        return self.start + self.take.length

    @property
    def words(self) -> Iterator[tuple[str, int, int]]:
        """Each written word that sounds, with its first sample and the one after its last."""
        starts = [self.start + start for start in self.take.word_starts]
        spans = pairwise([*starts, self.end])
        for word, (start, end) in zip(self.sentence.words, spans, strict=True):
            yield word.written, start, end


@dataclass(frozen=True, slots=True)
class Bed:
    """Music that sounds beside the voice."""

    start: int
    """Sample of the chapter on which it begins."""
    samples: Samples


@dataclass(frozen=True, slots=True)
class Track:
    """The sound of one chapter before mastering: its takes and the silence between them."""

    title: str
    role: Role
    rate: int
    """Samples per second."""
    cues: tuple[Cue, ...]
    length: int
    """Samples, the closing silence included."""
    beds: tuple[Bed, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Stands for every sample of it: a take is named after what shaped it."""
        parts = [f"{cue.take.path.stem}@{cue.start}" for cue in self.cues]
        parts += [f"{hashlib.sha256(b.samples.tobytes()).hexdigest()}@{b.start}" for b in self.beds]
        return hashlib.sha256(f"{self.rate} {parts} {self.length}".encode()).hexdigest()

    def samples(self) -> Iterator[Samples]:
        """The chapter's PCM, take by take, so that its length costs no memory."""
        position = 0
        for block in self._voice():
            yield self._with_beds(block, position)
            position += len(block)

    def _voice(self) -> Iterator[Samples]:
        position = 0
        for cue in self.cues:
            yield np.zeros(cue.start - position, np.int16)
            yield cue.take.samples()
            position = cue.end
        yield np.zeros(self.length - position, np.int16)

    def _with_beds(self, block: Samples, position: int) -> Samples:
        """A block of the voice, which begins at `position`, with the music that sounds there."""
        mixed = block.astype(np.int32)
        for bed in self.beds:
            first, last = max(position, bed.start), bed.start + len(bed.samples)
            last = min(position + len(block), last)
            if first < last:
                mixed[first - position : last - position] += bed.samples[
                    first - bed.start : last - bed.start
                ]
        return np.clip(mixed, -32768, 32767).astype(np.int16) if self.beds else block


def lay_out(
    chapter: ScriptChapter, takes: Sequence[Take], rate: int, pauses: Pauses, grain: int = 1
) -> Track:
    """Put the takes of a chapter (one for each of its sentences) on its clock.

    Args:
        chapter: its sentences.
        takes: one for each sentence.
        rate: samples per second.
        pauses: the silence between them.
        grain: samples; the chapter's length is rounded up to a whole number of these.
    """
    cues = []
    position = count_samples(pauses.lead, rate)
    for sentence, take in zip(chapter.sentences, takes, strict=True):
        cues.append(Cue(sentence, take, position))
        pause = pauses.after(sentence.place, sentence.ends_paragraph)
        position = cues[-1].end + count_samples(pause, rate)
    length = cues[-1].end + count_samples(pauses.tail, rate)
    length = -(-length // grain) * grain
    return Track(chapter.title, chapter.role, rate, tuple(cues), length)
