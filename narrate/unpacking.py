"""Unpacking a fetched ZIP file into a folder that appears whole, or not at all."""

import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from narrate.errors import HoorstukError
from narrate.progress import Report

MOST_FILES = 1000
HIGHEST_RATIO = 30
"""Unpacked size against packed size; models pack no better than about 5."""
_SMALL = 10_000_000
"""Bytes unpacked under which the ratio does not matter."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def unpack(archive: Path, folder: Path, check: Callable[[Path], object], report: Report) -> None:
    """Unpack an archive; a single folder that holds all of it is left out.

    Args:
        archive: a ZIP file.
        folder: where its content is to stand; there is nothing yet.
        check: told the unpacked folder before it is put there; raises when it is not right.
        report: told how far it is.

    Raises:
        HoorstukError: it is no ZIP file, damaged, locked, has a name that leads out of the
            folder, a link, far more in it than its size, or does not fit on the disk.
    """
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        with zipfile.ZipFile(archive) as file:
            parts = _parts(file, archive, shutil.disk_usage(new).free)
            total = sum(part.file_size for part in parts)
            done = 0
            for part in parts:
                target = new / part.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                with file.open(part) as packed, target.open("wb") as whole:
                    shutil.copyfileobj(packed, whole)
                done += part.file_size
                report("unpacking, kB", done // 1000, total // 1000 or 1)
        inner = [*new.iterdir()]
        content = inner[0] if len(inner) == 1 and inner[0].is_dir() else new
        check(content)
        content.chmod(0o755)
        content.replace(folder)
    except _DAMAGE as error:
        raise HoorstukError(f"{archive}: is damaged ({error}); fetch it again") from None
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _parts(file: zipfile.ZipFile, archive: Path, room: int) -> Sequence[zipfile.ZipInfo]:
    """The files of an archive that can be unpacked without harm."""
    parts = [part for part in file.infolist() if not part.is_dir()]
    for part in parts:
        path = PurePosixPath(part.filename)
        out = path.is_absolute() or ".." in path.parts or set("\\:") & set(part.filename)
        if out or stat.S_ISLNK(part.external_attr >> 16):
            raise HoorstukError(
                f"{archive}: {part.filename!r} leads out of its folder; get it from elsewhere"
            )
        if part.flag_bits & 1:
            raise HoorstukError(f"{archive}: is locked with a password; get it from elsewhere")
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_FILES or total > _SMALL + HIGHEST_RATIO * archive.stat().st_size:
        raise HoorstukError(
            f"{archive}: unpacks to far more than a model needs; get it from elsewhere"
        )
    if total > room:
        raise HoorstukError(
            f"{archive}: unpacks to {total // 1_000_000} MB, and {room // 1_000_000} MB is free; "
            "make room"
        )
    return parts
