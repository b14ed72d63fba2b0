"""What works on this machine, and how to mend what does not."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from narrate import catalogue, ffmpeg, hearing
from narrate.errors import HoorstukError
from narrate.files import sha256
from narrate.lexicon import Lexicon
from narrate.saying import say
from narrate.voice import Voice

ENCODERS = {"libmp3lame": "mp3", "aac": "m4b", "libopus": "opus"}
"""Encoder of ffmpeg, to the form that needs it."""
ROOM = 500_000_000
"""Bytes: an hour of audio in all its forms, and the takes it is made of."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried."""

    name: str
    works: bool
    text: str
    """What was found; how to mend it when it does not work."""


def examine(library: Path) -> Iterator[Check]:
    """Try everything that a build needs."""
    return tried(
        {
            "python": _python,
            "ffmpeg": _ffmpeg,
            "voice": voice,
            "ears": _ears,
            "library": lambda: _library(library),
            "room": lambda: _room(library),
        }
    )


def tried(checks: Mapping[str, Callable[[], str]]) -> Iterator[Check]:
    """Try each: it tells what it found, or raises what to mend."""
    for name, check in checks.items():
        try:
            yield Check(name, works=True, text=check())
        except HoorstukError as error:
            yield Check(name, works=False, text=str(error))


def _python() -> str:
    return f"Python {sys.version.split()[0]}, {os.cpu_count()} processors"


def _ffmpeg() -> str:
    path = ffmpeg.executable()
    listed = subprocess.run(
        [path, "-hide_banner", "-encoders"], capture_output=True, text=True, check=False
    ).stdout
    lacking = [form for encoder, form in ENCODERS.items() if f" {encoder} " not in listed]
    if lacking:
        raise HoorstukError(
            f"{path}: cannot make {', '.join(lacking)}; take it off the PATH, and the one that "
            "came with imageio-ffmpeg is used"
        )
    return f"{path} makes {', '.join(ENCODERS.values())}"


def voice() -> str:
    """Whether the embedded voice is whole and speaks.

    Raises:
        HoorstukError: it is damaged.
    """
    model = catalogue.models("voices")[catalogue.EMBEDDED_VOICE]
    path = catalogue.find("voices", model.name)
    if sha256(path) != model.sha256:
        raise HoorstukError(f"{path}: is damaged; install hoorstuk again")
    speaker = Voice(path)
    seconds = len(say("Dit is een proef.", speaker, Lexicon.built_in())) / speaker.rate
    return f"{model.name} speaks ({seconds:.1f} seconds of sound)"


def _ears() -> str:
    folder = catalogue.find("ears", catalogue.EMBEDDED_EARS)
    hearing.check(folder)
    return f"{catalogue.EMBEDDED_EARS} is whole"


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(place for place in (folder, *folder.resolve().parents) if place.exists())


def _library(library: Path) -> str:
    try:
        with tempfile.NamedTemporaryFile(dir=_existing(library), prefix=".doctor."):
            pass
    except OSError as error:
        raise HoorstukError(
            f"{library}: cannot be written to ({error.strerror}); choose another with --library"
        ) from None
    return f"{library} can be written to"


def _room(library: Path) -> str:
    free = shutil.disk_usage(_existing(library)).free
    if free < ROOM:
        raise HoorstukError(f"{library}: only {free // 10**6} MB are free; make room for 500 MB")
    return f"{free // 10**9} GB free"
