"""Options that several commands share, and what they stand for."""

from pathlib import Path

import click

from narrate import catalogue, profiles
from narrate.cli.group import commands
from narrate.lexicon import Lexicon
from narrate.profiles import Profile
from narrate.settings import read_settings
from narrate.voice import Voice


def _with_settings(context: click.Context, _: click.Parameter, library: Path) -> Path:
    """Let `hoorstuk.toml` beside the library give what neither a flag nor the environment does."""
    # Whatever command this is, the options of `narrate build` may stand there.
    context.default_map = read_settings(library, commands(context, "build"))
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
profile_option = click.option(
    "--profile",
    "profile_name",
    default=profiles.DEFAULT,
    show_default=True,
    help="Way of reading aloud: gewoon, rustig (calmer), meelezen (for reading along).",
)
tempo_option = click.option(
    "--tempo",
    type=click.FloatRange(0.5, 2.0),
    help="Speed of speech instead of the profile's; 1.0 is the voice's own.",
)
speaker_option = click.option(
    "--speaker", default="", help="Name or number of a speaker, of a voice that has several."
)
language_option = click.option(
    "--language", default="", help="What the articles are in, if not what they seem."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")


def load_voice(
    name: str, profile: Profile | None = None, tempo: float | None = None, speaker: str = ""
) -> Voice:
    """Load the voice that was asked for, with the catalogue's warning about it."""
    warn_about(name)
    profile = profile or profiles.profile(profiles.DEFAULT)
    path = catalogue.find("voices", name)
    return Voice(path, tempo or profile.tempo, profile.comma, speaker)


def load_lexicon(library_folder: Path, voice: Voice) -> Lexicon:
    """Load the lexicon that counts in a library; the voice knows all of its symbols."""
    lexicon = Lexicon.of_library(library_folder)
    lexicon.check(voice.known)
    return lexicon


def warn_about(name: str) -> None:
    """Say on standard error what the catalogue warns of before a voice is chosen."""
    known = catalogue.models("voices").get(name)
    if known is not None and known.warning:
        click.echo(f"narrate: {name}: {known.warning}", err=True)
