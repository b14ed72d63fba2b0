"""HTML pages: what is read, in which structure, and what is left out by which rule."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.article import Article, Code, Foreign, Heading, Image, Listing, Paragraph, Table
from narrate.coverage import LostTextError
from narrate.errors import HoorstukError
from narrate.readers import html

PAGE = """<!doctype html><html lang="nl"><head><title>Bijen | Krant</title>
<meta name="author" content="An Bij"><style>p {}</style></head><body>
<nav><a href="/">Home</a></nav>
<article><h1>Bijen</h1><p>Een bij <em>danst</em> en zegt <span lang="en">honey bee</span>.<br>
Meer op <a href="/x">deze bladzijde</a><sup><a href="#fn1">1</a></sup>.</p>
<h2>Soorten</h2><ol start="3"><li>honingbij</li><li>hommel<ul><li>aardhommel</li></ul></li></ol>
<table><caption>Wat ze maken</caption><tr><th>Soort</th><th>Maakt</th></tr>
<tr><td>bij</td><td>honing</td></tr></table>
<figure><img src="a.png" alt="Een bij op een bloem"><figcaption>Foto: An</figcaption></figure>
<pre>bij = 1</pre><script>var x;</script><p hidden>weg</p>
<ol><li id="fn1">Dit is de noot. <a href="#r1">↩</a></li></ol></article>
<footer>Over ons</footer></body></html>"""


def read(content: str) -> Article:
    return html.read(content.encode(), "bij.html")


def read_unless_empty(content: str) -> None:
    """Reading proves by itself that nothing is lost."""
    try:
        read(content)
    except LostTextError:
        raise
    except HoorstukError as error:
        assert re.search("holds no text|is empty|not a text file", str(error))  # noqa: PT017


def body(content: str) -> tuple:
    return read(content).sections[0].blocks


def test_a_page_keeps_its_structure():
    article = read(PAGE)
    assert (article.title, article.author, article.title_line) == ("Bijen", "An Bij", 4)
    lead, kinds = article.sections
    assert lead.blocks[0].text == "Een bij danst en zegt honey bee. Meer op deze bladzijde."
    assert lead.blocks[0].foreign == (Foreign(22, 31, "en"),)
    assert lead.blocks[0].notes[0].blocks == (Paragraph("Dit is de noot.", 11),)
    listing, caption, table, image, below, code = kinds.blocks
    assert isinstance(listing, Listing)
    assert (kinds.heading, listing.first, len(listing.items)) == ("Soorten", 3, 2)
    assert isinstance(listing.items[1][1], Listing)
    assert caption.text == "Wat ze maken"
    assert isinstance(table, Table)
    assert [cell.blocks[0].text for cell in table.header] == ["Soort", "Maakt"]
    assert [cell.blocks[0].text for cell in table.rows[0]] == ["bij", "honing"]
    assert isinstance(image, Image)
    assert (image.alt, below.text) == ("Een bij op een bloem", "Foto: An")
    assert isinstance(code, Code)


def test_what_is_left_out_is_named():
    assert {(part.rule, part.text) for part in read(PAGE).left_out} == {
        ("around the article", "Home Over ons"),
        ("hidden", "weg"),
        ("note reference", "1"),
        ("note reference", "↩"),
    }


def test_without_marks_the_body_is_where_the_paragraphs_are():
    text = "<p>" + "Een zin over bijen. " * 20 + "</p>"
    page = f"<div><ul><li>Home</ul></div><div><div><h1>Bijen</h1>{text}{text}</div><p>Reclame</div>"
    article = read(page)
    assert article.title == "Bijen"
    assert len(article.sections[0].blocks) == 2
    assert article.left_out[0].text == "HomeReclame"


def test_tables_that_lay_out_a_page_are_no_tables():
    assert body("<table><tr><td><h2>Kop</h2><p>Tekst.</p></td></tr></table>")[-1].text == "Tekst."
    cells = "<table role=presentation><tr><td>a<td>b</table>"
    assert [block.text for block in body(cells)] == ["a", "b"]


def test_cells_over_several_columns_and_rows():
    table = body(
        "<table><tr><th colspan=2>A<th>B<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>"
    )[0]
    assert [cell.columns for cell in table.header] == [2, 1]
    assert [cell.rows for cell in table.rows[0]] == [2, 1, 1]


def test_headings_that_hold_more_than_words():
    page = "<h1>Titel</h1><h2>Kop</h2><p>Een.</p><h3>Sub{}</h3><p id=fn>Noot.</p><h2>Meer</h2>"
    blocks = body(page.format('<sup><a href="#fn">1</a></sup>'))
    assert isinstance(blocks[1], Heading)
    assert blocks[2].notes[0].blocks[0].text == "Noot."


def test_notes_that_refer_to_each_other_are_read_once():
    ref = '<sup><a href="#{}">1</a></sup>'
    notes = f"<p id=fn1>a{ref.format('fn2')}</p><p id=fn2>b{ref.format('fn1')}</p>"
    page = f"<p>x{ref.format('fn1')}</p>{notes}"
    assert body(page)[0].notes[0].blocks[0].notes[0].blocks[0].text == "b"
    assert body(f"<p>x</p>{notes}")[1].text == "a"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"<html><body></body></html>", "holds no text"),
        (b"<html><head><title>x</title></head></html>", "holds no text"),
        (b"<p>" + b"<div>" * 5000 + b"diep", "nested too deeply"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "is not a text file"),
    ],
)
def test_bad_pages(content: bytes, complaint: str):
    with pytest.raises(HoorstukError, match=complaint):
        html.read(content, "bij.html")


def test_the_encoding_that_the_page_states():
    page = '<meta charset="iso-8859-15"><p>Café à 5 €.</p>'
    assert (
        html.read(page.encode("iso-8859-15"), "x.html").sections[0].blocks[0].text == "Café à 5 €."
    )
    wrong = '<meta charset="us-ascii"><p>Café.</p>'
    assert html.read(wrong.encode(), "x.html").sections[0].blocks[0].text == "Café."


def test_entities_of_others_are_not_fetched(tmp_path):
    (tmp_path / "geheim").write_text("geheim")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{tmp_path}/geheim">]><p>Een &x; zin.</p>'
    assert "geheim" not in body(page)[-1].text.replace('geheim">]>', "")


TAGS = st.sampled_from(
    "p div ul ol li table tr td th thead tbody caption h1 h2 h3 a sup span pre img br dl dt dd nav "
    "aside footer section article main figure script style svg b form noscript blockquote".split()
)
ATTRIBUTES = st.sampled_from(
    'id=fn1 id=n2 href="#fn1" href="#n2" lang=en lang=nl alt=foto hidden role=doc-noteref '
    "role=doc-footnote colspan=2 rowspan=3 start=7 class=note".split()
)
PIECES = st.one_of(
    st.builds("<{} {}>".format, TAGS, ATTRIBUTES),
    st.builds("</{}>".format, TAGS),
    st.sampled_from(["Een zin. ", "woord", " ", "\n", "&nbsp;", "<!-- c -->", "↩", "&lt;b&gt;"]),
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_visible_character_is_kept(content: str):
    read_unless_empty(f"<body>{content}")


@given(st.text())
def test_any_text_at_all(content: str):
    read_unless_empty(content)
