"""`skill ears`: the recognisers of the catalogue."""

import json
from dataclasses import asdict

import click

from narrate import catalogue, progress


@click.group("ears")
def ears_group() -> None:
    """The recognisers of the catalogue."""


@ears_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def ears_list_command(as_json: bool) -> None:
    """List the ears: name, size, licence, and whether they are on this machine."""
    for ears in catalogue.models("ears").values():
        here = catalogue.local("ears", ears)
        if as_json:
            listed = asdict(ears) | {"local": str(here) if here else None}
            click.echo(json.dumps(listed, ensure_ascii=False))
        else:
            size = f"{(ears.bytes or ears.about_bytes) / 1e6:.0f} MB"
            where = "embedded" if ears.path else here or f"skill ears get {ears.name}"
            click.echo(f"{ears.name}: {ears.language}, {size}, {ears.licence}, {where}")


@ears_group.command("get")
@click.argument("name")
@click.option(
    "--mirror",
    envvar="HOORSTUK_MIRROR",
    default="",
    help="Address that stands for the host of the official ones [env: HOORSTUK_MIRROR].",
)
def ears_get_command(name: str, mirror: str) -> None:
    """Fetch the official ears NAME and unpack them; what broke off before goes on from there."""
    ears = catalogue.named("ears", name)
    if ears.warning:
        click.echo(f"skill: {name}: {ears.warning}", err=True)
    with progress.shown(name) as report:
        path, fetched = catalogue.get_ears(ears, mirror, report)
    if fetched and not ears.checked:
        click.echo(f"skill: {name}: its checksum is unknown, so it was not checked", err=True)
    click.echo(f"{path}: {'fetched' if fetched else 'is already there'}")
