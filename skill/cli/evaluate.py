"""`skill eval`: how well a table of questions is answered."""

import json
from pathlib import Path

import click

from skill.cli.options import articles_option, held, json_option, library_option
from skill.evaluation import evaluate, read_table
from skill.find import Index
from skill.library import chapters_of


@click.command("eval")
@click.argument("table", type=click.Path(path_type=Path))
@library_option
@articles_option
@json_option
def eval_command(table: Path, library_folder: Path, articles: Path | None, as_json: bool) -> None:
    """Put the questions of TABLE to the library and count the right answers."""
    episodes = held(library_folder, articles)
    cases = read_table(table, episodes)
    score = evaluate(cases, Index(chapters_of(episodes)))
    if as_json:
        click.echo(json.dumps(score.to_dict(), ensure_ascii=False))
    else:
        click.echo("\n".join(score.lines()))
