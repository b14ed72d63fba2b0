"""Archives of which the same parts always give the same bytes."""

import shutil
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO

PACKED = frozenset({".css", ".html", ".ncx", ".opf", ".smil", ".xhtml", ".xml"})
"""Suffixes of the texts of books, which become smaller. Sound and pictures are stored as they are,
and so is what has no suffix: the part `mimetype` of EPUB, which comes first and must not be packed.
"""
_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_ANYONE_READS = 0o100644 << 16


def write(path: Path, parts: Iterable[tuple[str, bytes | Path]]) -> None:
    """Write an archive of parts, each a name and its content or the file that holds it.

    One part at a time is asked for, and files are copied in pieces: long sound takes no memory.
    """
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts:
            size = len(content) if isinstance(content, bytes) else content.stat().st_size
            with _opened(content) as source, archive.open(_entry(name, size), "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)


def _opened(content: bytes | Path) -> BinaryIO:
    return BytesIO(content) if isinstance(content, bytes) else content.open("rb")


def _entry(name: str, size: int) -> zipfile.ZipInfo:
    """What the archive says of a part: nothing that differs by machine or by day."""
    entry = zipfile.ZipInfo(name, _DATE)
    packed = PurePosixPath(name).suffix in PACKED
    entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    entry.create_system = _UNIX
    entry.external_attr = _ANYONE_READS
    entry.file_size = size
    return entry
