"""A library is learnt once, whole or not at all, and never in the model's own folder."""

import json
import shutil
from pathlib import Path

import pytest

from narrate import catalogue
from narrate.errors import HoorstukError
from narrate.files import sha256
from narrate.progress import hidden
from skill.growing.pronunciations import LEXICON
from skill.learning import GROWN, KEPT, Learnt, learn_library
from skill.library import Chapter, Episode, Sentence

MODEL = catalogue.find("ears", catalogue.EMBEDDED_EARS)


def of(*sentences: str, **sounds: str) -> list[Episode]:
    """A library in which this is said, and these words have these sounds."""
    said = (Sentence(text, None, None, text, tuple(sounds.items())) for text in sentences)
    chapter = Chapter("dieren", 1, "Wat zit daar?", "chapter", None, tuple(said))
    return [Episode("dieren", "Dieren", (chapter,))]


def learn(library: Path, episodes: list[Episode], model: Path = MODEL) -> Learnt:
    with hidden() as report:
        return learn_library(library, model, episodes, ["volgende hoofdstuk"], report)


def content(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): sha256(p) for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The embedded model without what it takes to grow."""
    folder = tmp_path / "small"
    shutil.copytree(MODEL, folder, ignore=shutil.ignore_patterns("graph_src"))
    return folder


def test_a_library_is_learnt_once(tmp_path: Path):
    before = content(MODEL)
    first = learn(tmp_path, of("een kwabbelaar zwrxt."))
    assert first.changed
    assert first.added == ("kwabbelaar", "zwrxt")
    assert first.vocabulary.left_out == ()
    assert "een kwabbelaar zwrxt" in first.vocabulary.library
    again = learn(tmp_path, of("een kwabbelaar zwrxt."))
    assert (again.changed, again.model, again.added) == (False, first.model, first.added)
    assert content(MODEL) == before


def test_it_is_learnt_again_when_a_word_or_a_sound_changed(tmp_path: Path):
    models = {
        learn(tmp_path, episodes).model
        for episodes in (
            of("een kwabbelaar."),
            of("een kwabbelaar eet."),  # no new word
            of("een kwabbelaar grmpft."),
            of("een kwabbelaar.", kwabbelaar="kˈʋɔblaːr"),
        )
    }
    assert len(models) == KEPT
    assert len(list((tmp_path / GROWN).iterdir())) == KEPT


def test_a_known_word_gets_the_sound_that_the_lexicon_gives(tmp_path: Path):
    learnt = learn(tmp_path, of("een boek.", boek="bˈukʃ"))
    assert learnt.resounded == ("boek",)
    assert learnt.added == ()


def test_no_more_are_kept_than_some(tmp_path: Path):
    for number in range(KEPT + 1):
        last = learn(tmp_path, of(f"een kw{'a' * number}bbelaar.")).model
    kept = list((tmp_path / GROWN).iterdir())
    assert len(kept) == KEPT
    assert last in kept


def test_a_grown_model_that_lost_a_file_is_grown_anew(tmp_path: Path):
    first = learn(tmp_path, of("een kwabbelaar."))
    assert first.model != MODEL
    whole = content(first.model)
    (first.model / "graph" / "Gr.fst").unlink()
    again = learn(tmp_path, of("een kwabbelaar."))
    assert again.changed
    assert content(again.model) == whole


def test_a_model_that_cannot_grow_is_told_of_words_by_spelling_them(tmp_path: Path, small: Path):
    learnt = learn(tmp_path, of("het hersengebiedonderzoek van grmbl."), small)
    assert (learnt.model, learnt.added, learnt.changed) == (small, (), False)
    (spelling,) = learnt.vocabulary.spellings
    assert spelling.replace(" ", "") == "hersengebiedonderzoek"
    assert f"het {spelling} van [unk]" in learnt.vocabulary.library
    assert learnt.vocabulary.restored(f"een {spelling} is") == "een hersengebiedonderzoek is"
    assert learnt.vocabulary.left_out == ("grmbl",)
    assert not (tmp_path / GROWN).exists()


@pytest.mark.parametrize("name", ["graph/words.txt", "graph/Gr.fst", "graph/HCLr.fst"])
@pytest.mark.parametrize("damage", ["missing", "cut short"])
def test_a_damaged_model(tmp_path: Path, small: Path, name: str, damage: str):
    (small / LEXICON).parent.mkdir()
    shutil.copy(MODEL / LEXICON, small / LEXICON)
    data = (small / name).read_bytes()
    (small / name).unlink()
    if damage == "cut short":
        (small / name).write_bytes(data[: len(data) // 2 + 1] + b"\n")
    with pytest.raises(HoorstukError, match=str(small)):
        learn(tmp_path / "audio", of("een kwabbelaar."), small)
    assert not list((tmp_path / "audio").rglob("*.fst"))


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where fetched models are kept."""
    monkeypatch.setenv("HOORSTUK_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def test_a_folder_that_cannot_be_written_to(run, tmp_path: Path, models: Path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Dieren\n\nEen kwabbelaar eet.\n")
    models.write_text("a file where a folder should be")
    done = run("skill", "learn", "--articles", tmp_path / "articles")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 3  # two of them say how far it was
    assert done.stderr.splitlines()[-1].startswith(f"skill: {models}")


def test_the_command_tells_what_was_learnt(run, tmp_path: Path, models: Path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Dieren\n\nEen kwabbelaar en een zwrxtje eten.\n")
    order = ("learn", "--library", tmp_path / "audio", "--articles", tmp_path / "articles")
    first = run("skill", *order, "--json")
    assert first.returncode == 0, first.stderr
    learnt = json.loads(first.stdout)
    assert learnt["changed"]
    assert {"kwabbelaar", "zwrxtje"} <= set(learnt["added"])
    assert learnt["left_out"] == []
    assert "Learning: graph" in first.stderr
    again = run("skill", *order)
    assert "words were added before" in again.stdout
    assert again.stderr == ""
    assert list(models.glob(f"{GROWN}/*/graph"))
    assert not (tmp_path / "audio").exists()
