"""The command `narrate`: one module for each room of its commands."""

import click

from narrate.cli.group import Group
from narrate.errors import told_in_one_line

COMMANDS = {
    "build": "narrate.cli.build:build_command",
    "plan": "narrate.cli.plan:plan_command",
    "why": "narrate.cli.why:why_command",
    "proof": "narrate.cli.proof:proof_command",
    "publish": "narrate.cli.publish:publish_command",
    "spoken": "narrate.cli.spoken:spoken_command",
    "list": "narrate.cli.shelf:list_command",
    "show": "narrate.cli.shelf:show_command",
    "voices": "narrate.cli.voices:voices_group",
    "doctor": "narrate.cli.doctor:doctor_command",
    "lexicon": "narrate.cli.lexicon:lexicon_group",
}


def main() -> None:
    """Run `narrate`; anything a person can mend becomes one line and exit status 1."""
    with told_in_one_line("narrate"):
        cli()


@click.group(cls=Group, places=COMMANDS)
@click.version_option(package_name="hoorstuk")
def cli() -> None:
    """Make chaptered Dutch audio episodes of articles."""
