"""`hoorstuk.toml` beside the library: what the options are when nobody says so.

    voice = "nl_BE-nathalie-compact"
    formats = ["mp3", "m4b"]
    preset = "podcast"

    [skill]
    region = "be"

Each key is the name of an option of `narrate build`, or in its table of a `skill` command. A flag
wins from the environment, that from this file, and this file from what is built in. What the table
`[publish]` may hold is in `publish/channel.py`.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import click

from narrate import toml
from narrate.errors import HoorstukError
from narrate.lexicon import read_text

FILE = "hoorstuk.toml"
NEVER = {"articles", "library_folder", "force", "quiet", "as_json", "text", "wavs", "table", "play"}
"""Parameters that are for one command only."""


def read_settings(
    library: Path, commands: Iterable[click.Command], table: str = ""
) -> dict[str, object]:
    """The settings of a library, as defaults for the options of a command.

    Args:
        library: the folder with the episodes.
        commands: those whose options may be set.
        table: the name of the table in which they stand; empty for the top of the file.

    Raises:
        HoorstukError: the file is no TOML, or holds a setting that no command has.
    """
    path = library.resolve().parent / FILE
    if not path.is_file():
        return {}
    text = read_text(path)
    data = toml.parse(text, str(path))
    data = data.get(table, {}) if table else data
    settings = {key: value for key, value in data.items() if not isinstance(value, dict)}
    known = _known(commands)
    for key in settings:
        if key not in known:
            raise HoorstukError(
                f"{path}:{line_of(text, key, table)}: no such setting {key}; "
                f"choose from {', '.join(known)}"
            )
    return {known[key]: _plain(value) for key, value in settings.items()}


def _known(commands: Iterable[click.Command]) -> dict[str, str]:
    """The options of the commands, and their parameters' names."""
    params = [param for command in commands for param in command.params]
    named = {p.opts[0].removeprefix("--"): p.name for p in params if p.name}
    return {option: name for option, name in named.items() if name not in NEVER}


def _plain(value: object) -> object:
    return ",".join(map(str, value)) if isinstance(value, list) else value


def line_of(text: str, key: str, table: str = "") -> int:
    """The line of a setting's file on which a table has a key, from 1; 1 when none has.

    Args:
        text: of the file.
        key: the setting.
        table: the name of the table in which it stands; empty for the top of the file.
    """
    within = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if header := re.match(r"\s*\[\s*([\w-]+)\s*\]", line):
            within = header[1]
        elif within == table and re.match(rf"\s*{re.escape(key)}\s*=", line):
            return number
    return 1
