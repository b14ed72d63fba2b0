"""Files appear whole: written beside, flushed to the disk, then renamed into place."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file that is either whole or not there."""
    with replacing(path) as new:
        new.write_bytes(content)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to; it takes the place of `path` when the block ends without an error."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    new = Path(name)
    try:
        yield new
        put(new, path)
    finally:
        new.unlink(missing_ok=True)


def put(new: Path, path: Path) -> None:
    """Let a file that was written beside `path` take its place, safe on the disk first."""
    new.chmod(0o644)
    with new.open("rb") as file:
        os.fsync(file.fileno())
    new.replace(path)


def sha256(path: Path) -> str:
    """Checksum of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
