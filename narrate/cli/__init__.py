"""The command `narrate`: one module for each room of its commands."""

import click

from narrate.cli.build import build_command
from narrate.cli.doctor import doctor_command
from narrate.cli.lexicon import lexicon_group
from narrate.cli.plan import plan_command
from narrate.cli.proof import proof_command
from narrate.cli.publish import publish_command
from narrate.cli.shelf import list_command, show_command
from narrate.cli.spoken import spoken_command
from narrate.cli.voices import voices_group
from narrate.cli.why import why_command
from narrate.errors import told_in_one_line


def main() -> None:
    """Run `narrate`; anything a person can mend becomes one line and exit status 1."""
    with told_in_one_line("narrate"):
        cli()


@click.group()
@click.version_option(package_name="hoorstuk")
def cli() -> None:
    """Make chaptered Dutch audio episodes of articles."""


for command in (
    build_command,
    plan_command,
    why_command,
    proof_command,
    publish_command,
    spoken_command,
    list_command,
    show_command,
    voices_group,
    doctor_command,
    lexicon_group,
):
    cli.add_command(command)
