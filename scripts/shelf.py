"""What publishing a large library costs: the whole, with nothing changed, and with one changed.

usage: scripts/shelf [EPISODE] [COUNT]     EPISODE: an episode's folder (default: the example's)

The library holds COUNT (1,000) copies of the first chapter's first sentences of that episode under
titles of their own; sound files are links to its own. Seconds are processor time of the whole
command, its start included.
"""

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from narrate.files import link

EPISODE = Path("audio/ketamine-en-de-hersenen")
COUNT = 1000
SENTENCES = 4


def main() -> None:
    """Publish three times and print a line for each."""
    episode = Path(sys.argv[1]) if len(sys.argv) > 1 else EPISODE
    count = int(sys.argv[2]) if len(sys.argv) > 2 else COUNT
    told = _shortened(json.loads((episode / "episode.json").read_text("utf-8")))
    with tempfile.TemporaryDirectory(dir=episode.parent, prefix=".shelf.") as folder:
        library = Path(folder) / "audio"
        for number in range(count):
            _copy(episode, library / f"deel-{number:04}", told, f"Deel {number}: {told['title']}")
        print(f"{count} episodes, first time: {_publish(library):.2f} s")
        print(f"nothing changed: {_publish(library):.2f} s")
        _write(library / "deel-0000", told | {"slug": "deel-0000", "title": "Een andere titel"})
        print(f"one changed: {_publish(library):.2f} s")
        for name in ("index.html", "feed.xml", "published.json"):
            print(f"{name}: {(library / name).stat().st_size / 1000:.0f} kB")


def _shortened(told: dict) -> dict:
    chapter = told["chapters"][0]
    chapter["sentences"] = chapter["sentences"][:SENTENCES]
    kept = {chapter["file"], "episode.mp3", "captions.vtt", "chapters.json", "cover.jpg"}
    files = [file for file in told["files"] if file["path"] in kept]
    return told | {"chapters": [chapter], "duration": chapter["duration"], "files": files}


def _copy(episode: Path, folder: Path, told: dict, title: str) -> None:
    folder.mkdir(parents=True)
    for file in told["files"]:
        link(episode / file["path"], folder / file["path"])
    _write(folder, told | {"slug": folder.name, "title": title})


def _write(folder: Path, told: dict) -> None:
    (folder / "episode.json").write_text(json.dumps(told), "utf-8")


def _publish(library: Path) -> float:
    """Publish in a process of its own; give its seconds of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [Path(sys.executable).with_name("narrate"), "publish", "--library", library]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
