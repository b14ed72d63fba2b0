"""A shelf on disk: the same answers, and made anew when it is damaged or not this library's."""

import pytest

from skill.find import Index
from skill.find.kept import FOLDER, fingerprint, opened
from skill.library import Chapter, Sentence

QUESTIONS = ["Hoeveel eitjes legt de koningin?", "Wat is een wintertros?", "Waarom zoemt het?"]


def chapter(*texts, questions=()):
    sentences = tuple(Sentence(text, None, None) for text in texts)
    return Chapter("de-tuin", 1, "Bijen in de tuin", "chapter", None, sentences, questions)


CHAPTERS = [
    chapter(
        "De koningin legt tot tweeduizend eitjes per dag.",
        "In de winter houden de bijen elkaar warm.",
        "Dat heet een wintertros.",
        "Karl von Frisch beschreef in 1923 hoe ze dansen.",
        questions=("Waarom zoemt het?",),
    ),
    chapter("Sneeuw: 雪 en één ☃."),
]


@pytest.fixture
def answers():
    index = Index(CHAPTERS)
    return [index.find([question]) for question in QUESTIONS]


def asked(index):
    return [index.find([question]) for question in QUESTIONS]


def test_what_was_kept_answers_the_same(tmp_path, answers, monkeypatch):
    assert asked(opened(CHAPTERS, tmp_path)) == answers
    monkeypatch.setattr("skill.find.shelf.Shelf.of", None)  # From here nothing is read again.
    assert asked(opened(CHAPTERS, tmp_path)) == answers


def test_it_tells_when_a_library_must_be_read_and_only_then(tmp_path):
    told = []
    for _ in range(2):
        opened(CHAPTERS, tmp_path, lambda *step: told.append(step))
    assert told == [("the library", 0, 1), ("the library", 1, 1)]


def test_an_empty_library_is_kept_too(tmp_path):
    for _ in range(2):
        assert opened([], tmp_path).find(["Wat is een egel?"]) == []


@pytest.mark.parametrize("damage", [lambda b: b[: len(b) // 2], lambda _: b"", lambda _: b"PK"])
def test_a_damaged_one_is_made_anew(tmp_path, answers, damage):
    opened(CHAPTERS, tmp_path)
    (path,) = (tmp_path / FOLDER).iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert asked(opened(CHAPTERS, tmp_path)) == answers
    assert len(path.read_bytes()) == len(whole)


def test_a_changed_byte_is_seen(tmp_path, answers):
    opened(CHAPTERS, tmp_path)
    (path,) = (tmp_path / FOLDER).iterdir()
    whole = path.read_bytes()
    at = whole.index(b"wintertros")
    path.write_bytes(whole[:at] + b"W" + whole[at + 1 :])
    assert asked(opened(CHAPTERS, tmp_path)) == answers


def test_another_library_takes_its_place(tmp_path):
    opened(CHAPTERS, tmp_path)
    opened(CHAPTERS[1:], tmp_path)
    assert [path.stem for path in (tmp_path / FOLDER).iterdir()] == [fingerprint(CHAPTERS[1:])]


def test_any_word_makes_another_library():
    made = {
        fingerprint(chapters)
        for chapters in (
            CHAPTERS,
            CHAPTERS[::-1],
            [chapter("a", "b")],
            [chapter("a b")],
            [chapter("b", questions=("a",))],
            [chapter("a"), chapter("b")],
        )
    }
    assert len(made) == 6


def test_a_library_that_cannot_be_written_to(tmp_path, answers):
    (tmp_path / FOLDER).write_text("in the way", "utf-8")
    assert asked(opened(CHAPTERS, tmp_path)) == answers
