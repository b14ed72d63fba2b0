"""`narrate list` and `narrate show`: what the library holds."""

import json
from pathlib import Path

import click

from narrate import library
from narrate.cli.options import json_option, library_option
from narrate.coverage import Coverage
from narrate.episode import Episode
from narrate.errors import HoorstukError


@click.command("list")
@library_option
@json_option
def list_command(library_folder: Path, as_json: bool) -> None:
    """List the episodes of the library."""
    for episode in library.episodes(library_folder).values():
        if as_json:
            named = {"slug": episode.slug, "title": episode.title, "built": episode.built}
            numbers = {"duration": episode.duration, "chapters": len(episode.chapters)}
            click.echo(json.dumps(named | numbers, ensure_ascii=False))
        else:
            click.echo(f"{episode.slug}: {summary(episode)}")


@click.command("show")
@click.argument("episode")
@library_option
@json_option
def show_command(episode: str, library_folder: Path, as_json: bool) -> None:
    """Show one EPISODE of the library: its chapters and files."""
    shown = find_episode(library_folder, episode)
    if as_json:
        click.echo(shown.to_json(), nl=False)
        return
    loudness = shown.loudness
    click.echo(f"{shown.title}: {summary(shown)}")
    click.echo(f"Voice {shown.voice.name}, built {shown.built} from {shown.source}")
    click.echo(f"{loudness.integrated_lufs} LUFS, {loudness.true_peak_dbtp} dBTP, as mono")
    if shown.coverage:
        click.echo(_covered(shown.coverage))
    for chapter in shown.chapters:
        start, length = clock(chapter.start), clock(chapter.duration)
        click.echo(f"{chapter.number}. {chapter.title} (at {start}, {length} long)")
    for file in shown.files:
        click.echo(f"{library_folder / episode / file.path} ({file.bytes} bytes)")


def find_episode(folder: Path, slug: str) -> Episode:
    """Find an episode of the library by its slug; raises HoorstukError when it is not there."""
    episodes = library.episodes(folder)
    if slug not in episodes:
        held = ", ".join(episodes) or "nothing yet"
        raise HoorstukError(f"{slug}: no such episode; {folder} holds {held}")
    return episodes[slug]


def summary(episode: Episode) -> str:
    """Say what an episode holds and how long it lasts."""
    chapters = sum(chapter.role == "chapter" for chapter in episode.chapters)
    others = len(episode.chapters) - chapters
    apart = " and a disclaimer" if others else ""
    return f"{chapters} chapters{apart}, {clock(episode.duration)}"


def _covered(coverage: Coverage) -> str:
    """Say what became of the visible characters of the article."""
    parts = [f"{coverage.visible} visible characters: {coverage.spoken} spoken as written"]
    for verb, counted in (("replaced", coverage.replaced), ("left out", coverage.left_out)):
        rules = ", ".join(f"{rule} {number}" for rule, number in counted.items())
        parts.append(f"{sum(counted.values())} {verb}" + (f" ({rules})" if rules else ""))
    return ", ".join(parts)


def clock(seconds: float) -> str:
    """Give minutes and seconds, as in 12:34."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
