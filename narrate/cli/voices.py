"""`narrate voices`: the voices of the catalogue."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from narrate import catalogue
from narrate.cli.options import json_option, load_voice
from narrate.lexicon import Lexicon
from narrate.saying import say, write_wav


@click.group("voices")
def voices_group() -> None:
    """The voices of the catalogue."""


@voices_group.command("list")
@json_option
def voices_list_command(as_json: bool) -> None:
    """List the voices: name, size, licence, and whether they are on this machine."""
    for voice in catalogue.models("voices").values():
        if as_json:
            click.echo(json.dumps(asdict(voice), ensure_ascii=False))
        else:
            where = "embedded" if voice.path else voice.url
            size = f"{voice.bytes / 1e6:.0f} MB"
            click.echo(f"{voice.name}: {voice.language}, {size}, {voice.licence}, {where}")


@voices_group.command("try")
@click.argument("name")
@click.argument("text")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="WAV file to write.",
)
def voices_try_command(name: str, text: str, out: Path) -> None:
    """Let the voice NAME say TEXT into a WAV file."""
    voice = load_voice(name)
    write_wav(say(text, voice, Lexicon.built_in()), voice.rate, out)
    click.echo(str(out))
