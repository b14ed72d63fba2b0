"""How well the skill does what is said aloud, and how often it does something when nothing was.

usage: scripts/listen_figures typed FOLDER      tables of utterances (tests/data/asking/README.md)
       scripts/listen_figures said FOLDER       the same, spoken
       scripts/listen_figures hour              an hour of unrelated speech and noise
       scripts/listen_figures narrator EPISODE  an episode of the library, heard while it is read

Spoken by the embedded voice and, where it is installed, by espeak-ng; each clean and in noise.
"""

import csv
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
from keeping import add_kept, kept, read_kept, unkept
from recording import Narration, Recording, events
from speaking import NOISE, VARIANTS, Speakers, in_a_room
from unrelated import unrelated

from narrate import catalogue, progress
from narrate.hearing import RATE
from narrate.sound import Samples
from skill import library
from skill.articles import of_articles
from skill.commands import Commands
from skill.dialogue import Dialogue
from skill.ears import NOTHING, Attention, Ears, Heard, in_blocks, weighed
from skill.learning import learn_library
from skill.listening import AtOnce, Attentive, Event, Said, at_once
from skill.turn import Turn, turn
from skill.vocabulary import Vocabulary
from skill.weighing import Evidence

ACTIONS = ("command", "question", "emergency")
"""Kinds of turns that a listener notices."""


@dataclass(frozen=True, slots=True)
class Row:
    """One utterance, and whether a turn does right by it."""

    table: str
    text: str
    held: bool
    right: Callable[[Turn], bool]


# Tables -------------------------------------------------------------------------------------


def rows(folder: Path) -> Iterator[Row]:
    """The rows of the tables of a folder."""
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            lines = (line for line in file if not line.startswith("#"))
            for row in csv.DictReader(lines, delimiter="\t"):
                text = row.get("utterance") or row["question"]
                yield Row(path.stem, text, row["held"] == "yes", judge(path.stem, row))


def judge(table: str, row: dict[str, str]) -> Callable[[Turn], bool]:
    """What is right for a row."""
    match table:
        case "commands":
            argument = int(row["argument"]) if row["argument"] else None
            return lambda turn: (turn.command, turn.argument) == (row["command"], argument)
        case "questions":
            chapters = {int(number) for number in row["chapters"].split("|")}
            return lambda turn: (
                turn.kind == "question"
                and turn.answers[0].episode == row["article"]
                and turn.answers[0].chapter in chapters
            )
        case "emergencies":
            number = "113" if row.get("kind") == "suicide" else "112"
            return lambda turn: turn.kind == "emergency" and number in turn.say
        case "harmless":
            return lambda turn: turn.kind != "emergency"
        case "refusals":
            return lambda turn: turn.kind == "refused"
        case "outside":
            return lambda turn: turn.kind in ("refused", "unclear")
    raise click.UsageError(f"{table}.tsv: no such table is known; see tests/data/asking/README.md")


# Hearing ------------------------------------------------------------------------------------


def evidence_of(sound: Samples, attention: Attention) -> Evidence | None:
    """What came of a recording of one utterance."""
    for block in in_blocks([sound]):
        if attention.hear(block) == "ended":
            break
    return attention.evidence()


def turn_of(dialogue: Dialogue, evidence: Evidence | None, *, overheard: bool = False) -> Turn:
    """What the skill does."""
    heard = NOTHING if evidence is None else weighed(evidence)
    return turn(dialogue, heard, overheard=overheard)


# The commands -------------------------------------------------------------------------------


@click.group()
def main() -> None:
    """Figures about listening."""


LIBRARY = click.option("--library", "audio", type=click.Path(path_type=Path))
ARTICLES = click.option("--articles", type=click.Path(path_type=Path))
KEEP = click.option("--keep", type=click.Path(path_type=Path), help="Evidence, kept and reused.")


def asked(audio: Path | None, articles: Path | None) -> tuple[Dialogue, Vocabulary, Ears]:
    """The skill, the vocabulary and the ears of a library, or of articles."""
    held = of_articles(articles) if articles else library.of_episodes(audio or Path("audio"))
    model = catalogue.find("ears", catalogue.EMBEDDED_EARS)
    with TemporaryDirectory() as folder, progress.hidden() as report:
        phrases = Commands.load().phrases()
        learnt = learn_library(Path(folder), model, held, phrases, report)
        return Dialogue(held), learnt.vocabulary, Ears(learnt.model)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@LIBRARY
@ARTICLES
@click.option("--held", is_flag=True, help="The held rows, else the others.")
@click.option("--wrong", is_flag=True, help="List what goes wrong; not for held rows.")
def typed(folder: Path, audio: Path | None, articles: Path | None, held: bool, wrong: bool) -> None:
    """Right action by table, as text."""
    dialogue = Dialogue(
        of_articles(articles) if articles else library.of_episodes(audio or Path("audio"))
    )
    counts: dict[tuple[str, str, bool], Counter[str]] = defaultdict(Counter)
    first: Counter[bool] = Counter()
    for row in (row for row in rows(folder) if row.held == held):
        done = turn(dialogue, Heard(row.text, (row.text,)))
        outcome = "right" if row.right(done) else done.kind
        counts[row.table, "typed", False][outcome] += 1
        if row.table == "questions":
            first[bool(done.answers) and row.right(replace(done, kind="question"))] += 1
        if wrong and outcome != "right":
            print(f"{row.table}: {row.text} -> {done.kind} {done.command or ''} {done.say}")
    show(counts)
    print(f"questions: the right chapter comes first in {first[True]} of {first.total()}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@LIBRARY
@ARTICLES
@KEEP
@click.option("--held", is_flag=True, help="The held rows, else the others.")
@click.option("--every", default=1, help="Take one of so many rows.")
@click.option("--overheard", is_flag=True, help="As if heard without a key.")
def said(  # noqa: PLR0913, PLR0917 - as many as options
    folder: Path,
    audio: Path | None,
    articles: Path | None,
    keep: Path | None,
    held: bool,
    every: int,
    overheard: bool,
) -> None:
    """Right action by table and by who speaks, clean and in noise."""
    dialogue, vocabulary, ears = asked(audio, articles)
    speakers, attention = Speakers(), ears.attend(vocabulary)
    before = read_kept(keep)
    counts: dict[tuple[str, str, bool], Counter[str]] = defaultdict(Counter)
    for number, row in enumerate([row for row in rows(folder) if row.held == held][::every]):
        turning = [speakers.variants[number % len(VARIANTS)]] if speakers.variants else []
        for source in ("nathalie", *turning):
            speech = None
            for noisy in (False, True):
                key = f"{row.table}|{row.text}|{source}|{noisy}"
                if key not in before:
                    speech = speakers.speak(source, row.text) if speech is None else speech
                    sound = in_a_room(speech, noisy, np.random.default_rng(number))
                    evidence = evidence_of(sound, attention)
                    before[key] = kept(evidence) if evidence else None
                    add_kept(keep, key, before[key])
                data = before[key]
                done = turn_of(dialogue, unkept(data) if data else None, overheard=overheard)
                outcome = "right" if row.right(done) else done.kind
                counts[row.table, source, noisy][outcome] += 1
    show(counts)


def show(counts: dict[tuple[str, str, bool], Counter[str]]) -> None:
    """Print a line for each table and speaker."""
    groups: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for (table, source, noisy), outcomes in counts.items():
        family = "espeak-ng" if "@" in source else source
        condition = f"{NOISE} dB" if noisy else "clean"
        for name in {family, source}:
            groups[table, name, condition] += outcomes
            groups["all", name, condition] += outcomes
    for (table, name, condition), outcomes in sorted(groups.items()):
        right, total = outcomes.pop("right", 0), outcomes.total()
        rest = ", ".join(f"{kind} {count}" for kind, count in outcomes.most_common())
        share = right / (total + right)
        print(f"{table:12} {name:12} {condition:6} {share:.2f} of {right + total}   {rest}")


@main.command()
@LIBRARY
@ARTICLES
@KEEP
@click.option("--minutes", default=60.0)
@click.option("--part", default=0, help="Of many such streams; parts can be heard side by side.")
@click.option("--texts", type=click.Path(path_type=Path), help="Articles that are read aloud too.")
@click.option("--wake-word", is_flag=True, help="Listen for what follows the wake word only.")
def hour(  # noqa: PLR0913, PLR0917 - as many as options
    audio: Path | None,
    articles: Path | None,
    keep: Path | None,
    minutes: float,
    part: int,
    texts: Path | None,
    wake_word: bool,
) -> None:
    """False actions while people talk, music plays, and nothing is asked."""
    dialogue, vocabulary, ears = asked(audio, articles)
    attention = ears.attend(vocabulary, hands_free=True)
    read = [path.read_text("utf-8") for path in sorted(texts.glob("*.txt"))] if texts else []
    stream = unrelated(minutes, read, part)
    if wake_word:
        attentive = Attentive(attention, ears.waking())
        told = events(Recording(sound for _, sound in stream), attentive)
        count_told(dialogue, told, overheard=False)
        return
    found = read_kept(keep)
    if not found:
        for number, (name, data) in enumerate(overheard(stream, attention)):
            found[f"{number} {name}"] = data
            add_kept(keep, f"{number} {name}", data)
    actions: Counter[str] = Counter()
    for name, data in found.items():
        done = turn_of(dialogue, unkept(data), overheard=True)
        if done.kind in ACTIONS:
            actions[done.kind] += 1
            print(f"{name}: {done.kind} {done.command or ''} {done.heard!r}")
    print(f"{len(found)} utterances in {minutes} minutes; acted on: {dict(actions)}")


def overheard(
    stream: Iterable[tuple[str, Samples]], attention: Attention
) -> Iterator[tuple[str, list]]:
    """What is taken for an utterance in a stream of sound, and in what piece it ended."""
    heard, start = 0, time.perf_counter()
    for name, sound in stream:
        for block in in_blocks([sound]):
            stage = attention.hear(block)
            if word := at_once(attention, overheard=True):
                print(f"{name}: {word!r} is acted upon at once")
            if stage == "ended" and (evidence := attention.evidence()):
                yield name, kept(evidence)
        heard += len(sound)
        click.echo(f"{heard / RATE / 60:.1f} min in {time.perf_counter() - start:.0f} s", err=True)


@main.command()
@LIBRARY
@click.argument("episode")
@click.option("--speed", "speeds", multiple=True, default=(1.0, 1.5))
@click.option("--decibels", default=-12.0, help="How much louder the microphone hears it.")
def narrator(audio: Path | None, episode: str, speeds: tuple[float, ...], decibels: float) -> None:
    """False actions while a whole episode is read aloud, heard by the microphone."""
    dialogue, vocabulary, ears = asked(audio, None)
    chapters = next(one for one in dialogue.known.shelf.episodes if one.slug == episode).chapters
    for speed in speeds:
        told: list[Event] = []
        for chapter in chapters:
            attention = ears.attend(vocabulary, hands_free=True)
            narration = Narration(chapter, speed, decibels)
            told += events(narration, Attentive(attention))
            click.echo(f"{speed}x chapter {chapter.number}: {narration.seconds:.0f} s", err=True)
        print(f"at {speed}x: ", end="")
        count_told(dialogue, told, overheard=True)


def count_told(dialogue: Dialogue, told: Sequence[Event], *, overheard: bool) -> None:
    """Print what a listener told, and how much of it is acted upon."""
    counts = Counter(type(event).__name__ for event in told)
    for event in told:
        if isinstance(event, AtOnce | Said):
            text = event.word if isinstance(event, AtOnce) else event.heard.text
            heard = Heard(text, (text,)) if isinstance(event, AtOnce) else event.heard
            done = turn(dialogue, heard, overheard=overheard)
            if isinstance(event, AtOnce) or done.kind in ACTIONS:
                counts["acted upon"] += 1
                print(f"{done.kind} {done.command or ''} {text!r}")
    print(dict(counts))


if __name__ == "__main__":
    main()
