"""`skill listen`: a session by the real command, on files and pipes in the place of devices."""

import json
import shutil
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np
import pytest

SLUG = "ketamine-en-de-hersenen"
PATIENCE = 60
"""Seconds; only a test that fails waits that long."""


@pytest.fixture(autouse=True)
def listeners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOORSTUK_LISTENERS", str(tmp_path / "listeners"))
    return tmp_path / "listeners"


def sound(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), np.int16)


def test_typed_and_heard(run, library: Path, tmp_path: Path, listeners: Path) -> None:
    out = tmp_path / "out.wav"
    done = run(
        *("skill", "listen", "--library", library, "--speaker", out, "--microphone", "null"),
        stdin="wat is tolerantie\nwaar ben ik\nsneller\nstop\n",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Welkom bij Hoorstuk. Stel een vraag, of zeg: verder. Zeg: help, als u uitleg wilt.",
        "Gehoord: wat is tolerantie",
        "Hoofdstuk vijf.",
        "Gehoord: waar ben ik",
        "U bent hier. Hoofdstuk vijf. Bij de dokter of op een feest.",
        "Gehoord: sneller",
        "Sneller.",
        "Gehoord: stop",
        "Ik stop. Tot de volgende keer.",
    ]
    assert np.abs(sound(out)).max() > 3000
    last = json.loads((listeners / "luisteraar.jsonl").read_text("utf-8").splitlines()[-1])
    assert (last["what"], last["episode"], last["chapter"]) == ("position", SLUG, 5)


def test_the_next_time_it_knows_where_you_were(run, library: Path) -> None:
    command = ("skill", "listen", "--library", library, "--speaker", "null", "--microphone", "null")
    run(*command, stdin="hoofdstuk drie\nstop\n")
    done = run(*command, stdin="stop\n")
    assert done.stdout.startswith("Welkom terug. U was hier. Hoofdstuk drie. ")


def test_a_spoken_question_hands_free(run, library: Path, tmp_path: Path) -> None:
    asked, out = tmp_path / "vraag.wav", tmp_path / "out.wav"
    run("narrate", "voices", "try", "nl_BE-nathalie-compact", "Wat is tolerantie?", "--out", asked)
    with_pause = tmp_path / "pauze.wav"
    with wave.open(str(asked)) as file:
        params, frames = file.getparams(), file.readframes(file.getnframes())
    with wave.open(str(with_pause), "wb") as file:
        file.setparams(params)
        rng = np.random.default_rng(1)
        hush = rng.normal(0, 20, 6 * params.framerate).astype("<i2").tobytes()
        file.writeframes(hush[: params.framerate] + frames + hush)
    done = run(
        *("skill", "listen", "--library", library, "--hands-free"),
        *("--microphone", with_pause, "--speaker", out),
    )
    assert done.returncode == 0, done.stderr
    assert "Hoofdstuk vijf." in done.stdout.splitlines()
    assert np.abs(sound(out)[-3 * 22050 :]).max() > 3000


@pytest.mark.whole
def test_what_comes_in_while_listening_is_found(run, library: Path, tmp_path: Path) -> None:
    audio, article = tmp_path / "audio", tmp_path / "de-egel.md"
    shutil.copytree(library, audio)
    article.write_text("# De egel\n\n## Melk\n\nEen egel kan geen melk verteren.\n", "utf-8")
    command = ("skill", "listen", "--library", audio, "--speaker", "null", "--microphone", "null")
    with start(*command) as session:
        assert ask(session, "kan een egel melk verteren") == "Dat staat niet in de bibliotheek."
        run("narrate", "build", article, "--library", audio)
        later = time.monotonic() + PATIENCE
        while (said := ask(session, "kan een egel melk verteren")) != "Hoofdstuk één. Melk.":
            assert time.monotonic() < later, said
            time.sleep(0.5)
        session.communicate("stop\n", timeout=PATIENCE)
    assert session.returncode == 0


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    """A command that is talked with."""
    path = Path(sys.executable).with_name(program)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen([path, *map(str, arguments)], text=True, **pipes)


def ask(session: subprocess.Popen[str], question: str) -> str:
    """What is said in answer to a question."""
    session.stdin.write(f"{question}\n")
    session.stdin.flush()
    while (line := session.stdout.readline().strip()) != f"Gehoord: {question}":
        assert line or session.poll() is None, "it ended"
    return session.stdout.readline().strip()


def test_sounds_are_muted_by_name_here_and_in_the_settings(run, tmp_path: Path) -> None:
    command = ("skill", "listen", "--library", tmp_path / "audio", "--speaker", "null")
    done = run(*command, "--mute", "listening,ping")
    assert done.returncode == 2
    sounds = "bookmark, done, listening, not_understood"
    assert f"no such sound ping; choose from {sounds}" in " ".join(done.stderr.split())
    (tmp_path / "hoorstuk.toml").write_text('[skill]\nmute = ["done", "pong"]\n', "utf-8")
    assert "no such sound pong" in run(*command).stderr
    (tmp_path / "hoorstuk.toml").write_text('[skill]\nmute = ["done"]\n', "utf-8")
    assert "no such folder" in run(*command).stderr


def test_an_episode_that_is_not_there(run, library: Path) -> None:
    done = run("skill", "listen", "--library", library, "--episode", "bijen", "--speaker", "null")
    assert done.returncode == 1
    assert done.stderr == f"skill: bijen: no such episode; there are: {SLUG}\n"
