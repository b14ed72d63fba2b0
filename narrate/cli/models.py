"""Listing and fetching models of the catalogue, for `narrate voices` and `skill ears`."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

from narrate import catalogue, progress
from narrate.catalogue import Kind, Model
from narrate.cli.options import json_option
from narrate.progress import Report

Get = Callable[[Model, str, Report], tuple[Path, bool]]
"""Fetches a model, perhaps from a mirror; gives its path and whether anything was fetched."""


def add_models(group: click.Group, program: str, kind: Kind, get: Get, stands_for: str) -> None:
    """Give a group of commands `list` and `get` for one kind of model.

    Args:
        group: of `program`, named for the kind.
        program: `narrate` or `skill`.
        kind: of model.
        get: fetches one.
        stands_for: what of an address a mirror stands for.
    """

    @group.command("list", help=f"List the {kind}: name, size, licence, and whether they are here.")
    @json_option
    def list_command(as_json: bool) -> None:
        for model in catalogue.models(kind).values():
            here = catalogue.local(kind, model)
            if as_json:
                listed = asdict(model) | {"local": str(here) if here else None}
                click.echo(json.dumps(listed, ensure_ascii=False))
            else:
                where = "embedded" if model.path else here or f"{program} {kind} get {model.name}"
                size = _size(model.bytes or model.about_bytes)
                click.echo(f"{model.name}: {model.language}, {size}, {model.licence}, {where}")

    @group.command("get", help=f"Fetch NAME of the official {kind}; goes on where it broke off.")
    @click.argument("name")
    @click.option(
        "--mirror",
        envvar="HOORSTUK_MIRROR",
        default="",
        help=f"Address that stands for {stands_for} [env: HOORSTUK_MIRROR].",
    )
    def get_command(name: str, mirror: str) -> None:
        model = catalogue.named(kind, name)
        if model.warning:
            click.echo(f"{program}: {name}: {model.warning}", err=True)
        with progress.shown(name) as report:
            path, fetched = get(model, mirror, report)
        if fetched and not model.checked:
            click.echo(
                f"{program}: {name}: its checksum is unknown, so it was not checked", err=True
            )
        click.echo(f"{path}: {'fetched' if fetched else 'is already there'}")


def _size(count: int) -> str:
    return f"{count / 1e6:.0f} MB" if count else "size unknown"
