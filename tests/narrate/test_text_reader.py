"""Plain text with unmarked headings."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.article import Article
from narrate.errors import HoorstukError
from narrate.readers import outline, read, text

ROOT = Path(__file__).parents[2]
LONG = "Dit is een gewone alinea die lang genoeg is om geen kop te zijn, met een punt aan het eind."


def headings(article: Article) -> list[str]:
    return [section.heading for section in article.sections]


def test_example_has_seven_sections_and_a_disclaimer():
    article = read(ROOT / "audio" / "articles" / "ketamine-en-de-hersenen.txt")
    assert article.title == "Ketamine en de hersenen"
    assert [section.role for section in article.sections] == ["chapter"] * 7 + ["disclaimer"]
    assert headings(article)[1] == "Wat doet een NMDA-receptor?"
    assert article.sections[-1].blocks[0].text.startswith("Dit artikel is bedoeld als uitleg")


def test_shared_article_has_exactly_its_seven_sections(shared: Path):
    article = read(shared / "articles" / "ketamine-en-je-hersenen.txt")
    chapters = [section for section in article.sections if section.role == "chapter"]
    assert [section.heading for section in chapters] == [
        "Een middel dat direct ingrijpt op je zenuwstelsel",
        "Wat zijn NMDA-receptoren?",
        "Waarom voel je ketamine zo snel?",
        "Synaptische plasticiteit: nieuwe verbindingen in je hersenen",
        "Het verschil tussen medisch en recreatief gebruik in de hersenen",
        "Ketamine versus traditionele antidepressiva",
        "Wat we nog niet weten",
    ]
    assert [section.role for section in article.sections][7:] == ["disclaimer"]
    assert "geen medisch advies" in article.sections[-1].blocks[0].text


def test_shared_articles_without_headings_are_one_section(shared: Path):
    for path in (shared / "questions" / "articles").glob("*.txt"):
        assert len(read(path).sections) == 1, path.name


def test_title_above_the_first_heading():
    article = text.read(f"De titel\nEerste kop\n{LONG}\nTweede kop\n{LONG}\n", "x.txt")
    assert article.title == "De titel"
    assert headings(article) == ["Eerste kop", "Tweede kop"]


def test_lone_heading_is_the_title():
    article = text.read(f"Alles over bijen\n\n{LONG}\n{LONG}\n", "x.txt")
    assert (article.title, headings(article)) == ("Alles over bijen", [""])


def test_no_heading_at_all_takes_its_title_from_the_name():
    article = text.read(f"{LONG}\n{LONG}\n", "mijn-eerste_stuk.txt")
    assert (article.title, headings(article)) == ("Mijn eerste stuk", [""])


def test_lead_before_the_first_heading():
    article = text.read(f"{LONG}\nEen kop\n{LONG}\n", "x.txt")
    assert headings(article) == ["", "Een kop"]


def test_short_lines_in_a_row_are_a_list_and_no_headings():
    article = text.read(f"Een kop\n{LONG}\nAppels\nPeren\nBananen\n{LONG}\n", "x.txt")
    assert len(article.sections) == 1
    assert [p.text for p in article.sections[0].blocks][1:4] == ["Appels", "Peren", "Bananen"]


def test_lines_are_counted_from_one():
    article = text.read(f"\n\nEen kop\n\n{LONG}\n", "x.txt")
    assert article.sections[0].blocks[0].line == 5


def disclaimer_cases() -> list[tuple[str, bool]]:
    lines = (ROOT / "tests" / "data" / "readers" / "disclaimers.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in lines.splitlines() if not line.startswith("#")]
    return [(paragraph, answer == "yes") for paragraph, answer in rows]


@pytest.mark.parametrize(("paragraph", "expected"), disclaimer_cases())
def test_disclaimers(paragraph: str, expected: bool):
    assert outline.is_disclaimer(paragraph) is expected


def test_every_disclaimer_pattern_has_a_case():
    said = [paragraph for paragraph, expected in disclaimer_cases() if expected]
    for pattern in outline.disclaimers().text:
        assert any(re.search(pattern, paragraph, re.IGNORECASE) for paragraph in said), pattern


@given(st.text())
def test_every_visible_character_is_kept(content: str):
    if content.strip():
        text.read(content, "x.txt")  # proves it by itself


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("leeg.txt", b"", "is empty"),
        ("wit.txt", b" \n\n\t\n", "is empty"),
        ("binair.txt", b"\x7fELF\0\0\0", "not a text file"),
        ("half.txt", "één\n".encode() + b"Caf\xe9 en zo\n", "half.txt:2: byte 0xe9 is not UTF-8"),
        ("raar.txt", b"Regel\n\x81 en zo\n", "raar.txt:2: byte 0x81 is neither UTF-8 nor"),
        ("kapot.txt", b"\xff\xfea", "is not UTF-16"),
        ("ruis.txt", b"a\x01b\x02c\x03\x04", "not a text file"),
        ("foto.jpg", b"\xff\xd8", "no reader for this kind of file"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: bytes, complaint: str):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(HoorstukError, match=re.escape(complaint)):
        read(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252"])
def test_encodings(tmp_path: Path, encoding: str):
    (tmp_path / "x.txt").write_bytes("Café “zoet”: 5 €.\x02\n".encode(encoding))
    assert read(tmp_path / "x.txt").sections[0].blocks[0].text == "Café “zoet”: 5 €."


def test_missing_file_and_folder(tmp_path: Path):
    with pytest.raises(HoorstukError, match="no such file"):
        read(tmp_path / "weg.txt")
    (tmp_path / "map.txt").mkdir()
    with pytest.raises(HoorstukError, match="is a folder"):
        read(tmp_path / "map.txt")
