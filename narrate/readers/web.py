"""Pages from the web, fetched with limits and never from a private network."""

import ipaddress
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urljoin, urlsplit

from narrate.errors import HoorstukError

KINDS = {
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/xhtml+xml": ".html",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
"""The suffix of the reader for each media type."""
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a fetch may go."""

    seconds: float = 30.0
    """For all of it, redirects too."""
    bytes: int = 20_000_000
    redirects: int = 5
    loopback: bool = False
    """Whether this machine itself may be asked, for tests."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave."""

    data: bytes
    suffix: str
    """Of the reader for it, `.html` for a page."""
    charset: str
    """What the server says of its encoding, or nothing."""


def fetch(url: str, limits: Limits = Limits()) -> Page:
    """Fetch a page by http or https, following redirects; each hop is checked.

    Raises:
        HoorstukError: the address is wrong or private, the server gives no article, or it goes on
            for longer or for more than the limits allow.
    """
    end = time.monotonic() + limits.seconds
    hop = url
    for _ in range(limits.redirects + 1):
        answer = _ask(hop, url, limits, end)
        if isinstance(answer, Page):
            return answer
        hop = urljoin(hop, answer)
    raise HoorstukError(f"{url}: sends from one address to the next without end; give the last one")


def _ask(hop: str, url: str, limits: Limits, end: float) -> Page | str:
    """Ask one address; give the page, or the address to which it sends."""
    connection = _connection(hop, url, limits, end)
    parts = urlsplit(hop)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    # A server that trickles never times out by itself: the connection is cut at the end.
    watch = threading.Timer(max(0.0, end - time.monotonic()), _cut, [connection.sock])
    watch.daemon = True
    watch.start()
    try:
        connection.request("GET", path, headers={"Accept": ", ".join(KINDS)} | _HEADERS)
        with connection.getresponse() as response:
            if response.status in _REDIRECTS and response.headers.get("Location"):
                return str(response.headers["Location"])
            return _page(response, url, limits, end)
    except (OSError, HTTPException, ValueError) as error:
        if time.monotonic() >= end:
            raise _too_long(url, limits) from None
        raise HoorstukError(f"{url}: gave no answer ({error}); try it again later") from None
    finally:
        watch.cancel()
        connection.close()


_HEADERS = {"Accept-Encoding": "identity", "User-Agent": "Hoorstuk", "Connection": "close"}


def _page(response: HTTPResponse, url: str, limits: Limits, end: float) -> Page:
    if response.status != 200:
        raise HoorstukError(
            f"{url}: answers {response.status} {response.reason}; open it in a browser to see why"
        )
    kind = response.headers.get_content_type()
    if kind not in KINDS:
        raise HoorstukError(f"{url}: is {kind} and no article; give the address of a page")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise HoorstukError(f"{url}: is sent packed though it was not asked so; save it as a file")
    data = bytearray()
    while chunk := response.read1(_CHUNK):
        data += chunk
        if len(data) > limits.bytes:
            raise HoorstukError(
                f"{url}: is longer than {limits.bytes // 1_000_000} MB; save the article as a file"
            )
    if response.length or time.monotonic() >= end:  # cut off, by its server or by us
        raise OSError("it was cut off")
    return Page(bytes(data), KINDS[kind], response.headers.get_content_charset() or "")


def _connection(hop: str, url: str, limits: Limits, end: float) -> HTTPConnection:
    """Connect to an address of the hop's host, after checking that very address."""
    try:
        parts = urlsplit(hop)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        host.encode("idna")
    except ValueError:
        raise HoorstukError(f"{url}: leads to {hop!r}, which is no address; check it") from None
    if parts.scheme not in ("http", "https") or not host:
        raise HoorstukError(f"{url}: leads to {hop!r}; only http and https addresses are read")
    connection = HTTPConnection(host, port)
    connection.sock = _socket(host, port, url, limits, end)
    if parts.scheme == "https":
        try:
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
        except OSError as error:
            connection.close()
            raise HoorstukError(f"{url}: {host} gives no safe connection ({error})") from None
    return connection


def _socket(host: str, port: int, url: str, limits: Limits, end: float) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise HoorstukError(f"{url}: there is no {host}; check the address") from None
    addresses = [str(address[0]) for *_, address in found]
    if not all(_is_public(address, limits) for address in addresses):
        raise HoorstukError(
            f"{url}: leads to {host}, which is on a private network; save the page as a file"
        )
    for address in addresses:
        left = end - time.monotonic()
        if left <= 0:
            raise _too_long(url, limits)
        try:
            return socket.create_connection((address, port), timeout=left)
        except OSError:
            continue
    raise HoorstukError(f"{url}: {host} does not answer; try it again later")


def _is_public(address: str, limits: Limits) -> bool:
    """Whether an address is one that anyone on the internet could ask."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    ip = mapped or ip
    return (ip.is_global and not ip.is_multicast) or (limits.loopback and ip.is_loopback)


def _cut(connected: socket.socket) -> None:
    with suppress(OSError):  # it was over already
        connected.shutdown(socket.SHUT_RDWR)


def _too_long(url: str, limits: Limits) -> HoorstukError:
    return HoorstukError(
        f"{url}: is not there after {limits.seconds:g} seconds; save the page as a file"
    )
