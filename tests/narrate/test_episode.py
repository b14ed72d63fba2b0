"""The manifest: what the contract names is enough, and keys of later versions do no harm."""

import json

import pytest

from narrate.episode import Episode

WORD = {"start": 0.3, "end": 0.9, "text": "Bijen."}
SENTENCE = {"start": 0.3, "end": 0.9, "text": "Bijen.", "spoken": "bijen.", "words": [WORD]}
CHAPTER = {
    "number": 1,
    "title": "Bijen",
    "role": "chapter",
    "file": "01-bijen.mp3",
    "start": 0.0,
    "duration": 2.1,
    "sha256": "ab",
    "sentences": [SENTENCE],
}
CONTRACT = {
    "schema": 1,
    "slug": "bijen",
    "title": "Bijen",
    "language": "nl",
    "source": "bijen.txt",
    "built": "2026-11-24T08:00:00Z",
    "voice": {"name": "x", "sha256": "cd"},
    "duration": 2.1,
    "loudness": {"integrated_lufs": -16.0, "true_peak_dbtp": -1.6},
    "chapters": [CHAPTER],
    "files": [{"path": "01-bijen.mp3", "type": "audio/mpeg", "bytes": 9, "sha256": "ab"}],
}


def test_what_the_contract_names_is_enough():
    episode = Episode.from_json(json.dumps(CONTRACT))
    assert episode.chapters[0].sentences[0].words[0].text == "Bijen."
    assert (episode.recipe, episode.coverage, episode.files[0].loudness) == ("", None, None)
    assert episode.questions == ()
    assert Episode.from_json(episode.to_json()) == episode


def test_questions_are_kept():
    asked = ["Wie danst?", "Waarom? | Bijen"]
    episode = Episode.from_json(json.dumps({**CONTRACT, "questions": asked}))
    assert episode.questions == tuple(asked)
    assert Episode.from_json(episode.to_json()) == episode


def test_keys_of_later_versions_are_left_alone():
    later = {"later": 1}
    sentence = {**SENTENCE, **later, "words": [{**WORD, **later}]}
    changed = {
        "voice": {**CONTRACT["voice"], **later},
        "chapters": [{**CHAPTER, **later, "sentences": [sentence]}],
    }
    read = Episode.from_json(json.dumps({**CONTRACT, **later, **changed}))
    assert read == Episode.from_json(json.dumps(CONTRACT))


@pytest.mark.parametrize("key", CONTRACT)
def test_a_missing_key_is_named(key: str):
    lacking = {name: value for name, value in CONTRACT.items() if name != key}
    with pytest.raises(ValueError, match=key):
        Episode.from_json(json.dumps(lacking))


def test_another_schema():
    with pytest.raises(ValueError, match="schema 2, where this version reads 1"):
        Episode.from_json(json.dumps({**CONTRACT, "schema": 2}))
