"""The one catalogue of models: voices for the narrator, ears for the skill."""

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from platformdirs import user_data_path

from narrate.errors import HoorstukError
from narrate.progress import Report

if TYPE_CHECKING:
    from narrate.fetching import Remote

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
    bytes: int = 0
    """Size of the file at `url`, or of an embedded voice's file or ears' folder; 0 when unknown."""
    about_bytes: int = 0
    """Size as its publisher rounds it, where that is all that is known."""
    path: str = ""
    """Of an embedded model, relative to the catalogue; empty for the others."""
    url: str = ""
    """Of an official voice's largest file, or of ears as a ZIP file; empty for embedded ones."""
    md5: str = ""
    sha256: str = ""
    settings_bytes: int = 0
    """Size of a voice's `.onnx.json`."""
    settings_md5: str = ""
    warning: str = ""
    """What a maintainer must know before choosing it."""

    @property
    def checked(self) -> bool:
        """Whether its publisher states a checksum."""
        return bool(self.md5 or self.sha256)

    def files(self, mirror: str) -> "tuple[Remote, ...]":
        """What a voice is made of, on the web or on a mirror; the largest file comes last."""
        from narrate.fetching import Remote, mirrored  # noqa: PLC0415 (see `get`)

        settings = mirrored(self.url + ".json", mirror)
        return (
            Remote(settings, self.settings_bytes, self.settings_md5),
            Remote(mirrored(self.url, mirror), self.bytes, self.md5, self.sha256),
        )


@cache
def models(kind: Kind) -> dict[str, Model]:
    """Every model of a kind, by name."""
    text = Path(__file__).with_suffix(".toml").read_text("utf-8")
    return {name: Model(name, **entry) for name, entry in tomllib.loads(text)[kind].items()}


def folder() -> Path:
    """Where fetched models are kept: $HOORSTUK_MODELS, or the user's data folder."""
    chosen = os.environ.get("HOORSTUK_MODELS")
    return Path(chosen) if chosen else user_data_path("hoorstuk", appauthor=False) / "models"


def local(kind: Kind, model: Model) -> Path | None:
    """The path of a model on this machine, or None when it must be fetched first."""
    if model.path:
        return Path(__file__).parent / model.path
    path = _place(kind, model)
    return path if path.exists() else None


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
    path_here = local(kind, known[name])
    if path_here is None:
        way = "narrate voices get" if kind == "voices" else "skill ears get"
        raise HoorstukError(f"{name}: is not on this machine; get it with: {way} {name}")
    return path_here


def named(kind: Kind, name: str) -> Model:
    """The catalogue's entry of a model; raises HoorstukError when there is none."""
    known = models(kind)
    if name not in known:
        what = "voice" if kind == "voices" else "ears"
        raise HoorstukError(f"{name}: no such {what}; choose one of {', '.join(known)}")
    return known[name]


def get(voice: Model, mirror: str, report: Report) -> tuple[Path, bool]:
    """Fetch a voice into `folder()`, where `find` then finds it.

    Args:
        voice: of the catalogue.
        mirror: see `fetching.mirrored`; empty for none.
        report: told how far each file is.

    Returns:
        The path of its `.onnx`, and whether anything had to be fetched.

    Raises:
        HoorstukError: it cannot be fetched whole.
    """
    # Here, not above: TLS is slow to import, and few commands fetch.
    from narrate.fetching import fetch  # noqa: PLC0415

    if voice.path:
        return Path(__file__).parent / voice.path, False
    path = _place("voices", voice)
    settings, sound = voice.files(mirror)
    fetched = fetch(settings, path.with_name(path.name + ".json"), report)
    return path, fetch(sound, path, report) or fetched


def get_ears(ears: Model, mirror: str, report: Report) -> tuple[Path, bool]:
    """The same for a recogniser, which comes packed; what broke off before goes on from there.

    Returns:
        Its folder, and whether anything had to be fetched.

    Raises:
        HoorstukError: it cannot be fetched whole, or is no model.
    """
    # Here, not above: TLS is slow to import, and few commands fetch.
    from narrate.fetching import Remote, fetch, mirrored  # noqa: PLC0415
    from narrate.hearing import Hearing  # noqa: PLC0415
    from narrate.unpacking import unpack  # noqa: PLC0415

    here = local("ears", ears)
    if here is not None:
        return here, False
    path = _place("ears", ears)
    packed = path.with_name(path.name + ".zip")
    fetch(Remote(mirrored(ears.url, mirror), ears.bytes, ears.md5, ears.sha256), packed, report)
    try:
        unpack(packed, path, Hearing, report)
    finally:
        packed.unlink()
    return path, True


def _place(kind: Kind, model: Model) -> Path:
    return folder() / kind / (f"{model.name}.onnx" if kind == "voices" else model.name)
