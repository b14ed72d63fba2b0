"""The sentence encoder: a text in, a direction in meaning out; texts that mean alike lie near.

`models/e5-small-nl` is multilingual-e5-small with the pieces of words that Dutch needs (its
MODEL_CARD.md says from where, and how it was made). It runs on onnxruntime, as the voice does.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

Vectors = NDArray[Any]
"""(texts, `SIZE`): of length 1 each, so that a product of two is their likeness, -1..1."""

Row = tuple[list[int], list[tuple[int, int]]]
"""The pieces of words that are read together, and the spans of them that get a vector."""

SIZE = 384
LONGEST = 510
"""Pieces of words of a text that are read; the model knows no more places."""
TOGETHER = 512
"""Pieces of words that are read at once."""
THREADS = 2
MODEL = Path(__file__).with_name("models") / "e5-small-nl"
NAME = "e5-small-nl/3"
"""Raise the number when the same text gets another vector: what was kept is then made anew."""


class Encoder:
    """Reads questions and the sentences that may answer them. Safe to use from several threads."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Load the model of a folder: 0.1 s, 60 MB."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_mem_pattern = options.enable_cpu_mem_arena = False  # texts differ in length
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._pieces = SentencePieceProcessor(model_file=str(folder / "pieces.model"))

    def questions(self, texts: Sequence[str]) -> Vectors:
        """The vectors of questions, and of anything that is compared with questions."""
        return self._read([self.question_row(text) for text in texts])

    def sentences(self, runs: Sequence[tuple[str, Sequence[str]]]) -> Vectors:
        """The vectors of sentences, each read with those around it.

        Args:
            runs: a few sentences that follow one another, with the heading above them.
        """
        return self._read([self.run_row(heading, texts) for heading, texts in runs])

    def question_row(self, text: str) -> Row:
        """How a question is read: as a whole."""
        ids, _ = self._row("query:", [text])
        return ids, [(0, len(ids))]

    def run_row(self, heading: str, texts: Sequence[str]) -> Row:
        """How sentences are read that follow one another, with the heading above them."""
        return self._row(f"passage: {heading}", texts)

    def _row(self, lead: str, texts: Sequence[str]) -> Row:
        """The pieces of texts behind a lead, and where each text stands among them."""
        ids = [self._pieces.bos_id(), *self._split(lead)]
        spans = []
        for text in texts:
            start = min(len(ids), LONGEST)
            ids += self._split(text)
            spans.append((start, min(max(len(ids), start + 1), LONGEST + 1)))
        return [*ids[: LONGEST + 1], self._pieces.eos_id()], spans

    def _split(self, text: str) -> list[int]:
        found: list[int] = self._pieces.encode(unicodedata.normalize("NFKC", text))
        return found

    def _read(self, rows: Sequence[Row]) -> Vectors:
        """The mean state of the pieces of every span, rows of about the same length together."""
        found: list[list[Vectors]] = [[] for _ in rows]
        order = sorted(range(len(rows)), key=lambda at: len(rows[at][0]))
        while order:
            count = max(TOGETHER // len(rows[order[-1]][0]), 1)
            these, order = order[-count:], order[:-count]
            states = self._states([rows[at][0] for at in these])
            for at, state in zip(these, states, strict=True):
                found[at] = [state[a:b].mean(0) for a, b in rows[at][1]]
        vectors = np.array([one for row in found for one in row], np.float32).reshape(-1, SIZE)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def _states(self, rows: Sequence[list[int]]) -> Vectors:
        """The state of every piece of some rows: (rows, pieces of the longest, `SIZE`)."""
        lengths = np.array([len(row) for row in rows])
        mask = np.arange(lengths.max()) < lengths[:, None]
        ids = np.full(mask.shape, self._pieces.pad_id(), np.int64)
        ids[mask] = np.concatenate([np.array(row) for row in rows])
        (states,) = self._session.run(None, {"ids": ids, "mask": mask.astype(np.int32)})
        return states  # type: ignore[no-any-return]


@cache
def encoder() -> Encoder:
    """The encoder of the package, loaded once."""
    return Encoder()


@lru_cache(maxsize=1024)
def question(text: str) -> Vectors:
    """The vector of one question: (`SIZE`,)."""
    return encoder().questions([text])[0]  # type: ignore[no-any-return]
