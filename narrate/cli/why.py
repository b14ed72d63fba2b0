"""`narrate why`: from a time to the sentence, and the line that would change it."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from narrate import library
from narrate.cli.options import json_option, library_option
from narrate.cli.shelf import clock, find_episode
from narrate.lexicon import Lexicon, own_lexicon
from narrate.why import Said, Why, seconds, why

PUNCTUATION = ".,:;?!()\"'“”‘’"


@click.command("why")
@click.argument("episode")
@click.argument("time")
@library_option
@json_option
def why_command(episode: str, time: str, library_folder: Path, as_json: bool) -> None:
    """Say why EPISODE sounds as it does at TIME (12:34), and how to change it."""
    find_episode(library_folder, episode)
    told = why(library_folder / episode, seconds(time), library_folder / library.TAKES)
    written = told.words[told.at].written.strip(PUNCTUATION)
    entry = Lexicon.of_library(library_folder).find(written)
    change = entry.place if entry else str(own_lexicon(library_folder))
    if as_json:
        click.echo(json.dumps(asdict(told) | {"change": change}, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(told, change)))


def _lines(told: Why, change: str) -> list[str]:
    word = told.words[told.at]
    changed = [said for said in told.words if said.rule]
    return [
        f"{told.source}:{told.line}, chapter {told.chapter}: {told.title}",
        f"From {clock(told.start)} to {clock(told.end)}",
        f"Written:  {told.written}",
        f"Spoken:   {told.spoken}",
        f"Phonemes: {told.phonemes}",
        *(f"  {said.written}: {_reading(said)}" for said in changed),
        f"Take:     {told.take}",
        f"At that time: {word.written}",
        f"To change it: {change}: {_entry(word)}",
    ]


def _reading(said: Said) -> str:
    phonemes = f" [{said.ipa}]" if said.ipa else ""
    return f"{said.spoken or '(silent)'}{phonemes} (rule: {said.rule})"


def _entry(said: Said) -> str:
    return f'"{said.written.strip(PUNCTUATION)}" = "{said.spoken or said.written.lower()}"'
