"""The segmenter: no false stop, no missed stop, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.spoken import sentences

PIECES = st.sampled_from(
    [
        "Hij",
        "zij.",
        "komt",
        "dr.",
        "Dr.",
        "J.",
        "ca.",
        "enz.",
        "3.",
        "3,5",
        '"Ja!"',
        "...",
        "…",
        "?",
        "?!",
        "(Zie",
        "o.a.",
        "hier.)",
        "–",
        "NMDA?",
        "www.a.nl.",
        "'s",
    ]
)


@given(st.lists(PIECES).map(" ".join) | st.text())
def test_joined_sentences_are_the_paragraph(paragraph: str):
    assert " ".join(sentences(paragraph)) == " ".join(paragraph.split())
    assert all(sentences(paragraph))


@pytest.mark.parametrize(
    "paragraph",
    [
        "Dhr. Jansen komt.| Hij is ziek.",
        "Het duurt ca. 5 minuten.| Daarna rust u.",
        "Dr. Edward O. Wilson schreef dit.",
        "De bioloog E.O. Wilson schreef dit.",
        "J.K. Rowling en J. De Vries lezen.",
        "Neem vitamine C.| Dat helpt.",
        "Willem I regeerde.| Hij stierf.",
        "Zie z.o.z. voor meer.",
        "Dat zijn appels, peren, enz.| Daarna komen de noten.",
        "Dat zijn o.a. Jansen en De Wit.",
        "Zij is arts e.d. en werkt hier.",
        "Wat is NMDA?| Wat doet het?",
        "Echt waar?!| Ja.",
        "Nou...| Dat weet ik niet.",
        "Nou... dat weet ik niet.",
        '"Kom je?" vroeg hij.',
        '"Ik kom."| Hij ging.',
        '"Ik kom." zei hij.',
        "(Dat is waar.)| Hij ging.",
        "Het kost 3.5 procent.| Meer niet.",
        "Kijk op www.hoorstuk.nl.| Daar staat het.",
        "1. Neem plaats.| 2. Wacht.",
        "Dat was in 1914.| Daarna kwam de vrede.",
        "Zie blz. 12.| Daar staat het.",
        "Hij leefde 300 v.Chr. in Rome.",
        "Hij leefde 300 v.Chr.| Rome was toen klein.",
        "Prof. dr. Bos en prof.dr. Mulder spreken.",
        "Dit geldt t.o.v. Nederland.",
        "Hij kwam.| 's Avonds ging hij.",
        "Het bedrijf Yahoo! groeit.",
        "Dat schrijft Jansen et al. (2019) hier.",
        "Zij kwam om 14.30 uur.| Hij niet.",
        "Bij St. Petersburg ligt water.",
        "De firma Bos B.V. levert.| Dat doet zij goed.",
        "Dat kan.| iPhone is een merk.",
        "Dat is het einde.| – Jan",
    ],
)
def test_stops(paragraph: str):
    assert sentences(paragraph.replace("|", "")) == paragraph.split("| ")


def test_nothing_gives_nothing():
    assert sentences(" \n\u00a0") == []
