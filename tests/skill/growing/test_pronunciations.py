"""How words sound to the recogniser."""

import gzip
from pathlib import Path

import pytest

from narrate import catalogue
from narrate.errors import HoorstukError
from skill.growing.pronunciations import LEXICON, known, pronunciations


def said(words: dict[str, tuple[str, ...]], known: dict[str, list[tuple[str, ...]]]) -> list[str]:
    found = pronunciations(words, known)
    return [f"{one.word} {''.join(one.phones)} {one.cost}" for one in found]


def test_a_word_sounds_as_the_voice_reads_it_or_as_the_lexicon_says():
    assert said({"kees": ()}, {}) == ["kees kes 0.0"]
    assert said({"kees": ("kˈeːʃ", "kˈis")}, {}) == ["kees keS 0.0", "kees kis 0.7"]


def test_the_last_n_need_not_be_said():
    assert said({"kwabben": ()}, {}) == ["kwabben kwAb@n 0.0", "kwabben kwAb@ 0.7"]


def test_what_the_model_knows_is_not_said_again():
    model = {"kees": [("k", "e", "s")]}
    assert said({"kees": ("kˈeːs", "kˈis")}, model) == ["kees kis 0.7"]


def test_a_sound_of_the_lexicon_that_cannot_be_heard():
    with pytest.raises(HoorstukError, match=r"^kees: .* no sound for 'ʘ' \(U\+0298\) in 'ʘa'"):
        said({"kees": ("ʘa",)}, {})


def test_what_the_model_says_of_its_words():
    model = catalogue.find("ears", catalogue.EMBEDDED_EARS)
    assert known(model)["hoofdstuk"] == [tuple("hoftstYk"), tuple("hofstYk")]


WITHOUT_SOUNDS = gzip.compress(b"word without sounds\n", mtime=0)


@pytest.mark.parametrize("content", [b"", b"no gzip", WITHOUT_SOUNDS], ids=["empty", "no", "word"])
def test_a_damaged_lexicon(tmp_path: Path, content: bytes):
    path = tmp_path / LEXICON
    path.parent.mkdir()
    path.write_bytes(content)
    if content:
        with pytest.raises(HoorstukError, match=r"lexicon\.txt\.gz: is damaged"):
            known(tmp_path)
    else:
        assert known(tmp_path) == {}
