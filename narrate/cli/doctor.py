"""`narrate doctor`: what works on this machine."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from narrate.cli.options import json_option, library_option
from narrate.doctor import Check, examine
from narrate.errors import HoorstukError


@click.command("doctor")
@library_option
@json_option
def doctor_command(library_folder: Path, as_json: bool) -> None:
    """Say what works on this machine and how to mend what does not."""
    tell(examine(library_folder), as_json)


def tell(checks: Iterable[Check], as_json: bool) -> None:
    """Print each check as it is done.

    Raises:
        HoorstukError: one of them fails.
    """
    failed = 0
    for check in checks:
        failed += not check.works
        if as_json:
            click.echo(json.dumps(asdict(check), ensure_ascii=False))
        else:
            click.echo(f"{'works' if check.works else 'FAILS'}: {check.name}: {check.text}")
    if failed:
        raise HoorstukError(f"{failed} of these do not work; mend them as is said there")
