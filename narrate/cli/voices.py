"""`narrate voices`: the voices of the catalogue."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from narrate import catalogue, progress
from narrate.cli.options import (
    json_option,
    library_option,
    load_lexicon,
    load_voice,
    profile_option,
    speaker_option,
    tempo_option,
    warn_about,
)
from narrate.profiles import profile
from narrate.saying import say, write_wav


@click.group("voices")
def voices_group() -> None:
    """The voices of the catalogue."""


@voices_group.command("list")
@json_option
def voices_list_command(as_json: bool) -> None:
    """List the voices: name, size, licence, and whether they are on this machine."""
    for voice in catalogue.models("voices").values():
        here = catalogue.local("voices", voice)
        if as_json:
            listed = asdict(voice) | {"local": str(here) if here else None}
            click.echo(json.dumps(listed, ensure_ascii=False))
        else:
            size = f"{voice.bytes / 1e6:.0f} MB" if voice.bytes else "size unknown"
            where = "embedded" if voice.path else here or f"narrate voices get {voice.name}"
            click.echo(f"{voice.name}: {voice.language}, {size}, {voice.licence}, {where}")


@voices_group.command("get")
@click.argument("name")
@click.option(
    "--mirror",
    envvar="HOORSTUK_MIRROR",
    default="",
    help="Address that stands for all up to /resolve/main/ [env: HOORSTUK_MIRROR].",
)
def voices_get_command(name: str, mirror: str) -> None:
    """Fetch the official voice NAME; what broke off before goes on from there."""
    voice = catalogue.named("voices", name)
    warn_about(name)
    with progress.shown(name) as report:
        path, fetched = catalogue.get(voice, mirror, report)
    if fetched and not voice.checked:
        click.echo(f"narrate: {name}: its checksum is unknown, so it was not checked", err=True)
    click.echo(f"{path}: {'fetched' if fetched else 'is already there'}")


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
