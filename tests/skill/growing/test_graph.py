"""The grown graph: every word sounds as told, and what is ahead of each state is what is."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from skill.growing.fst import ARC, LookAhead, Transducer
from skill.growing.graph import Graph, Pronunciation

PHONES = {
    f"{p}_{place}": 4 * n + k + 2 for n, p in enumerate("pat") for k, place in enumerate("BEIS")
}
START, ROOT, SILENCE = 0, 1, 2
UNKNOWN = 1
pronunciations = st.lists(
    st.builds(
        Pronunciation,
        st.sampled_from([f"woord{n}" for n in range(12)]),
        st.lists(st.sampled_from("pat"), min_size=1, max_size=5).map(tuple),
    )
)


def empty_graph() -> Graph:
    """A graph that knows no word but `[unk]`, which is any one phone."""
    arcs = [(START, 0, 0, ROOT), (START, 0, 0, SILENCE), (SILENCE, 0, 0, ROOT)]
    for end, phone in enumerate((n for name, n in PHONES.items() if name[-1] in "ES"), start=3):
        arcs += [(ROOT, 2 * phone, UNKNOWN, end), (end, 2 * phone - 1, 0, end), (end, 0, 0, ROOT)]
    states = 3 + 2 * 3
    final = np.full(states, np.inf, np.float32)
    final[ROOT] = 0
    empty = Transducer(START, final, np.zeros(0, ARC), np.zeros(states + 1, np.int64), 0)
    sources = [source for source, *_ in arcs]
    sounds = empty.with_arcs(0, sources, np.array([(i, o, 0.0, t) for _, i, o, t in arcs], ARC))
    once = Transducer(0, np.zeros(1, np.float32), np.zeros(0, ARC), np.zeros(2, np.int64), 0)
    language = once.with_arcs(0, [0], np.array([(UNKNOWN, UNKNOWN, 2.0, 0)], ARC))
    reach = tuple(((1, 3),) for _ in range(states))
    return Graph(LookAhead(sounds, 2, reach), language, {"<eps>": 0, "[unk]": UNKNOWN}, PHONES)


def paths(graph: Graph) -> set[tuple[int, tuple[int, ...], float]]:
    """Every word from the root back to it: label, the inputs of its phones' first frames, cost."""
    fst = graph.sounds.transducer
    found, todo = set(), [(ROOT, 0, (), 0.0)]
    while todo:
        state, label, sounds, cost = todo.pop()
        for sound, word, weight, target in fst.of(state).tolist():
            if target == state:
                assert (sound, word) == (sounds[-1] - 1, 0), "a loop on the state's own phone"
            elif target == ROOT:
                found.add((label, sounds, cost))
            else:
                assert not (word and label), "one word on a path"
                todo.append((target, word or label, (*sounds, sound), round(cost + weight, 3)))
    return found


def ahead(graph: Graph) -> list[set[int]]:
    """The labels that may come first from each state on, found by walking."""
    fst = graph.sounds.transducer

    def walk(start: int) -> set[int]:
        seen, todo, labels = {start}, [start], set()
        while todo:
            state = todo.pop()
            if np.isfinite(fst.final[state]):
                labels.add(graph.sounds.final_label)
            for _, word, _, target in fst.of(state).tolist():
                if word:
                    labels.add(word)
                elif target not in seen:
                    seen.add(target)
                    todo.append(target)
        return labels

    return [walk(state) for state in range(len(fst.final))]


def inputs(said: tuple[str, ...]) -> tuple[int, ...]:
    places = ["S"] if len(said) == 1 else ["B", *"I" * (len(said) - 2), "E"]
    return tuple(2 * PHONES[f"{p}_{place}"] for p, place in zip(said, places, strict=True))


@given(pronunciations, pronunciations)
def test_words_sound_as_told_and_no_others_are_there(
    some: list[Pronunciation], more: list[Pronunciation]
):
    empty = empty_graph()
    graph = empty.grown(some).grown(more)
    told = {(graph.words[p.word], inputs(p.phones), 0.0) for p in some + more}
    assert paths(graph) == paths(empty) | told


@given(pronunciations, pronunciations)
def test_what_is_ahead_of_each_state_is_known(some: list[Pronunciation], more: list[Pronunciation]):
    graph = empty_graph().grown(some).grown(more)
    told = [{n for i in ahead for n in range(*i)} for ahead in graph.sounds.reach]
    assert told == ahead(graph)
    for intervals in graph.sounds.reach:
        assert all(one[1] < other[0] for one, other in pairwise(intervals))


@given(pronunciations, pronunciations)
def test_labels_stay_and_are_each_used_once(some: list[Pronunciation], more: list[Pronunciation]):
    before = empty_graph().grown(some)
    after = before.grown(more)
    assert list(after.words.items())[: len(before.words)] == list(before.words.items())
    labels = [*after.words.values(), after.sounds.final_label]
    assert sorted(labels) == list(range(len(labels)))
    language = after.language.of(0)
    assert language["input"].tolist() == sorted(label for label in after.words.values() if label)
    assert set(language["weight"].tolist()) == {2.0}


def test_words_that_begin_alike_share_states():
    one = empty_graph().grown(
        [Pronunciation("pat", tuple("pat")), Pronunciation("pap", tuple("pap"))]
    )
    states = len(one.sounds.transducer.final)
    # p and a are there; one state more for the loop of the second a is not needed.
    grown = one.grown([Pronunciation("pata", tuple("pata"))])
    assert len(grown.sounds.transducer.final) == states + 1


def test_a_cost_is_kept():
    graph = empty_graph().grown([Pronunciation("pa", ("p", "a"), 0.7)])
    assert (graph.words["pa"], inputs(("p", "a")), 0.7) in paths(graph)
