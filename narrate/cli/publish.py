"""`narrate publish`: the library in every form that a listener may want."""

import json
from pathlib import Path

import click

from narrate.cli.options import json_option, library_option
from narrate.errors import HoorstukError, tell
from narrate.publish import channel, feed
from narrate.publish.advice import advice
from narrate.publish.publishing import PAGE, Published, publish


@click.command("publish")
@library_option
@click.option(
    "--base-url",
    default="",
    help="Address of the library's folder; without one, addresses are relative to it.",
)
@click.option("--prune", is_flag=True, help="Take episodes that are gone out of the feed.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@json_option
def publish_command(
    library_folder: Path, base_url: str, prune: bool, quiet: bool, as_json: bool
) -> None:
    """Make the feed, the pages, EPUB, DAISY and transcripts of the whole library."""
    told = channel.read(library_folder, base_url)
    done = publish(library_folder, told, prune)
    if as_json:
        click.echo(json.dumps(_as_json(library_folder, done), ensure_ascii=False))
    elif not quiet:
        click.echo("\n".join(_as_lines(library_folder, done)))
        for line in advice(told):
            click.echo(f"narrate: {line}", err=True)
    for line in done.wrong:
        tell("narrate", line)
    if done.wrong:
        raise HoorstukError(f"{len(done.wrong)} episodes could not be published; see above")


def _as_json(folder: Path, done: Published) -> dict[str, object]:
    return {
        "feed": str(folder / feed.NAME),
        "page": str(folder / PAGE),
        "episodes": [release.slug for release in done.releases],
        "written": list(done.written),
        "pruned": list(done.pruned),
        "wrong": list(done.wrong),
    }


def _as_lines(folder: Path, done: Published) -> list[str]:
    count = len(done.releases)
    first = f"{folder}: {count} {'episode' if count == 1 else 'episodes'} published"
    if not done.written and not done.pruned:
        return [f"{first}, nothing changed"]
    lines = [f"{folder / name}: written" for name in done.written]
    lines += [f"{folder / slug}: left the feed" for slug in done.pruned]
    return [*lines, first]
