"""Articles in files to `Article`: one reader for each kind of file."""

from collections.abc import Callable
from pathlib import Path

from narrate.article import Article
from narrate.errors import HoorstukError
from narrate.readers import docx, encoding, epub, html, markdown, text
from narrate.readers.language import settled

Reader = Callable[[bytes, str], Article]
"""Reads the article in the bytes of a file of that name; proves that it holds all of them."""


def _of_text(read: Callable[[str, str], Article]) -> Reader:
    return lambda data, name: read(encoding.decode(data, name), name)


READERS: dict[str, Reader] = {
    ".docx": docx.read,
    ".epub": epub.read,
    ".htm": html.read,
    ".html": html.read,
    ".markdown": _of_text(markdown.read),
    ".md": _of_text(markdown.read),
    ".text": _of_text(text.read),
    ".txt": _of_text(text.read),
    ".xhtml": html.read,
}
"""What reads which suffix."""


def read(path: Path, language: str = "") -> Article:
    """Read the article in a file; `language` is the BCP 47 tag that it is told to be in, if any.

    Raises:
        HoorstukError: the file is missing, empty, damaged, not Dutch, or of a kind that no reader
            knows.
    """
    data = read_bytes(path)
    return settled(reader_of(path)(data, path.name), language)


def reader_of(path: Path) -> Reader:
    """Give the reader for a kind of file.

    Raises:
        HoorstukError: no reader knows this kind of file.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise HoorstukError(f"{path}: no reader for this kind of file; give one of {known}")
    return reader


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        HoorstukError: the file is missing or a folder.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise HoorstukError(f"{path}: no such file; check the name and the folder") from None
    except IsADirectoryError:
        raise HoorstukError(f"{path}: is a folder; name the article in it") from None


def read_text(path: Path) -> str:
    """The text of a text file.

    Raises:
        HoorstukError: the file is missing, a folder, empty, or no text.
    """
    return encoding.decode(read_bytes(path), str(path))
