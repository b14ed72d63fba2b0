"""Blocks of an article become sentences, and every character of them is accounted for."""

from narrate.article import (
    Article,
    Block,
    Cell,
    Code,
    Foreign,
    Heading,
    Image,
    LeftOut,
    Listing,
    Note,
    Paragraph,
    Section,
    Table,
)
from narrate.coverage import Coverage
from narrate.lexicon import Lexicon
from narrate.scriptwriting import write_script


def told(lexicon: Lexicon, *blocks: Block, heading: str = "Een kop") -> list[tuple[str, str]]:
    """Place and spoken words of the blocks' sentences; the script's coverage must add up."""
    article = Article("Titel", "x", (Section(heading, 1, blocks),))
    script = write_script(article, lexicon)
    Coverage.of(article, script)
    return [(s.place, s.spoken) for s in script.chapters[0].sentences][2:]


def cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((Paragraph(text, 1),) if text else (), columns, rows)


def test_a_table_is_read_row_by_row_with_its_headers(lexicon):
    header = (cell("Middel"), cell("Werking"))
    rows = ((cell("ketamine"), cell("snel")), (cell("lithium"), cell("")))
    assert told(lexicon, Table(header, rows, 1)) == [
        ("table", "nu volgt een tabel."),
        ("table", "middel: ketamine."),
        ("table", "werking: snel."),
        ("table", "middel: lithium."),
        ("table", "dit was de tabel."),
    ]


def test_a_cell_over_two_rows_is_said_in_both_and_counted_once(lexicon):
    header = (cell("Middel"), cell("Duur", columns=2))
    rows = ((cell("ketamine", rows=2), cell("kort"), cell("heel kort")), (cell("lang"),))
    said = [spoken for _, spoken in told(lexicon, Table(header, rows, 1))][1:-1]
    assert said == [
        "middel: ketamine.",
        "duur: kort.",
        "duur: heel kort.",
        "middel: ketamine.",
        "duur: lang.",
    ]


def test_tables_without_rows_headers_or_words(lexicon):
    assert ("table", "alleen.") in told(lexicon, Table((cell("Alleen"),), (), 1))
    assert ("table", "kaal.") in told(lexicon, Table((), ((cell("kaal"),),), 1))
    leeg = Table((cell("Nooit"), cell("Wel")), ((cell(""), cell("ja")),), 1)
    assert [spoken for _, spoken in told(lexicon, leeg)][1] == "wel: ja."


def test_items_have_numbers_where_the_list_has_them(lexicon):
    inner = Listing(((Paragraph("diep", 3),),), 3)
    items = ((Paragraph("eerst", 1),), (Paragraph("dan", 2), inner))
    assert told(lexicon, Listing(items, 1, first=1)) == [
        ("item", "één: eerst."),
        ("item", "twee: dan."),
        ("item", "diep."),
    ]


def test_pictures_notes_code_and_lower_headings(lexicon):
    note = Note((Paragraph("Dit is de noot.", 9),))
    blocks = (
        Paragraph("Een zin.", 1, notes=(note,)),
        Image("een blauwe bij", 2),
        Code("print(1)", 3),
        Heading("Een tussenkop", 4, 3),
    )
    assert told(lexicon, *blocks) == [
        ("paragraph", "een zin."),
        ("note", "noot: dit is de noot."),
        ("caption", "afbeelding: een blauwe bij."),
        ("paragraph", "hier staat een stuk code."),
        ("heading", "een tussenkop."),
    ]


def test_title_lead_and_chapters_without_a_heading(lexicon):
    text = (Paragraph("Een zin.", 1),)
    sections = (Section("", 1, text), Section("Kop", 2, text), Section("", 3, text))
    script = write_script(Article("Titel", "x", sections, lead="Waar het over gaat."), lexicon)
    assert [chapter.title for chapter in script.chapters] == ["Inleiding", "Kop", "Deel 3"]
    opening = [sentence.spoken for sentence in script.chapters[0].sentences]
    assert opening == ["titel.", "waar het over gaat.", "inleiding.", "een zin."]


def test_coverage_adds_up_and_names_its_rules(lexicon):
    blocks = (Paragraph("NMDA helpt 🙂 goed.", 2), Paragraph("🙂", 3), Code("x = 1", 4))
    left_out = (LeftOut("Home", "navigation"),)
    article = Article("Bij", "x", (Section("Bij", 1, blocks),), title_line=1, left_out=left_out)
    covered = Coverage.of(article, write_script(article, lexicon))
    assert covered == Coverage(
        visible=29,
        spoken=13,
        replaced={"acronym": 4},
        left_out={"code": 3, "emoji": 2, "navigation": 4, "repeated title": 3},
    )


def test_english_passages_and_the_lexicon_of_an_article():
    text = "Zij zei dat. Hij zong Only Happy vandaag."
    start = text.index("Only")
    paragraph = Paragraph(text, 2, foreign=(Foreign(start, start + len("Only Happy"), "en-GB"),))
    article = Article(
        "Zang", "x.md", (Section("Zang", 1, (paragraph,)),), lexicon={"zong": "zongde"}
    )
    words = {
        word.written: word
        for chapter in write_script(article, Lexicon.built_in()).chapters
        for sentence in chapter.sentences
        for word in sentence.words
    }
    assert "english" in words["Only"].rule
    assert words["vandaag."].rule == ""
    assert (words["Only"].language, words["vandaag."].language) == ("en-GB", "")
    assert (words["zong"].spoken, words["zong"].rule) == ("zongde", "lexicon")
