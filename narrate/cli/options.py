"""Options that several commands share, and what they stand for."""

from pathlib import Path

import click

from narrate import catalogue
from narrate.voice import Voice

library_option = click.option(
    "--library",
    "library_folder",
    type=click.Path(path_type=Path),
    default=Path("audio"),
    show_default=True,
    help="Folder that holds the episodes.",
)
voice_option = click.option(
    "--voice",
    default=catalogue.EMBEDDED_VOICE,
    show_default=True,
    help="A voice of the catalogue, or the path of an .onnx file.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")


def load_voice(name: str) -> Voice:
    """Load the voice that was asked for, with the catalogue's warning about it."""
    warn_about(name)
    return Voice(catalogue.find("voices", name))


def warn_about(name: str) -> None:
    """Say on standard error what the catalogue warns of before a voice is chosen."""
    known = catalogue.models("voices").get(name)
    if known is not None and known.warning:
        click.echo(f"narrate: {name}: {known.warning}", err=True)
