"""Settings: a flag, then the environment, then hoorstuk.toml beside the library."""

import json
from pathlib import Path

import pytest

TEXT = "Bijen\nEen bij danst om te vertellen waar de bloemen staan, en de andere kijken toe.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "bijen.txt").write_text(TEXT, "utf-8")
    return tmp_path


def formats(run, project: Path, *options: str) -> set[str]:
    arguments = [project / "bijen.txt", "--library", project / "audio", "--json", *options]
    done = run("narrate", "build", *arguments)
    assert done.returncode == 0, done.stderr
    manifest = json.loads((project / "audio" / "bijen" / "episode.json").read_text("utf-8"))
    return {Path(f["path"]).suffix for f in manifest["files"] if f["type"].startswith("audio/")}


def test_the_file_the_environment_and_the_flag(run, project: Path, monkeypatch):
    assert formats(run, project) == {".mp3"}
    (project / "hoorstuk.toml").write_text('formats = ["wav", "opus"]\n[publish]\nx = 1\n')
    assert formats(run, project) == {".wav", ".opus"}
    monkeypatch.setenv("HOORSTUK_FORMATS", "wav")
    assert formats(run, project) == {".wav"}
    assert formats(run, project, "--formats", "mp3,wav") == {".mp3", ".wav"}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("# x\nstem = 1\n", "hoorstuk.toml:2: no such setting stem; choose from voice"),
        ("voice = \n", "hoorstuk.toml:1: is not proper TOML"),
        ('voice = "weg"\n', "weg: no such model"),
    ],
)
def test_a_wrong_file_is_one_line(run, project: Path, content: str, complaint: str):
    (project / "hoorstuk.toml").write_text(content)
    done = run("narrate", "build", project / "bijen.txt", "--library", project / "audio")
    assert (done.returncode, done.stdout) == (1, "")
    assert complaint in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_quiet_says_nothing(run, project: Path):
    done = run("narrate", "build", project / "bijen.txt", "--library", project / "x", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
