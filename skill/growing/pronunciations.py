"""How the words of a library sound to the recogniser: as the voice says them."""

import gzip
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from narrate.errors import HoorstukError
from narrate.phonemes import phonemes
from skill.growing.graph import Pronunciation
from skill.growing.phones import NoPhoneError, phones

RARER = 0.7
"""Cost (negative logarithm) of a word's pronunciations after the first, as in the model itself."""
LEXICON = Path("graph_src") / "lexicon.txt.gz"
"""The pronunciations that a model was made with; only a model that has them can grow."""

Phones = tuple[str, ...]


def known(model: Path) -> dict[str, list[Phones]]:
    """Read how a model takes its words to sound, likeliest first.

    Raises:
        HoorstukError: the file is damaged.
    """
    path = model / LEXICON
    said: dict[str, list[Phones]] = {}
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                word, sounds = line.rstrip("\n").split("\t")
                said.setdefault(word, []).append(tuple(sounds.split()))
    except (EOFError, OSError, ValueError) as error:
        raise HoorstukError(f"{path}: is damaged ({error}); fetch the model again") from None
    return said


def pronunciations(
    words: Mapping[str, Sequence[str]], known: Mapping[str, Sequence[Phones]]
) -> Iterator[Pronunciation]:
    """How words sound, as far as the model does not know it; nothing of what has no sound.

    Args:
        words: each with the IPA that the lexicon gives, likeliest first; without any it sounds as
            the voice reads it.
        known: how the model takes its words to sound.

    Raises:
        HoorstukError: the lexicon gives a sound that the recogniser cannot hear.
    """
    for word, given in words.items():
        said = list(known.get(word, ()))
        for sounds in _as_given(word, given) if given else _as_read(word):
            if sounds not in said:
                yield Pronunciation(word, sounds, RARER if said else 0.0)
                said.append(sounds)


def _as_given(word: str, given: Sequence[str]) -> Iterator[Phones]:
    for ipa in given:
        try:
            sounds = phones(ipa)
        except NoPhoneError as error:
            (symbol,) = error.args
            raise HoorstukError(
                f"{word}: the recogniser has no sound for {symbol!r} (U+{ord(symbol[0]):04X}) in "
                f"{ipa!r}; write another symbol in the lexicon, or a spelling"
            ) from None
        if sounds:
            yield sounds


def _as_read(word: str) -> Iterator[Phones]:
    """As the voice reads it, and also without the last n of "-en", which many do not say."""
    try:
        sounds = phones(phonemes(word))
    except NoPhoneError:
        return
    if sounds:
        yield sounds
        if word.endswith("en") and sounds[-2:] == ("@", "n") and len(sounds) > 3:
            yield sounds[:-1]
