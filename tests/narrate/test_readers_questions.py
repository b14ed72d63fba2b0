"""Questions that a maintainer wrote beside an article, whatever kind of file it is."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrate import readers
from narrate.errors import HoorstukError

TEXT = """Bijen
Bijen wonen met vele duizenden in een kast. Dat gaat al eeuwen goed.
De dans
Een bij die bloemen vond, danst. De anderen vliegen dan naar die plaats.
"""
PAGE = """<html lang="nl"><body><h1>Bijen</h1><p>Bijen wonen in een kast.</p>
<h2>De dans</h2><p>Een bij die bloemen vond, danst.</p></body></html>"""
MARKED = """---
questions: ['Wat eten bijen?']
---
# Bijen

Bijen wonen in een kast.

## De dans

Een bij die bloemen vond, danst.
"""


def read(folder: Path, name: str, article: str, beside: str | bytes) -> tuple[str, ...]:
    (folder / name).write_text(article, "utf-8")
    content = beside if isinstance(beside, bytes) else beside.encode()
    (folder / name).with_suffix(".questions").write_bytes(content)
    return readers.read(folder / name).questions


@pytest.mark.parametrize(("name", "article"), [("bijen.txt", TEXT), ("bijen.html", PAGE)])
def test_questions_stand_under_the_heading_that_answers(tmp_path: Path, name: str, article: str):
    beside = "Wat is  een bij?\n\n## De  dans\nWaarom dansen bijen?\n"
    found = read(tmp_path, name, article, beside)
    assert found == ("Wat is een bij?", "Waarom dansen bijen? | De dans")


def test_they_come_after_those_of_the_front_matter(tmp_path: Path):
    found = read(tmp_path, "bijen.md", MARKED, "## Inleiding\nWaar wonen bijen?\n")
    assert found == ("Wat eten bijen?", "Waar wonen bijen? | Inleiding")


def test_a_file_with_nothing_in_it_asks_nothing(tmp_path: Path):
    assert read(tmp_path, "bijen.txt", TEXT, "\n \n") == ()


@pytest.mark.parametrize(
    ("beside", "complaint"),
    [
        ("\n## De Dans!\n## Honing\n", "bijen.questions:3: no section is headed 'Honing'"),
        ("Waarom? | De dans", "bijen.questions:1: holds a |"),
        (b"Waarom?\n\xff\xc3\xa9", "bijen.questions:2: byte 0xff"),
        (b"\0\1\2\3", "bijen.questions: is not a text file"),
    ],
)
def test_bad_questions_are_one_line(tmp_path: Path, beside: str | bytes, complaint: str):
    with pytest.raises(HoorstukError, match=re.escape(complaint)) as caught:
        read(tmp_path, "bijen.txt", TEXT, beside)
    assert "\n" not in str(caught.value)


letters = st.characters(blacklist_categories=("C", "Z"), blacklist_characters="|#")
lines = st.text(letters, min_size=1)


@given(st.lists(lines, max_size=5), st.lists(lines, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_line_is_kept(tmp_path: Path, any_section: list[str], dance: list[str]):
    beside = "\n".join([*any_section, "# De dans", *dance])
    found = read(tmp_path, "bijen.txt", TEXT, beside)
    assert found == (*any_section, *(f"{one} | De dans" for one in dance))
