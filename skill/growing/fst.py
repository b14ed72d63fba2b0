"""Finite-state transducers in the binary form of OpenFst, which is what Vosk reads.

Two of its types, both over the tropical semiring: `const`, states and arcs in two arrays; and
`olabel_lookahead`, a `const` and for each state the output labels that can come next. The form is
that of OpenFst 1.7 and later, little-endian (fst.h, const-fst.h, add-on.h, label-reachable.h).
"""

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrate.errors import HoorstukError

ARC = np.dtype([("input", "<i4"), ("output", "<i4"), ("weight", "<f4"), ("target", "<i4")])
"""Labels from 1 (0 is the empty one), a weight (negative logarithm), and the state it leads to."""
_STATE = np.dtype(
    [("final", "<f4"), ("first", "<u4"), ("arcs", "<u4"), ("inputs", "<u4"), ("outputs", "<u4")]
)
"""Final weight, its first arc, how many arcs, and how many with an empty input and output label."""
_MAGIC = 2125659606
_ADD_ON_MAGIC = 446681434
_ADD_ON = (True, False, True, False, False)
"""There is one; none for input labels; one for output labels; not of inputs; no old labels kept."""
_CONST_VERSION = 2
_ADD_ON_VERSION = 1

Arcs = NDArray[np.void]
"""Arcs of dtype `ARC`."""
Intervals = tuple[tuple[int, int], ...]
"""Half-open intervals of labels, apart from each other, in order."""


class FstError(HoorstukError):
    """A file that holds no transducer of the kind that was asked for."""


@dataclass(frozen=True, slots=True)
class Transducer:
    """States from 0; of each the final weight, and its arcs in the order of their output labels."""

    start: int
    final: NDArray[np.float32]
    """Of each state; infinite where it is not final."""
    arcs: Arcs
    """Of all states, those of state 0 first."""
    first: NDArray[np.int64]
    """Of each state the index of its first arc, and at the end the number of arcs."""
    properties: int
    """OpenFst's bits on what is known of it (properties.h)."""

    def of(self, state: int) -> Arcs:
        """Give the arcs of a state."""
        return self.arcs[self.first[state] : self.first[state + 1]]

    def with_arcs(self, states: int, sources: Sequence[int], arcs: Arcs) -> "Transducer":
        """Give the same with more states, none of them final, and more arcs.

        Args:
            states: how many are added.
            sources: for each new arc the state that it leaves.
            arcs: the new arcs; they come after those of the same label that are there.
        """
        total = len(self.final) + states
        old = np.repeat(np.arange(len(self.final)), np.diff(self.first))
        source = np.concatenate([old, np.asarray(sources, np.int64)])
        joined = np.concatenate([self.arcs, arcs])
        order = np.lexsort((joined["output"], source))
        return replace(
            self,
            final=np.concatenate([self.final, np.full(states, np.inf, np.float32)]),
            arcs=joined[order],
            first=np.concatenate([[0], np.cumsum(np.bincount(source, minlength=total))]),
        )


@dataclass(frozen=True, slots=True)
class LookAhead:
    """A transducer, and for each state which output labels may come first from there on."""

    transducer: Transducer
    final_label: int
    """Stands in `reach` for the end, where no label comes any more."""
    reach: tuple[Intervals, ...]


def read_const(path: Path) -> Transducer:
    """Read a transducer of the type `const`.

    Raises:
        FstError: the file holds none, or not a whole one.
    """
    with _reading(path) as file:
        return _const(file)


def read_lookahead(path: Path) -> LookAhead:
    """Read a transducer of the type `olabel_lookahead`.

    Raises:
        FstError: the file holds none, or not a whole one.
    """
    with _reading(path) as file:
        file.header("olabel_lookahead", _ADD_ON_VERSION)
        file.expect("i", _ADD_ON_MAGIC)
        transducer = _const(file)
        file.expect("?????", *_ADD_ON)
        final_label, states = file.take("iq")
        if states != len(transducer.final):
            raise ValueError("labels of other states")
        return LookAhead(transducer, final_label, tuple(_intervals(file) for _ in range(states)))


def const_bytes(fst: Transducer) -> bytes:
    """Give the file of a transducer as `const`."""
    states = np.zeros(len(fst.final), _STATE)
    states["final"] = fst.final
    states["first"] = fst.first[:-1]
    states["arcs"] = np.diff(fst.first)
    states["inputs"] = _empty(fst, "input")
    states["outputs"] = _empty(fst, "output")
    counts = (len(fst.final), len(fst.arcs))
    header = _header("const", _CONST_VERSION, fst.properties, fst.start, *counts)
    return header + states.tobytes() + fst.arcs.tobytes()


def lookahead_bytes(fst: LookAhead) -> bytes:
    """Give the file of a transducer as `olabel_lookahead`."""
    out = BytesIO()
    properties = fst.transducer.properties
    out.write(_header("olabel_lookahead", _ADD_ON_VERSION, properties, -1, 0, 0))
    out.write(struct.pack("<i", _ADD_ON_MAGIC))
    out.write(const_bytes(fst.transducer))
    out.write(struct.pack("<?????iq", *_ADD_ON, fst.final_label, len(fst.reach)))
    packed: dict[Intervals, bytes] = {}  # many states have the same
    for intervals in fst.reach:
        if intervals not in packed:
            packed[intervals] = _packed(intervals)
        out.write(packed[intervals])
    return out.getvalue()


def union(intervals: Sequence[tuple[int, int]]) -> Intervals:
    """Join intervals that overlap or touch."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(intervals):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


class _File:
    """The bytes of a file, taken one after another; raises ValueError for what should not be."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, form: str) -> tuple[Any, ...]:
        """Take numbers, packed as `struct` writes them."""
        values = struct.unpack_from("<" + form, self._data, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def expect(self, form: str, *values: object) -> None:
        if (found := self.take(form)) != values:
            raise ValueError(f"{found} instead of {values}")

    def array(self, dtype: np.dtype[np.void], count: int) -> NDArray[np.void]:
        values = np.frombuffer(self._data, dtype, count, self._at)
        self._at += values.nbytes
        return values

    def header(self, kind: str, version: int) -> tuple[int, int, int, int]:
        """Take a header; gives the properties, the start, and how many states and arcs."""
        self.expect("i", _MAGIC)
        for name in (kind.encode(), b"standard"):
            self.expect(f"i{len(name)}s", len(name), name)
        self.expect("ii", version, 0)  # no flags: no symbol tables inside, and not aligned
        properties, start, states, arcs = self.take("Qqqq")
        return properties, start, states, arcs


@contextmanager
def _reading(path: Path) -> Iterator[_File]:
    try:
        yield _File(path.read_bytes())
    except (ValueError, struct.error, OSError) as error:
        raise FstError(f"{path}: is no whole transducer ({error}); fetch the model again") from None


def _const(file: _File) -> Transducer:
    properties, start, count, arcs = file.header("const", _CONST_VERSION)
    states = file.array(_STATE, count)
    fst = Transducer(
        start=start,
        final=states["final"],
        arcs=file.array(ARC, arcs),
        first=np.concatenate([[0], np.cumsum(states["arcs"], dtype=np.int64)]),
        properties=properties,
    )
    if not np.array_equal(fst.first, np.append(states["first"], arcs)):
        raise ValueError("arcs of no state")
    if not np.all((fst.arcs["target"] >= 0) & (fst.arcs["target"] < count)):
        raise ValueError("arcs to no state")
    return fst


def _intervals(file: _File) -> Intervals:
    (count,) = file.take("q")
    ends = iter(file.take(f"{2 * count}i"))
    file.take("i")  # how many labels they hold together
    return tuple(zip(ends, ends, strict=True))


def _packed(intervals: Intervals) -> bytes:
    ends = [end for interval in intervals for end in interval]
    count = sum(end - begin for begin, end in intervals)
    return struct.pack(f"<q{len(ends)}ii", len(intervals), *ends, count)


def _empty(fst: Transducer, side: str) -> NDArray[np.int64]:
    """For each state, how many of its arcs have an empty label on that side."""
    before = np.concatenate([[0], np.cumsum(fst.arcs[side] == 0)])
    return np.diff(before[fst.first])


def _header(kind: str, version: int, *numbers: int) -> bytes:
    """A header; the numbers are properties, start, states and arcs."""
    name, arc = kind.encode(), b"standard"
    names = struct.pack(f"<i{len(name)}si{len(arc)}s", len(name), name, len(arc), arc)
    return struct.pack("<i", _MAGIC) + names + struct.pack("<iiQqqq", version, 0, *numbers)
