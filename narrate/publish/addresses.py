"""Addresses on the web, written so that every reader takes them."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

_UNWRITABLE = re.compile(r"\s|%(?![0-9A-Fa-f]{2})")
_KEPT = "%/:@!$&'()*+,;=~?"
"""What stands in a path or a query as it is (RFC 3986, section 3.3), and what is encoded."""


def page(address: str) -> str:
    """The address of a page: its host in ASCII (RFC 5891), the rest percent-encoded.

    Raises:
        ValueError: it is no such address.
    """
    try:
        parts = urlsplit(address)
        host = parts.netloc.encode("idna").decode()
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        whole = None
    if not whole or "@" in host or _UNWRITABLE.search(address):
        raise ValueError("is no address; write it whole, as https://example.nl/pagina")
    path, query, fragment = (quote(part, _KEPT) for part in parts[2:])
    return urlunsplit((parts.scheme, host, path, query, fragment))


def folder(address: str) -> str:
    """The address of a folder, with a slash at its end.

    Raises:
        ValueError: it is no such address.
    """
    wrong = ValueError("is no address of a folder; write it whole, as https://example.nl/audio/")
    try:
        parts = urlsplit(page(address))
    except ValueError:
        raise wrong from None
    if parts.query or parts.fragment:
        raise wrong
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/"))
