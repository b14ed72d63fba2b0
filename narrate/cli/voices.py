"""`narrate voices`: the voices of the catalogue."""

from pathlib import Path

import click

from narrate import catalogue
from narrate.cli.models import add_models
from narrate.cli.options import (
    library_option,
    load_lexicon,
    load_voice,
    profile_option,
    speaker_option,
    tempo_option,
)
from narrate.profiles import profile
from narrate.saying import say, write_wav


@click.group("voices")
def voices_group() -> None:
    """The voices of the catalogue."""


add_models(voices_group, "narrate", "voices", catalogue.get, "all up to /resolve/main/")


@voices_group.command("try")
@click.argument("name")
@click.argument("text")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="WAV file to write.",
)
@library_option
@profile_option
@tempo_option
@speaker_option
def voices_try_command(
    name: str,
    text: str,
    out: Path,
    library_folder: Path,
    profile_name: str,
    tempo: float | None,
    speaker: str,
) -> None:
    """Let the voice NAME say TEXT into a WAV file."""
    voice = load_voice(name, profile(profile_name), tempo, speaker)
    write_wav(say(text, voice, load_lexicon(library_folder, voice)), voice.rate, out)
    click.echo(str(out))
