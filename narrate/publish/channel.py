"""What the library calls itself: the table `[publish]` of `hoorstuk.toml`.

[publish]
title = "Hoorstukken over de hersenen"
description = "Artikelen over de hersenen, voorgelezen in hoofdstukken."
author = "Stichting Voorbeeld"
email = "redactie@example.nl"
base_url = "https://example.nl/hoorstukken/"
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

from narrate import toml
from narrate.errors import HoorstukError
from narrate.lexicon import read_text
from narrate.publish import addresses, artwork, categories
from narrate.publish.characters import plain
from narrate.settings import FILE, line_of

TABLE = "publish"


@dataclass(frozen=True, slots=True)
class Channel:
    """The library as its listeners see it."""

    title: str = "Hoorstuk"
    description: str = "Artikelen, voorgelezen in hoofdstukken."
    author: str = ""
    email: str = ""
    """Of who looks after the feed; directories ask for it."""
    language: str = "nl"
    category: str = "Education"
    """One of Apple's; with a subcategory as `Education > Self-Improvement`."""
    explicit: bool = False
    copyright: str = ""
    link: str = ""
    """A page about the library; its own page when there is none."""
    base_url: str = ""
    """Address of the library's folder, with a slash at its end; empty when there is none yet."""
    guid: str = ""
    """Of the podcast, a UUID; set it when the feed had one before. Otherwise it is made once."""
    serial: bool = False
    """Whether episodes are to be heard from the first on, instead of the newest first."""
    locked: bool = True
    """Whether other hosts of podcasts may not take the feed over."""
    funding: str = ""
    """A page where listeners can give money."""
    word_level: bool = False
    """Whether the text of EPUB follows the voice word by word instead of by sentence."""

    cover: str = ""
    """Path of a picture; in `hoorstuk.toml` from the folder of that. Without one it is drawn."""

    @property
    def artwork(self) -> str:
        """The name of its cover in the library."""
        return artwork.name(self.cover, self.title)

    def url(self, path: str) -> str:
        """The address of a file of the library, relative to its folder while it has none itself."""
        return self.base_url + quote(path)


def read(library: Path, base_url: str = "") -> Channel:
    """The channel of a library; `base_url` goes before that of the file.

    Raises:
        HoorstukError: the file is no TOML, holds a setting that there is not, or a wrong one.
    """
    path = library.resolve().parent / FILE
    text = read_text(path) if path.is_file() else ""
    table = toml.parse(text, str(path)).get(TABLE, {})
    if not isinstance(table, dict):
        raise HoorstukError(f"{path}:{line_of(text, TABLE)}: {TABLE} is a table: [{TABLE}]")
    said: dict[str, Any] = {}
    for key, value in table.items():
        said[key] = _checked(key, value, f"{path}:{line_of(text, key, TABLE)}: ")
    # An empty text says nothing.
    channel = replace(Channel(), **{key: value for key, value in said.items() if value != ""})
    if channel.cover:
        place = f"{path}:{line_of(text, 'cover', TABLE)}: cover"
        channel = replace(channel, cover=_picture(path.parent / channel.cover, place))
    if base_url:
        return replace(channel, base_url=_fitting("base_url", base_url, "--base-url "))
    return channel


def _checked(key: str, value: object, place: str) -> object:
    kinds = {field.name: type(field.default) for field in fields(Channel)}
    if key not in kinds:
        raise HoorstukError(
            f"{place}no such setting {key} in [{TABLE}]; choose from {', '.join(kinds)}"
        )
    if not isinstance(value, kinds[key]):
        kind = "true or false" if kinds[key] is bool else "a text in quotes"
        raise HoorstukError(f"{place}{key} is {value!r}; make it {kind}")
    return _fitting(key, value, f"{place}{key} ") if isinstance(value, str) else value


def _fitting(key: str, value: str, place: str) -> str:
    """A text without what XML does not take, as its setting asks."""
    text = plain(value)
    try:
        return _RULES.get(key, plain)(text) if text else ""
    except ValueError as error:
        raise HoorstukError(f"{place}{value}: {error}") from None


def _picture(path: Path, place: str) -> str:
    try:
        artwork.suffix(path)
    except ValueError as error:
        raise HoorstukError(f"{place} {path}: {error}") from None
    return str(path)


def _category(text: str) -> str:
    return " > ".join(categories.parts(text))


def _email(text: str) -> str:
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+", text):
        raise ValueError("is no e-mail address; write it as redactie@example.nl")
    return text


def _language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise ValueError("is no language; write nl, or nl-BE")
    return text


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise ValueError("is no UUID; take that of the old feed, or leave it out") from None


_RULES: Mapping[str, Callable[[str], str]] = {
    "category": _category,
    "email": _email,
    "language": _language,
    "link": addresses.page,
    "base_url": addresses.folder,
    "guid": _uuid,
    "funding": addresses.page,
}
"""What a setting must be besides a text; each raises ValueError, saying what it is not."""
