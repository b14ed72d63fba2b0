"""Titles and written questions in spoken words, kept beside a library: a thousand take a second."""

import json
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

import narrate
from narrate.files import made_by, replacing
from narrate.lexicon import Lexicon
from narrate.spoken import spoken_words

FILE = "spoken.json"
_DAMAGED = (OSError, ValueError, KeyError, TypeError)
"""What reading a file that is gone, cut short or of another make may raise."""


def spoken(text: str) -> str:
    """A text as it is said, by the lexicon that comes with Hoorstuk."""
    return " ".join(word.spoken for word in spoken_words(text, Lexicon.built_in()))


def spoken_kept(texts: Iterable[str], folder: Path | None) -> dict[str, str]:
    """Each text as it is said; what `folder` keeps is not read again.

    Without a folder, or in one that cannot be written to, nothing is kept.
    """
    before = _kept(folder / FILE) if folder else {}
    said = {text: before[text] if text in before else spoken(text) for text in texts}
    if folder and said != before:
        with suppress(OSError):
            _keep(said, folder)
    return said


def _keep(said: dict[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / FILE) as new:
        new.write_text(json.dumps({"made_by": _make(), "said": said}, ensure_ascii=False), "utf-8")


def _kept(path: Path) -> dict[str, str]:
    try:
        kept = json.loads(path.read_text("utf-8"))
        return dict(kept["said"]) if kept["made_by"] == _make() else {}
    except _DAMAGED:
        return {}


@cache
def _make() -> str:
    here = Path(narrate.__file__).parent
    return made_by(here / "spoken", here / "lexicon.py", here / "lexicon.toml").hex()
