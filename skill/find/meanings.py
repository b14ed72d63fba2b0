"""What the sentences of a library mean, and the questions written for it, as vectors.

Only what is new is read.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from skill.encoder import NAME, SIZE, Vectors, encoder
from skill.find.written import written_in
from skill.library import Chapter

RUN = 250
"""Letters of the sentences that are read together: two or three, with their heading."""
Run = tuple[str, tuple[str, ...]]
"""Sentences that are read together, and the heading above them; or a question, without one."""
Kind = Literal["passage", "query"]
"""How a run is read: as what answers, or as what is asked."""
Found = dict[bytes, NDArray[np.float16]]
"""Vectors by the digest of what was read: (sentences of the run, `SIZE`)."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """The vectors of the sentences of a library, and by which runs they were read."""

    vectors: NDArray[np.float16]
    """(sentences, `SIZE`), of length 1 each."""
    keys: NDArray[np.uint8]
    """(runs, 16): a digest of each run."""
    counts: NDArray[np.int32]
    """Sentences of each run."""
    whole: NDArray[np.float32]
    """(runs, `SIZE`): the mean of its sentences."""
    questions: NDArray[np.float32]
    """(written questions, `SIZE`), as `written_in` gives them."""
    question_keys: NDArray[np.uint8]
    """(written questions, 16): a digest of each."""

    @classmethod
    def of(cls, chapters: Sequence[Chapter], known: "Meanings | None" = None) -> "Meanings":
        """Read the sentences of all chapters; what is `known` of another library is taken over."""
        runs = [run for chapter in chapters for run in runs_of(chapter)]
        asked = [("", (text,)) for _, text in written_in(chapters)]
        found = known.by_key() if known else {}
        keys = _read(runs, "passage", found)
        question_keys = _read(asked, "query", found)
        means = [found[key].mean(0, dtype=np.float32) for key in keys]
        return cls(
            np.concatenate([_NOTHING, *(found[key] for key in keys)]),
            _as_array(keys),
            np.array([len(texts) for _, texts in runs], np.int32),
            np.array(means, np.float32).reshape(-1, SIZE),
            np.concatenate([_NOTHING, *(found[key] for key in question_keys)], dtype=np.float32),
            _as_array(question_keys),
        )

    def nearest(self, vector: Vectors, count: int) -> NDArray[np.int64]:
        """The first sentences of the runs that are nearest a question."""
        likeness = self.whole @ vector
        count = min(count, len(likeness))
        near = np.argpartition(-likeness, count - 1)[:count] if count else np.empty(0, np.int64)
        found: NDArray[np.int64] = (np.cumsum(self.counts) - self.counts)[near]
        return found

    def by_key(self) -> Found:
        """The vectors of each run, and of each written question."""
        ends = np.cumsum(np.concatenate(([0], self.counts)))
        found = {
            key.tobytes(): self.vectors[a:b]
            for key, (a, b) in zip(self.keys, pairwise(ends), strict=True)
        }
        rows = zip(self.question_keys, self.questions, strict=True)
        return found | {key.tobytes(): row[None].astype(np.float16) for key, row in rows}


_NOTHING: NDArray[np.float16] = np.empty((0, SIZE), np.float16)


def runs_of(chapter: Chapter) -> list[Run]:
    """The sentences of a chapter in runs of at most `RUN` letters."""
    runs: list[list[str]] = []
    for sentence in chapter.sentences:
        if not runs or sum(map(len, runs[-1])) + len(sentence.text) > RUN:
            runs.append([])
        runs[-1].append(sentence.text)
    return [(f"{chapter.title}." if chapter.title else "", tuple(run)) for run in runs]


def _read(runs: Sequence[Run], kind: Kind, found: Found) -> list[bytes]:
    """The digests of runs of a kind; those that are not among `found` are read and put there."""
    keys = [_key(kind, run) for run in runs]
    new = {key: run for key, run in zip(keys, runs, strict=True) if key not in found}
    if new:
        ends = np.cumsum([0, *(len(texts) for _, texts in new.values())])
        vectors = _vectors(kind, list(new.values())).astype(np.float16)
        found |= {key: vectors[a:b] for key, (a, b) in zip(new, pairwise(ends), strict=True)}
    return keys


def _vectors(kind: Kind, runs: Sequence[Run]) -> Vectors:
    if kind == "query":
        return encoder().questions([text for _, texts in runs for text in texts])
    return encoder().sentences(runs)


def _key(kind: Kind, run: Run) -> bytes:
    heading, texts = run
    told = "\0".join((NAME, kind, heading, *texts))
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _as_array(keys: Sequence[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(keys), np.uint8).reshape(-1, 16)
