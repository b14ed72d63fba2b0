"""`skill learn`: all that is made once for a library, so that asking it goes quickly."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import click

from narrate import catalogue
from narrate.lexicon import Lexicon
from narrate.library import TAKES
from narrate.progress import hidden, shown
from narrate.voice import Voice
from skill.cli.options import (
    articles_option,
    ears_option,
    held,
    json_option,
    library_option,
    workroom,
)
from skill.commands import Commands
from skill.dialogue import Dialogue
from skill.dialogue.foreseen import foreseen
from skill.find import opened
from skill.learning import Learnt, learn_library
from skill.library import Episode, chapters_of
from skill.prompts import Prompts
from skill.safety import Region


@click.command("learn")
@library_option
@articles_option
@ears_option
@json_option
def learn_command(library_folder: Path, articles: Path | None, ears: str, as_json: bool) -> None:
    """Teach the recogniser the library's words, and render what the skill will say.

    Asking aloud does the first by itself where something is new.
    """
    episodes = held(library_folder, articles)
    learnt = learn(workroom(library_folder, articles), ears, episodes)
    sentences = 0 if articles else render(library_folder, episodes)
    if as_json:
        click.echo(json.dumps({**learnt.to_dict(), "prompts": sentences}, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(learnt)))
        click.echo(f"{sentences} sentences that the skill may say are rendered.")


def render(library_folder: Path, episodes: Sequence[Episode]) -> int:
    """Render all that may be said in a library; gives the number of sentences."""
    voice = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE))
    prompts = Prompts(voice, Lexicon.of_library(library_folder), library_folder / TAKES)
    with shown("Reading") as report:
        index = opened(chapters_of(episodes), library_folder, report)
    regions = get_args(Region)
    known = {region: Dialogue(episodes, region, index=index).known for region in regions}
    texts = [text for one in known.values() for text in foreseen(one)]
    with shown("Rendering") as report:
        return prompts.prepare(texts, report, jobs=os.cpu_count() or 1)


def learn(room: Path, ears: str, episodes: Sequence[Episode], *, quiet: bool = False) -> Learnt:
    """Let a recogniser, by its name or its folder, learn episodes; shows how far it is.

    What it learnt is kept in `room`.
    """
    commands = Commands.load().phrases()
    with hidden() if quiet else shown("Learning") as report:
        model = catalogue.find("ears", ears)
        return learn_library(room, model, episodes, commands, report)


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
