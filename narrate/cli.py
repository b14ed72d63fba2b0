"""The command `narrate`."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from narrate import catalogue, library, progress
from narrate.build import Built, Settings, build
from narrate.episode import Episode
from narrate.errors import HoorstukError, told_in_one_line
from narrate.lexicon import Lexicon
from narrate.names import slug
from narrate.readers import read_text
from narrate.saying import say, write_wav
from narrate.script import Sentence
from narrate.spoken import sentences, spoken_words
from narrate.timeline import Pauses
from narrate.voice import Voice

library_option = click.option(
    "--library",
    "library_folder",
    type=click.Path(path_type=Path),
    default=Path("audio"),
    show_default=True,
    help="Folder that holds the episodes.",
)
voice_option = click.option(
    "--voice",
    default=catalogue.EMBEDDED_VOICE,
    show_default=True,
    help="A voice of the catalogue, or the path of an .onnx file.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")


def main() -> None:
    """Run `narrate`; anything a person can mend becomes one line and exit status 1."""
    with told_in_one_line("narrate"):
        cli()


@click.group()
@click.version_option(package_name="hoorstuk")
def cli() -> None:
    """Make chaptered Dutch audio episodes of articles."""


@cli.command("build")
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path))
@library_option
@voice_option
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
    jobs: int,
    force: bool,
    as_json: bool,
) -> None:
    """Narrate ARTICLES: text files, or folders of them."""
    paths = _article_files(articles)
    settings = Settings(
        library=library_folder,
        voice=_load_voice(voice),
        lexicon=Lexicon.built_in(),
        pauses=Pauses(),
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


@cli.command("spoken")
@click.argument("text", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path), help="Read the text of a file.")
@voice_option
@json_option
def spoken_command(text: str | None, file: Path | None, voice: str, as_json: bool) -> None:
    """Show what would be said for TEXT, for a file, or for standard input (-)."""
    if (text is None) == (file is None):
        raise click.UsageError("give one of TEXT, --file FILE or - for standard input")
    if file is not None:
        text = read_text(file)
    elif text == "-":
        text = sys.stdin.read()
    assert text is not None
    lexicon = Lexicon.built_in()
    speaker = _load_voice(voice) if as_json else None
    for number, line in enumerate(text.splitlines(), start=1):
        for written in sentences(line):
            words = spoken_words(written, lexicon)
            sentence = Sentence(number, "paragraph", ends_paragraph=False, words=words)
            if speaker is None:
                click.echo(sentence.spoken)
            else:
                click.echo(json.dumps(_spoken_json(sentence, speaker), ensure_ascii=False))


@cli.command("list")
@library_option
@json_option
def list_command(library_folder: Path, as_json: bool) -> None:
    """List the episodes of the library."""
    for episode in library.episodes(library_folder).values():
        if as_json:
            summary = {"slug": episode.slug, "title": episode.title, "built": episode.built}
            numbers = {"duration": episode.duration, "chapters": len(episode.chapters)}
            click.echo(json.dumps(summary | numbers, ensure_ascii=False))
        else:
            click.echo(f"{episode.slug}: {_summary(episode)}")


@cli.command("show")
@click.argument("episode")
@library_option
@json_option
def show_command(episode: str, library_folder: Path, as_json: bool) -> None:
    """Show one EPISODE of the library: its chapters and files."""
    episodes = library.episodes(library_folder)
    if episode not in episodes:
        held = ", ".join(episodes) or "nothing yet"
        raise HoorstukError(f"{episode}: no such episode; {library_folder} holds {held}")
    shown = episodes[episode]
    if as_json:
        click.echo(shown.to_json(), nl=False)
        return
    loudness = shown.loudness
    click.echo(f"{shown.title}: {_summary(shown)}")
    click.echo(f"Voice {shown.voice.name}, built {shown.built} from {shown.source}")
    click.echo(f"{loudness.integrated_lufs} LUFS, {loudness.true_peak_dbtp} dBTP, as mono")
    for chapter in shown.chapters:
        start, length = _clock(chapter.start), _clock(chapter.duration)
        click.echo(f"{chapter.number}. {chapter.title} (at {start}, {length} long)")
    for file in shown.files:
        click.echo(f"{library_folder / episode / file.path} ({file.bytes} bytes)")


@cli.group("voices")
def voices_group() -> None:
    """The voices of the catalogue."""


@voices_group.command("list")
@json_option
def voices_list_command(as_json: bool) -> None:
    """List the voices: name, size, licence, and whether they are on this machine."""
    for voice in catalogue.models("voices").values():
        if as_json:
            click.echo(json.dumps(asdict(voice), ensure_ascii=False))
        else:
            where = "embedded" if voice.path else voice.url
            size = f"{voice.bytes / 1e6:.0f} MB"
            click.echo(f"{voice.name}: {voice.language}, {size}, {voice.licence}, {where}")


@voices_group.command("try")
@click.argument("name")
@click.argument("text")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="WAV file to write.",
)
def voices_try_command(name: str, text: str, out: Path) -> None:
    """Let the voice NAME say TEXT into a WAV file."""
    voice = _load_voice(name)
    write_wav(say(text, voice, Lexicon.built_in()), voice.rate, out)
    click.echo(str(out))


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


def _load_voice(name: str) -> Voice:
    known = catalogue.models("voices").get(name)
    if known is not None and known.warning:
        click.echo(f"narrate: {name}: {known.warning}", err=True)
    return Voice(catalogue.find("voices", name))


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
    return f"{built.folder}: {state}, {_summary(built.episode)}"


def _summary(episode: Episode) -> str:
    chapters = sum(chapter.role == "chapter" for chapter in episode.chapters)
    others = len(episode.chapters) - chapters
    apart = " and a disclaimer" if others else ""
    return f"{chapters} chapters{apart}, {_clock(episode.duration)}"


def _spoken_json(sentence: Sentence, voice: Voice) -> dict[str, object]:
    return {
        "line": sentence.line,
        "written": sentence.written,
        "spoken": sentence.spoken,
        "phonemes": voice.phonemes(sentence),
        "words": [{"written": word.written, "spoken": word.spoken} for word in sentence.words],
    }


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
