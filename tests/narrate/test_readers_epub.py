"""Books: made here part by part, and read."""

import io
import zipfile

import pytest

from narrate.article import Article
from narrate.errors import HoorstukError
from narrate.readers import epub

CONTAINER = '<container><rootfiles><rootfile full-path="O/book.opf"/></rootfiles></container>'
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<nav epub:type="toc"><h1>Inhoud</h1><ol><li><a href="een.xhtml">Een</a></li>
<li><a href="twee.xhtml#b">Twee</a></li></ol></nav></body></html>"""
NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>
<navPoint><navLabel><text>Deel</text></navLabel><content src="een.xhtml"/>
<navPoint><navLabel><text>Hoofdstuk</text></navLabel><content src="twee.xhtml"/></navPoint>
<navPoint><navLabel><text>Daarin</text></navLabel><content src="twee.xhtml#b"/></navPoint>
</navPoint></navMap></ncx>"""
ONE = "<p>Een caf&eacute;<a epub:type='noteref' href='#n'>1</a>.</p><aside id='n'>Noot.</aside>"
TWO = "<p>Nog bij een.</p><h2 id='b'>Tweede kop</h2><p xml:lang='en'>Hello.</p>"


def page(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>t</title></head>'
        f"<body>{body}</body></html>"
    )


def book(toc: str = NAV, **more: str) -> bytes:
    is_nav = toc.startswith("<html")
    listed = 'href="toc" media-type="application/xhtml+xml" properties="nav"'
    listed = listed if is_nav else 'href="toc" media-type="application/x-dtbncx+xml"'
    opf = f"""<package xmlns:dc="d"><metadata><dc:title>Bijen</dc:title><dc:creator>An</dc:creator>
<dc:creator>Bo</dc:creator><dc:language>nl</dc:language></metadata><manifest>
<item id="1" href="een.xhtml" media-type="application/xhtml+xml"/>
<item id="2" href="twee.xhtml" media-type="application/xhtml+xml"/>
<item id="3" href="los.xhtml" media-type="application/xhtml+xml"/>
<item id="t" {listed}/></manifest><spine><itemref idref="t"/><itemref idref="1"/>
<itemref idref="2"/><itemref idref="3" linear="no"/></spine></package>"""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "O/book.opf": opf,
        "O/toc": toc,
        "O/een.xhtml": page(ONE),
        "O/twee.xhtml": page(TWO),
        "O/los.xhtml": page("<p>Terzijde.</p>"),
        **more,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def read(data: bytes) -> Article:
    return epub.read(data, "bijen.epub")


def headings(article: Article) -> list[str]:
    return [section.heading for section in article.sections]


def test_the_contents_give_the_chapters():
    article = read(book())
    assert (article.title, article.author, article.language) == ("Bijen", "An, Bo", "nl")
    assert headings(article) == ["Een", "Tweede kop"]
    one, two = article.sections
    assert [block.text for block in one.blocks] == ["Een café.", "Nog bij een."]
    assert one.blocks[0].notes[0].blocks[0].text == "Noot."
    assert two.blocks[0].foreign[0].language == "en"
    rules = {part.rule: " ".join(part.text.split()) for part in article.left_out}
    assert rules == {
        "note reference": "1",
        "beside the reading order": "Terzijde.",
        "table of contents": "Inhoud Twee",
    }


def test_the_title_of_the_book_heads_no_chapter():
    article = read(book(**{"O/een.xhtml": page("<h1>BIJEN</h1><p>Vooraf.</p>")}))
    assert (article.title, headings(article)) == ("BIJEN", ["", "Tweede kop"])
    assert [block.text for block in article.sections[0].blocks] == ["Vooraf.", "Nog bij een."]
    bare = read(book("<ncx/>", **{"O/een.xhtml": page("<h1>Bijen</h1>")}))
    assert bare.sections[0].blocks[0].text == "Nog bij een."


def test_contents_of_older_books():
    assert headings(read(book(NCX))) == ["Deel", "Hoofdstuk"]


def test_without_contents_each_document_is_a_chapter():
    assert headings(read(book("<ncx/>"))) == ["", ""]


def test_documents_that_are_not_well_formed():
    article = read(book(**{"O/een.xhtml": "<html><body><p>Los<br>eind & zo</body></html>"}))
    assert article.sections[0].blocks[0].text == "Los eind & zo"


LOCK = """<encryption><EncryptedData><EncryptionMethod Algorithm="x"/><CipherData>
<CipherReference URI="O/een.xhtml"/></CipherData></EncryptedData></encryption>"""


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"x", "is no EPUB file"),
        (book(**{"META-INF/encryption.xml": LOCK}), "is locked"),
        (book(**{"META-INF/container.xml": "<container/>"}), "lacks its part"),
        (book(**{"O/book.opf": "<package/>"}), "holds no text"),
        (book(**{"O/een.xhtml": page("<div>" * 400 + "x" + "</div>" * 400)}), "nested too deeply"),
        (book(**{"O/een.xhtml": "<p>" + "0" * 30_000_000}), "unpacks to far more"),
    ],
)
def test_bad_books(data: bytes, complaint: str):
    with pytest.raises(HoorstukError, match=complaint):
        read(data)
