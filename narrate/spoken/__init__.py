"""Spoken Dutch: written sentences become what a Dutch newsreader would say."""

from narrate.spoken.sentences import sentences
from narrate.spoken.words import spoken_words

__all__ = ["sentences", "spoken_words"]
