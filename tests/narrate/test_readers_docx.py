"""Word documents: made here part by part, and read."""

import io
import re
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.article import Article, Code, Foreign, Heading, Image, Listing, Paragraph, Table
from narrate.coverage import LostTextError
from narrate.errors import HoorstukError
from narrate.readers import docx

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
)
STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="nl-NL"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Eigen"><w:name w:val="Eigen kop"/><w:basedOn w:val="Kop1"/></w:style>
<w:style w:styleId="Code"><w:name w:val="Code"/></w:style>
<w:style w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style></w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
FOOTNOTES = f"""<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>De noot.</w:t></w:r></w:p>
</w:footnote><w:footnote w:id="3"><w:p><w:r><w:t>Los.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def document(body: str, more: Mapping[str, str] | None = None) -> bytes:
    parts = {
        "_rels/.rels": RELS,
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/footnotes.xml": FOOTNOTES,
        **(more or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def p(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def styled(style: str, text: str) -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def item(text: str, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def read(body: str, more: Mapping[str, str] | None = None) -> Article:
    return docx.read(document(body, more), "bij.docx")


def blocks(body: str) -> tuple:
    return read(body).sections[0].blocks


def test_headings_by_style_and_facts_from_the_properties():
    core = (
        '<c:coreProperties xmlns:c="c" xmlns:dc="dc"><dc:title>Anders</dc:title>'
        "<dc:creator>An</dc:creator></c:coreProperties>"
    )
    body = styled("Titel", "Bijen") + p("Vooraf.") + styled("Kop1", "Een") + p("Tekst.")
    article = read(body + styled("Eigen", "Twee") + p("Meer."), {"docProps/core.xml": core})
    assert (article.title, article.author, article.language) == ("Bijen", "An", "nl-NL")
    assert [section.heading for section in article.sections] == ["", "Een", "Twee"]
    assert read(p("Tekst."), {"docProps/core.xml": core}).title == "Anders"
    assert read(p("Tekst.")).title == "Bij"


def test_lists_lie_in_lists_and_go_on_counting():
    found = blocks(item("a") + item("b", 1) + item("c") + p("Tussen.") + item("d"))
    first, _, second = found
    assert isinstance(first, Listing)
    assert (first.first, second.first, len(first.items)) == (1, 3, 2)
    assert first.items[0][1] == Listing(((Paragraph("b", 2),),), 2)


def test_tables_with_headers_and_merged_cells():
    start, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    body = (
        '<w:tbl><w:tblPr><w:tblLook w:val="04A0"/></w:tblPr>'
        f"<w:tr>{tc('A')}{tc('B', wide)}</w:tr>"
        f"<w:tr>{tc('c', start)}{tc('d')}{tc('e')}</w:tr>"
        f"<w:tr>{tc('', on)}{tc('f')}{tc('g')}</w:tr>"
        "</w:tbl>"
    )
    table = blocks(body)[0]
    assert isinstance(table, Table)
    assert [cell.columns for cell in table.header] == [1, 2]
    assert [[cell.rows for cell in row] for row in table.rows] == [[2, 1, 1], [1, 1]]


def test_what_stands_in_a_paragraph():
    body = (
        "<w:p><w:r><w:t>Een bij zegt </w:t></w:r><w:hyperlink>"
        '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>honey</w:t></w:r></w:hyperlink>'
        '<w:r><w:footnoteReference w:id="2"/><w:tab/><w:t>en zo.</w:t></w:r>'
        "<w:moveFrom><w:r><w:t>oud</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t> Nieuw</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>weg</w:t></w:r>"
        '<w:r><w:drawing><wp:inline><wp:docPr descr="Een bij"/></wp:inline></w:drawing></w:r></w:p>'
    )
    article = read(
        body + styled("Inhopg1", "Kop 3") + styled("Code", "x = 1") + styled("Code", "y")
    )
    text, image, code = article.sections[0].blocks
    assert (text.text, text.foreign) == (
        "Een bij zegt honey en zo. Nieuw",
        (Foreign(13, 18, "en-GB"),),
    )
    assert text.notes[0].blocks[0].text == "De noot."
    assert image == Image("Een bij", 1)
    assert code == Code("x = 1\ny", 3)
    assert {(part.rule, part.text) for part in article.left_out} == {
        ("deleted text", "oud"),
        ("hidden", "weg"),
        ("table of contents", "Kop 3"),
        ("note without reference", "Los."),
    }


def test_text_boxes_are_read_once_and_page_headers_not_at_all():
    box = f"<w:txbxContent>{p('In een kader.')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Tekst.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>"
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    article = read(body, {"word/header1.xml": f"<w:hdr {W}>{p('Bladzijde')}</w:hdr>"})
    assert [block.text for block in article.sections[0].blocks] == ["Tekst.", "In een kader."]
    assert {"copy for older versions", "page header"} <= {part.rule for part in article.left_out}


def test_lower_headings():
    body = styled("Kop1", "A") + p("x", '<w:outlineLvl w:val="2"/>') + p("y") + styled("Kop1", "B")
    assert blocks(body)[0] == Heading("x", 2, 3)


def bomb() -> bytes:
    return document(p("x"), {"word/media/x.bin": "0" * 30_000_000})


def locked() -> bytes:
    data = bytearray(document(p("x")))
    for start in (found.start() for found in re.finditer(b"PK\x01\x02", bytes(data))):
        data[start + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "is no DOCX file"),
        (b"PK\x03\x04 kapot", "is no DOCX file"),
        (document(p("x"))[:-200], "is no DOCX file"),
        (document(p("x"), {"word/document.xml": "<kapot"}), "is no proper XML"),
        (document(p("x"), {"_rels/.rels": "<Relationships/>"}), "is no Word document"),
        (document(""), "holds no text"),
        (bomb(), "unpacks to far more"),
        (locked(), "is locked with a password"),
    ],
)
def test_bad_documents(data: bytes, complaint: str):
    with pytest.raises(HoorstukError, match=complaint):
        docx.read(data, "bij.docx")


def test_entities_of_others_are_not_read(tmp_path):
    (tmp_path / "geheim").write_text("geheim")
    evil = (
        f'<!DOCTYPE x [<!ENTITY x SYSTEM "{tmp_path}/geheim"><!ENTITY y "yyyy">]>'
        f"<w:document {W}><w:body>{p('Een &x;&y; zin.')}</w:body></w:document>"
    )
    kept = read("", {"word/document.xml": evil}).sections[0].blocks[0].text
    assert "geheim" not in kept


PIECES = st.recursive(
    st.sampled_from([p("Een zin."), item("a"), item("b", 1), item("c", 2), styled("Kop1", "Kop")])
    | st.sampled_from([styled("Titel", "T"), styled("Code", "x"), "<w:p/>", "<w:sdt/>"])
    | st.sampled_from(['<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>']),
    lambda inner: st.builds(
        lambda form, parts: form.format("".join(parts)),
        st.sampled_from(
            [
                "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
                "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr><w:tr/></w:tbl>",
                "<w:p><w:r><w:txbxContent>{}</w:txbxContent></w:r></w:p>",
                "<w:del>{}</w:del>",
            ]
        ),
        st.lists(inner, max_size=3),
    ),
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_every_visible_character_is_kept(body: str):
    try:
        read(body)
    except LostTextError:
        raise
    except HoorstukError as error:
        assert re.search("holds no text", str(error))  # noqa: PT017
