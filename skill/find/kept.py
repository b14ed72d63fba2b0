"""A shelf kept on disk, so that a library is read once; it is there whole or made anew."""

import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, get_type_hints

import numpy as np
from numpy.typing import NDArray

from narrate.files import made_by, replacing
from narrate.progress import Report, untold
from skill.find.index import Index
from skill.find.meanings import Meanings
from skill.find.shelf import Shelf
from skill.library import Chapter

Array: TypeAlias = NDArray[Any]
Kept = TypeVar("Kept")

FOLDER = ".index"
"""Folder of the library in which its shelf is kept, as `<fingerprint>.npz`."""
_DAMAGED = (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile)
"""What reading a file that is cut short, changed or of another make may raise."""


def opened(chapters: Sequence[Chapter], library: Path, report: Report = untold) -> Index:
    """The index of a library's chapters, from what was kept of them, else made and then kept.

    A library that cannot be written to is asked all the same: it is then read every time. `report`
    is told when it must be read, which takes a while.
    """
    path = library / FOLDER / f"{fingerprint(chapters)}.npz"
    shelf = _load(path, Shelf, "shelf")
    if shelf is not None:
        return Index(chapters, shelf)
    report("the library", 0, 1)
    before = (_load(other, Meanings, "shelf.meanings") for other in _others(path))
    index = Index(chapters, known=next(filter(None, before), None))
    with suppress(OSError):
        _keep(index.shelf, path)
    report("the library", 1, 1)
    return index


def fingerprint(chapters: Sequence[Chapter]) -> str:
    """SHA-256 of what a shelf is made from: the texts, and the code and tables that read them."""
    made = hashlib.sha256(_make())
    for chapter in chapters:
        texts = (sentence.text for sentence in chapter.sentences)
        sounds = (part for one in chapter.sentences for pair in one.sounds for part in pair)
        told = (chapter.episode, chapter.title, *chapter.questions, "", *texts, "", *sounds)
        made.update("\0".join(told).encode("utf-8", "surrogatepass") + b"\0\0")
    return made.hexdigest()


@cache
def _make() -> bytes:
    return made_by(Path(__file__).parent)


def _keep(shelf: Shelf, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with replacing(path) as new, new.open("wb") as file:
        np.savez(file, **dict(_flat(shelf, "shelf")))  # type: ignore[arg-type]
    for other in _others(path):
        other.unlink(missing_ok=True)


def _others(path: Path) -> list[Path]:
    """What was kept of this library before it changed."""
    return [other for other in sorted(path.parent.glob("[!.]*.npz")) if other != path]


def _load(path: Path, kind: type[Kept], name: str) -> Kept | None:
    """A value of some kind that a file keeps under a name, or None: it is not there whole."""
    try:
        with path.open("rb") as file, np.load(file) as kept:
            arrays = {one: kept[one] for one in kept.files if one.startswith(f"{name}.")}
        value = _built(kind, name, arrays, {})
    except _DAMAGED:
        return None
    assert isinstance(value, kind)
    return value


def _flat(value: object, name: str) -> Iterator[tuple[str, Array]]:
    """The arrays that a value of dataclasses, arrays and words comes to, each by its name."""
    if isinstance(value, np.ndarray):
        yield name, value
    elif isinstance(
        value, dict | frozenset
    ):  # A table's words stand in the order of their numbers.
        yield name, np.frombuffer("\n".join(value).encode(), np.uint8)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _flat(getattr(value, field.name), f"{name}.{field.name}")


def _built(
    kind: object, name: str, arrays: dict[str, Array], tables: dict[bytes, dict[str, int]]
) -> object:
    """The value of a kind, from its arrays; `tables` has those of the same words once."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        names = [field.name for field in fields(kind)]
        return kind(*(_built(hints[one], f"{name}.{one}", arrays, tables) for one in names))
    if kind not in (dict[str, int], frozenset[str]):
        return arrays[name]
    text = arrays[name].tobytes()
    if text not in tables:
        words = text.decode().split("\n") if text else []
        tables[text] = dict(zip(words, range(len(words)), strict=True))
    return tables[text] if kind == dict[str, int] else frozenset(tables[text])
