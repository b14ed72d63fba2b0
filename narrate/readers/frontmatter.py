"""Front matter: what a maintainer says of an article above its text, in YAML or in TOML."""

import re
from dataclasses import dataclass
from functools import partial

import yaml

from narrate import toml
from narrate.errors import HoorstukError
from narrate.readers.outline import Facts

_FENCED = {
    "---": re.compile(r"---[ \t]*\n(?P<data>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"),
    "+++": re.compile(r"\+\+\+[ \t]*\n(?P<data>(?:.*\n)*?)\+\+\+[ \t]*(?:\n|\Z)"),
}
_LEXICON = 'write words of the lexicon as a table: NMDA: "en em dee aa"'


@dataclass(frozen=True, slots=True)
class Parted:
    """A text without its front matter."""

    facts: Facts
    front: str
    """The front matter as it stands, fences included; empty when there is none."""
    body: str


def part(content: str, name: str) -> Parted:
    """Part a text from its front matter; keys that say nothing to a narrator are left alone.

    Raises:
        HoorstukError: the front matter is not proper YAML or TOML, or a key holds the wrong thing.
    """
    content = content.removeprefix("\ufeff")
    pattern = _FENCED.get(content[:3])
    match = pattern.match(content) if pattern else None
    if match is None:
        return Parted(Facts(), "", content)
    load = _yaml if content[0] == "-" else partial(toml.parse, first=2)
    data = load(match["data"], name)
    if content[0] == "-" and not isinstance(data, dict):
        return Parted(Facts(), "", content)  # two rules with text between them
    assert isinstance(data, dict)
    return Parted(_facts(data, name), match[0], content[match.end() :])


def _yaml(data: str, name: str) -> object:
    """Load YAML with every scalar as the text that stands there: a year or "no" is a title too."""
    try:
        return yaml.load(data, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        raise HoorstukError(
            f"{name}:{line}: front matter is not proper YAML: {error.problem}; mend it"
        ) from None
    except (yaml.YAMLError, RecursionError):
        raise HoorstukError(f"{name}:1: front matter is not proper YAML; mend it") from None


def _facts(data: dict[str, object], name: str) -> Facts:
    def first(*keys: str) -> object:
        return next((data[key] for key in keys if data.get(key)), "")

    def text(*keys: str) -> str:
        value = first(*keys)
        if isinstance(value, list | dict):
            raise HoorstukError(f"{name}: front matter: {keys[0]} holds a list; write one text")
        return " ".join(str(value).split())

    def texts(*keys: str) -> tuple[str, ...]:
        value = first(*keys)
        many = value if isinstance(value, list) else [value]
        if any(isinstance(one, list | dict) for one in many):
            raise HoorstukError(f"{name}: front matter: write {keys[0]} as a list of texts")
        return tuple(" ".join(str(one).split()) for one in many if one)

    language = text("language", "lang", "taal")
    return Facts(
        title=text("title", "titel"),
        language=language,
        language_is_told=bool(language),
        lead=text("lead", "description", "intro"),
        date=text("date", "datum"),
        author=", ".join(texts("author", "authors", "auteur")),
        questions=texts("questions", "vragen"),
        lexicon=_lexicon(data.get("lexicon") or {}, name),
    )


def _lexicon(table: object, name: str) -> dict[str, object]:
    """Give the lexicon's table; YAML's texts "true" and "false" as the truth values they are."""
    if not isinstance(table, dict):
        raise HoorstukError(f"{name}: front matter: {_LEXICON}")
    truth = {"true": True, "false": False}
    return {
        str(word): {k: truth.get(str(v).lower(), v) if k == "case" else v for k, v in how.items()}
        if isinstance(how, dict)
        else how
        for word, how in table.items()
    }
