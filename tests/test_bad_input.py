"""Bad input: one line on standard error that says what to do, status 1, nothing half-written."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.whole


def only_line(stderr: str, program: str) -> str:
    lines = stderr.strip().splitlines()
    assert len(lines) == 1, stderr
    assert lines[0].startswith(f"{program}: ")
    assert "Traceback" not in stderr
    return lines[0]


ARTICLES = {
    "empty": (b"", "is empty"),
    "binary": (b"\x7fELF\x02\x01\0\0\0", "not a text file"),
    "mixed": ("één\n".encode() + "Café en zo.\n".encode("latin-1"), "stuk.txt:2: byte 0xe9"),
    "symbols": ("🙂 🙂\n".encode(), "nothing here can be said"),
}


@pytest.mark.parametrize("case", ARTICLES)
def test_articles(run, tmp_path: Path, case: str):
    content, complaint = ARTICLES[case]
    (tmp_path / "stuk.txt").write_bytes(content)
    library = tmp_path / "library"
    done = run("narrate", "build", tmp_path / "stuk.txt", "--library", library)
    assert (done.returncode, done.stdout) == (1, "")
    assert complaint in only_line(done.stderr, "narrate")
    assert not library.exists()


EMBEDDED = ["nl_BE-nathalie-compact", "Hallo", "--out", "x.wav"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["build", "weg.txt"], "weg.txt: no such file"),
        (["build", "."], "holds no article"),
        (["list", "--library", "weg"], "weg: no such folder"),
        (["show", "weg", "--library", "."], "weg: no such episode"),
        (["voices", "try", "weg", "Hallo", "--out", "x.wav"], "weg: no such model"),
        (["voices", "try", "nl_NL-pim-medium", "Hallo", "--out", "x.wav"], "narrate voices get"),
        (["voices", "try", *EMBEDDED, "--profile", "weg"], "weg: no such profile"),
        (["voices", "try", *EMBEDDED, "--speaker", "2"], "has one speaker"),
        (["lexicon", "list", "weg"], "weg: is not in the lexicon"),
        (["lexicon", "import", "weg.pls", "--into", "x.toml"], "weg.pls: cannot be read"),
        (["voices", "get", "weg"], "weg: no such voice"),
        (["voices", "get", "nl_BE-rdh-medium", "--mirror", "x"], "x: is no mirror"),
        (["voices", "try", "nl_BE-nathalie-compact", "🙂", "--out", "x.wav"], "nothing here can"),
    ],
)
def test_narrate(run, tmp_path: Path, monkeypatch, arguments: list[str], complaint: str):
    monkeypatch.chdir(tmp_path)
    done = run("narrate", *arguments)
    assert done.returncode == 1
    assert complaint in only_line(done.stderr, "narrate")
    assert list(tmp_path.iterdir()) == []


def test_a_broken_voice(run, tmp_path: Path):
    (tmp_path / "stem.onnx").write_bytes(b"no model at all")
    (tmp_path / "stem.onnx.json").write_text("{}")
    done = run("narrate", "voices", "try", tmp_path / "stem.onnx", "Hallo", "--out", "x.wav")
    assert done.returncode == 1
    assert "is not a Piper voice" in only_line(done.stderr, "narrate")


SOUNDS = {
    "missing": (None, "no such file"),
    "empty": (b"", "could not read it"),
    "text": (b"Dit is geen geluid maar tekst.\n" * 50, "could not read it"),
    "header alone": (
        b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x80\x3e\0\0\0\x7d\0\0\2\0\x10\0data\0\0\0\0",
        "holds no sound",
    ),
}


@pytest.mark.parametrize("case", SOUNDS)
def test_recordings(run, library: Path, tmp_path: Path, case: str):
    content, complaint = SOUNDS[case]
    if content is not None:
        (tmp_path / "vraag.wav").write_bytes(content)
    done = run("skill", "ask", "--wav", tmp_path / "vraag.wav", "--library", library, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert complaint in only_line(done.stderr, "skill")


@pytest.mark.parametrize("name", ["weg", "leeg"])
def test_a_library_that_is_missing_or_empty(run, tmp_path: Path, name: str):
    (tmp_path / "leeg").mkdir()
    done = run("skill", "ask", "Wat is glutamaat?", "--library", tmp_path / name)
    assert (done.returncode, done.stdout) == (1, "")
    assert "narrate build ARTICLE" in only_line(done.stderr, "skill")


@pytest.mark.parametrize("content", ["", "{", '{"schema": 2}', '{"schema": 1}', "[]"])
def test_a_damaged_manifest(run, tmp_path: Path, content: str):
    (tmp_path / "stuk").mkdir()
    (tmp_path / "stuk" / "episode.json").write_text(content)
    done = run("skill", "ask", "Wat is glutamaat?", "--library", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "episode.json" in only_line(done.stderr, "skill")


def test_ears_that_are_no_model(run, library: Path, tmp_path: Path):
    (tmp_path / "vraag.wav").write_bytes(b"")
    done = run(
        "skill", "ask", "--wav", tmp_path / "vraag.wav", "--ears", tmp_path, "--library", library
    )
    assert done.returncode == 1
    assert "is not a whole Vosk model" in only_line(done.stderr, "skill")


@pytest.mark.parametrize(
    ("program", "arguments"),
    [
        ("narrate", ["build"]),
        ("narrate", ["spoken"]),
        ("skill", ["ask"]),
        ("skill", ["ask", "vraag", "--wav", "x.wav"]),
    ],
)
def test_wrong_usage_is_status_2(run, program: str, arguments: list[str]):
    assert run(program, *arguments).returncode == 2


def test_one_bad_article_of_several_does_not_keep_the_others_away(run, tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"\x7fELF\0\0")
    (tmp_path / "b.txt").write_text("Bijen\nEen bij danst om te vertellen waar de bloemen staan.\n")
    done = run("narrate", "build", tmp_path, "--library", tmp_path / "audio", "--quiet")
    assert done.returncode == 1
    first, last = done.stderr.splitlines()
    assert "a.txt: is not a text file" in first
    assert last == "narrate: 1 of 2 episodes are not as they must be; see above"
    assert (tmp_path / "audio" / "b" / "episode.json").exists()


@pytest.mark.parametrize("form", ["mp3", "m4b", "opus", "wav"])
@pytest.mark.parametrize("blocks", [20, 90, 190])
def test_no_room_left_is_one_line_and_leaves_the_library(tmp_path: Path, blocks: int, form: str):
    """No file may grow beyond `blocks` kilobytes: so a full disk looks to a program."""
    (tmp_path / "b.txt").write_text("Bijen\nEen bij danst om te vertellen waar de bloemen staan.\n")
    narrate = Path(sys.executable).with_name("narrate")
    command = f"ulimit -f {blocks}; exec {narrate} build b.txt --quiet --formats {form}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    if done.returncode:
        assert "Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert not (tmp_path / "audio" / "b").exists()
    assert done.returncode or blocks > 20
