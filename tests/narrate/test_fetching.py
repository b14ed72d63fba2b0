"""Fetching over real HTTP: from the start, from the middle, broken off, and changed on the way."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from narrate import catalogue
from narrate.errors import HoorstukError
from narrate.fetching import Remote, fetch, mirrored
from narrate.hearing import Hearing
from narrate.voice import Voice

CONTENT = bytes(range(256)) * 1200
"""Longer than one block, so that a break can lie in the middle of it."""


class Handler(BaseHTTPRequestHandler):
    """A file server whose manners are set by its server."""

    def do_GET(self):
        content = self.server.files.get(self.path)
        asked = self.headers.get("Range", "") if self.server.ranges else ""
        start = int(asked.removeprefix("bytes=").rstrip("-") or 0)
        self.server.asked.append((self.path, start))
        if content is None:
            self.send_error(404)
        elif asked and start >= len(content):
            self.send_error(416)
        else:
            self.send_response(206 if asked else 200)
            if asked:
                first = start + self.server.leaves_out
                self.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/*")
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            self.wfile.write(content[start : self.server.cut_at])

    def log_message(self, *_):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """What is served, and how."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = {"/file": CONTENT}
        self.ranges = True
        self.cut_at = None
        self.leaves_out = 0
        self.asked = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serving() -> Iterator[Server]:
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def server(monkeypatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as running:
        yield running


def remote(server: Server) -> Remote:
    digest = hashlib.md5(CONTENT).hexdigest()
    return Remote(f"{server.url}/file", len(CONTENT), digest, hashlib.sha256(CONTENT).hexdigest())


def quiet(*_) -> None:
    """A report that nobody reads."""


def test_a_file_is_fetched_once(server: Server, tmp_path: Path):
    said = []
    target = tmp_path / "new" / "file"
    assert fetch(remote(server), target, lambda *progress: said.append(progress))
    assert not fetch(remote(server), target, quiet)
    assert target.read_bytes() == CONTENT
    assert [path.name for path in target.parent.iterdir()] == ["file"]
    assert len(server.asked) == 1
    assert said[-1] == ("fetching, kB", len(CONTENT) // 1000, len(CONTENT) // 1000)


@pytest.mark.parametrize("ranges", [True, False])
def test_what_broke_off_goes_on(server: Server, tmp_path: Path, ranges: bool):
    server.cut_at = 100_000
    with pytest.raises(HoorstukError, match=r"after 100000 of 307200 bytes; run the command again"):
        fetch(remote(server), tmp_path / "file", quiet)
    assert not (tmp_path / "file").exists()
    server.cut_at, server.ranges = None, ranges
    assert fetch(remote(server), tmp_path / "file", quiet)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert server.asked[-1] == ("/file", 100_000 if ranges else 0)


@pytest.mark.parametrize("left", [b"x" * (len(CONTENT) + 5), b"x" * (len(CONTENT) - 5)])
def test_what_was_left_of_another_file(server: Server, tmp_path: Path, left: bytes):
    """Longer than the file: fetched anew. Shorter: found out by the checksum, and thrown away."""
    (tmp_path / "file.part").write_bytes(left)
    if len(left) < len(CONTENT):
        with pytest.raises(HoorstukError, match="has the md5"):
            fetch(remote(server), tmp_path / "file", quiet)
        assert list(tmp_path.iterdir()) == []
    assert fetch(remote(server), tmp_path / "file", quiet)
    assert (tmp_path / "file").read_bytes() == CONTENT


def test_a_server_that_leaves_out_a_part(server: Server, tmp_path: Path):
    (tmp_path / "file.part").write_bytes(CONTENT[:10])
    server.leaves_out = 5
    with pytest.raises(HoorstukError, match="leaves out a part"):
        fetch(remote(server), tmp_path / "file", quiet)
    assert (tmp_path / "file.part").read_bytes() == CONTENT[:10]


def test_a_whole_part_is_not_fetched_again(server: Server, tmp_path: Path):
    (tmp_path / "file.part").write_bytes(CONTENT)
    assert fetch(remote(server), tmp_path / "file", quiet)
    assert server.asked == []


@pytest.mark.parametrize(
    ("content", "complaint"), [(b"short", "has 5 bytes instead"), (CONTENT[::-1], "has the md5")]
)
def test_wrong_content_is_thrown_away(server, tmp_path, content: bytes, complaint: str):
    server.files["/file"] = content
    with pytest.raises(HoorstukError, match=complaint):
        fetch(remote(server), tmp_path / "file", quiet)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_fetched_again(server: Server, tmp_path: Path):
    (tmp_path / "file").write_bytes(CONTENT[::-1])
    assert fetch(remote(server), tmp_path / "file", quiet)
    assert (tmp_path / "file").read_bytes() == CONTENT


def test_without_a_checksum_the_length_alone_is_checked(server: Server, tmp_path: Path):
    assert fetch(Remote(f"{server.url}/file"), tmp_path / "file", quiet)
    server.cut_at = 7
    with pytest.raises(HoorstukError, match="broke off after 7 of 307200"):
        fetch(Remote(f"{server.url}/file"), tmp_path / "other", quiet)


def test_no_such_file_and_no_server(server: Server, tmp_path: Path):
    with pytest.raises(HoorstukError, match="answers 404"):
        fetch(Remote(f"{server.url}/none"), tmp_path / "none", quiet)
    with serving() as gone:
        url = gone.url
    with pytest.raises(HoorstukError, match="cannot be reached"):
        fetch(Remote(f"{url}/file"), tmp_path / "none", quiet)
    assert list(tmp_path.iterdir()) == []


def test_mirrors():
    hub = "https://hub.example/who/voices/resolve/main/nl/a.onnx"
    assert mirrored(hub, "") == hub
    assert mirrored(hub, "http://localhost:8000/x/") == "http://localhost:8000/x/nl/a.onnx"
    assert mirrored("https://e.org/vosk/m.zip", "http://m.org") == "http://m.org/vosk/m.zip"
    for wrong in ("ftp://m.org", "m.org", "/mnt/stick"):
        with pytest.raises(HoorstukError, match="is no mirror"):
            mirrored(hub, wrong)


def test_a_voice_is_got_and_found(server: Server, voice, tmp_path: Path, monkeypatch):
    """The embedded voice, served as if it were an official one."""
    monkeypatch.setenv("HOORSTUK_MODELS", str(tmp_path))
    embedded = catalogue.models("voices")[catalogue.EMBEDDED_VOICE]
    path = catalogue.find("voices", embedded.name)
    server.files = {
        f"/{path.name}": path.read_bytes(),
        f"/{path.name}.json": path.with_name(path.name + ".json").read_bytes(),
    }
    url = f"https://hub.example/resolve/main/{path.name}"
    official = replace(embedded, name="nl_BE-rdh-x_low", path="", url=url)
    got, fetched = catalogue.get(official, server.url, quiet)
    assert (got, fetched) == (tmp_path / "voices" / "nl_BE-rdh-x_low.onnx", True)
    assert catalogue.get(official, server.url, quiet) == (got, False)
    assert Voice(catalogue.find("voices", "nl_BE-rdh-x_low")).sha256 == voice.sha256


def test_a_voice_from_a_mirror_that_holds_another(server: Server, run, tmp_path, monkeypatch):
    monkeypatch.setenv("HOORSTUK_MODELS", str(tmp_path))
    monkeypatch.setenv("HOORSTUK_MIRROR", f"{server.url}/m")
    where = "/m/nl/nl_BE/rdh/x_low/nl_BE-rdh-x_low.onnx"
    server.files = {where: CONTENT, f"{where}.json": b"{}"}
    done = run("narrate", "voices", "get", "nl_BE-rdh-x_low")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{where}.json: has 2 bytes instead of 4158" in done.stderr
    assert list((tmp_path / "voices").iterdir()) == []


def zipped(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        for path in sorted(folder.rglob("*")):
            file.write(path, f"{folder.name}/{path.relative_to(folder)}")
    return packed.getvalue()


def test_ears_are_got_unpacked_and_found(server: Server, tmp_path: Path, monkeypatch):
    """The embedded ears, served as if they were official ones; the connection breaks off once."""
    monkeypatch.setenv("HOORSTUK_MODELS", str(tmp_path))
    embedded = catalogue.find("ears", catalogue.EMBEDDED_EARS)
    name = "vosk-model-nl-spraakherkenning-0.6"
    official = catalogue.named("ears", name)
    server.files = {f"/vosk/models/{name}.zip": zipped(embedded)}
    server.cut_at = 20_000_000
    with pytest.raises(HoorstukError, match="run the command again"):
        catalogue.get_ears(official, server.url, quiet)
    with pytest.raises(HoorstukError, match=f"get it with: skill ears get {name}"):
        catalogue.find("ears", name)
    server.cut_at = None
    assert catalogue.get_ears(official, server.url, quiet) == (tmp_path / "ears" / name, True)
    assert server.asked[-1][1] == 20_000_000
    assert catalogue.get_ears(official, server.url, quiet) == (tmp_path / "ears" / name, False)
    assert Hearing(catalogue.find("ears", name)).knows("stop")
    assert [path.name for path in (tmp_path / "ears").iterdir()] == [name]


def test_ears_that_are_no_model_are_thrown_away(server: Server, run, tmp_path, monkeypatch):
    monkeypatch.setenv("HOORSTUK_MODELS", str(tmp_path))
    name = "vosk-model-nl-spraakherkenning-0.6"
    (tmp_path / "leeg").mkdir()
    (tmp_path / "leeg" / "README").write_text("no model")
    server.files = {f"/m/vosk/models/{name}.zip": zipped(tmp_path / "leeg")}
    done = run("skill", "ears", "get", name, "--mirror", f"{server.url}/m")
    assert (done.returncode, done.stdout) == (1, "")
    assert "is not a whole Vosk model, am/final.mdl is missing" in done.stderr
    assert list((tmp_path / "ears").iterdir()) == []


def test_the_ears_of_the_catalogue_are_listed(run):
    done = run("skill", "ears", "list", "--json")
    listed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["name"] for one in listed] == list(catalogue.models("ears"))
    assert Path(listed[0]["local"]).is_dir()
    plain = run("skill", "ears", "list").stdout.splitlines()
    assert plain[0].endswith("embedded")
    done = run("skill", "ears", "get", catalogue.EMBEDDED_EARS)
    assert done.stdout.endswith(": is already there\n")


def test_the_embedded_voice_is_already_there(run):
    done = run("narrate", "voices", "get", catalogue.EMBEDDED_VOICE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(": is already there\n")


def test_the_mls_voices_warn_that_they_babble():
    voices = catalogue.models("voices").values()
    babblers = [voice for voice in voices if voice.name.startswith("nl_NL-mls")]
    assert len(babblers) == 3
    assert all("babble on short lines" in voice.warning for voice in babblers)
