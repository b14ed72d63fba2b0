"""The forms in which an episode's sound can be delivered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from narrate.delivery import m4b, mp3, opus, wav
from narrate.delivery.tags import Mark, Tags
from narrate.sound import Samples

Write = Callable[[Iterable[Samples], int, Path, Tags, Sequence[Mark]], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One form of sound file."""

    name: str
    """As it is asked for, and the suffix of its files."""
    type: str
    """Media type."""
    margin: float
    """dB kept under the true peak before encoding, because encoders and resamplers move the peaks
    about: so many that the first attempt is nearly always the last."""
    write: Write
    """(mono PCM, its rate, path, tags, chapters of the whole) to a file."""
    rate_for: Callable[[int], int]
    """Sample rate of the voice to that of the file."""


FORMATS = {
    form.name: form
    for form in (
        Format("mp3", "audio/mpeg", 1.5, mp3.write, mp3.rate_for),
        Format("m4b", "audio/mp4", 1.2, m4b.write, m4b.rate_for),
        Format("opus", "audio/ogg; codecs=opus", 1.2, opus.write, opus.rate_for),
        Format("wav", "audio/wav", 0.8, wav.write, wav.rate_for),
    )
}
