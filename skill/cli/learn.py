"""`skill learn`: the recogniser learns what the library holds."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from narrate import catalogue
from narrate.progress import shown
from skill.cli.options import articles_option, ears_option, held, json_option, library_option
from skill.commands import Commands
from skill.learning import Learnt, learn_library
from skill.library import Episode


@click.command("learn")
@library_option
@articles_option
@ears_option
@json_option
def learn_command(library_folder: Path, articles: Path | None, ears: str, as_json: bool) -> None:
    """Let the recogniser learn the library's words, in the voice's sounds.

    Questions that are spoken do so by themselves where something is new.
    """
    learnt = learn(library_folder, ears, held(library_folder, articles))
    if as_json:
        click.echo(json.dumps(learnt.to_dict(), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(learnt)))


def learn(library_folder: Path, ears: str, episodes: Sequence[Episode]) -> Learnt:
    """Let a recogniser, by its name or its folder, learn a library; shows how far it is."""
    commands = Commands.load().phrases()
    with shown("Learning") as report:
        model = catalogue.find("ears", ears)
        return learn_library(library_folder, model, episodes, commands, report)


def _lines(learnt: Learnt) -> Iterator[str]:
    new = "" if learnt.changed else " before"
    yield f"{len(learnt.added)} words were added{new}: {_some(learnt.added)}."
    yield f"{len(learnt.resounded)} words got the voice's sounds{new}: {_some(learnt.resounded)}."
    spellings = [f"{word} as {said}" for said, word in learnt.vocabulary.spellings.items()]
    if spellings:
        yield f"{len(spellings)} words are heard in other words: {'; '.join(spellings)}."
    if left_out := learnt.vocabulary.left_out:
        yield f"{len(left_out)} words cannot be heard: {', '.join(left_out)}."


def _some(words: Sequence[str], most: int = 20) -> str:
    """The first few words; --json has all of them."""
    return ", ".join(words[:most]) + (", ..." if len(words) > most else "") if words else "none"
