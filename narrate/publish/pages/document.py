"""A page that is whole by itself: its style and script stand in it, and nothing else can load."""

import base64
import hashlib
import json
import re
from functools import cache
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from narrate import toml
from narrate.publish import dutch
from narrate.publish.characters import shortened

_LOADER = PackageLoader("narrate.publish.pages", ".")


def rendered(template: str, styles: list[str], scripts: list[str], **told: object) -> str:
    """A page from its template, with files of this folder as its style and script.

    A Content-Security-Policy (W3C, level 3) names the hashes of the two, and sound and pictures
    from beside the page; `file:` is that for a page opened from disk.
    """
    style = "\n".join(_lean(_source(f"style/{name}.css")) for name in styles)
    script = "\n".join(_lean(_source(f"script/{name}.js")) for name in scripts)
    script = f'(() => {{\n"use strict";\n{script}\n}})();'
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "media-src 'self' file:; img-src 'self' file: data:; base-uri 'none'; form-action 'none'"
    )
    page = _environment().get_template(template)
    told |= {"policy": policy, "style": Markup(style), "script": Markup(script)}
    return page.render(t=_named(texts()), **told)


@cache
def texts() -> dict[str, Any]:
    """What the pages say, as a linguist wrote it."""
    return toml.parse(_source("texts.toml"), "texts.toml")


def _named(told: object) -> object:
    """Tables whose keys are names alone: asked for `keys`, a dict would give its method."""
    if isinstance(told, dict):
        return SimpleNamespace(**{key: _named(value) for key, value in told.items()})
    return [_named(one) for one in told] if isinstance(told, list) else told


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=_LOADER,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False,
        "separators": (",", ":"),
    }
    environment.policies["json.dumps_function"] = json.dumps
    environment.filters |= {
        "duration": dutch.duration,
        "clock": dutch.clock,
        "day": dutch.day,
        "size": dutch.size,
        "cut": shortened,
    }
    return environment


def _source(name: str) -> str:
    return _LOADER.get_source(Environment(), name)[0]


def _lean(text: str) -> str:
    """A style or script without the indents, empty lines and comments that its readers need."""
    lines = (line.strip() for line in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
