"""The lexicon: finding, extending, and errors that point at the line."""

from pathlib import Path

import pytest

from narrate.lexicon import Entry, Lexicon, LexiconError


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
