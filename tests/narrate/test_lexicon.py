"""The lexicon: finding, extending, and errors that point at the line."""

import re
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import narrate
from narrate.catalogue import EMBEDDED_VOICE
from narrate.lexicon import Entry, Lexicon, LexiconError
from narrate.spoken import spoken_words
from narrate.spoken.english import in_dutch_sounds


def read(folder: Path, text: str) -> Lexicon:
    path = folder / "lexicon.toml"
    path.write_text(text, "utf-8")
    return Lexicon.read(path)


def test_entries_by_spelling_and_by_phonemes(tmp_path: Path):
    lexicon = read(tmp_path, 'NMDA = "en em dee aa"\nFoo = { ipa = "fuː" }\n')
    assert lexicon.entries() == (
        Entry("NMDA", "en em dee aa", "", True),
        Entry("Foo", "foo", "fuː", False),
    )


def test_case(tmp_path: Path):
    lexicon = read(
        tmp_path, 'REM = "rem"\nketamine = "ketamine"\npH = { say = "pee haa", case = true }\n'
    )
    assert lexicon.find("REM")
    assert lexicon.find("rem") is None
    assert lexicon.find("Ketamine")
    assert lexicon.find("KETAMINE")
    assert lexicon.find("pH")
    assert lexicon.find("PH") is None


def test_an_exact_match_comes_before_any_case(tmp_path: Path):
    lexicon = read(tmp_path, 'WEL = "wee ee el"\nwel = "wel"\n')
    assert lexicon.find("WEL") == Entry("WEL", "wee ee el", "", True)
    assert lexicon.find("Wel") == Entry("wel", "wel", "", False)


def test_extended():
    first = Lexicon([Entry("a", "aa"), Entry("b", "bee")])
    both = first.extended_by(Lexicon([Entry("a", "ah")]))
    assert both.find("a") == Entry("a", "ah")
    assert both.find("b") == Entry("b", "bee")
    assert first.find("a") == Entry("a", "aa")


WORDS = st.sampled_from(["WEL", "wel", "Wel", "e", "E"])
LAYERS = st.lists(st.builds(Entry, WORDS, st.sampled_from("abc"), exact=st.booleans())).map(Lexicon)


@given(st.lists(LAYERS, min_size=1, max_size=4), WORDS)
def test_later_layers_win(layers: list[Lexicon], word: str):
    found = [layer.find(word) for layer in layers if layer.find(word)]
    together = reduce(Lexicon.extended_by, layers)
    grouped = layers[0].extended_by(reduce(Lexicon.extended_by, layers[1:], Lexicon()))
    assert together.find(word) == grouped.find(word) == (found[-1] if found else None)
    assert set(together.entries()) == set(grouped.entries())
    assert all(together.find(entry.written) == entry for entry in together.entries())


def test_an_entry_of_several_words(tmp_path: Path):
    lexicon = Lexicon([Entry("ad", "at")]).extended_by(
        read(tmp_path, '"mind map" = { lang = "en" }\n"ad hoc" = "ad hok"\n"Foo Bar" = "foe"\n')
    )
    said = spoken_words("Een (mind map), ad hoc: foo bar's, ad, hoc.", lexicon)
    assert [(word.written, word.spoken, word.rule) for word in said] == [
        ("Een", "een", ""),
        ("(mind map),", "mind map", "lexicon, english"),
        ("ad hoc:", "ad hok", "lexicon"),
        ("foo bar's,", "foe's", "lexicon"),
        ("ad,", "at", "lexicon"),
        ("hoc.", "hoc", ""),
    ]
    assert said[1].ipa == f"{in_dutch_sounds('mind')} {in_dutch_sounds('map')}"


def test_layers_of_a_library_and_of_an_article(tmp_path: Path):
    assert Lexicon.of_library(tmp_path / "audio") is Lexicon.built_in()
    (tmp_path / "lexicon.toml").write_text('\nnato = "en aa tee oo"\nFoo = "foo"\n')
    own = Lexicon.of_library(tmp_path / "audio")
    article = Lexicon.of_table({"Foo": "foe", "bar": {"ipa": "bɑr"}}, "stuk.md", {"Foo": 3})
    both = own.extended_by(article)
    places = {word: both.find(word).place for word in ("NATO", "Foo", "bar", "NAVO")}
    assert places["NATO"] == f"{tmp_path}/lexicon.toml:2"
    assert places["Foo"] == "stuk.md:3"
    assert places["bar"] == "stuk.md"
    assert re.fullmatch(r"narrate/lexicon\.toml:\d+", places["NAVO"])
    with pytest.raises(LexiconError, match=r"^stuk.md:7: x: write a spelling"):
        Lexicon.of_table({"x": 3}, "stuk.md", {"x": 7})


def test_every_entry_stands_where_it_says():
    lines = Path(narrate.__file__).with_name("lexicon.toml").read_text("utf-8").splitlines()
    for entry in Lexicon.built_in().entries():
        assert re.match(rf'"?{re.escape(entry.written)}"? = ', lines[entry.line - 1]), entry


def test_a_symbol_that_the_voice_does_not_know(voice, tmp_path: Path):
    Lexicon.built_in().check(voice.known)
    with pytest.raises(LexiconError, match=r"lexicon\.toml:2: Foo: .* 'ж' \(U\+0436\)"):
        read(tmp_path, 'a = "aa"\nFoo = { ipa = "fжː" }\n').check(voice.known)


def test_built_in():
    assert Lexicon.built_in().find("COVID")
    assert Lexicon.built_in() is Lexicon.built_in()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('a = "aa"\nb = 3\n', 2, "write a spelling"),
        ('a = "aa"\n\nb = "B 2"\n', 3, "lower-case letters"),
        ('a = "aa"\nb =\n', 2, "not proper TOML"),
        ('a = { ip = "x" }\n', 1, "write a spelling"),
        ("a = { ipa = 3 }\n", 1, "are texts"),
        ('a = { ipa = "[[x]]" }\n', 1, "without figures"),
        ('"" = "x"\n', 1, "is empty"),
        ('a = { ipa = "" }\n', 1, "lower-case letters"),
        ('"a\u200d" = "aa"\n', 1, "cannot be seen"),
        ('a = { lang = "fr" }\n', 1, 'lang is "en"'),
        ('a = { lang = "en", say = "ee" }\n', 1, "without say"),
        ('a = "aa"\na = "ah"\n', 2, "not proper TOML"),
        ("[a]\nx = 1\n", 1, "write a spelling"),
    ],
)
def test_a_mistake_is_pointed_at(tmp_path: Path, text: str, line: int, reason: str):
    with pytest.raises(LexiconError) as error:
        read(tmp_path, text)
    assert f"lexicon.toml:{line}: " in str(error.value)
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_and_a_binary_file(tmp_path: Path):
    with pytest.raises(LexiconError, match="cannot be read"):
        Lexicon.read(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LexiconError, match="not UTF-8"):
        Lexicon.read(tmp_path / "binary.toml")


def test_a_voice_is_tried_with_the_words_of_the_library(run, tmp_path: Path):
    (tmp_path / "lexicon.toml").write_text('Qwx = "kwiks"\n')
    for name, library in (
        ("eigen.wav", tmp_path / "audio"),
        ("kaal.wav", tmp_path / "b" / "audio"),
    ):
        library.mkdir(parents=True)
        way = ["--out", tmp_path / name, "--library", library]
        done = run("narrate", "voices", "try", EMBEDDED_VOICE, "Qwx.", *way)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "eigen.wav").read_bytes() != (tmp_path / "kaal.wav").read_bytes()
