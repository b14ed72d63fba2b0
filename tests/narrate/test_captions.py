"""Captions: two lines of 42 characters at most, in written words, on the episode's clock."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from narrate.delivery.captions import LINE, LINES, cues, webvtt
from narrate.episode import Chapter, Sentence, Word


def chapter(*texts: str, start: float = 0.0) -> Chapter:
    sentences, clock = [], 0.0
    for text in texts:
        words = []
        for token in text.split():
            words.append(Word(clock, clock + 0.25, token))
            clock += 0.25
        sentences.append(Sentence(words[0].start, clock, text, text, tuple(words)))
    return Chapter(1, "Kop", "chapter", "01-kop.mp3", start, clock, "", tuple(sentences))


def test_a_short_sentence_is_one_cue_on_the_clock_of_the_episode():
    assert webvtt([chapter("Een bij danst.", start=3600.5)]) == (
        "WEBVTT\n\n1\n01:00:00.500 --> 01:00:01.250\nEen bij danst.\n"
    )


def test_a_long_sentence_is_cut_evenly():
    text = (
        "Een receptor is een ontvanger op de buitenkant van een zenuwcel "
        "en hij wacht daar op glutamaat."
    )
    shown = [cue.lines for cue in cues([chapter(text)])]
    assert shown == [
        ("Een receptor is een ontvanger op de", "buitenkant"),
        ("van een zenuwcel en hij wacht daar op", "glutamaat."),
    ]


def test_markup_is_escaped():
    assert "a &lt; b &amp; c" in webvtt([chapter("a < b & c")])


words = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=100)


@given(st.lists(words, min_size=1, max_size=40))
def test_cues_fit_rise_and_keep_every_character(tokens: list[str]):
    text = " ".join(tokens)
    shown = list(cues([chapter(text)]))
    assert all(len(cue.lines) <= LINES for cue in shown)
    assert all(len(line) <= LINE for cue in shown for line in cue.lines)
    assert "".join("".join(cue.lines) for cue in shown).replace(" ", "") == text.replace(" ", "")
    assert all(cue.start < cue.end for cue in shown)
    assert all(a.end <= b.start + 1e-9 for a, b in pairwise(shown))
