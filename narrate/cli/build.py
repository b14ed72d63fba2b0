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
from narrate.delivery import FORMATS, Format, Order, script
from narrate.delivery.presets import DEFAULT, presets
from narrate.errors import HoorstukError, tell
from narrate.music import Music
from narrate.names import slug
from narrate.profiles import profile
from narrate.report import Report, report


@click.command("build")
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path))
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
    articles: tuple[Path, ...],
    library_folder: Path,
    voice: str,
    profile_name: str,
    tempo: float | None,
    speaker: str,
    jobs: int,
    formats: str,
    preset: str,
    intro: Path | None,
    outro: Path | None,
    force: bool,
    quiet: bool,
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
        music=Music(intro, outro),
        order=Order(_forms(formats), presets()[preset], jobs),
        force=force,
    )
    failed = 0
    for path in paths:
        try:
            failed += _build(path, settings, quiet, as_json).failed
        except HoorstukError as error:
            if len(paths) == 1:
                raise
            tell("narrate", str(error))
            failed += 1
    if failed:
        raise HoorstukError(f"{failed} of {len(paths)} episodes are not as they must be; see above")


def _build(path: Path, settings: Settings, quiet: bool, as_json: bool) -> Report:
    """Build one article and print its report."""
    with progress.hidden() if quiet else progress.shown(path.name) as told:
        built = build(path, settings, told)
    findings = report(built.episode, script.read(built.folder)[1], settings.order.preset)
    if as_json:
        click.echo(json.dumps(_built_json(built, findings), ensure_ascii=False))
    elif not quiet:
        click.echo("\n".join(_built_lines(built, findings)))
    return findings


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
