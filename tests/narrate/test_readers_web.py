"""Pages from a real server on this machine, well-behaved and not."""

import re
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from narrate.errors import HoorstukError
from narrate.readers import web
from narrate.readers.web import Limits, fetch

HERE = Limits(seconds=2.0, bytes=100_000, redirects=3, loopback=True)


class Server(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self):
        name = self.path.strip("/").partition("/")[0] or "page"
        getattr(self, f"answer_{name}")()

    def log_message(self, *_):
        pass

    def answer(self, kind: str, body: bytes, status: int = 200, **headers: str):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self):
        self.answer("text/html; charset=iso-8859-1", "<p>Café</p>".encode("iso-8859-1"))

    def answer_picture(self):
        self.answer("image/png", b"x")

    def answer_gone(self):
        self.answer("text/html", b"weg", 404)

    def answer_round(self):
        self.answer("text/html", b"", 302, Location="/round")

    def answer_moved(self):
        self.answer("text/html", b"", 301, Location="/page")

    def answer_private(self):
        self.answer("text/html", b"", 302, Location="http://10.0.0.1/geheim")

    def answer_file(self):
        self.answer("text/html", b"", 302, Location="file:///etc/passwd")

    def answer_short(self):
        self.answer("text/html", b"half", 200, **{"Content-Length": "1000"})

    def answer_endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while True:
            self.wfile.write(b"meer " * 10_000)

    def answer_slow(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def handle(self):
        with suppress(BrokenPipeError, ConnectionResetError):
            super().handle()


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/page", "/moved", ""])
def test_a_page_and_what_leads_to_it(site, path):
    assert fetch(site + path, HERE) == web.Page(
        "<p>Café</p>".encode("iso-8859-1"), ".html", "iso-8859-1"
    )


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/picture", "is image/png and no article"),
        ("/gone", "answers 404"),
        ("/round", "without end"),
        ("/private", "leads to 10.0.0.1, which is on a private network"),
        ("/file", "only http and https"),
        ("/short", "was cut off"),
        ("/endless", "is longer than"),
        ("/slow", "is not there after"),
    ],
)
def test_what_is_refused(site, path: str, complaint: str):
    start = time.monotonic()
    limits = Limits(0.7, 100_000, 3, loopback=True) if path == "/slow" else HERE
    with pytest.raises(HoorstukError, match=re.escape(complaint)):
        fetch(site + path, limits)
    assert time.monotonic() - start < HERE.seconds


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://10.1.2.3/", "http://192.168.1.1/",
        "http://169.254.169.254/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
        "http://2130706433/", "http://[fe80::1]/", "http://224.0.0.1/", "http://[2002:7f00:1::]/",
    ],
)  # fmt: skip
def test_private_addresses(address: str):
    with pytest.raises(HoorstukError, match=r"private network|there is no"):
        fetch(address)


@pytest.mark.parametrize("address", ["http:///x", "http://[::1", "http://x:99999/", "http://a..b/"])
def test_addresses_that_are_none(address: str):
    with pytest.raises(HoorstukError, match="address"):
        fetch(address)


def test_nobody_answers():
    with pytest.raises(HoorstukError, match="does not answer"):
        fetch("http://127.0.0.1:1/", HERE)
