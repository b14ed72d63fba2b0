"""Words: tokens, normal forms, stems, and the tables behind them."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.find.words import (
    DATA,
    is_stop_word,
    lemma,
    normal,
    related,
    root,
    stem,
    tokens,
    weight,
    word_list,
)


def rows(name):
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("De NMDA-receptor", ["de", "nmda", "receptor"]),
        ("SSRI's en Davis' foto's", ["ssri", "en", "davis", "foto"]),
        ("in 1953, zo'n 7.500 liter (1,5)", ["in", "#1953", "zo'n", "#7500", "liter", "#1.5"]),
        ("Één café, geërfd", ["#1", "cafe", "geerfd"]),
        ("第一章 — привет", ["第一章", "привет"]),
    ],
)
def test_tokens_and_normal_forms(text, forms):
    assert [normal(token) for token in tokens(text)] == forms


@pytest.mark.parametrize("row", rows("forms.tsv"), ids=lambda row: row[0])
def test_irregular_forms_share_a_stem(row):
    assert len(row) > 1
    assert len({stem(normal(form)) for form in row}) == 1


DERIVED = tomllib.loads((DATA / "derivations.toml").read_text("utf-8"))


@pytest.mark.parametrize("words", DERIVED["same"], ids=lambda words: words[0])
def test_derived_words_share_a_root(words):
    assert len({root(normal(word)) for word in words}) == 1


@pytest.mark.parametrize("words", DERIVED["apart"], ids=lambda words: words[0])
def test_other_words_have_another_root(words):
    assert len({root(normal(word)) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("groeit", "groeien"),
        ("maakt", "maken"),
        ("wint", "winnen"),
        ("wandelt", "wandelen"),
        ("leest", "lezen"),
        ("bouwt", "bouwen"),
        ("afneemt", "afnemen"),
        ("afgesloten", "afsluiten"),
        ("opstond", "opstaan"),
        ("bewogen", "bewegen"),
    ],
)
def test_forms_of_verbs(form, verb):
    assert stem(form) == stem(verb)


@pytest.mark.parametrize(
    ("form", "plain"),
    [
        ("paarden", "paard"),
        ("nadelen", "nadeel"),
        ("synapsen", "synaps"),
        ("plaatsen", "plaats"),
        ("stoepranden", "stoeprand"),
        ("gevoelens", "gevoel"),
        ("haringen", "haring"),
        ("lage", "laag"),
        ("oude", "oud"),
        ("kleine", "klein"),
        ("franse", "frans"),
        ("puntjes", "punt"),
        ("beestje", "beest"),
        ("stapje", "stap"),
        ("slapende", "slapen"),
        ("keurt", "keuren"),
        ("stormt", "storm"),
    ],
)
def test_plurals_bent_forms_and_diminutives(form, plain):
    assert stem(form) == stem(plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("plaats", "plaat"),
        ("waarde", "waard"),
        ("mens", "men"),
        ("haring", "haar"),
        ("mate", "maat"),
    ],
)
def test_words_of_their_own(one, other):
    assert stem(one) != stem(other)


def test_relations():
    """Each row opens with another word; what it may stand for is asked for nowhere in vain."""
    heads = []
    for row in rows("relations.tsv"):
        words = [normal(word) for word in row]
        assert all(len(tokens(word)) == 1 for word in words), row
        assert len(words) > 1, row
        assert len(set(words)) == len(words), row
        assert not is_stop_word(words[0]), row
        heads.append(words[0])
    assert sorted(heads) == sorted(set(heads))
    assert stem("hond") in related()[stem("dieren")]
    assert stem("dier") not in related().get(stem("hond"), ())


def test_ge_that_belongs_to_a_word():
    assert all(
        stem(word) not in {stem(word[2:]), stem(f"{word[2:]}en")} for word in word_list("ge")
    )
    assert stem("gezond") == stem("gezonde") == stem("gezondheid")
    assert stem("gebied") == stem("gebieden")


@pytest.mark.parametrize("word", ["kust", "mist", "staart", "rijst", "verleden"])
def test_what_is_no_form_of_a_verb(word):
    assert lemma(word) == word


def test_no_form_belongs_to_two_words():
    forms = [form for row in rows("forms.tsv") for form in row[1:]]
    assert sorted(forms) == sorted(set(forms))


@pytest.mark.parametrize("name", sorted(path.name for path in (DATA / "synonyms").iterdir()))
def test_synonyms(name):
    """Each row names each meaning once, by words that can be asked for; no row is in another."""
    groups = []
    for row in rows(f"synonyms/{name}"):
        words = [normal(word) for word in row]
        assert not [word for word in words if is_stop_word(word) or len(tokens(word)) != 1], row
        groups.append(frozenset(map(stem, words)))
        assert len(groups[-1]) == len(row) > 1, row
    holding = {}
    for group in groups:
        for one in group:
            holding.setdefault(one, []).append(group)
    for group in groups:
        assert sum(group <= other for other in holding[min(group)]) == 1, sorted(group)


@pytest.mark.parametrize("words", tomllib.loads((DATA / "words.toml").read_text("utf-8")).items())
def test_word_lists_are_in_normal_form(words):
    name, listed = words
    assert listed, name
    assert all(word == word.lower() and word.isascii() for word in listed)


def test_rare_words_tell_more():
    assert weight("de") == 0.0 < weight("mensen") < weight("glutamaat") == 1.0


@given(st.text())
def test_any_text(text):
    for token in tokens(text):
        assert normal(token)
        assert stem(normal(token))
        assert root(normal(token))
