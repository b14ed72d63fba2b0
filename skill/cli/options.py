"""Options that several commands share, and what they stand for."""

import datetime
from pathlib import Path

import click

from narrate import catalogue
from narrate.cli.group import commands
from narrate.settings import read_settings
from skill import library, safety
from skill.library import Episode


def _with_settings(context: click.Context, _: click.Parameter, folder: Path) -> Path:
    """Let the table `[skill]` of `hoorstuk.toml` beside the library give what nobody else does."""
    context.default_map = read_settings(folder, commands(context), table="skill")
    return folder


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
articles_option = click.option(
    "--articles",
    type=click.Path(path_type=Path),
    help="Ask the written articles of a folder, before they are narrated.",
)
ears_option = click.option(
    "--ears",
    default=catalogue.EMBEDDED_EARS,
    show_default=True,
    envvar="HOORSTUK_EARS",
    help="A recogniser of the catalogue, or the path of a Vosk model's folder.",
)
region_option = click.option(
    "--region",
    type=click.Choice(["nl", "be"]),
    default="nl",
    show_default=True,
    envvar="HOORSTUK_REGION",
    help="Whose emergency numbers are given: the Netherlands' or Flanders'.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")


def warn_of_old_numbers() -> None:
    """Say on standard error when the emergency numbers have not been checked for a year."""
    complaint = safety.complaint(datetime.datetime.now(datetime.UTC).date())
    if complaint:
        click.echo(f"skill: {complaint}", err=True)


def held(library_folder: Path, articles: Path | None) -> list[Episode]:
    """The episodes that are asked about.

    Raises:
        HoorstukError: there are none, or they cannot be read.
    """
    if articles is None:
        return library.of_episodes(library_folder)
    # Here, not above: what reads articles is slow to import, and most ask what is narrated.
    from skill.articles import of_articles  # noqa: PLC0415

    return of_articles(articles)


def workroom(library_folder: Path, articles: Path | None) -> Path:
    """The folder for what is made to ask these, and kept.

    That is the library; but where articles are asked it is the folder of fetched models, so that
    no library is touched.
    """
    return catalogue.folder() if articles else library_folder
