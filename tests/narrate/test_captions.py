"""Captions: two lines at most, in written words, on the episode's clock, as others read them."""

from html import unescape
from io import StringIO
from itertools import pairwise

import pytest
import webvtt as parser
from hypothesis import given
from hypothesis import strategies as st

from narrate.delivery.captions import LINE, LINES, SUBRIP_LINE, cues, subrip, webvtt
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


words = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=100)


@pytest.mark.parametrize("wide", [LINE, SUBRIP_LINE])
@given(st.lists(words, min_size=1, max_size=40))
def test_cues_fit_rise_and_keep_every_character(wide: int, tokens: list[str]):
    text = " ".join(tokens)
    shown = list(cues([chapter(text)], wide))
    assert all(len(cue.lines) <= LINES for cue in shown)
    assert all(len(line) <= wide for cue in shown for line in cue.lines)
    assert "".join("".join(cue.lines) for cue in shown).replace(" ", "") == text.replace(" ", "")
    assert all(cue.start < cue.end for cue in shown)
    assert all(a.end <= b.start + 1e-9 for a, b in pairwise(shown))


def test_lines_are_as_wide_as_the_podcast_namespace_asks():
    # docs/examples/transcripts/transcripts.md there: WebVTT 65, SubRip 32, two lines.
    assert LINE <= 65
    assert SUBRIP_LINE <= 32
    assert LINES <= 2


@given(st.lists(words, min_size=1, max_size=40))
def test_another_reads_the_same_cues(tokens: list[str]):
    told = [chapter(" ".join(tokens)), chapter(" ".join(tokens[:3]), start=4000.125)]
    forms = (
        (parser.from_buffer(StringIO(webvtt(told)), "vtt"), LINE, unescape),
        (parser.from_buffer(StringIO(subrip(told)), "srt"), SUBRIP_LINE, str),
    )
    for read, wide, plain in forms:
        shown = list(cues(told, wide))
        assert [plain(cue.raw_text) for cue in read] == ["\n".join(cue.lines) for cue in shown]
        times = [(cue.start_in_seconds, cue.end_in_seconds) for cue in read]
        assert times == [(int(cue.start), int(cue.end)) for cue in shown]
