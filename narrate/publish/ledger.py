"""`published.json`: what was published of a library, and what of it stays for life."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from narrate import files
from narrate.errors import HoorstukError
from narrate.publish.work import Enclosure, Release

NAME = "published.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """An episode as it was published."""

    release: Release
    recipe: str
    """SHA-256 of everything that shaped its files: the same recipe, the same files."""
    files: Mapping[str, int]
    """The published files by their path in the episode's folder, with their size in bytes."""


@dataclass(slots=True)
class Ledger:
    """Everything that was published."""

    guid: str = ""
    """Of the podcast, for life; empty before the first time."""
    entries: dict[str, Entry] = field(default_factory=dict)
    """By slug."""

    def write(self, library: Path) -> bool:
        """Put it in the library's folder; give whether anything changed."""
        content = {"schema": SCHEMA, **asdict(self)}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
        return files.write_changed(library / NAME, text.encode())


def read(library: Path) -> Ledger:
    """The ledger of a library; an empty one when nothing was published yet.

    Raises:
        HoorstukError: it cannot be read: what was promised for life would be lost.
    """
    path = library / NAME
    try:
        data = json.loads(path.read_bytes())
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema {data['schema']}, where this version reads {SCHEMA}")
        entries = {slug: _entry(entry) for slug, entry in data["entries"].items()}
        return Ledger(data["guid"], entries)
    except FileNotFoundError:
        return Ledger()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HoorstukError(
            f"{path}: cannot be read ({error}); put it back from a backup, or remove it: apps may "
            "then take every episode for a new one"
        ) from None


def _entry(data: Mapping[str, Any]) -> Entry:
    return Entry(_release(data["release"]), data["recipe"], data["files"])


def _release(data: Mapping[str, Any]) -> Release:
    enclosures = tuple(Enclosure(**enclosure) for enclosure in data["enclosures"])
    chapters = tuple((start, title) for start, title in data["chapters"])
    return Release(**{**data, "enclosures": enclosures, "chapters": chapters})
