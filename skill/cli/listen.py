"""`skill listen`: microphone and speaker, until "stop"."""

from pathlib import Path

import click

from skill.cli.options import ears_option, library_option, region_option, warn_of_old_numbers
from skill.dialogue.known import Manners
from skill.listen import Wishes, listen
from skill.safety import Region


def _mute(_: click.Context, __: click.Parameter, names: str | None) -> frozenset[str]:
    """The names of short sounds, apart by commas."""
    muted = frozenset(name.strip() for name in (names or "").split(",") if name.strip())
    unknown, known = sorted(muted - Manners().earcons), sorted(Manners().earcons)
    if unknown:
        raise click.BadParameter(f"no such sound {unknown[0]}; choose from {', '.join(known)}")
    return muted


@click.command("listen")
@library_option
@click.option("--episode", default="", help="Begin with this episode, not where you left.")
@click.option("--hands-free", is_flag=True, help="Listen all the time, without a talk key.")
@click.option("--wake-word", is_flag=True, help="The same, but only for what follows: hoorstuk.")
@click.option("--microphone", default="", help="Part of its name; or a sound file, - or null.")
@click.option("--speaker", default="", help="Part of its name; or a sound file, - or null.")
@click.option("--listener", default="luisteraar", show_default=True, help="Whose places to keep.")
@click.option("--no-signposts", is_flag=True, help="Do not say where an answer stands.")
@click.option(
    "--mute",
    metavar="NAMES",
    callback=_mute,
    help=f"Short sounds not to make, apart by commas: {', '.join(sorted(Manners().earcons))}.",
)
@click.option("--no-sounds", is_flag=True, help="Make no short sounds.")
@ears_option
@region_option
def listen_command(
    library_folder: Path,
    episode: str,
    hands_free: bool,
    wake_word: bool,
    microphone: str,
    speaker: str,
    listener: str,
    no_signposts: bool,
    mute: frozenset[str],
    no_sounds: bool,
    ears: str,
    region: Region,
) -> None:
    """Talk with the library: the space bar is the talk key; or type, Enter first.

    All that is heard and said is printed too.
    """
    warn_of_old_numbers()
    manners = Manners(
        signposts=not no_signposts,
        earcons=frozenset() if no_sounds else Manners().earcons - mute,
    )
    listen(
        Wishes(
            library_folder,
            episode,
            hands_free,
            wake_word,
            microphone,
            speaker,
            listener,
            ears,
            region,
            manners,
        ),
        click.echo,
    )
