"""Fetching: a file from the web that goes on where it broke off, is checked, and appears whole."""

import hashlib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from narrate import files
from narrate.errors import HoorstukError
from narrate.progress import Report

TIMEOUT = 30
"""Seconds without a byte after which a server counts as gone."""
_BLOCK = 1 << 16
_AGAIN = "run the command again: it goes on from there"


@dataclass(frozen=True, slots=True)
class Remote:
    """A file on the web, with what its publisher states about it; empty and 0 are unknown."""

    url: str
    bytes: int = 0
    md5: str = ""
    sha256: str = ""

    def complaint(self, path: Path) -> str:
        """What a local file has otherwise than the publisher states; empty when nothing."""
        size = path.stat().st_size
        if self.bytes and size != self.bytes:
            return f"has {size} bytes instead of {self.bytes}"
        for name, stated in (("md5", self.md5), ("sha256", self.sha256)):
            with path.open("rb") as file:
                found = hashlib.file_digest(file, name).hexdigest() if stated else ""
            if found != stated:
                return f"has the {name} {found} instead of {stated}"
        return ""


def mirrored(url: str, mirror: str) -> str:
    """Where a mirror keeps what is published at `url`.

    Args:
        url: its own address.
        mirror: address that stands for all up to `/resolve/main/`, or for the host where the
            address has no such part; empty for no mirror.

    Raises:
        HoorstukError: the mirror is no address of the web.
    """
    if not mirror:
        return url
    if urlsplit(mirror).scheme not in ("http", "https") or not urlsplit(mirror).netloc:
        raise HoorstukError(f"{mirror}: is no mirror; give an address as in https://example.org/x")
    _, _, path = url.partition("/resolve/main/")
    return f"{mirror.rstrip('/')}/{path or urlsplit(url).path.lstrip('/')}"


def fetch(remote: Remote, path: Path, report: Report) -> bool:
    """Fetch a file, unless it is there already as its publisher states it.

    What has come is kept beside it as `.part` until it is whole, so that a fetch that broke off
    goes on from there, when the server can do that.

    Returns:
        Whether anything had to be fetched.

    Raises:
        HoorstukError: the server cannot be reached or has no such file, the connection broke
            off, or the file is not what its publisher states; it is then thrown away.
    """
    if path.exists() and not remote.complaint(path):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    if not part.exists() or part.stat().st_size != remote.bytes:
        _download(remote, part, report)
    complaint = remote.complaint(part)
    if complaint:
        part.unlink()
        raise HoorstukError(f"{remote.url}: {complaint}; fetch it again, or from elsewhere")
    files.put(part, path)
    return True


def _download(remote: Remote, part: Path, report: Report) -> None:
    """Bring what is missing into `part`."""
    had = part.stat().st_size if part.exists() else 0
    headers = {"User-Agent": "hoorstuk"} | ({"Range": f"bytes={had}-"} if had else {})
    with _told(remote.url):
        try:
            with urlopen(Request(remote.url, headers=headers), timeout=TIMEOUT) as response:
                _receive(remote, response, part, report)
        except HTTPError as error:
            if error.code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE or not had:
                raise
            error.close()
            part.unlink()  # it is longer than the file, so it is the beginning of another
            _download(remote, part, report)


def _receive(remote: Remote, response: HTTPResponse, part: Path, report: Report) -> None:
    """Write what a server sends, after what is there when it sends the rest of it only."""
    start = _start(response)
    if start > (part.stat().st_size if part.exists() else 0):
        raise HoorstukError(f"{remote.url}: the server leaves out a part; name a mirror")
    left = response.getheader("Content-Length")
    total = start + int(left) if left else remote.bytes
    with part.open("r+b" if part.exists() else "wb") as file:
        file.truncate(start)
        file.seek(start)
        while block := response.read(_BLOCK):
            file.write(block)
            if total:
                report("fetching, kB", file.tell() // 1000, total // 1000 or 1)
        done = file.tell()
    if done < total:
        raise HoorstukError(f"{remote.url}: broke off after {done} of {total} bytes; {_AGAIN}")


def _start(response: HTTPResponse) -> int:
    """Offset in the file of the first byte that the server sends."""
    if response.status != HTTPStatus.PARTIAL_CONTENT:
        return 0
    range_sent = re.match(r"bytes (\d+)-", response.getheader("Content-Range", ""))
    return int(range_sent[1]) if range_sent else 0


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Say what went wrong on the way in one line."""
    try:
        yield
    except HTTPError as error:
        error.close()
        raise HoorstukError(
            f"{url}: the server answers {error.code} {error.reason}; try later, or a mirror"
        ) from None
    except URLError as error:
        raise HoorstukError(
            f"{url}: cannot be reached ({error.reason}); mend the connection, or name a mirror"
        ) from None
    except (ConnectionError, HTTPException, TimeoutError, ssl.SSLError) as error:
        reason = str(error) or type(error).__name__
        raise HoorstukError(f"{url}: the connection broke off ({reason}); {_AGAIN}") from None
