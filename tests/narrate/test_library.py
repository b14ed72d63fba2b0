"""Episodes are swapped in whole or not at all."""

import os
import time
from pathlib import Path

import pytest

from narrate.files import replacing as replacing_file
from narrate.files import write
from narrate.library import ABANDONED, episodes, replacing


def test_a_folder_appears_whole(tmp_path: Path):
    with replacing(tmp_path / "stuk") as new:
        (new / "a").write_text("1")
        assert not (tmp_path / "stuk").exists()
    assert (tmp_path / "stuk" / "a").read_text() == "1"


def test_a_folder_is_replaced_and_nothing_stays_behind(tmp_path: Path):
    for content in ("1", "2"):
        with replacing(tmp_path / "stuk") as new:
            (new / content).write_text(content)
    assert [path.name for path in (tmp_path / "stuk").iterdir()] == ["2"]
    assert [path.name for path in tmp_path.iterdir()] == ["stuk"]


def _half_written(folder: Path) -> None:
    with replacing(folder) as new:
        (new / "a").write_text("2")
        raise KeyboardInterrupt


def _interrupted(path: Path) -> None:
    with replacing_file(path) as new:
        new.write_bytes(b"2")
        raise KeyboardInterrupt


def test_a_failure_leaves_what_was_there(tmp_path: Path):
    with replacing(tmp_path / "stuk") as new:
        (new / "a").write_text("1")
    with pytest.raises(KeyboardInterrupt):
        _half_written(tmp_path / "stuk")
    assert (tmp_path / "stuk" / "a").read_text() == "1"
    assert [path.name for path in tmp_path.iterdir()] == ["stuk"]


def test_what_killed_builds_left_is_swept_after_a_day(tmp_path: Path):
    for name, age in {
        ".stuk.new.abc": 2 * ABANDONED,
        ".stuk.new.def": 10,
        ".ander.new.x": 1e7,
    }.items():
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    with replacing(tmp_path / "stuk"):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {"stuk", ".stuk.new.def", ".ander.new.x"}


def test_hidden_folders_are_no_episodes(tmp_path: Path):
    (tmp_path / ".stuk.new.1").mkdir()
    (tmp_path / ".stuk.new.1" / "episode.json").write_text("{")
    assert episodes(tmp_path) == {}


def test_files_appear_whole(tmp_path: Path):
    write(tmp_path / "a", b"1")
    with pytest.raises(KeyboardInterrupt):
        _interrupted(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
