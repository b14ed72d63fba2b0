"""What works on this machine."""

import json
from pathlib import Path

from narrate import doctor
from narrate.doctor import examine


def test_all_works_here(run, tmp_path: Path):
    done = run("narrate", "doctor", "--library", tmp_path / "audio", "--json")
    assert done.returncode == 0, done.stdout
    checks = [json.loads(line) for line in done.stdout.splitlines()]
    assert [check["name"] for check in checks] == [
        "python",
        "ffmpeg",
        "voice",
        "ears",
        "library",
        "room",
    ]
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_work_says_how_to_mend_it(run, tmp_path: Path):
    (tmp_path / "audio").write_text("a file, not a folder")
    done = run("narrate", "doctor", "--library", tmp_path / "audio" / "x")
    assert done.returncode == 1
    assert "FAILS: library: " in done.stdout
    assert done.stderr == "narrate: 1 of these do not work; mend them as is said there\n"


def test_too_little_room(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(doctor, "ROOM", 10**18)
    room = next(check for check in examine(tmp_path) if check.name == "room")
    assert not room.works
    assert "make room" in room.text
