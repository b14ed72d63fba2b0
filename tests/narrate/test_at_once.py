"""Builds beside each other, and builds that are stopped: nothing is lost, nothing is half there."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrate.files import sha256

pytestmark = pytest.mark.whole

NARRATE = Path(sys.executable).with_name("narrate")
SENTENCES = [
    "Een bij danst om te vertellen waar de bloemen staan.",
    "De andere bijen lezen die dans in het donker.",
    "Honing is nectar waaruit de bijen het water hebben gehaald.",
]


@pytest.fixture(autouse=True)
def heeds_interrupts() -> Iterator[None]:
    """Tests that run in the background ignore interrupts, and so would what they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def start(article: Path, library: Path) -> subprocess.Popen:
    command = [NARRATE, "build", article, "--library", library, "--jobs", "1", "--force"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def finish(article: Path, library: Path) -> None:
    build = start(article, library)
    errors = build.communicate()[1]
    assert build.returncode == 0, errors


def write(path: Path, *sentences: str) -> Path:
    path.write_text("Over bijen\n" + "\n".join(sentences) + "\n", "utf-8")
    return path


def whole(folder: Path) -> bool:
    manifest = json.loads((folder / "episode.json").read_text("utf-8"))
    return all(sha256(folder / file["path"]) == file["sha256"] for file in manifest["files"])


def test_two_builds_at_once_do_not_harm_each_other(tmp_path: Path):
    article, library = write(tmp_path / "bijen.txt", *SENTENCES), tmp_path / "audio"
    builds = [start(article, library) for _ in range(3)]
    errors = [build.communicate()[1] for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], errors
    assert whole(library / "bijen")
    assert {path.name for path in library.iterdir()} == {".takes", "bijen"}


def test_a_stopped_build_loses_no_take_and_leaves_the_episode(tmp_path: Path):
    article, library = write(tmp_path / "bijen.txt", SENTENCES[0]), tmp_path / "audio"
    finish(article, library)
    before = (library / "bijen" / "episode.json").read_bytes()
    write(article, *(f"Deze kast telt {count} bijen." for count in range(2, 26)))
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        build = start(article, library)
        kept = len(list((library / ".takes").iterdir()))
        while len(list((library / ".takes").glob("[!.]*.npz"))) <= kept and build.poll() is None:
            time.sleep(0.01)
        build.send_signal(stop)
        build.communicate()
        assert (library / "bijen" / "episode.json").read_bytes() == before
    spoken = {path.name for path in (library / ".takes").glob("[!.]*.npz")}
    finish(article, library)
    assert spoken <= {path.name for path in (library / ".takes").iterdir()}
    assert whole(library / "bijen")
