"""Transducers in OpenFst's form, on those of the embedded model, which OpenFst itself wrote."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate import catalogue
from skill.growing.fst import (
    ARC,
    FstError,
    LookAhead,
    Transducer,
    const_bytes,
    lookahead_bytes,
    read_const,
    read_lookahead,
    union,
)

GRAPH = catalogue.find("ears", catalogue.EMBEDDED_EARS) / "graph"
intervals = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda i: (i[0], sum(i))))


@st.composite
def transducers(draw) -> Transducer:
    states = draw(st.integers(1, 6))
    state, label = st.integers(0, states - 1), st.integers(0, 9)
    arcs = st.tuples(label, label, st.floats(0, 9, width=32), state)
    fst = Transducer(
        start=draw(state),
        final=np.array(
            draw(st.lists(st.sampled_from([0.0, np.inf]), min_size=states, max_size=states)),
            np.float32,
        ),
        arcs=np.zeros(0, ARC),
        first=np.zeros(states + 1, np.int64),
        properties=draw(st.integers(0, 2**48)),
    )
    new = draw(st.lists(st.tuples(state, arcs)))
    return fst.with_arcs(0, [source for source, _ in new], np.array([a for _, a in new], ARC))


def same(one: Transducer, other: Transducer) -> bool:
    return const_bytes(one) == const_bytes(other)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.fst"


def test_what_openfst_wrote_is_written_the_same():
    assert const_bytes(read_const(GRAPH / "Gr.fst")) == (GRAPH / "Gr.fst").read_bytes()
    sounds = (GRAPH / "HCLr.fst").read_bytes()
    assert lookahead_bytes(read_lookahead(GRAPH / "HCLr.fst")) == sounds


@given(transducers(), st.data())
def test_what_is_written_is_read(tmp_path_factory, fst: Transducer, data: st.DataObject):
    path = tmp_path_factory.mktemp("fst") / "some.fst"
    path.write_bytes(const_bytes(fst))
    assert same(read_const(path), fst)
    reach = tuple(union(data.draw(intervals)) for _ in fst.final)
    path.write_bytes(lookahead_bytes(LookAhead(fst, 7, reach)))
    read = read_lookahead(path)
    assert (read.reach, read.final_label) == (reach, 7)
    assert same(read.transducer, fst)


@given(transducers(), st.data())
def test_added_arcs_stand_in_order_and_none_is_lost(fst: Transducer, data: st.DataObject):
    state = st.integers(0, len(fst.final))
    arcs = st.tuples(st.integers(0, 9), st.integers(0, 9), st.just(1.5), state)
    new = data.draw(st.lists(st.tuples(state, arcs)))
    sources = [source for source, _ in new]
    grown = fst.with_arcs(1, sources, np.array([arc for _, arc in new], ARC))
    for number in range(len(grown.final)):
        old = fst.of(number).tolist() if number < len(fst.final) else []
        added = [arc for source, arc in new if source == number]
        assert sorted(grown.of(number).tolist()) == sorted(old + added)
        assert np.all(np.diff(grown.of(number)["output"]) >= 0)
    assert grown.final[-1] == np.inf


@given(intervals)
def test_a_union_holds_the_same_labels_in_intervals_apart(some: list[tuple[int, int]]):
    joined = union(some)
    assert {n for i in joined for n in range(*i)} == {n for i in some for n in range(*i)}
    ends = [end for interval in joined for end in interval]
    assert all(before < after for before, after in pairwise(ends))


@given(transducers(), st.data())
def test_a_piece_of_a_file_is_refused(tmp_path_factory, fst: Transducer, data: st.DataObject):
    path = tmp_path_factory.mktemp("fst") / "some.fst"
    whole = lookahead_bytes(LookAhead(fst, 3, tuple(((1, 2),) for _ in fst.final)))
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(FstError, match=r"some\.fst: is no whole transducer"):
        read_lookahead(path)


@pytest.mark.parametrize("read", [read_const, read_lookahead])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd6\xfd\xb2~\xff\xff\xff\x7fconst"])
def test_another_file_is_refused(path: Path, read, content: bytes):
    path.write_bytes(content)
    with pytest.raises(FstError):
        read(path)
    path.unlink()
    with pytest.raises(FstError):
        read(path)


def test_arcs_to_states_that_are_not_there_are_refused(path: Path):
    fst = read_const(GRAPH / "Gr.fst")
    arcs = fst.arcs.copy()
    arcs["target"][5] = len(fst.final)
    path.write_bytes(const_bytes(replace(fst, arcs=arcs)))
    with pytest.raises(FstError, match="arcs to no state"):
        read_const(path)
