"""`narrate build`: articles become episodes."""

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from narrate import progress, readers, said
from narrate.build import Built, Settings, build
from narrate.cli.options import (
    json_option,
    language_option,
    library_option,
    load_lexicon,
    load_voice,
    profile_option,
    speaker_option,
    tempo_option,
    voice_option,
)
from narrate.cli.shelf import summary
from narrate.delivery import FORMATS, Format, Order
from narrate.delivery.presets import DEFAULT, presets
from narrate.errors import HoorstukError, tell
from narrate.music import Music
from narrate.names import slug
from narrate.profiles import profile
from narrate.readers.source import Source
from narrate.report import Report, report


@click.command("build")
@click.argument("articles", nargs=-1, required=True)
@library_option
@voice_option
@profile_option
@tempo_option
@speaker_option
@click.option(
    "--jobs",
    envvar="HOORSTUK_JOBS",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    help="Sentences spoken at the same time; all processors unless said otherwise.",
)
@language_option
@click.option(
    "--formats",
    default="mp3",
    envvar="HOORSTUK_FORMATS",
    show_default=True,
    help=f"Forms of the sound, apart by commas: {', '.join(FORMATS)}.",
)
@click.option(
    "--preset",
    envvar="HOORSTUK_PRESET",
    type=click.Choice(list(presets())),
    default=DEFAULT,
    show_default=True,
    help="How loud, for which place of publication.",
)
@click.option(
    "--intro", type=click.Path(path_type=Path), help="Music before; it ends under the first words."
)
@click.option(
    "--outro", type=click.Path(path_type=Path), help="Music after; it begins under the last words."
)
@click.option("--force", is_flag=True, help="Make the episode again though nothing changed.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@json_option
def build_command(
    articles: tuple[str, ...],
    library_folder: Path,
    voice: str,
    profile_name: str,
    tempo: float | None,
    speaker: str,
    jobs: int,
    language: str,
    formats: str,
    preset: str,
    intro: Path | None,
    outro: Path | None,
    force: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Narrate ARTICLES: files, folders of them, web addresses, or - for standard input."""
    sources = _sources(articles, language)
    chosen = profile(profile_name)
    narrator = load_voice(voice, chosen, tempo, speaker)
    settings = Settings(
        library=library_folder,
        voice=narrator,
        lexicon=load_lexicon(library_folder, narrator),
        pauses=chosen.pauses,
        music=Music(intro, outro),
        order=Order(_forms(formats), presets()[preset], jobs),
        force=force,
    )
    failed = 0
    for source in sources:
        try:
            failed += _build(source, settings, quiet, as_json).failed
        except HoorstukError as error:
            if len(sources) == 1:
                raise
            tell("narrate", str(error))
            failed += 1
    if failed:
        raise HoorstukError(
            f"{failed} of {len(sources)} episodes are not as they must be; see above"
        )


def _build(source: Source, settings: Settings, quiet: bool, as_json: bool) -> Report:
    """Build one article and print its report."""
    with progress.hidden() if quiet else progress.shown(source.name) as told:
        built = build(source, settings, told)
    findings = report(built.episode, said.read(built.folder)[1], settings.order.preset)
    if as_json:
        click.echo(json.dumps(_built_json(built, findings), ensure_ascii=False))
    elif not quiet:
        click.echo("\n".join(_built_lines(built, findings)))
    return findings


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


def _forms(formats: str) -> tuple[Format, ...]:
    names = [name.strip().lower() for name in formats.split(",") if name.strip()]
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise HoorstukError(
            f"--formats {formats}: no such form; choose from {', '.join(FORMATS)}, apart by commas"
        )
    return tuple(FORMATS[name] for name in dict.fromkeys(names))


def _built_json(built: Built, findings: Report) -> dict[str, object]:
    episode = built.episode
    return {
        "slug": episode.slug,
        "folder": str(built.folder),
        "changed": built.changed,
        "duration": episode.duration,
        "chapters": len(episode.chapters),
        "loudness": asdict(episode.loudness),
        "report": asdict(findings),
    }


def _built_lines(built: Built, findings: Report) -> list[str]:
    """The report, one sentence a line."""
    state = "built" if built.changed else "nothing changed"
    first = f"{built.folder}: {state}, {summary(built.episode)}"
    if not built.changed:
        return [first]
    found = [f"{finding.place}: {finding.text}" for finding in findings.findings]
    return [first, *findings.summary, *found]
