"""The language of an article: told by its maintainer, or else guessed from its commonest words."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import islice

from narrate.article import Article
from narrate.coverage import written
from narrate.errors import HoorstukError

_ENOUGH = 12
"""Words that tell a language, under which a guess says nothing."""
_CLEARLY = 1.5
"""How many times as many of them another language must have than Dutch."""
_LOOKED_AT = 20_000
"""Words from the start; that is plenty."""
_NAMES = {
    "af": "Afrikaans",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "fy": "Frisian",
}


def settled(article: Article, told: str) -> Article:
    """The article in the language that it is told to be in, or that it turns out to be in.

    Args:
        article: As it was read.
        told: BCP 47 tag from whoever builds it, which goes before that of its maintainer; empty
            when nothing is told.

    Raises:
        HoorstukError: it is not Dutch.
    """
    told = told or (article.language if article.language_is_told else "")
    if told:
        if primary(told) != "nl":
            raise HoorstukError(
                f"{article.source}: is told to be in {told}, and only Dutch (nl) is narrated"
            )
        return replace(article, language=told)
    found = guessed(" ".join(written(article)))
    if found != "Dutch":
        raise HoorstukError(
            f"{article.source}: looks like {found}, and only Dutch is narrated; if it is Dutch, "
            "say so: --language nl, or language: nl in its front matter"
        )
    known = article.language if primary(article.language) == "nl" else "nl"
    return replace(article, language=known)


def primary(language: str) -> str:
    """Give the language of a BCP 47 tag, without its region and script."""
    return language.strip().partition("-")[0].lower()


def guessed(text: str) -> str:
    """Give the English name of the language or the script of a text; Dutch in case of doubt."""
    script = _other_script(text[: 10 * _LOOKED_AT])
    if script:
        return script
    words = Counter(_words(text))
    found = {name: sum(words[w] for w in tells) for name, tells in _telling().items()}
    best = max(found, key=lambda name: found[name])
    clear = found[best] >= _ENOUGH and found[best] > _CLEARLY * found["nl"]
    return _NAMES.get(best, "Dutch") if clear else "Dutch"


def _words(text: str) -> Iterator[str]:
    found = re.finditer(r"'?[^\W\d_]+", text)
    return (match[0].lower() for match in islice(found, _LOOKED_AT))


def _other_script(text: str) -> str:
    """Name the script in which most letters are, unless it is the Latin one."""
    letters = Counter[str]()
    for char, number in Counter(text).items():
        if char.isalpha():
            letters[unicodedata.name(char, "LATIN").partition(" ")[0]] += number
    most = letters.most_common(1)[0][0] if letters.total() >= _ENOUGH else "LATIN"
    return "" if most == "LATIN" else f"{most.capitalize()} script"


@cache
def _telling() -> dict[str, frozenset[str]]:
    """The words that tell each language."""
    data = files(__package__).joinpath("languages.toml").read_text("utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(data).items()}
