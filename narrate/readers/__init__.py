"""Article files to `Article`: one reader for each kind of file."""

from pathlib import Path

from narrate.article import Article
from narrate.errors import HoorstukError
from narrate.readers import text

READERS = {".txt": text.read, ".text": text.read}
"""What reads which suffix: (the file's text, its name) -> Article."""


def read(path: Path) -> Article:
    """Read the article in a file.

    Raises:
        HoorstukError: the file is missing, empty, not text, or of a kind that no reader knows.
    """
    reader = READERS.get(path.suffix.lower())
    if path.exists() and reader is None:
        known = ", ".join(sorted(READERS))
        raise HoorstukError(f"{path}: no reader for this kind of file; give one of {known}")
    return (reader or text.read)(read_text(path), path.name)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file.

    Raises:
        HoorstukError: the file is missing, a folder, empty, or not UTF-8 text.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise HoorstukError(f"{path}: no such file; check the name and the folder") from None
    except IsADirectoryError:
        raise HoorstukError(f"{path}: is a folder; name the article in it") from None
    if b"\0" in data:
        raise HoorstukError(f"{path}: is not a text file; save the article as plain UTF-8 text")
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise HoorstukError(
            f"{path}:{line}: byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        ) from None
    if not content.strip():
        raise HoorstukError(f"{path}: is empty; write the article in it first")
    return content
