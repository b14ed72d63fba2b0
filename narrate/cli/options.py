"""Options that several commands share, and what they stand for."""

from pathlib import Path

import click

from narrate import catalogue
from narrate.cli.settings import read_settings
from narrate.voice import Voice


def _with_settings(context: click.Context, _: click.Parameter, library: Path) -> Path:
    """Let `hoorstuk.toml` beside the library give what neither a flag nor the environment does."""
    context.default_map = read_settings(library, context)
    return library


library_option = click.option(
    "--library",
    "library_folder",
    type=click.Path(path_type=Path),
    default=Path("audio"),
    show_default=True,
    envvar="HOORSTUK_LIBRARY",
    is_eager=True,
    callback=_with_settings,
    help="Folder that holds the episodes.",
)
voice_option = click.option(
    "--voice",
    default=catalogue.EMBEDDED_VOICE,
    show_default=True,
    envvar="HOORSTUK_VOICE",
    help="A voice of the catalogue, or the path of an .onnx file.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")


def load_voice(name: str) -> Voice:
    """Load the voice that was asked for, with the catalogue's warning about it."""
    known = catalogue.models("voices").get(name)
    if known is not None and known.warning:
        click.echo(f"narrate: {name}: {known.warning}", err=True)
    return Voice(catalogue.find("voices", name))
