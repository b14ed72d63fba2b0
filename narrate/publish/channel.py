"""What the library calls itself: the table `[publish]` of `hoorstuk.toml`.

[publish]
title = "Hoorstukken over de hersenen"
description = "Artikelen over de hersenen, voorgelezen in hoofdstukken."
author = "Stichting Voorbeeld"
email = "redactie@example.nl"
base_url = "https://example.nl/hoorstukken/"
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from narrate import toml
from narrate.errors import HoorstukError
from narrate.lexicon import read_text
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
    word_level: bool = False
    """Whether the text of EPUB follows the voice word by word instead of by sentence."""

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
    channel = Channel(**_checked(table, text, path))
    if not channel.base_url and not base_url:
        return channel
    if base_url:
        return replace(channel, base_url=_address(base_url, "--base-url"))
    place = f"{path}:{line_of(text, 'base_url')}: base_url"
    return replace(channel, base_url=_address(channel.base_url, place))


def _checked(table: Mapping[str, object], text: str, path: Path) -> dict[str, Any]:
    kinds = {field.name: type(field.default) for field in fields(Channel)}
    for key, value in table.items():
        place = f"{path}:{line_of(text, key)}"
        if key not in kinds:
            raise HoorstukError(
                f"{place}: no such setting {key} in [{TABLE}]; choose from {', '.join(kinds)}"
            )
        if not isinstance(value, kinds[key]):
            kind = "true or false" if kinds[key] is bool else "a text in quotes"
            raise HoorstukError(f"{place}: {key} is {value!r}; make it {kind}")
    return {key: plain(value) if isinstance(value, str) else value for key, value in table.items()}


def _address(url: str, place: str) -> str:
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        whole = None
    if not whole or parts.query or parts.fragment or url.split() != [url]:
        raise HoorstukError(
            f"{place} {url}: is no address of a folder; write it whole, as https://example.nl/audio/"
        )
    return url if url.endswith("/") else f"{url}/"
