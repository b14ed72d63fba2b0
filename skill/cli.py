"""The command `skill`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import click

from narrate import catalogue
from narrate.errors import told_in_one_line
from narrate.lexicon import Lexicon
from narrate.voice import Voice
from skill import library, player
from skill.ears import Ears, Heard, read_sound
from skill.ears_command import ears_group
from skill.turn import Skill, Turn
from skill.vocabulary import learn


def main() -> None:
    """Run `skill`; anything a person can mend becomes one line and exit status 1."""
    with told_in_one_line("skill"):
        cli()


@click.group()
@click.version_option(package_name="hoorstuk")
def cli() -> None:
    """Ask the library a question in Dutch and hear the passage that answers."""


cli.add_command(ears_group)


@cli.command("ask")
@click.argument("text", required=False)
@click.option(
    "--wav",
    "wavs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A recorded question; may be given more than once.",
)
@click.option(
    "--library",
    "library_folder",
    type=click.Path(path_type=Path),
    default=Path("audio"),
    show_default=True,
    help="Folder that holds the episodes.",
)
@click.option(
    "--articles",
    type=click.Path(path_type=Path),
    help="Ask the written articles of a folder, before they are narrated.",
)
@click.option(
    "--ears",
    default=catalogue.EMBEDDED_EARS,
    show_default=True,
    help="A recogniser of the catalogue, or the path of a Vosk model's folder.",
)
@click.option(
    "--region",
    type=click.Choice(["nl", "be"]),
    default="nl",
    show_default=True,
    help="Whose emergency numbers are given: the Netherlands' or Flanders'.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per question.")
@click.option("--play", is_flag=True, help="Play the answer through the speaker.")
def ask_command(
    text: str | None,
    wavs: tuple[Path, ...],
    library_folder: Path,
    articles: Path | None,
    ears: str,
    region: Literal["nl", "be"],
    as_json: bool,
    play: bool,
) -> None:
    """Ask TEXT, recordings (--wav), or each line of standard input (-)."""
    if (text is None) == (not wavs):
        raise click.UsageError("give one of TEXT, --wav FILE or - for standard input")
    held = library.of_articles(articles) if articles else library.of_episodes(library_folder)
    skill = Skill(held, region)
    speaker = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE)) if play else None
    for heard in _typed(text) if text is not None else _recorded(wavs, ears, held, skill):
        turn = skill.turn(heard)
        _show(turn, as_json)
        if speaker is not None:
            player.play(player.render(turn, speaker, Lexicon.built_in()))


def _typed(text: str) -> Iterator[Heard]:
    """What was typed, taken as heard: each line of standard input, or the text itself."""
    for line in sys.stdin if text == "-" else [text]:
        typed = line.strip()
        yield Heard(typed, (typed,) if typed else ())


def _recorded(
    wavs: tuple[Path, ...], model: str, episodes: list[library.Episode], skill: Skill
) -> Iterator[Heard]:
    ears = Ears(catalogue.find("ears", model))
    vocabulary = learn(episodes, skill.command_phrases(), ears.knows)
    for wav in wavs:
        yield ears.hear(read_sound(wav), vocabulary)


def _show(turn: Turn, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(turn.to_dict(), ensure_ascii=False))
        return
    click.echo(f"Gehoord: {turn.heard or '(niets)'}")
    click.echo(turn.say)
    if turn.kind == "question":
        click.echo(turn.answers[0].text)
    if turn.play is not None:
        click.echo(f"{turn.play.file} vanaf {turn.play.start:.1f} seconden")
