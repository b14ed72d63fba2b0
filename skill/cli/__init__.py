"""The command `skill`: one module for each of its commands."""

import click

from narrate.cli.group import Group
from narrate.errors import told_in_one_line

COMMANDS = {
    "ask": "skill.cli.ask:ask_command",
    "listen": "skill.cli.listen:listen_command",
    "learn": "skill.cli.learn:learn_command",
    "eval": "skill.cli.evaluate:eval_command",
    "ears": "skill.cli.ears:ears_group",
    "doctor": "skill.cli.doctor:doctor_command",
}


def main() -> None:
    """Run `skill`; anything a person can mend becomes one line and exit status 1."""
    with told_in_one_line("skill"):
        cli()


@click.group(cls=Group, places=COMMANDS)
@click.version_option(package_name="hoorstuk")
def cli() -> None:
    """Ask the library a question in Dutch and hear the passage that answers."""
