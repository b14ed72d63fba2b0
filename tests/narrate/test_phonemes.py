"""espeak-ng gives phonemes, from one place and whatever runs beside it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from narrate.phonemes import phonemes

ROOT = Path(__file__).parents[2]
SAID = {
    "wat is glutamaat?": "ʋɑt ɪs ɣlˌytaːmˈaːt?",
    "goedemorgen": "ɣˈudəmˌɔrɣən",
    "ja. nee.": "jˈaː nˈeː.",
}


@pytest.mark.parametrize("spoken", SAID)
def test_phonemes(spoken: str):
    assert phonemes(spoken) == SAID[spoken]


def test_the_same_from_many_threads():
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(phonemes, [*SAID] * 200)) == [*SAID.values()] * 200


def test_espeak_is_started_in_one_place_only():
    """Started twice in one process it may say nonsense from then on."""
    starters = [
        path.relative_to(ROOT).as_posix()
        for package in ("narrate", "skill")
        for path in (ROOT / package).rglob("*.py")
        if "EspeakPhonemizer" in path.read_text("utf-8") or ".phonemize(" in path.read_text("utf-8")
    ]
    assert starters == ["narrate/phonemes.py"]
