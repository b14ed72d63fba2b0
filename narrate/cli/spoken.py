"""`narrate spoken`: what would be said for a text."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from narrate.cli.options import json_option, library_option, load_voice, voice_option
from narrate.cli.score import show_score
from narrate.lexicon import Lexicon
from narrate.readers import read_bytes, reader_of
from narrate.script import Sentence
from narrate.scriptwriting import write_script
from narrate.spoken import sentences, spoken_words
from narrate.spoken.score import PUBLIC
from narrate.voice import Voice


@click.command("spoken")
@click.argument("text", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path), help="Read an article's file.")
@click.option(
    "--score",
    "cases",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=PUBLIC,
    help="Say the cases of a folder and compare; without FOLDER the public test set.",
    metavar="[FOLDER]",
)
@library_option
@voice_option
@json_option
def spoken_command(
    text: str | None,
    file: Path | None,
    cases: Path | None,
    library_folder: Path,
    voice: str,
    as_json: bool,
) -> None:
    """Show what would be said for TEXT, for an article's file, or for standard input (-)."""
    if sum(given is not None for given in (text, file, cases)) != 1:
        raise click.UsageError("give one of TEXT, --file FILE, --score or - for standard input")
    if cases is not None:
        show_score(cases, as_json)
        return
    lexicon = Lexicon.of_library(library_folder)
    speaker = load_voice(voice) if as_json else None
    said = _of_file(file, lexicon) if file is not None else _of_text(text or "", lexicon)
    for sentence in said:
        if speaker is None:
            click.echo(sentence.spoken)
        else:
            click.echo(json.dumps(_spoken_json(sentence, speaker), ensure_ascii=False))


def _of_file(path: Path, lexicon: Lexicon) -> Iterator[Sentence]:
    """What would be said for the article in a file, in whatever language it seems to be."""
    article = reader_of(path)(read_bytes(path), path.name)
    for chapter in write_script(article, lexicon).chapters:
        yield from chapter.sentences


def _of_text(text: str, lexicon: Lexicon) -> Iterator[Sentence]:
    """What would be said for each line of a text, or of standard input (-)."""
    lines = sys.stdin.read() if text == "-" else text
    for number, line in enumerate(lines.splitlines(), start=1):
        for written in sentences(line):
            words = spoken_words(written, lexicon)
            yield Sentence(number, "paragraph", ends_paragraph=False, words=words)


def _spoken_json(sentence: Sentence, voice: Voice) -> dict[str, object]:
    return {
        "line": sentence.line,
        "written": sentence.written,
        "spoken": sentence.spoken,
        "phonemes": voice.phonemes(sentence),
        "words": [{"written": word.written, "spoken": word.spoken} for word in sentence.words],
    }
