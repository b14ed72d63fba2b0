"""The phones of the recogniser for the sounds of the voice."""

import gzip

import pytest

from narrate import catalogue
from narrate.phonemes import phonemes
from skill.growing import phones as table
from skill.growing.graph import read_symbols
from skill.growing.phones import NoPhoneError, phones

MODEL = catalogue.find("ears", catalogue.EMBEDDED_EARS)


@pytest.mark.parametrize(("ipa", "says", "word", "whole"), table.rows())
def test_each_sound_of_the_table(ipa: str, says: str, word: str, whole: str):
    assert ipa in word
    assert says in whole
    assert " ".join(phones(word)) == whole


def test_all_phones_are_the_model_s():
    known = {name.rsplit("_", 1)[0] for name in read_symbols(MODEL / "graph" / "phones.txt")}
    assert {phone for _, says, *_ in table.rows() for phone in says.split()} <= known


def test_words_of_the_model_sound_as_it_says():
    """One in forty of them; the model was trained with a few that it says otherwise itself."""
    with gzip.open(MODEL / "graph_src" / "lexicon.txt.gz", "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    known: dict[str, list[str]] = {}
    for word, said in lines:
        known.setdefault(word, []).append(said)
    some = list(known)[::40]
    otherwise = [word for word in some if " ".join(phones(phonemes(word))) not in known[word]]
    assert len(otherwise) < len(some) / 100, otherwise


def test_a_sound_that_is_not_in_the_table():
    with pytest.raises(NoPhoneError) as caught:
        phones("ʘa")
    assert caught.value.args == ("ʘ",)
