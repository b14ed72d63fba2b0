"""Clips: they tile the sound, whatever the words and the silences are."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.episode import ForeignWords, Sentence, Word
from narrate.publish.epub.clips import Clip, Passage, Run, passages


def sentence(words: Sequence[tuple[str, float, float]], *foreign: ForeignWords) -> Sentence:
    told = tuple(Word(start, end, text) for text, start, end in words)
    text = " ".join(word.text for word in told)
    return Sentence(told[0].start, told[-1].end, text, "", told, foreign=foreign)


lengths = st.integers(0, 40).map(lambda hundredths: hundredths / 100)


@st.composite
def chapters(draw: st.DrawFn) -> tuple[list[Sentence], int]:
    """Sentences one after another, some of their words silent, and the length of the sound."""
    clock = draw(lengths)
    told = []
    for _ in range(draw(st.integers(1, 5))):
        words = []
        for _ in range(draw(st.integers(1, 6))):
            end = clock + draw(lengths)
            words.append((draw(st.sampled_from(["ja", "–", "🙂"])), clock, end))
            clock = end
        words.append(("woord.", clock, clock + 0.1))
        told.append(sentence(words))
        clock += 0.1 + draw(lengths)
    return told, int(clock * 1000) + 200


@given(chapters(), st.booleans())
def test_clips_tile_the_sound_and_hold_every_word(chapter, by_word: bool):
    sentences, length = chapter
    told = passages(sentences, length, by_word)
    clips = [clip for passage in told for clip in passage.clips]
    assert [0, *(clip.end for clip in clips)] == [*(clip.begin for clip in clips), length]
    assert all(clip.begin < clip.end for clip in clips)
    assert len({clip.id for clip in clips}) == len(clips)
    for passage, heard in zip(told, sentences, strict=True):
        texts = [run.text for clip in passage.clips for run in clip.runs]
        assert passage.text == heard.text == " ".join(texts)
    for passage, (before, after) in zip(told[1:], pairwise(sentences), strict=True):
        assert round(before.end * 1000) - 1 <= passage.clips[0].begin <= round(after.start * 1000)


def test_a_silent_word_goes_with_the_next_and_the_last_with_the_one_before():
    words = [("Bij", 0.3, 0.6), ("–", 0.6, 0.6), ("zoem", 0.6, 1.0), ("🙂.", 1.0, 1.0)]
    (told,) = passages([sentence(words)], 2000, by_word=True)
    assert [clip.runs[0].text for clip in told.clips] == ["Bij", "– zoem 🙂."]


def test_each_run_of_a_language():
    words = [("Zij", 0.3, 0.6), ("only", 0.6, 0.8), ("you", 0.8, 1.0), ("weg.", 1.0, 1.4)]
    foreign = sentence(words, ForeignWords(1, 2, "en"))
    runs = (Run("Zij", ""), Run("only you", "en"), Run("weg.", ""))
    assert passages([foreign], 2000, by_word=False) == [
        Passage("s1", foreign.text, (Clip("s1", runs, 0, 2000),))
    ]


def test_of_a_sentence_with_other_words_than_its_text_all_lights_up():
    told = sentence([("een", 0.3, 0.6)])
    changed = Sentence(told.start, told.end, "twee drie", "", told.words)
    (passage,) = passages([changed], 1000, by_word=True)
    assert passage.clips == (Clip("s1", (Run("twee drie", ""),), 0, 1000),)


def test_times_beyond_the_sound_are_refused():
    with pytest.raises(ValueError, match="do not rise"):
        passages(
            [sentence([("een", 0.3, 0.6)]), sentence([("twee", 1.2, 1.5)])], 1000, by_word=False
        )
