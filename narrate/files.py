"""Files appear whole: written beside, flushed to the disk, then renamed into place."""

import filecmp
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file that is either whole or not there."""
    with replacing(path) as new:
        new.write_bytes(content)


def write_changed(path: Path, content: bytes) -> bool:
    """Write a file unless it holds just this already; give whether it was written."""
    if path.is_file() and path.read_bytes() == content:
        return False
    write(path, content)
    return True


def made_by(*places: Path) -> bytes:
    """SHA-256 of code and tables, or folders of them: when it changes what they made is stale."""
    inside = (part for place in places for part in (place, *sorted(place.rglob("*"))))
    parts = (part for part in inside if part.suffix in {".py", ".toml", ".tsv"})
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).digest()


@contextmanager
def replacing(path: Path, *, unless_same: bool = False) -> Iterator[Path]:
    """A path to write to; it takes the place of `path` when the block ends without an error.

    Args:
        path: where the file is to be.
        unless_same: leave what stands there when it holds the same bytes.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    new = Path(name)
    try:
        yield new
        if not (unless_same and path.is_file() and filecmp.cmp(new, path, shallow=False)):
            put(new, path)
    finally:
        new.unlink(missing_ok=True)


def put(new: Path, path: Path) -> None:
    """Let a file that was written beside `path` take its place, safe on the disk first."""
    new.chmod(0o644)
    with new.open("rb") as file:
        os.fsync(file.fileno())
    new.replace(path)


def link(old: Path, new: Path) -> None:
    """Let a file stand in a second place, without taking room where the disk can do that."""
    try:
        new.hardlink_to(old)
    except FileNotFoundError:
        raise
    except OSError:  # a file system without links
        shutil.copyfile(old, new)


def sha256(path: Path) -> str:
    """Checksum of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
