"""Texts that are fit for XML, and no longer than they may be."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from narrate.publish.characters import plain, shortened


@given(st.text())
def test_plain_text_survives_xml(text: str):
    element = etree.Element("x", y=plain(text))
    element.text = plain(text)
    read = etree.fromstring(etree.tostring(element))
    assert (read.text or "", read.get("y")) == (plain(text), plain(text))


def test_only_what_xml_forbids_is_taken_out():
    assert plain("\x00a\t\n b\ufffe \ud800é🙂\u202e\x07") == "a b é🙂\u202e"
    assert plain("een\x0ctwee") == "een twee"


@given(st.text(), st.integers(4, 60))
def test_a_shortened_text_fits_and_begins_as_it_did(text: str, most: int):
    cut = shortened(text, most)
    assert len(cut.encode()) <= most
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


def test_a_text_is_cut_between_words():
    assert shortened("een twee, drie", 14) == "een twee, drie"
    assert shortened("een twee, drie", 13) == "een twee…"
    assert shortened("éénwoord", 8) == "één…"
