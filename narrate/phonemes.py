"""The phonemes that espeak-ng gives for spoken words.

espeak-ng is one for the whole process. Started a second time it frees tables that it goes on using,
and may then say nonsense; so everything goes through here, and nothing through Piper's own way.
"""

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piper.phonemize_espeak import EspeakPhonemizer

_LOCK = Lock()


def phonemes(spoken: str, language: str = "nl") -> str:
    """Give the phonemes of spoken words as one string, words apart by spaces.

    One string also where espeak-ng sees a sentence end: the segmenter has the say in that.

    Args:
        spoken: words, with the marks that shape the melody.
        language: name of an espeak-ng voice.
    """
    with _LOCK:
        parts = _espeak().phonemize(language, spoken)
    return " ".join("".join(part).strip() for part in parts)


@cache
def _espeak() -> "EspeakPhonemizer":
    # Here, not above: piper brings onnxruntime with it, and showing spoken forms seldom needs it.
    from piper.phonemize_espeak import EspeakPhonemizer  # noqa: PLC0415

    return EspeakPhonemizer()
