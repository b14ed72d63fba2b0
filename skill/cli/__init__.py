"""The command `skill`: one module for each of its commands."""

import click

from narrate.errors import told_in_one_line
from skill.cli.ask import ask_command
from skill.cli.doctor import doctor_command
from skill.cli.ears import ears_group
from skill.cli.evaluate import eval_command
from skill.cli.learn import learn_command
from skill.cli.listen import listen_command


def main() -> None:
    """Run `skill`; anything a person can mend becomes one line and exit status 1."""
    with told_in_one_line("skill"):
        cli()


@click.group()
@click.version_option(package_name="hoorstuk")
def cli() -> None:
    """Ask the library a question in Dutch and hear the passage that answers."""


for command in (
    ask_command,
    listen_command,
    learn_command,
    eval_command,
    ears_group,
    doctor_command,
):
    cli.add_command(command)
