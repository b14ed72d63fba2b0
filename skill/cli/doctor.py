"""`skill doctor`: what works on this machine."""

from pathlib import Path

import click

from narrate.cli.doctor import tell
from skill.cli.options import ears_option, json_option, library_option
from skill.doctor import examine


@click.command("doctor")
@library_option
@ears_option
@json_option
def doctor_command(library_folder: Path, ears: str, as_json: bool) -> None:
    """Say whether microphone, speaker, models and library work, and how to mend what does not."""
    tell(examine(library_folder, ears), as_json)
