"""`narrate lexicon`: what the lexicon says, and its exchange with others."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from narrate import files, lexicon_writing
from narrate.cli.options import json_option, library_option, load_voice, voice_option
from narrate.errors import HoorstukError
from narrate.lexicon import Entry, Lexicon, LexiconError
from narrate.pls import read_pls, write_pls


@click.group("lexicon")
def lexicon_group() -> None:
    """How words sound: the built-in lexicon, and the library's own before it."""


@lexicon_group.command("list")
@click.argument("word", required=False)
@library_option
@json_option
def list_command(word: str | None, library_folder: Path, as_json: bool) -> None:
    """List what is said for WORD, or for every word, and where that stands."""
    lexicon = Lexicon.of_library(library_folder)
    for entry in _found(word, lexicon) if word else lexicon.entries():
        if as_json:
            click.echo(json.dumps(asdict(entry), ensure_ascii=False))
        else:
            said = f"/{entry.ipa}/" if entry.ipa else entry.spoken
            foreign = " (as in English)" * (entry.language == "en")
            click.echo(f"{entry.place}: {entry.written}: {said}{foreign}")


@lexicon_group.command("export")
@click.option("--out", type=click.Path(path_type=Path), help="File to write, not the screen.")
@library_option
def export_command(out: Path | None, library_folder: Path) -> None:
    """Give the lexicon as W3C PLS 1.0, for other programs."""
    document = write_pls(Lexicon.of_library(library_folder).entries())
    if out is None:
        click.echo(document, nl=False)
    else:
        files.write(out, document.encode())
        click.echo(str(out))


@lexicon_group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    required=True,
    help="Lexicon to write into; the library's own is lexicon.toml beside its folder.",
)
@voice_option
def import_command(file: Path, into: Path, voice: str) -> None:
    """Take the entries of a W3C PLS 1.0 FILE into a lexicon."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise LexiconError(f"{file}: cannot be read ({error.strerror}); check its path") from None
    entries = read_pls(content, str(file))
    Lexicon(entries).check(load_voice(voice).known)
    new = lexicon_writing.add(entries, into)
    click.echo(f"{into}: {len(new)} new, {len(entries) - len(new)} there already")


def _found(word: str, lexicon: Lexicon) -> list[Entry]:
    entry = lexicon.find(word)
    if entry is None:
        raise HoorstukError(
            f"{word}: is not in the lexicon; see how it is said with: narrate spoken {word} --json"
        )
    return [entry]
