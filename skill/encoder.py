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

SIZE = 384
LONGEST = 510
"""Pieces of words of a text that are read; the model knows no more places."""
TOGETHER = 1024
"""Pieces of words that are read at once."""
THREADS = 2
MODEL = Path(__file__).with_name("models") / "e5-small-nl"
NAME = "e5-small-nl/1"
"""Raise the number when the same text gets another vector: what was kept is then made anew."""


class Encoder:
    """Reads questions and the sentences that may answer them. Safe to use from several threads."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Load the model of a folder: 0.1 s, 60 MB."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._pieces = SentencePieceProcessor(model_file=str(folder / "pieces.model"))

    def questions(self, texts: Sequence[str]) -> Vectors:
        """The vectors of questions, and of anything that is compared with questions."""
        rows = [self._row("query:", [text]) for text in texts]
        states = self._read([row for row, _ in rows])
        return _unit(np.array([one.mean(0) for one in states]).reshape(-1, SIZE))

    def sentences(self, runs: Sequence[tuple[str, Sequence[str]]]) -> Vectors:
        """The vectors of sentences, each read with those around it.

        Args:
            runs: a few sentences that follow one another, with the heading above them.
        """
        rows = [self._row(f"passage: {heading}", texts) for heading, texts in runs]
        states = self._read([row for row, _ in rows])
        found = [
            state[slice(*span)].mean(0)
            for state, (_, spans) in zip(states, rows, strict=True)
            for span in spans
        ]
        return _unit(np.array(found).reshape(-1, SIZE))

    def _row(self, lead: str, texts: Sequence[str]) -> tuple[list[int], list[tuple[int, int]]]:
        """The pieces of texts behind a lead, and where each text stands among them."""
        row = [self._pieces.bos_id(), *self._split(lead)]
        spans = []
        for text in texts:
            start = min(len(row), LONGEST)
            row += self._split(text)
            spans.append((start, min(max(len(row), start + 1), LONGEST + 1)))
        return [*row[: LONGEST + 1], self._pieces.eos_id()], spans

    def _split(self, text: str) -> list[int]:
        found: list[int] = self._pieces.encode(unicodedata.normalize("NFKC", text))
        return found

    def _read(self, rows: Sequence[list[int]]) -> list[Vectors]:
        """The state of every piece of every row, rows of about the same length together."""
        states: dict[int, Vectors] = {}
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
        while order:
            count = max(TOGETHER // len(rows[order[-1]]), 1)
            these, order = order[-count:], order[:-count]
            ids = np.full((len(these), len(rows[these[-1]])), self._pieces.pad_id(), np.int64)
            for line, at in zip(ids, these, strict=True):
                line[: len(rows[at])] = rows[at]
            mask = np.array([np.arange(ids.shape[1]) < len(rows[at]) for at in these], np.int32)
            (found,) = self._session.run(None, {"ids": ids, "mask": mask})
            states |= {at: found[line, : len(rows[at])] for line, at in enumerate(these)}
        return [states[at] for at in range(len(rows))]


@cache
def encoder() -> Encoder:
    """The encoder of the package, loaded once."""
    return Encoder()


@lru_cache(maxsize=1024)
def question(text: str) -> Vectors:
    """The vector of one question: (`SIZE`,)."""
    return encoder().questions([text])[0]  # type: ignore[no-any-return]


def _unit(vectors: Vectors) -> Vectors:
    """Vectors of length 1, in the same directions."""
    found: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return found.astype(np.float32)
