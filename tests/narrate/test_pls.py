"""The lexicon as W3C PLS: there and back, what others write, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.lexicon import Entry, Lexicon, LexiconError, parse, read_entry
from narrate.lexicon_writing import add, as_toml
from narrate.pls import read_pls, write_pls

WRITTEN = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(str.isprintable)
SPOKEN = st.from_regex(r"[a-zë']+(?: [a-zë']+){0,2}", fullmatch=True)
IPA = st.text("aːˈ,ɪŋx ", max_size=8).map(lambda text: " ".join(text.split()))
SAID = st.fixed_dictionaries({"say": SPOKEN, "ipa": IPA, "case": st.booleans()})
ENTRIES = st.lists(
    st.builds(read_entry, WRITTEN.filter(bool), SAID, st.just("x"), st.just(1)),
    unique_by=lambda entry: entry.written,
)


@given(ENTRIES)
def test_any_lexicon_there_and_back(entries: list[Entry]):
    assert read_pls(write_pls(entries).encode(), "x.pls") == entries
    assert parse("\n".join(map(as_toml, entries)), "x.toml") == entries


def test_the_built_in_lexicon_there_and_back():
    entries = [*Lexicon.built_in().entries(), *parse('awkward = { lang = "en" }', "x")]
    assert read_pls(write_pls(entries).encode(), "x.pls") == entries
    assert parse("\n".join(map(as_toml, entries)), "x.toml") == entries


def document(inside: str, attributes: str = 'alphabet="ipa" xml:lang="nl-NL"') -> bytes:
    space = 'xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"'
    return f'<lexicon version="1.0" {space} {attributes}>\n{inside}\n</lexicon>'.encode()


def test_what_others_write():
    entries = read_pls(
        document("""<meta name="maker" content="x"/>
<lexeme xml:id="a"><grapheme>Foo</grapheme><grapheme> Foe </grapheme>
  <phoneme>fuː</phoneme><phoneme prefer="true">fu</phoneme><example>een foo</example></lexeme>
<lexeme role="x:noun"><!-- by letters -->
<grapheme>BDNF</grapheme><alias>bee dee <![CDATA[en]]> &#101;f</alias></lexeme>
"""),
        "x.pls",
    )
    assert entries == [
        Entry("Foo", "foo", "fu"),
        Entry("Foe", "foe", "fu"),
        Entry("BDNF", "bee dee en ef", exact=True),
    ]
    assert [entry.place for entry in entries] == ["x.pls:3", "x.pls:3", "x.pls:5"]


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n' + document("&b;")
LEXEME = "<lexeme><grapheme>a</grapheme>{}</lexeme>"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "x.pls:1: is not proper XML"),
        (b"\x00\xff", "x.pls:1: is not proper XML"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "x.pls:1: "),
        (b"<html/>", "x.pls:1: is not a PLS 1.0 lexicon"),
        (BOMB, "x.pls:1: holds a document type"),
        (b'<!DOCTYPE lexicon SYSTEM "file:///etc/passwd">' + document(""), "document type"),
        (document("&b;"), "x.pls:2: is not proper XML: undefined entity"),
        (document("", 'alphabet="x-sampa" xml:lang="nl"'), 'alphabet "x-sampa"'),
        (document("", 'alphabet="ipa" xml:lang="en"'), 'the language "en"'),
        (document(LEXEME.format("")), "x.pls:2: a lexeme needs"),
        (document(LEXEME.format('<phoneme alphabet="sampa">a</phoneme>')), 'alphabet "sampa"'),
        (document(LEXEME.format("<alias>Alias 2</alias>")), "x.pls:2: a: a spelling holds"),
        (document("<lexeme>"), "x.pls:3: is not proper XML: mismatched tag"),
    ],
)
def test_what_is_refused(content: bytes, complaint: str):
    with pytest.raises(LexiconError) as error:
        read_pls(content, "x.pls")
    assert complaint in str(error.value)


@given(st.binary() | st.text().map(document))
def test_any_bytes_are_read_or_refused(content: bytes):
    try:
        read_pls(content, "x.pls")
    except LexiconError as error:
        assert str(error).startswith("x.pls:")  # noqa: PT017


def test_entries_are_added_once_and_none_is_replaced(tmp_path: Path):
    path = tmp_path / "lexicon.toml"
    entries = [Entry("Foo", "foo", "fuː"), Entry("a.b", "aa", exact=True)]
    assert add(entries, path) == entries
    path.write_text("# ours\n\n" + path.read_text() + "\n")
    assert add([*entries, Entry("new", "njoe")], path) == [Entry("new", "njoe")]
    assert path.read_text() == (
        '# ours\n\n"Foo" = { ipa = "fuː" }\n"a.b" = { say = "aa", case = true }\n"new" = "njoe"\n'
    )
    with pytest.raises(LexiconError, match=r"b.pls:3: Foo: .*lexicon.toml:3 says something else"):
        add([Entry("x", "x"), Entry("Foo", "foe", source="b.pls", line=3)], path)
    assert '"x"' not in path.read_text()


def test_a_file_that_ends_in_a_table_stays_as_it_is(tmp_path: Path):
    path = tmp_path / "lexicon.toml"
    path.write_text('[Foo]\nipa = "fuː"\n')
    with pytest.raises(LexiconError, match=r"lexicon.toml:1: Foo: write a spelling"):
        add([Entry("a", "aa")], path)
    assert path.read_text() == '[Foo]\nipa = "fuː"\n'


def test_export_import_list(run, tmp_path: Path):
    (tmp_path / "lexicon.toml").write_text('NAVO = "en aa vee oo"\n')
    out = tmp_path / "all.pls"
    assert (
        run(
            "narrate", "lexicon", "export", "--out", out, "--library", tmp_path / "audio"
        ).returncode
        == 0
    )
    into = tmp_path / "two" / "lexicon.toml"
    into.parent.mkdir()
    done = run("narrate", "lexicon", "import", out, "--into", into)
    assert (done.returncode, done.stderr) == (0, "")
    assert Lexicon.read(into).find("NAVO") == Entry("NAVO", "en aa vee oo", exact=True)
    again = run("narrate", "lexicon", "import", out, "--into", into)
    assert again.stdout.startswith(f"{into}: 0 new, ")
    listed = run("narrate", "lexicon", "list", "NAVO", "--library", tmp_path / "audio")
    assert listed.stdout == f"{tmp_path}/lexicon.toml:1: NAVO: en aa vee oo\n"


def test_a_symbol_that_the_voice_does_not_know_is_not_imported(run, tmp_path: Path):
    (tmp_path / "a.pls").write_bytes(document(LEXEME.format("<phoneme>t͡ʃ</phoneme>")))
    done = run("narrate", "lexicon", "import", tmp_path / "a.pls", "--into", tmp_path / "x.toml")
    assert done.returncode == 1
    assert "a.pls:2: a: the voice has no sound for '͡' (U+0361)" in done.stderr
    assert not (tmp_path / "x.toml").exists()
