"""Articles in files to `Article`: one reader for each kind of file."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from narrate.article import Article
from narrate.errors import HoorstukError
from narrate.readers import encoding, questions
from narrate.readers.language import settled

Reader = Callable[[bytes, str], Article]
"""Reads the article in the bytes of a file of that name; proves that it holds all of them."""

READERS = {
    ".docx": "docx",
    ".epub": "epub",
    ".htm": "html",
    ".html": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".text": "text",
    ".txt": "text",
    ".xhtml": "html",
}
"""Which module here reads which suffix; imported when needed, for some bring slow parsers."""
_OF_TEXT = ("markdown", "text")
"""Those that read text rather than bytes."""


def read(path: Path, language: str = "") -> Article:
    """Read the article in a file, with the questions that are written beside it.

    `language` is the BCP 47 tag that it is told to be in, if any.

    Raises:
        HoorstukError: the file is missing, empty, damaged, not Dutch, or of a kind that no reader
            knows; or its questions are not as `questions.with_those_beside` reads them.
    """
    data = read_bytes(path)
    article = settled(reader_of(path)(data, path.name), language)
    return questions.with_those_beside(article, path)


def reader_of(path: Path) -> Reader:
    """Give the reader for a kind of file.

    Raises:
        HoorstukError: no reader knows this kind of file.
    """
    name = READERS.get(path.suffix.lower())
    if name is None:
        known = ", ".join(sorted(READERS))
        raise HoorstukError(f"{path}: no reader for this kind of file; give one of {known}")
    read = import_module(f"{__name__}.{name}").read
    return _of_text(read) if name in _OF_TEXT else read


def _of_text(read: Callable[[str, str], Article]) -> Reader:
    return lambda data, name: read(encoding.decode(data, name), name)


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
