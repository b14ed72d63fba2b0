"""Sentences and words on the chapter's clock, in whole samples."""

from itertools import pairwise

import numpy as np
import pytest

from narrate.script import ScriptChapter, Sentence, Word
from narrate.takes import Takes
from narrate.timeline import Pauses, lay_out

PAUSES = Pauses(lead=0.1, sentence=0.2, paragraph=0.3, heading=0.4, title=0.5, tail=0.6)


def sentence(text: str, place: str = "paragraph", ends_paragraph: bool = True) -> Sentence:
    words = tuple(
        Word(token, token.lower().strip("."), "." * token.endswith(".")) for token in text.split()
    )
    return Sentence(1, place, ends_paragraph, words)


@pytest.fixture(scope="module")
def track(voice, tmp_path_factory):
    sentences = (
        sentence("De kop", "heading"),
        sentence("Een zin.", ends_paragraph=False),
        sentence("Nog een zin."),
    )
    takes = Takes(tmp_path_factory.mktemp("takes"), voice).of(sentences)
    return lay_out(ScriptChapter("De kop", "chapter", sentences), list(takes), voice.rate, PAUSES)


def test_pauses_follow_from_the_place(track):
    first, second, third = track.cues
    gaps = [
        first.start,
        second.start - first.end,
        third.start - second.end,
        track.length - third.end,
    ]
    assert gaps == [2205, 8820, 4410, 13230]


def test_the_sound_is_as_long_as_the_clock_says(track):
    sound = np.concatenate(list(track.samples()))
    assert len(sound) == track.length
    for cue in track.cues:
        assert np.array_equal(sound[cue.start : cue.end], cue.take.samples())


def test_words_tile_their_sentence(track):
    for cue in track.cues:
        words = list(cue.words)
        assert [text for text, _, _ in words] == [word.written for word in cue.sentence.words]
        assert words[-1][2] == cue.end
        for (_, _, end), (_, start, _) in pairwise(words):
            assert end == start


def test_paragraph_and_title_pauses():
    assert PAUSES.after("paragraph", ends_paragraph=True) == 0.3
    assert PAUSES.after("title", ends_paragraph=True) == 0.5
