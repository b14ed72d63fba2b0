"""`skill ask`: one turn."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from narrate import catalogue
from narrate.lexicon import Lexicon
from narrate.library import TAKES
from narrate.progress import hidden, shown
from narrate.voice import Voice
from skill import devices
from skill.aloud import Aloud
from skill.cli.learn import learn
from skill.cli.options import (
    articles_option,
    ears_option,
    held,
    json_option,
    library_option,
    region_option,
    warn_of_old_numbers,
    workroom,
)
from skill.dialogue import Dialogue
from skill.dialogue.known import Manners
from skill.ears import Ears, Heard, read_sound
from skill.find import opened
from skill.library import Episode, chapters_of
from skill.prompts import Prompts
from skill.safety import Region
from skill.turn import Turn
from skill.turn import turn as one_turn


@click.command("ask")
@click.argument("text", required=False)
@click.option(
    "--wav",
    "wavs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A recorded question; may be given more than once.",
)
@library_option
@articles_option
@ears_option
@region_option
@json_option
@click.option("--play", is_flag=True, help="Play the answer through the speaker.")
def ask_command(
    text: str | None,
    wavs: tuple[Path, ...],
    library_folder: Path,
    articles: Path | None,
    ears: str,
    region: Region,
    as_json: bool,
    play: bool,
) -> None:
    """Ask TEXT, recordings (--wav), or each line of standard input (-)."""
    if (text is None) == (not wavs):
        raise click.UsageError("give one of TEXT, --wav FILE or - for standard input")
    warn_of_old_numbers()
    episodes = held(library_folder, articles)
    chapters = chapters_of(episodes)
    with shown("Reading") if sys.stderr.isatty() else hidden() as report:
        index = None if articles else opened(chapters, library_folder, report)
    dialogue = Dialogue(episodes, region, Manners(asks=False), index)
    with ExitStack() as stack:
        room = workroom(library_folder, articles)
        aloud = stack.enter_context(_aloud(library_folder, room)) if play else None
        recorded = _recorded(wavs, ears, room, episodes)
        for heard in recorded if text is None else _typed(text):
            turn = one_turn(dialogue, heard)
            _show(turn, as_json)
            if aloud is not None:
                aloud.perform(turn)


def _aloud(library_folder: Path, room: Path) -> Aloud:
    voice = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE))
    lexicon = Lexicon.of_library(library_folder)
    prompts = Prompts(voice, lexicon, room / TAKES)
    return Aloud(prompts, devices.speaker(rate=voice.rate))


def _typed(text: str) -> Iterator[Heard]:
    """What was typed, taken as heard: each line of standard input, or the text itself."""
    for line in sys.stdin if text == "-" else [text]:
        typed = line.strip()
        yield Heard(typed, (typed,) if typed else ())


def _recorded(
    wavs: tuple[Path, ...], model: str, room: Path, episodes: list[Episode]
) -> Iterator[Heard]:
    sounds = [read_sound(wav) for wav in wavs]
    learnt = learn(room, model, episodes, quiet=not sys.stderr.isatty())
    ears = Ears(learnt.model)
    for sound in sounds:
        yield ears.hear(sound, learnt.vocabulary)


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
