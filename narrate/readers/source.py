"""Where an article comes from: a file, an address on the web, or standard input."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from narrate import readers
from narrate.article import Article
from narrate.readers import encoding
from narrate.readers.language import settled

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_MARKDOWN = ("---", "+++", "#")
"""What Markdown starts with; other text on standard input is plain."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article that is yet to be read."""

    place: str
    """A path, an http or https address, or "-" for standard input."""
    language: str = ""
    """BCP 47 tag that it is told to be in; empty when nobody said anything."""

    @property
    def is_address(self) -> bool:
        """Whether it is on the web."""
        return bool(_ADDRESS.match(self.place))

    @property
    def is_file(self) -> bool:
        """Whether it is a path."""
        return self.place != "-" and not self.is_address

    @property
    def name(self) -> str:
        """What it is called on the screen."""
        return Path(self.place).name if self.is_file else self.place

    @property
    def stem(self) -> str:
        """What its episode is called after; empty for standard input, which has no name."""
        if self.place == "-":
            return ""
        if self.is_file:
            return Path(self.place).stem
        parts = urlsplit(self.place)
        last = PurePosixPath(unquote(parts.path)).name
        return PurePosixPath(last).stem or parts.netloc

    def read(self) -> Article:
        """Read it.

        Raises:
            HoorstukError: it is missing, private, empty, damaged, not Dutch, or of a kind that no
                reader knows.
        """
        if self.place == "-":
            return settled(_of_standard_input(), self.language)
        if self.is_address:
            return settled(_of_web(self.place), self.language)
        return readers.read(Path(self.place), self.language)


def _of_standard_input() -> Article:
    data = sys.stdin.buffer.read()
    marked = encoding.decode(data, "-").lstrip("\ufeff").startswith(_MARKDOWN)
    return readers.reader_of(Path("-.md" if marked else "-.txt"))(data, "-")


def _of_web(address: str) -> Article:
    # Here, not above: few articles come from the web, and TLS is slow to import.
    from narrate.readers import html, web  # noqa: PLC0415

    page = web.fetch(address)
    if page.suffix == ".html":
        return html.read(page.data, address, page.charset)
    return readers.reader_of(Path(f"page{page.suffix}"))(page.data, address)
