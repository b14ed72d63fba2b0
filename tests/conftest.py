"""What many tests share: the real models, the example article, and a library built from it."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from narrate import catalogue
from narrate.lexicon import Lexicon
from narrate.voice import Voice
from skill.ears import Ears

# The same examples everywhere; HYPOTHESIS_PROFILE=search looks for ten times as many new ones.
hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# Commands are started hundreds of times: what Python compiles of them it keeps, as it does unasked.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "audio" / "articles" / "ketamine-en-de-hersenen.txt"
SHARED = ROOT.parent / "shared"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def run() -> Run:
    """Run a real command (`narrate`, `skill`) and give its output; fails on no status."""

    def command(program: str, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess:
        return subprocess.run(
            [Path(sys.executable).with_name(program), *map(str, arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    return command


@pytest.fixture(scope="session")
def voice() -> Voice:
    return Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE))


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.built_in()


@pytest.fixture(scope="session")
def ears() -> Ears:
    return Ears(catalogue.find("ears", catalogue.EMBEDDED_EARS))


@pytest.fixture(scope="session")
def library(run: Run, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A library with the example article in it, built by the real command line.

    It is built once a run, by the first worker that needs it; nobody may damage it.
    """
    mine = tmp_path_factory.getbasetemp()
    folder = (mine if worker_id == "master" else mine.parent) / "library"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            made = tmp_path_factory.mktemp("library")
            done = run("narrate", "build", EXAMPLE, "--library", made, "--json")
            assert done.returncode == 0, done.stderr
            assert json.loads(done.stdout)["changed"] is True
            made.rename(folder)
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside this checkout with articles and questions by others."""
    if not SHARED.is_dir():
        pytest.skip("there is no ../shared beside this checkout: nothing to measure on")
    return SHARED
