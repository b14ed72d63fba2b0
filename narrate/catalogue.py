"""The one catalogue of models: voices for the narrator, ears for the skill."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from narrate.errors import HoorstukError

Kind = Literal["voices", "ears"]
EMBEDDED_VOICE = "nl_BE-nathalie-compact"
EMBEDDED_EARS = "vosk-model-nl-compact"


@dataclass(frozen=True, slots=True)
class Model:
    """One entry of `catalogue.toml`."""

    name: str
    language: str
    """BCP 47 tag."""
    licence: str
    bytes: int
    """Size of its largest file, or of its folder."""
    path: str = ""
    """Of an embedded model, relative to the catalogue; empty for the others."""
    url: str = ""
    """Of an official model that is fetched by hand; empty for the embedded ones."""
    md5: str = ""
    sha256: str = ""
    warning: str = ""
    """What a maintainer must know before choosing it."""


@cache
def models(kind: Kind) -> dict[str, Model]:
    """Every model of a kind, by name."""
    text = Path(__file__).with_suffix(".toml").read_text("utf-8")
    return {name: Model(name, **entry) for name, entry in tomllib.loads(text)[kind].items()}


def find(kind: Kind, name: str) -> Path:
    """The path of a model: by its catalogue name, or a local file or folder as it is.

    Raises:
        HoorstukError: no such model, or it is one that must be fetched first.
    """
    known = models(kind)
    if name not in known:
        path = Path(name)
        if path.exists():
            return path
        raise HoorstukError(f"{name}: no such model; give a path or one of {', '.join(known)}")
    model = known[name]
    if not model.path:
        raise HoorstukError(
            f"{name}: is not on this machine; fetch it from {model.url} and give its path instead"
        )
    return Path(__file__).parent / model.path
