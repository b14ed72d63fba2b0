"""`narrate build`: articles become episodes."""

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from narrate import progress
from narrate.build import Built, Settings, build
from narrate.cli.options import (
    json_option,
    library_option,
    load_lexicon,
    load_voice,
    profile_option,
    speaker_option,
    tempo_option,
    voice_option,
)
from narrate.cli.shelf import summary
from narrate.errors import HoorstukError
from narrate.names import slug
from narrate.profiles import profile


@click.command("build")
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path))
@library_option
@voice_option
@profile_option
@tempo_option
@speaker_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    help="Sentences spoken at the same time; all processors unless said otherwise.",
)
@click.option("--force", is_flag=True, help="Make the episode again though nothing changed.")
@json_option
def build_command(
    articles: tuple[Path, ...],
    library_folder: Path,
    voice: str,
    profile_name: str,
    tempo: float | None,
    speaker: str,
    jobs: int,
    force: bool,
    as_json: bool,
) -> None:
    """Narrate ARTICLES: text files, or folders of them."""
    paths = _article_files(articles)
    chosen = profile(profile_name)
    narrator = load_voice(voice, chosen, tempo, speaker)
    settings = Settings(
        library=library_folder,
        voice=narrator,
        lexicon=load_lexicon(library_folder, narrator),
        pauses=chosen.pauses,
        jobs=jobs,
        force=force,
    )
    for path in paths:
        with progress.shown(path.name) as report:
            built = build(path, settings, report)
        if as_json:
            click.echo(json.dumps(_built_json(built), ensure_ascii=False))
        else:
            click.echo(_built_line(built))


def _article_files(articles: tuple[Path, ...]) -> list[Path]:
    """The files that were named, and those in the folders that were named."""
    files = []
    for path in articles:
        found = sorted(path.glob("*.txt")) if path.is_dir() else [path]
        if not found:
            raise HoorstukError(f"{path}: holds no .txt file; put an article in it")
        files += found
    folders: dict[str, Path] = {}
    for file in files:
        other = folders.setdefault(slug(file.stem), file)
        if other is not file:
            raise HoorstukError(
                f"{file}: and {other} would both become {slug(file.stem)}; rename one of them"
            )
    return files


def _built_json(built: Built) -> dict[str, object]:
    episode = built.episode
    return {
        "slug": episode.slug,
        "folder": str(built.folder),
        "changed": built.changed,
        "duration": episode.duration,
        "chapters": len(episode.chapters),
        "loudness": asdict(episode.loudness),
    }


def _built_line(built: Built) -> str:
    state = "built" if built.changed else "nothing changed"
    return f"{built.folder}: {state}, {summary(built.episode)}"
