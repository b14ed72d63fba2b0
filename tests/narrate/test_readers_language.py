"""What is not Dutch is not narrated as Dutch, unless someone says that it is."""

from pathlib import Path

import pytest

from narrate.errors import HoorstukError
from narrate.readers import read
from narrate.readers.language import guessed

TEXTS = {
    "Dutch": "Dit is een verhaal over de bijen die in het veld wonen en daar hun honing maken. ",
    "English": "This is a story about the bees that live in the field and make their honey there. ",
    "German": "Dies ist eine Geschichte über die Bienen, die auf dem Feld leben und Honig machen. ",
    "French": "Ceci est une histoire sur les abeilles qui vivent dans le champ et font du miel. ",
    "Spanish": "Esta es una historia sobre las abejas que viven en el campo y hacen la miel. ",
    "Frisian": "Dit is in ferhaal oer de bijen dy't yn it fjild wenje en dêr har huning meitsje. ",
    "Afrikaans": "Hierdie is 'n storie oor die bye wat in die veld woon en nie te ver is nie. ",
    "Arabic script": "هذه قصة عن النحل الذي يعيش في الحقل ويصنع العسل هناك. ",
    "Hebrew script": "זה סיפור על הדבורים שחיות בשדה ומכינות שם דבש. ",
    "Greek script": "Αυτή είναι μια ιστορία για τις μέλισσες που ζουν στο χωράφι. ",
}


@pytest.mark.parametrize("name", TEXTS)
def test_languages_are_told_apart(name: str):
    assert guessed(TEXTS[name] * 3) == name


def test_too_little_to_tell_is_dutch():
    assert guessed("The end of it.") == "Dutch"


def test_quotations_in_another_language_do_not_matter():
    assert guessed(TEXTS["Dutch"] * 3 + TEXTS["English"]) == "Dutch"


def test_english_is_refused_unless_it_is_told_to_be_dutch(tmp_path: Path):
    path = tmp_path / "bees.md"
    path.write_text(TEXTS["English"] * 3)
    with pytest.raises(HoorstukError, match=r"looks like English.*--language nl"):
        read(path)
    assert read(path, "nl-BE").language == "nl-BE"
    path.write_text(f"---\nlanguage: nl\n---\n{TEXTS['English'] * 3}")
    assert read(path).language == "nl"
    path.write_text(f"---\nlanguage: en\n---\n{TEXTS['Dutch'] * 3}")
    with pytest.raises(HoorstukError, match="told to be in en"):
        read(path)
    assert read(path, "nl").language == "nl"


def test_all_shared_articles_are_dutch(shared: Path):
    for path in shared.glob("**/articles/*.txt"):
        assert guessed(path.read_text("utf-8")) == "Dutch", path.name
