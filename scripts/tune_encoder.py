"""Teach the sentence encoder which chapter answers what people ask in their own words.

Sentences and questions that are expected there must both tell it, each by itself.

usage: scripts/tune_encoder.py ENCODER.ONNX TUNED.ONNX

ENCODER.ONNX is as `scripts/compact_encoder.py` makes it, not taught yet. Reads the lessons for the
encoder in `tests/data/teaching`. The four-bit numbers of the layers stay to the bit; what is learnt
is how much each block of them counts (Kim et al. 2023, *Memory-Efficient Fine-Tuning of Compressed
Large Language Models*), the biases and the norms. Half of what these moved is kept, which serves
the questions of the lessons and those that the encoder could read before (Wortsman et al. 2022,
*Robust fine-tuning of zero-shot models*). Needs `torch` and `onnx`; an hour and more on two cores
that do not reckon in sixteen bits. Made again it is about the same, not to the bit.
"""

import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from lessons import Lesson, lessons
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from skill.encoder import Row, encoder
from skill.find.meanings import runs_of
from skill.find.words import tokens
from skill.library import Chapter

BLOCK = 32
"""Weights that share a scale."""
PIECES = 4096
"""Pieces of words that are read at once."""
TIMES = 3
"""How often each lesson is read."""
TOGETHER = 8
"""Lessons of a step; all their chapters are there to choose from."""
SCALE_RATE, REST_RATE, EDGE_RATE = 1e-3, 3e-4, 3e-3
WARMING = 0.1
"""The share of the steps in which the rates rise."""
SHARPNESS = 0.03
"""A likeness that is so much greater is e times as likely."""
EDGE = 0.83
"""The likeness below which nothing answers, to begin with: it is learnt."""
DROPPED = 0.1
"""The share of a state that is left out at random while learning."""
BARE = 0.3
"""The share of the chapters that are read without their heading."""
EXPECTED = 4
"""Of the questions that are expected of a chapter so many are read."""
HEARD = 0.5
"""The share of the questions that are read as a recogniser writes them."""
BRIEF = "avx512_bf16" in Path("/proc/cpuinfo").read_text("utf-8")
"""Whether this processor reckons in numbers of sixteen bits; where it does not they cost hours."""
KEPT = 0.5
"""How much of what was learnt is kept."""


class Tuned(nn.Module):
    """An encoder of `compact_encoder`, of which all but the numbers of four bits can be learnt."""

    def __init__(self, model: onnx.ModelProto) -> None:
        """Unpack the constants."""
        super().__init__()
        found = {one.name: one for one in model.graph.initializer}
        arrays = {
            name: torch.tensor(numpy_helper.to_array(one).copy())
            for name, one in found.items()
            if one.data_type != onnx.TensorProto.UINT4
        }
        scales = arrays.pop("words.scale")
        pairs = torch.tensor(np.frombuffer(found["words"].raw_data, np.uint8).copy())
        numbers = _numbers(pairs.view(*scales.shape, BLOCK // 2))
        self._words = (numbers * scales[..., None]).flatten(1)
        self._places = arrays.pop("places")
        self._numbers = {n: _numbers(a) for n, a in arrays.items() if a.dtype == torch.uint8}
        self._scales = {name: arrays[name] for name in arrays if name.endswith(".s")}
        self.gains = {n: nn.Parameter(torch.zeros_like(s)) for n, s in self._scales.items()}
        """By how much of itself each scale is greater."""
        known = {"first", *self._numbers, *self._scales}
        self.rest = {n: nn.Parameter(a) for n, a in arrays.items() if n not in known}
        """Biases and norms."""
        self._heads = int(_setting(model, "MultiHeadAttention", "num_heads"))
        self._epsilon = _setting(model, "LayerNormalization", "epsilon")

    def vectors(self, rows: Sequence[Row]) -> list[Tensor]:
        """The vectors of the spans of every row: (spans, width) each."""
        found: list[Tensor] = [torch.empty(0)] * len(rows)
        order = sorted(range(len(rows)), key=lambda at: len(rows[at][0]))
        while order:
            count = max(PIECES // len(rows[order[-1]][0]), 1)
            these, order = order[-count:], order[:-count]
            states = self._states([torch.tensor(rows[at][0]) for at in these])
            for at, state in zip(these, states.float(), strict=True):
                means = torch.stack([state[a:b].mean(0) for a, b in rows[at][1]])
                found[at] = functional.normalize(means, dim=-1)
        return found

    def learnt(self) -> dict[str, Tensor]:
        """Every constant that was learnt, as the file has it."""
        scales = {name: scale * (1 + self.gains[name]) for name, scale in self._scales.items()}
        return {name: value.detach() for name, value in (scales | self.rest).items()}

    def _states(self, ids: Sequence[Tensor]) -> Tensor:
        """The state of every piece: (rows, pieces of the longest, width)."""
        pad = nn.utils.rnn.pad_sequence(list(ids), batch_first=True, padding_value=-1)
        mask = (pad >= 0)[:, None, None, :]
        state = self._words[pad.clamp(min=0)] + self._places[: pad.shape[1]]
        state = self._dropped(self._norm(state, "emb.ln"))
        for layer in range(sum(name.endswith(".q.w") for name in self._numbers)):
            state = self._layer(state, mask, f"l{layer}")
        return state

    def _layer(self, state: Tensor, mask: Tensor, name: str) -> Tensor:
        query, key, value = (
            self._linear(state, f"{name}.{part}").unflatten(-1, (self._heads, -1)).transpose(1, 2)
            for part in "qkv"
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = self._linear(seen.transpose(1, 2).flatten(2), f"{name}.ao")
        state = self._norm(state + self._dropped(seen), f"{name}.aln")
        thought = functional.gelu(self._linear(state, f"{name}.fi"))
        thought = self._linear(thought, f"{name}.fo")
        return self._norm(state + self._dropped(thought), f"{name}.oln")

    def _linear(self, state: Tensor, name: str) -> Tensor:
        numbers = self._numbers[f"{name}.w"]
        scales = self._scales[f"{name}.s"] * (1 + self.gains[f"{name}.s"])
        weights = (numbers * scales.view(*numbers.shape[:2], 1)).flatten(1)
        return functional.linear(state, weights, self.rest[f"{name}.b"])

    def _norm(self, state: Tensor, name: str) -> Tensor:
        weight, bias = (self.rest[f"{name}.{part}"] for part in "wb")
        return functional.layer_norm(state, weight.shape, weight, bias, self._epsilon)

    def _dropped(self, state: Tensor) -> Tensor:
        return functional.dropout(state, DROPPED, self.training)


def _numbers(pairs: Tensor) -> Tensor:
    """The numbers -8 to 7 of bytes that hold two each, neighbours in one byte."""
    return torch.stack((pairs & 15, pairs >> 4), -1).flatten(-2).float() - 8


def _setting(model: onnx.ModelProto, kind: str, name: str) -> float:
    """What all nodes of a kind have set."""
    node = next(one for one in model.graph.node if one.op_type == kind)
    return next(onnx.helper.get_attribute_value(a) for a in node.attribute if a.name == name)


def loss_of(net: Tuned, edge: Tensor, some: Sequence[Lesson]) -> Tensor:
    """How unlikely the right chapters are.

    By their sentences, alone and beside the chance that nothing answers; and by the questions that
    are expected of them. A chapter is as likely as its likeliest sentences, or questions, together.
    """
    chapters = [chapter for lesson in some for chapter in lesson.article.chapters]
    row_of = {(one.episode, one.number): row for row, one in enumerate(chapters)}
    cases = [case for one in some for case in one.answered]
    right = torch.tensor([row_of[case.article, *case.chapters] for case in cases])
    silent = [text for one in some for text in one.unanswered]
    read = [(row, one) for row, chapter in enumerate(chapters) for one in _read(chapter)]
    expected = list(_expected(some, row_of))
    with torch.autocast("cpu", torch.bfloat16, enabled=BRIEF):
        sentences = net.vectors([one for _, one in read])
        questions = torch.cat(
            net.vectors(
                [_heard(case.question) for case in cases] + [_heard(text) for text in silent]
            )
        )
        others = net.vectors([_heard(text) for _, text in expected])
    counts = torch.tensor([len(found) for found in sentences])
    owner = torch.tensor([row for row, _ in read]).repeat_interleave(counts)
    score = _chances(questions, torch.cat(sentences), owner, len(chapters))
    beside = torch.cat((score, (edge / SHARPNESS).expand(len(score), 1)), 1)
    nothing = torch.full((len(silent),), len(chapters))
    loss = functional.cross_entropy(score[: len(right)], right)
    loss = loss + functional.cross_entropy(beside, torch.cat((right, nothing)))
    if not others:
        return loss
    asked_of = torch.tensor([row for row, _ in expected])
    told = torch.isin(right, asked_of)
    by_others = _chances(questions[: len(right)][told], torch.cat(others), asked_of, len(chapters))
    return loss + functional.cross_entropy(by_others, right[told])


def _chances(questions: Tensor, texts: Tensor, owner: Tensor, count: int) -> Tensor:
    """The score of each of `count` chapters for each question, by the texts that each owns."""
    likeness = questions @ texts.T / SHARPNESS
    columns = [likeness[:, owner == row] for row in range(count)]
    return torch.stack([one.logsumexp(1) for one in columns], 1)


def _expected(
    some: Sequence[Lesson], row_of: dict[tuple[str, int], int]
) -> Iterator[tuple[int, str]]:
    """Some of the questions that are expected of each chapter."""
    for lesson in some:
        taken = Counter[int]()
        for case in random.sample(lesson.expected, len(lesson.expected)):
            row = row_of[case.article, *case.chapters]
            taken[row] += 1
            if taken[row] <= EXPECTED:
                yield row, case.question


def _read(chapter: Chapter) -> list[Row]:
    bare = random.random() < BARE
    return [encoder().run_row("" if bare else head, texts) for head, texts in runs_of(chapter)]


def _heard(question: str) -> Row:
    if random.random() < HEARD:
        question = " ".join(tokens(question.lower()))
    return encoder().question_row(question)


def steps(taught: list[Lesson]) -> Iterator[tuple[float, Sequence[Lesson]]]:
    """The lessons of each step, and the pace: it rises, and then falls as a cosine."""
    count = TIMES * math.ceil(len(taught) / TOGETHER)
    done = 0
    for _ in range(TIMES):
        taught = random.sample(taught, len(taught))
        for at in range(0, len(taught), TOGETHER):
            done += 1
            rising = min(done / (WARMING * count), 1)
            yield rising * (1 + math.cos(math.pi * done / count)) / 2, taught[at : at + TOGETHER]


def tune(net: Tuned, taught: list[Lesson]) -> None:
    """Learn from the lessons."""
    edge = nn.Parameter(torch.tensor(EDGE))
    groups = [
        {"params": [*net.gains.values()], "rate": SCALE_RATE},
        {"params": [*net.rest.values()], "rate": REST_RATE},
        {"params": [edge], "rate": EDGE_RATE},
    ]
    learnt = [value for group in groups for value in group["params"]]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.0, betas=(0.9, 0.98))
    for step, (pace, some) in enumerate(steps(taught), 1):
        for group in optimiser.param_groups:
            group["lr"] = pace * group["rate"]
        loss = loss_of(net, edge, some)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        print(f"step {step}: {loss.item():.3f}", flush=True)


def main(source: Path, target: Path) -> None:
    """Read the encoder, teach it, and write it with half of what it learnt."""
    random.seed(1)
    torch.manual_seed(1)
    model = onnx.load(source)
    net = Tuned(model)
    for_encoder, _ = lessons()
    tune(net, for_encoder)
    learnt = net.learnt()
    for constant in model.graph.initializer:
        if constant.name in learnt:
            old = numpy_helper.to_array(constant)
            new = old + KEPT * (learnt[constant.name].numpy() - old)
            constant.CopyFrom(numpy_helper.from_array(new.astype(old.dtype), constant.name))
    onnx.save(model, target)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
