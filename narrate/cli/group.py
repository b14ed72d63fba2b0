"""A group of commands that imports only the one that is used, so that each starts quickly."""

from collections.abc import Iterator, Mapping
from pkgutil import resolve_name

import click


class Group(click.Group):
    """Commands by name, each with its place: `module:function`."""

    def __init__(self, places: Mapping[str, str], **options: object) -> None:
        """Make a group of commands, which are listed in their order."""
        super().__init__(**options)  # type: ignore[arg-type]
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        """Their names."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, or None."""
        place = self._places.get(cmd_name)
        return resolve_name(place) if place else None


def commands(context: click.Context, *names: str) -> Iterator[click.Command]:
    """The commands of the program that runs, or those of these names, each imported in its turn."""
    root = context.find_root()
    if not isinstance(root.command, click.Group):
        yield context.command
        return
    for name in names or root.command.list_commands(root):
        command = root.command.get_command(root, name)
        if command is not None:
            yield command
