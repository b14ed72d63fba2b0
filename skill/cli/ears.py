"""`skill ears`: the recognisers of the catalogue."""

import click

from narrate import catalogue
from narrate.cli.models import add_models


@click.group("ears")
def ears_group() -> None:
    """The recognisers of the catalogue."""


add_models(ears_group, "skill", "ears", catalogue.get_ears, "the host of the official ones")
