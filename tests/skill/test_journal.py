"""The journal: what a listener left behind is there again, whatever happened in between."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import HoorstukError
from skill.dialogue.actions import Note
from skill.dialogue.shelf import Shelf
from skill.dialogue.state import State
from skill.journal import Journal
from skill.library import Chapter, Episode, Place, Sentence


def episode(*chapters: tuple[str, ...]) -> Episode:
    made = tuple(
        Chapter(
            "bijen",
            number,
            f"Kop {number}",
            "chapter",
            Path(f"{number}.mp3"),
            tuple(Sentence(text, 2.0 + 4.0 * n, 5.0 + 4.0 * n) for n, text in enumerate(texts)),
            duration=2.0 + 4.0 * len(texts),
        )
        for number, texts in enumerate(chapters, start=1)
    )
    return Episode("bijen", "Bijen", made)


SHELF = Shelf([episode(("Eén.", "Twee."), ("Drie.", "Vier."))])


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "listeners" / "ik.jsonl")


def test_nothing_yet(journal: Journal) -> None:
    assert journal.recall(SHELF) == State()


def test_all_that_is_noted_is_recalled(journal: Journal) -> None:
    place = Place("bijen", 2, 7.5)
    for note in (
        Note("introduced"),
        Note("position", Place("bijen", 1, 3.0)),
        Note("speed", value=1.5),
        Note("bookmark", Place("bijen", 1, 6.0)),
        Note("volume", value=-3),
        Note("sounds", value=0),
        Note("voice", value=3),
        Note("position", place),
        Note("bookmark", place),
    ):
        journal.write(note, SHELF)
    assert journal.recall(SHELF) == State(
        place=place,
        speed=1.5,
        volume=-3,
        sounds=False,
        voice=3,
        introduced=True,
        bookmarks=(Place("bijen", 1, 6.0), place),
    )


def test_bookmarks_are_taken_away_by_lines_that_are_added(journal: Journal) -> None:
    first, second = Place("bijen", 1, 6.0), Place("bijen", 2, 2.0)
    for place in (first, second, first):
        journal.write(Note("bookmark", place), SHELF)
    journal.write(Note("forget_bookmark", first), SHELF)
    assert journal.recall(SHELF).bookmarks == (first, second)
    again = Shelf([episode(("Nieuw.",), ("Nul.", "Eén.", "Twee."), ("Drie.", "Vier."))])
    assert journal.recall(again).bookmarks == (Place("bijen", 2, 10.0), Place("bijen", 3, 2.0))
    journal.write(Note("forget_bookmarks"), SHELF)
    assert journal.recall(SHELF).bookmarks == ()
    journal.write(Note("bookmark", second), SHELF)
    assert journal.recall(SHELF).bookmarks == (second,)


def test_a_place_stays_with_its_sentence_when_the_episode_is_made_again(journal: Journal) -> None:
    journal.write(Note("position", Place("bijen", 2, 7.5)), SHELF)
    again = Shelf([episode(("Nieuw.",), ("Eén.", "Twee."), ("Nul.", "Drie.", "Vier."))])
    assert journal.recall(again).place == Place("bijen", 3, 11.5)


def test_a_place_whose_sentence_is_gone_keeps_its_time(journal: Journal) -> None:
    journal.write(Note("position", Place("bijen", 2, 9.5)), SHELF)
    assert journal.recall(Shelf([episode(("A.",), ("B.",))])).place == Place("bijen", 2, 6.0)
    assert journal.recall(Shelf([episode(("A.",))])).place is None
    assert journal.recall(Shelf([replace(episode(("A.",)), slug="anders")])).place is None


def test_a_torn_line_costs_only_itself(journal: Journal, tmp_path: Path) -> None:
    journal.write(Note("speed", value=1.5), SHELF)
    journal.write(Note("position", Place("bijen", 1, 3.0)), SHELF)
    path = tmp_path / "listeners" / "ik.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    journal.write(Note("volume", value=3), SHELF)
    assert journal.recall(SHELF) == State(speed=1.5, volume=3)


@given(st.lists(st.binary(max_size=60)))
def test_any_bytes_are_survived(tmp_path_factory: pytest.TempPathFactory, lines: list) -> None:
    path = tmp_path_factory.mktemp("journal") / "ik.jsonl"
    path.write_bytes(b"\n".join(lines))
    assert isinstance(Journal(path).recall(SHELF), State)


@given(
    st.dictionaries(
        st.sampled_from(["what", "value", "episode", "chapter", "seconds", "passage", "into"]),
        st.none() | st.integers() | st.floats() | st.sampled_from(["position", "bijen", "speed"]),
    )
)
def test_any_entry_is_survived(tmp_path_factory: pytest.TempPathFactory, entry: dict) -> None:
    path = tmp_path_factory.mktemp("journal") / "ik.jsonl"
    path.write_text(json.dumps(entry), "utf-8")
    state = Journal(path).recall(SHELF)
    assert 0.5 <= state.speed <= 3.0


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "listeners").write_text("in the way", "utf-8")
    with pytest.raises(HoorstukError, match="the place cannot be kept"):
        Journal(tmp_path / "listeners" / "ik.jsonl").write(Note("introduced"), SHELF)
