"""The documentation names every command and every option, and its links lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import narrate.cli
import skill.cli

ROOT = Path(__file__).parents[1]
DESIGN = (ROOT / "docs" / "design.md").read_text("utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for inner in command.list_commands(context):
            yield from commands(f"{name} {inner}", command.get_command(context, inner))
    else:
        yield name, command


ALL = [*commands("narrate", narrate.cli.cli), *commands("skill", skill.cli.cli)]


@pytest.mark.parametrize(("name", "command"), ALL, ids=[name for name, _ in ALL])
def test_every_command_and_option_is_in_the_table(name: str, command: click.Command):
    program, *words = name.split()
    rows = [row for row in DESIGN.splitlines() if row.startswith("| `" + program)]
    table = [row for row in rows if all(re.search(rf"\b{word}\b", row) for word in words)]
    assert table, name
    flags = [o for p in command.params if isinstance(p, click.Option) for o in p.opts]
    missing = [flag for flag in flags if not any(f"{flag}" in row for row in table)]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path):
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text("utf-8"))
    assert [t for t in targets if not (document.parent / t).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_are_there(document: Path):
    named = re.findall(r"`((?:narrate|skill|scripts|tests|docs)/[\w./-]+)`", document.read_text())
    assert [path for path in named if not (ROOT / path).exists()] == []
