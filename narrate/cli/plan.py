"""`narrate plan`: which sentences would be spoken again, and why."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from narrate import library, said
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
from narrate.names import slug
from narrate.plan import Planned, plan
from narrate.profiles import profile
from narrate.readers.source import Source
from narrate.scriptwriting import write_script
from narrate.takes import Takes

REASONS = {
    "new": "the episode is not there yet",
    "text": "the text is new",
    "lexicon": "the lexicon reads {} otherwise",
    "rule": "a rule reads {} otherwise",
    "voice": "another voice",
    "lost": "its take is gone, or other settings",
}


@click.command("plan")
@click.argument("article")
@library_option
@voice_option
@profile_option
@tempo_option
@speaker_option
@language_option
@json_option
def plan_command(
    article: str,
    library_folder: Path,
    voice: str,
    profile_name: str,
    tempo: float | None,
    speaker: str,
    language: str,
    as_json: bool,
) -> None:
    """List the sentences of ARTICLE that a build would speak, and why."""
    narrator = load_voice(voice, profile(profile_name), tempo, speaker)
    source = Source(article, language)
    read = source.read()
    written = write_script(read, load_lexicon(library_folder, narrator))
    folder = library_folder / slug(source.stem or read.title)
    earlier = said.read(folder) if (folder / said.NAME).exists() else None
    takes = Takes(library_folder / library.TAKES, narrator)
    planned = list(plan(written, takes, earlier, narrator.sha256))
    for sentence in planned:
        if as_json:
            click.echo(json.dumps(asdict(sentence), ensure_ascii=False))
        else:
            click.echo(_line(article, sentence))
    if not as_json:
        total = sum(len(chapter.sentences) for chapter in written.chapters)
        click.echo(f"{len(planned)} of {total} sentences would be spoken")


def _line(article: str, planned: Planned) -> str:
    reason = REASONS[planned.reason].format(planned.about)
    return f"{article}:{planned.line}: {planned.written} ({reason})"
