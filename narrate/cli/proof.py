"""`narrate proof`: the recogniser hears every sentence; what came back wrong."""

import json
import os
from collections import Counter
from pathlib import Path

import click

from narrate import catalogue, progress
from narrate.cli.options import json_option, library_option
from narrate.cli.shelf import clock, find_episode
from narrate.hearing import Hearing
from narrate.proof import Proof, proofs


@click.command("proof")
@click.argument("episode")
@library_option
@click.option(
    "--ears",
    default=catalogue.EMBEDDED_EARS,
    show_default=True,
    help="A recogniser of the catalogue, or the path of a Vosk model's folder.",
)
@json_option
def proof_command(episode: str, library_folder: Path, ears: str, as_json: bool) -> None:
    """Listen to EPISODE and list the words that the recogniser could not find in it."""
    found = find_episode(library_folder, episode)
    hearing = Hearing(catalogue.find("ears", ears))
    total = sum(len(chapter.sentences) for chapter in found.chapters)
    heard: list[Proof] = []
    with progress.shown(episode) as told:
        for proof in proofs(library_folder / episode, hearing, os.cpu_count() or 1):
            heard.append(proof)
            told("listening", len(heard), total)
            if as_json:
                click.echo(json.dumps(_json(proof), ensure_ascii=False))
    if not as_json:
        click.echo("\n".join(_lines(found.source, heard)))


def _json(proof: Proof) -> dict[str, object]:
    return {
        "line": proof.line.line,
        "start": proof.start,
        "written": proof.line.written,
        "spoken": proof.line.spoken,
        "heard": proof.heard,
        "garbled": proof.garbled,
        "unknown": proof.unknown,
    }


def _lines(source: str, heard: list[Proof]) -> list[str]:
    """Each garbled sentence with its place, then the words that come back, most first."""
    wrong = [proof for proof in heard if proof.garbled]
    lines = [
        f"{source}:{proof.line.line}, {clock(proof.start)}: {', '.join(proof.garbled)} "
        f"in “{proof.line.written}”, heard as “{proof.heard}”"
        for proof in wrong
    ]
    counts = Counter(word for proof in wrong for word in proof.garbled).most_common()
    lines += [f"{word}: not found {count} times; give it a line in lexicon.toml"
              for word, count in counts if count > 1]  # fmt: skip
    unknown = sorted({word for proof in heard for word in proof.unknown})
    if unknown:
        lines.append(f"The recogniser does not know {len(unknown)} words: {', '.join(unknown)}")
    return [*lines, f"{len(wrong)} of {len(heard)} sentences came back wrong"]
