"""Where an utterance begins and ends, on made-up voice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.endpointing import LONGEST, WAIT_COMMAND, WAIT_QUESTION, Endpointing
from skill.voicing import SECONDS


def parts(*runs: tuple[bool, float]) -> list[bool]:
    return [voiced for voiced, seconds in runs for _ in range(round(seconds / SECONDS))]


@pytest.mark.parametrize(("command", "wait"), [(True, WAIT_COMMAND), (False, WAIT_QUESTION)])
def test_without_a_key_a_pause_ends_it(command: bool, wait: float):
    utterance = Endpointing(hands_free=True)
    assert utterance.hear(parts((False, 3), (True, 0.5), (False, 0.5), (True, 0.5))) == "going on"
    assert utterance.hear(parts((False, wait - 0.01)), command) == "going on"
    assert utterance.hear(parts((False, 0.01)), command) == "ended"
    assert utterance.voice == pytest.approx(1.0)
    assert utterance.pause == pytest.approx(wait)


def test_a_pause_does_not_end_it_while_a_key_is_down():
    utterance = Endpointing(hands_free=False)
    assert utterance.hear(parts((False, 50))) == "waiting"
    assert utterance.hear(parts((True, 1), (False, 5)), command=True) == "going on"


def test_a_click_begins_nothing():
    utterance = Endpointing(hands_free=True)
    clicks = parts((True, 0.05), (False, 0.4)) * 100
    assert utterance.hear(clicks) == "waiting"
    assert utterance.hear(parts((True, 0.08))) == "going on"


@pytest.mark.parametrize("hands_free", [True, False])
def test_nothing_lasts_for_ever(hands_free: bool):
    utterance = Endpointing(hands_free)
    assert utterance.hear(parts((True, LONGEST - 0.02))) == "going on"
    assert utterance.hear(parts((True, 5))) == "ended"
    assert utterance.length == pytest.approx(LONGEST)


@given(st.lists(st.booleans(), max_size=400), st.integers(1, 50), st.booleans())
def test_the_size_of_blocks_makes_no_difference(voiced: list[bool], size: int, hands_free: bool):
    whole, cut = Endpointing(hands_free), Endpointing(hands_free)
    whole.hear(voiced)
    for start in range(0, len(voiced), size):
        cut.hear(voiced[start : start + size])
    assert (whole.stage, whole.length, whole.voice) == (cut.stage, cut.length, cut.voice)
