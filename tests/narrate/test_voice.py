"""The narrator, on the real embedded voice."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from narrate import catalogue
from narrate.errors import HoorstukError
from narrate.files import sha256
from narrate.script import Sentence, Word
from narrate.voice import Voice


def sentence(*words: Word) -> Sentence:
    return Sentence(1, "paragraph", ends_paragraph=True, words=words)


RECEPTOR = sentence(
    Word("De", "de"), Word("NMDA-receptor", "en em dee aa receptor"), Word("werkt.", "werkt", ".")
)


def test_the_catalogue_knows_the_embedded_voice_by_its_checksum():
    model = catalogue.models("voices")[catalogue.EMBEDDED_VOICE]
    path = catalogue.find("voices", model.name)
    assert (sha256(path), path.stat().st_size) == (model.sha256, model.bytes)


def test_official_voices_are_named_but_not_on_this_machine():
    with pytest.raises(HoorstukError, match=r"narrate voices get nl_NL-pim-medium"):
        catalogue.find("voices", "nl_NL-pim-medium")


def test_same_sentence_same_samples_whatever_runs_beside_it(voice):
    with ThreadPoolExecutor(4) as pool:
        spoken = list(pool.map(voice.speak, [RECEPTOR] * 8))
    other = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE)).speak(RECEPTOR)
    assert all(np.array_equal(one.samples, other.samples) for one in spoken)


def test_one_start_for_each_word_and_they_rise(voice):
    spoken = voice.speak(RECEPTOR)
    assert len(spoken.word_starts) == 3
    assert sorted(set(spoken.word_starts)) == list(spoken.word_starts)
    assert spoken.word_starts[-1] < len(spoken.samples)


def test_a_silent_word_takes_no_time(voice):
    dash = sentence(Word("De", "de"), Word("–", "", ","), Word("bij.", "bij", "."))
    starts = voice.speak(dash).word_starts
    assert starts[1] == starts[2]


def test_phonemes_of_the_lexicon_are_spoken_and_timed(voice):
    said = sentence(
        Word("De", "de"),
        Word("BDNF", "be de en ef", ipa="bˌeːdˌeːɛnˈɛf"),
        Word("groeit.", "groeit", "."),
    )
    spoken = voice.speak(said)
    assert "bˌeːdˌeːɛnˈɛf" in spoken.phonemes
    assert sorted(set(spoken.word_starts)) == list(spoken.word_starts)


def test_een_before_given_phonemes_is_the_article_and_at_an_end_the_number(voice):
    words = (Word("Dat", "dat"), Word("heet", "heet"), Word("een", "een"))
    jetlag = Word("jetlag.", "jetlag", ".", ipa="dʒˈɛtlɛk")
    assert voice.phonemes(sentence(*words, jetlag)) == "dɑt hˈeːt ən dʒˈɛtlɛk."
    assert voice.phonemes(sentence(*words)).endswith("ˈeːn")


def test_a_stop_inside_a_sentence_does_not_cut_it(voice):
    asked = sentence(Word("Wat?", "wat", "?"), Word("Nee.", "nee", "."))
    assert len(voice.speak(asked).word_starts) == 2


def test_tempo_makes_it_shorter(voice):
    fast = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE), tempo=1.5)
    assert len(fast.speak(RECEPTOR).samples) < 0.8 * len(voice.speak(RECEPTOR).samples)
    assert fast.fingerprint != voice.fingerprint


def test_nothing_to_say(voice):
    with pytest.raises(HoorstukError, match="nothing to say"):
        voice.speak(sentence(Word("…", "", ".")))


def test_longer_commas_move_the_words_after_them(voice):
    said = sentence(
        Word("Ja,", "ja", ","), Word("nee,", "nee", ","), Word("wel", "wel"), Word("zo.", "zo", ".")
    )
    calm = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE), comma=0.3)
    plain, longer = voice.speak(said), calm.speak(said)
    added = round(0.3 * voice.rate)
    assert len(longer.samples) == len(plain.samples) + 2 * added
    moved = [b - a for a, b in zip(plain.word_starts, longer.word_starts, strict=True)]
    assert moved == [0, added, 2 * added, 2 * added]
    assert calm.fingerprint != voice.fingerprint
    before = longer.word_starts[1] - added // 2
    assert not longer.samples[before - added // 4 : before].any()
