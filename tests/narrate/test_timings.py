"""Timings of voices that keep them to themselves, on the embedded voice made into such a one."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate import catalogue
from narrate.errors import HoorstukError
from narrate.script import Sentence
from narrate.spoken import spoken_words
from narrate.timings import field, fields, with_timings
from narrate.voice import Voice

EMBEDDED = catalogue.find("voices", catalogue.EMBEDDED_VOICE)
GRAPH, NODE, INPUT, OUTPUT = 7, 1, 11, 12


def without_timings(model: bytes, *operations: str) -> bytes:
    """The model with the sound as its only output, and its lengths rounded as VITS does."""
    kept = b""
    for number, part in fields(memoryview(model)):
        if number != GRAPH:
            continue
        for held, content in fields(part):
            if held != OUTPUT or b"durations" not in bytes(content[:20]):
                kept += field(held, bytes(content))
    for operation in operations:
        node = field(1, b"durations") + field(2, operation.encode()) + field(4, b"Ceil")
        kept += field(NODE, node)
    # ir_version and opset_import stand before and after the graph.
    versions = b"\x08\x09" + field(8, b"\x10\x11")
    return versions + field(GRAPH, kept)


def sentence(written: str, lexicon) -> Sentence:
    words = spoken_words(written, lexicon)
    return Sentence(1, "paragraph", ends_paragraph=True, words=words)


def placed(folder: Path, model: bytes, **settings: object) -> Path:
    """A voice in a folder, with the embedded voice's settings and those that are given."""
    path = folder / "stem.onnx"
    path.write_bytes(model)
    known = json.loads(EMBEDDED.with_name(EMBEDDED.name + ".json").read_text("utf-8"))
    path.with_name("stem.onnx.json").write_text(json.dumps(known | settings))
    return path


def test_a_voice_without_timings_gives_the_same_word_starts(voice, lexicon, tmp_path: Path):
    stripped = without_timings(EMBEDDED.read_bytes(), "lengths")
    official = Voice(placed(tmp_path, stripped))
    for written in ("De NMDA-receptor werkt snel.", "Ja, in 2024 (nee, 2023) was het zover."):
        said = sentence(written, lexicon)
        ours, theirs = voice.speak(said), official.speak(said)
        assert ours.word_starts == theirs.word_starts
        assert np.array_equal(ours.samples, theirs.samples)


def test_a_model_with_timings_stays_as_it_is():
    model = EMBEDDED.read_bytes()
    assert with_timings(model) is model


@pytest.mark.parametrize("operations", [(), ("one", "other")])
def test_a_voice_whose_timings_cannot_be_found(
    lexicon, tmp_path: Path, operations: tuple[str, ...]
):
    stripped = without_timings(EMBEDDED.read_bytes(), *operations)
    voice = Voice(placed(tmp_path, stripped))
    with pytest.raises(HoorstukError, match="none can be found in it"):
        voice.speak(sentence("Hallo.", lexicon))


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(message: bytes):
    try:
        read = list(fields(memoryview(message)))
    except ValueError:
        return
    assert sum(len(content) for _, content in read) <= len(message)


@given(st.lists(st.tuples(st.integers(1, 2**29 - 1), st.binary(max_size=300)), max_size=5))
def test_written_fields_are_read(written: list[tuple[int, bytes]]):
    message = b"".join(field(number, content) for number, content in written)
    assert [(n, bytes(content)) for n, content in fields(memoryview(message))] == written


def with_speakers(model: bytes) -> bytes:
    """The model with an input for the speaker's number, which it does not listen to."""
    number = field(1, b"\x08\x07\x12\x04" + field(1, b"\x08\x01"))
    return model + field(GRAPH, field(INPUT, field(1, b"sid") + field(2, number)))


def test_speakers(voice, lexicon, tmp_path: Path):
    many = with_speakers(EMBEDDED.read_bytes())
    path = placed(tmp_path, many, num_speakers=12, speaker_id_map={"anna": 3, "7": 4})
    prints = [Voice(path, speaker=name).fingerprint for name in ("", "0", "anna", "3", "7", "4")]
    assert prints[0] == prints[1] != prints[2] == prints[3] != prints[4] == prints[5]
    said = sentence("Hallo.", lexicon)
    assert np.array_equal(
        Voice(path, speaker="anna").speak(said).samples, voice.speak(said).samples
    )
    for wrong in ("12", "bert", "-1"):
        with pytest.raises(HoorstukError, match=r"choose 0 to 11 or anna, 7"):
            Voice(path, speaker=wrong)
    with pytest.raises(HoorstukError, match="has one speaker"):
        Voice(EMBEDDED, speaker="anna")
