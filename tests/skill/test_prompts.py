"""Prompts: rendered beforehand, kept by content, even in loudness."""

import re
from pathlib import Path

import numpy as np
import pytest

from narrate.errors import HoorstukError
from narrate.loudness import measure
from skill.dialogue import Dialogue
from skill.dialogue.foreseen import foreseen
from skill.library import Chapter, Episode
from skill.prompts import LOUDNESS, PEAK, Prompts

TEXTS = ["Hoofdstuk drie. Slaap.", "Ja.", "Dat staat niet in de bibliotheek.", "Ja. Slaap."]


def files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


@pytest.fixture(scope="module")
def prepared(voice, lexicon, tmp_path_factory) -> tuple[Prompts, Path]:
    folder = tmp_path_factory.mktemp("prompts") / ".takes"
    prompts = Prompts(voice, lexicon, folder)
    told: list[tuple[str, int, int]] = []
    assert prompts.prepare(TEXTS, lambda *step: told.append(step), jobs=2) == 4
    assert told == [("prompts", done, 4) for done in (1, 2, 3, 4)]
    return prompts, folder


def test_what_was_prepared_is_not_rendered_again(voice, lexicon, prepared):
    _, folder = prepared
    before = files(folder)
    again = Prompts(voice, lexicon, folder)
    again.prepare(TEXTS, lambda *_: None)
    for text in TEXTS:
        assert len(again.sound(text)) > 0.3 * again.rate
    assert files(folder) == before


def test_all_are_as_loud(prepared):
    prompts, _ = prepared
    for text in TEXTS:
        for sentence in prompts.stream(text):
            spoken = sentence[: np.flatnonzero(sentence)[-1] + 1]
            levels = measure([np.tile(spoken, 4)], prompts.rate)
            quiet_for_its_peaks = levels.true_peak_dbtp > PEAK - 0.2
            assert quiet_for_its_peaks or abs(levels.integrated_lufs - LOUDNESS) < 0.6
            assert levels.true_peak_dbtp <= PEAK + 0.05


def test_a_text_is_its_sentences(prepared):
    prompts, _ = prepared
    parts = list(prompts.stream("Hoofdstuk drie. Slaap."))
    assert len(parts) == 2
    assert np.array_equal(np.concatenate(parts), prompts.sound("Hoofdstuk drie. Slaap."))
    assert np.array_equal(parts[1], prompts.sound("Slaap."))


def test_the_first_sentence_does_not_wait_for_the_next(voice, lexicon, tmp_path: Path):
    prompts = Prompts(voice, lexicon, tmp_path)
    long = "Dit is een lange zin die veel later komt, met nog veel meer woorden erachteraan."
    stream = prompts.stream(f"Ja. {long}")
    next(stream)
    kept = len(list(tmp_path.glob("*.levels.npz")))
    stream.close()
    assert kept == 1


def test_a_damaged_entry_is_rendered_anew(voice, lexicon, tmp_path: Path):
    whole = Prompts(voice, lexicon, tmp_path).sound("Goedemorgen.")
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:100])
    assert np.array_equal(Prompts(voice, lexicon, tmp_path).sound("Goedemorgen."), whole)


def test_what_cannot_be_said(voice, lexicon, tmp_path: Path):
    with pytest.raises(HoorstukError, match="nothing here can be said"):
        Prompts(voice, lexicon, tmp_path).sound("...")


def test_what_was_prepared_needs_no_rendering(voice, lexicon, tmp_path: Path):
    """In whatever replies its sentences stand: in those that a dialogue foresees, too."""
    chapter = Chapter("bijen", 2, "Wat is tolerantie?", "chapter", Path("2.mp3"), ())
    known = Dialogue([Episode("bijen", "Bijen", (chapter,))]).known
    prompts = Prompts(voice, lexicon, tmp_path)
    said = (
        known.replies.text("place_chapter", chapter=2, title=chapter.title),
        "Volgende hoofdstuk. Hoofdstuk twee. Wat is tolerantie?",
    )
    sentences = {sentence for text in said for sentence in re.findall(r"[^.?]+[.?]", text)}
    texts = [text for text in foreseen(known) if any(one.strip() in text for one in sentences)]
    prompts.prepare(texts, lambda *_: None)
    before = files(tmp_path)
    for text in said:
        prompts.sound(text)
    assert files(tmp_path) == before
