"""Markdown: its structure, its front matter, and fragments of HTML in it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.article import Article, Code, Heading, Image, Listing, Paragraph, Table
from narrate.coverage import Coverage, LostTextError
from narrate.errors import HoorstukError
from narrate.lexicon import Lexicon
from narrate.readers import markdown
from narrate.readers import read as read_file
from narrate.scriptwriting import write_script

FULL = """---
title: Bijen
date: 2024-05-01
authors: [An, Bo]
description: Over bijen.
vragen:
  - Waarom dansen bijen?
lexicon:
  NMDA: en em dee aa
  polish: {say: pollisj, case: true}
layout: post
draft: no
---
# Bijen

Een bij *danst*[^1] en zegt <span lang="en">honey bee</span>. <!-- weg -->

## Soorten

3. honingbij
4. hommel
   - aardhommel

| Soort | Maakt |
|-------|-------|
| bij   | `honing` |

![Een **bij**](bij.png) en ^[een noot ter plekke] meer.

### Tussenkop

```python
bij = 1
```

[^1]: De noot.

    Nog een alinea.

## Disclaimer

Dit is [geen advies](/x).
"""


def read(content: str) -> Article:
    return markdown.read(content, "bij.md")


def test_everything_at_once():
    article = read(FULL)
    assert (article.title, article.title_line, article.date) == ("Bijen", 14, "2024-05-01")
    assert (article.author, article.lead) == ("An, Bo", "Over bijen.")
    assert article.questions == ("Waarom dansen bijen?",)
    assert article.lexicon == {
        "NMDA": "en em dee aa",
        "polish": {"say": "pollisj", "case": True},
    }
    lead, kinds, disclaimer = article.sections
    assert lead.blocks[0].text == "Een bij danst en zegt honey bee."
    assert lead.blocks[0].foreign[0].language == "en"
    assert [b.text for b in lead.blocks[0].notes[0].blocks] == ["De noot.", "Nog een alinea."]
    listing, table, mixed, image, heading, code = kinds.blocks
    assert isinstance(listing, Listing)
    assert (listing.first, listing.line, len(listing.items)) == (3, 20, 2)
    assert isinstance(table, Table)
    assert table.rows[0][1].blocks[0].text == "honing"
    assert isinstance(mixed, Paragraph)
    assert (mixed.text, mixed.notes[0].blocks[0].text) == ("en meer.", "een noot ter plekke")
    assert image == Image("Een bij", 28)
    assert heading == Heading("Tussenkop", 30, 3)
    assert isinstance(code, Code)
    assert disclaimer.role == "disclaimer"


def test_front_matter_in_toml_and_a_title_of_its_own():
    article = read(
        '+++\ntitle = "Anders"\nlanguage = "nl-BE"\n+++\n# Kop\n\nTekst.\n\n## Meer\n\nx\n'
    )
    assert (article.title, article.title_line, article.language) == ("Anders", 0, "nl-BE")
    assert [section.heading for section in article.sections] == ["Kop", "Meer"]


def test_rules_that_are_no_front_matter():
    assert read("---\n\nEen zin.\n\n---\n").sections[0].blocks[0].text == "Een zin."


def test_years_and_no_are_titles_too():
    assert read("---\ntitle: 1984\n---\nTekst.").title == "1984"
    assert read("---\ntitle: no\n---\nTekst.").title == "no"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("---\ntitle: [\n---\nTekst.", "x.md:3: front matter is not proper YAML"),
        ("+++\ntitle = \n+++\nTekst.", "x.md:2: is not proper TOML"),
        ("---\ntitle: [a]\n---\nTekst.", "title holds a list"),
        ("---\nquestions: [[a]]\n---\nTekst.", "write questions as a list of texts"),
        ("---\nquestions: Waar? | B\n---\nTekst.\n# A\nB.", "no section is headed 'B'"),
        ("---\nlexicon: NMDA\n---\nTekst.", "write words of the lexicon as a table"),
        ("---\na: " + "[" * 5000 + "\n---\nTekst.", "not proper YAML"),
        ("# Alleen een kop\n", "holds no text"),
        ("<!-- niets -->", "holds no text"),
    ],
)
def test_bad_front_matter_and_no_text(content: str, complaint: str):
    with pytest.raises(HoorstukError, match=re.escape(complaint)):
        markdown.read(content, "x.md")


def test_a_question_names_the_heading_of_its_section():
    front = "---\nquestions: ['Hoe | de  Dans!', 'Waar?']\n---\n"
    assert read(f"{front}# De dans\nZo.\n# En\nDus.").questions == ("Hoe | de Dans!", "Waar?")


def test_a_note_that_is_never_referred_to_is_read_where_it_stands():
    assert [b.text for b in read("Een.\n\n[^x]: Los.\n\nTwee.").sections[0].blocks] == [
        "Een.",
        "Los.",
        "Twee.",
    ]


def test_fragments_of_html():
    blocks = (
        read(
            "<div id='k'>\n<b>Let</b> op &amp; <script>x()</script> <i2>kijk</i2>\n</div>\n\n"
            "Een <u>woord</u> <a name='x'> en 3 < 4.\n\n<table><tr><th>A<th>B<tr><td>c<td>d</table>"
        )
        .sections[0]
        .blocks
    )
    assert [block.text for block in blocks[:2]] == ["Let op & kijk", "Een woord en 3 < 4."]
    assert isinstance(blocks[2], Table)


def test_escapes_in_a_note_on_the_spot():
    note = read("Een^[Zo\\[twee\\].].").sections[0].blocks[0].notes[0]
    assert note.blocks[0].text == "Zo[twee]."


def test_files(tmp_path: Path):
    (tmp_path / "x.MD").write_bytes("---\r\ntitle: Bij\r\n---\r\nTekst.\r\n".encode("utf-16"))
    assert read_file(tmp_path / "x.MD").title == "Bij"


def never_loses(content: str) -> None:
    try:
        article = read(content)
        Coverage.of(article, write_script(article, Lexicon.built_in()))
    except LostTextError:
        raise
    except HoorstukError:
        pass


@given(st.text())
def test_any_text_at_all(content: str):
    never_loses(content)


MARKS = st.sampled_from(
    "# ¦## ¦- ¦1. ¦> ¦```\n¦`¦*¦**¦[¦](x)¦![¦|¦|-|-|\n¦---\n¦[^1]¦[^1]: ¦^[¦]¦<div>¦</div>¦<!--¦-->"
    "¦<b ¦<img alt='x'>¦<pre>¦<table>¦<tr><td>¦</p>¦&nbsp;¦&#1;¦\\¦    ¦woord¦ ¦\n¦\n\n¦+++\n"
    "¦<script>¦</script>¦<li>¦<h2>¦<![CDATA[¦]]>¦<?¦\x85¦~~¦title: x\n".split("¦")
)


@given(st.lists(MARKS, max_size=40).map("".join))
def test_every_visible_character_is_kept(content: str):
    never_loses(content)
