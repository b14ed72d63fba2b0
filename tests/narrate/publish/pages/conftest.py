"""A published library of one episode, as a browser finds it on disk or at a host."""

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

import pytest

from narrate.publish.pages import library_page, write
from narrate.publish.work import Work

FORMS = {"episode.epub": 420_000, "daisy.zip": 590_000, "audio.zip": 389_000}


def _publish(work: Work, root: Path) -> Path:
    """Lay out a library as `narrate publish` does, its books as files of the right name alone."""
    folder = root / work.release.slug
    edition = folder / work.release.edition
    edition.mkdir(parents=True, exist_ok=True)
    for name in ("captions.vtt", "captions.srt", "words.json", "chapters.json", "cover.jpg"):
        shutil.copy(work.folder / name, edition / name)
    for enclosure in work.release.enclosures:
        shutil.copy(work.folder / enclosure.path, edition / enclosure.path)
    for name, length in FORMS.items():
        (folder / name).write_bytes(bytes(length))
    for name in ("transcript.html", "transcript.txt"):
        (edition / name).write_text("De tekst.")
    (root / "feed.xml").write_text("<rss/>")
    (root / "index.html").write_text(library_page(work.channel, [work.release]), "utf-8")
    write(work, folder / "index.html")
    return folder / "index.html"


@pytest.fixture(scope="session")
def publish() -> Callable[[Work, Path], Path]:
    """Lay out a library of one work in a folder; gives the episode's page."""
    return _publish


class Handler(SimpleHTTPRequestHandler):
    """Gives parts of files, as every real host does: without them no browser can seek."""

    def send_head(self) -> BinaryIO | None:
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not asked or not path.is_file():
            return super().send_head()
        size = path.stat().st_size
        first, last = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        file = path.open("rb")
        file.seek(first)
        return file

    def copyfile(self, source, outputfile) -> None:
        with suppress(ConnectionError):  # the browser has heard enough
            super().copyfile(source, outputfile)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the published library."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def host(root: Path) -> Iterator[str]:
    """The address of that folder on the loopback."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *told: Handler(*told, directory=str(root))
    )
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
