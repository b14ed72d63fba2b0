"""`narrate build`: articles become episodes."""

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from narrate import progress, readers
from narrate.build import Built, Settings, build
from narrate.cli.options import json_option, library_option, load_voice, voice_option
from narrate.cli.shelf import summary
from narrate.errors import HoorstukError
from narrate.lexicon import Lexicon
from narrate.names import slug
from narrate.readers.source import Source
from narrate.timeline import Pauses


@click.command("build")
@click.argument("articles", nargs=-1, required=True)
@library_option
@voice_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    help="Sentences spoken at the same time; all processors unless said otherwise.",
)
@click.option("--language", default="", help="What the articles are in, if not what they seem.")
@click.option("--force", is_flag=True, help="Make the episode again though nothing changed.")
@json_option
def build_command(
    articles: tuple[str, ...],
    library_folder: Path,
    voice: str,
    jobs: int,
    language: str,
    force: bool,
    as_json: bool,
) -> None:
    """Narrate ARTICLES: files, folders of them, web addresses, or - for standard input."""
    sources = _sources(articles, language)
    settings = Settings(
        library=library_folder,
        voice=load_voice(voice),
        lexicon=Lexicon.built_in(),
        pauses=Pauses(),
        jobs=jobs,
        force=force,
    )
    for source in sources:
        with progress.shown(source.name) as report:
            built = build(source, settings, report)
        if as_json:
            click.echo(json.dumps(_built_json(built), ensure_ascii=False))
        else:
            click.echo(_built_line(built))


def _sources(articles: tuple[str, ...], language: str) -> list[Source]:
    """The articles that were named, and those in the folders that were named."""
    sources = []
    for article in articles:
        named = Source(article, language)
        folder = Path(article)
        if named.is_file and folder.is_dir():
            sources += [Source(str(path), language) for path in _articles_in(folder)]
        else:
            sources.append(named)
    folders: dict[str, Source] = {}
    for source in sources:
        other = folders.setdefault(slug(source.stem), source) if source.stem else source
        if other is not source:
            raise HoorstukError(
                f"{source.place}: and {other.place} would both become {slug(source.stem)}; "
                "rename one of them"
            )
    return sources


def _articles_in(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in readers.READERS)
    if not found:
        known = ", ".join(sorted(readers.READERS))
        raise HoorstukError(f"{folder}: holds no article; put a file in it: {known}")
    return found


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
