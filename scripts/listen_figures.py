"""How well the skill does what is said aloud, and how often it does something when nothing was.

usage: scripts/listen_figures typed FOLDER    tables of utterances (tests/data/asking/README.md)
       scripts/listen_figures said FOLDER     the same, spoken
       scripts/listen_figures hour            an hour of unrelated speech and noise

Spoken by the embedded voice and, where it is installed, by espeak-ng; each clean and in noise.
"""

import csv
import io
import json
import shutil
import subprocess
import time
import tomllib
import wave
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np

from narrate import catalogue, progress
from narrate.hearing import RATE, Readings
from narrate.lexicon import Lexicon
from narrate.saying import say
from narrate.segments import resampled
from narrate.sound import Samples
from narrate.voice import Voice
from skill import library
from skill.articles import of_articles
from skill.commands import Commands
from skill.dialogue import Dialogue
from skill.ears import NOTHING, Attention, Ears, Heard, in_blocks, weighed
from skill.learning import learn_library
from skill.turn import Turn, turn
from skill.vocabulary import Vocabulary
from skill.weighing import Evidence

VARIANTS = [
    f"{voice}@{speed}" for speed in (140, 175) for voice in ("nl", "nl+f3", "nl+m3", "nl+f5")
]
NOISE = 15
"""Decibels of the speech above the noise."""
ROOM = 0.4
"""Seconds before and after an utterance."""


@dataclass(frozen=True, slots=True)
class Row:
    """One utterance, and whether a turn does right by it."""

    table: str
    text: str
    held: bool
    right: Callable[[Turn], bool]


# Speaking -----------------------------------------------------------------------------------


class Speakers:
    """The embedded voice, and espeak-ng's."""

    def __init__(self) -> None:
        self._voice = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE))
        self._lexicon = Lexicon.built_in()
        self.variants = VARIANTS if shutil.which("espeak-ng") else []

    def speak(self, source: str, text: str) -> Samples:
        """A text spoken by `nathalie` or by `VOICE@SPEED` of espeak-ng, at `RATE`."""
        if source == "nathalie":
            return resampled(say(text, self._voice, self._lexicon), self._voice.rate, RATE)
        voice, speed = source.split("@")
        command = ["espeak-ng", "-v", voice, "-s", speed, "--stdout", text]
        sound = subprocess.run(command, capture_output=True, check=True).stdout
        with wave.open(io.BytesIO(sound)) as file:
            samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
            return resampled(samples, file.getframerate(), RATE)


def pink(count: int, random: np.random.Generator) -> np.ndarray:
    """Noise with as much power in each octave, root mean square 1."""
    spectrum = np.fft.rfft(random.normal(size=count))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 1))
    noise = np.fft.irfft(spectrum, count)
    return np.asarray(noise / np.sqrt((noise**2).mean()))


def in_a_room(speech: Samples, noisy: bool, random: np.random.Generator) -> Samples:
    """Speech with a little silence around it, in a quiet room or in noise."""
    level = np.sqrt((speech.astype(float) ** 2).mean())
    noise = level * 10 ** (-NOISE / 20) if noisy else 15.0
    silence = np.zeros(round(ROOM * RATE))
    sound = np.concatenate([silence, speech, silence])
    return to_pcm(sound + noise * pink(len(sound), random))


def to_pcm(sound: np.ndarray) -> Samples:
    """Rounded and held within full scale."""
    return np.clip(sound, -32768, 32767).astype(np.int16)


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


def kept(evidence: Evidence | None) -> list[object] | None:
    """Evidence as JSON."""
    if evidence is None:
        return None
    readings = [[reading.texts, reading.likelihoods] for reading in evidence.readings]
    return [readings, evidence.seconds, evidence.voice]


def unkept(data: list) -> Evidence:
    """Evidence from JSON."""
    readings, seconds, voice = data
    return Evidence(tuple(Readings(tuple(t), tuple(s)) for t, s in readings), seconds, voice)


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
def said(  # noqa: PLR0913, PLR0917 - as many as options
    folder: Path,
    audio: Path | None,
    articles: Path | None,
    keep: Path | None,
    held: bool,
    every: int,
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
                    before[key] = kept(evidence_of(sound, attention))
                    add_kept(keep, key, before[key])
                data = before[key]
                done = turn_of(dialogue, unkept(data) if data else None)
                outcome = "right" if row.right(done) else done.kind
                counts[row.table, source, noisy][outcome] += 1
    show(counts)


def read_kept(path: Path | None) -> dict[str, list | None]:
    """The evidence of an earlier run."""
    if path is None or not path.exists():
        return {}
    return dict(json.loads(line) for line in path.read_text("utf-8").splitlines())


def add_kept(path: Path | None, key: str, data: object) -> None:
    """Keep evidence for a later run."""
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([key, data], ensure_ascii=False) + "\n")


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
def hour(audio: Path | None, articles: Path | None, keep: Path | None, minutes: float) -> None:
    """False actions while people talk, music plays, and nothing is asked."""
    dialogue, vocabulary, ears = asked(audio, articles)
    found = read_kept(keep)
    if not found:
        attention = ears.attend(vocabulary, hands_free=True)
        for number, (name, evidence) in enumerate(overheard(minutes, attention)):
            found[f"{number} {name}"] = kept(evidence)
            add_kept(keep, f"{number} {name}", kept(evidence))
    actions: Counter[str] = Counter()
    for name, data in found.items():
        evidence = unkept(data) if data else None
        done = turn_of(dialogue, evidence, overheard=True)
        if done.kind in ("command", "question", "emergency"):
            actions[done.kind] += 1
            print(f"{name}: {done.kind} {done.command or ''} {done.heard!r}")
    print(f"{len(found)} utterances in {minutes} minutes; acted on: {dict(actions)}")


def overheard(minutes: float, attention: Attention) -> Iterator[tuple[str, Evidence]]:
    """What is taken for an utterance in a stream of unrelated sound, and in what sound it ended."""
    heard, start = 0, time.perf_counter()
    for name, sound in unrelated(minutes):
        for block in in_blocks([sound]):
            if attention.hear(block) == "ended" and (evidence := attention.evidence()):
                yield name, evidence
        heard += len(sound)
        click.echo(f"{heard / RATE / 60:.1f} min in {time.perf_counter() - start:.0f} s", err=True)


def unrelated(minutes: float) -> Iterator[tuple[str, Samples]]:
    """Pieces of sound of some 20 seconds: half of it talk, the rest noises and silence."""
    random = np.random.default_rng(2026)
    speakers = Speakers()
    talk = tomllib.loads(Path(__file__).with_name("unrelated.toml").read_text("utf-8"))
    left = minutes * 60 * RATE
    makers: list[tuple[str, Callable[[], Samples]]] = [
        ("nathalie", lambda: talked(["nathalie"], talk, speakers, random)),
        *((v, lambda v=v: talked([v], talk, speakers, random)) for v in speakers.variants[:4]),
        ("remarks", lambda: remarks(talk["remarks"], speakers, random)),
        ("babble", lambda: babble(talk, speakers, random)),
        (
            "other languages",
            lambda: talked(["en-gb@160", "de@160", "fr@160"], talk, speakers, random),
        ),
        ("tones", lambda: tones(20, random)),
        ("coughs", lambda: coughs(20, random)),
        ("clicks", lambda: clicks(20, random)),
        ("white", lambda: to_pcm(random.normal(0, 2000, 20 * RATE))),
        ("pink", lambda: to_pcm(2000 * pink(20 * RATE, random))),
        ("silence", lambda: np.zeros(20 * RATE, np.int16)),
    ]
    while left > 0:
        for name, make in makers:
            sound = make()
            left -= len(sound)
            yield name, sound
            if left <= 0:
                return


def talked(
    sources: list[str], talk: dict, speakers: Speakers, random: np.random.Generator
) -> Samples:
    """Sentences with pauses between them, by one speaker after the other."""
    parts: list[np.ndarray] = []
    while sum(map(len, parts)) < 20 * RATE:
        source = sources[int(random.integers(len(sources)))]
        language = source.partition("@")[0] if source.partition("@")[0] in talk else "nl"
        lists = talk[language]
        sentence = " ".join(random.choice(lists[name]) for name in ("who", "what", "rest"))
        parts += [speakers.speak(source, sentence), np.zeros(round(random.uniform(0.3, 2) * RATE))]
    sound = np.concatenate(parts)
    return to_pcm(sound * random.uniform(0.2, 0.8) + 20 * pink(len(sound), random))


def remarks(some: list[str], speakers: Speakers, random: np.random.Generator) -> Samples:
    """What people say to one another in passing, each by another of the speakers."""
    sources, parts = ["nathalie", *speakers.variants], [np.zeros(RATE // 2)]
    while sum(map(len, parts)) < 20 * RATE:
        speech = speakers.speak(str(random.choice(sources)), str(random.choice(some)))
        parts += [speech * random.uniform(0.2, 0.8), np.zeros(round(random.uniform(1.3, 3) * RATE))]
    sound = np.concatenate(parts)
    return to_pcm(sound + 20 * pink(len(sound), random))


def babble(talk: dict, speakers: Speakers, random: np.random.Generator) -> Samples:
    """Four people at once."""
    voices = [talked([v], talk, speakers, random) for v in speakers.variants[:4]]
    if not voices:
        return talked(["nathalie"], talk, speakers, random)
    shortest = min(map(len, voices))
    return to_pcm(np.sum([voice[:shortest].astype(float) for voice in voices], axis=0) / 2)


def tones(seconds: int, random: np.random.Generator) -> Samples:
    """Music, nearly: chords of a third of a second with overtones."""
    step = np.arange(RATE // 3) / RATE
    chords = []
    for _ in range(seconds * 3):
        notes = 220 * 2 ** (random.choice([0, 2, 4, 5, 7, 9, 11, 12], 3) / 12)
        waves = [np.sin(2 * np.pi * n * k * step) / k for n in notes for k in (1, 2, 3)]
        chords.append(np.sum(waves, axis=0) * np.exp(-4 * step) * 3000)
    return to_pcm(np.concatenate(chords))


def coughs(seconds: int, random: np.random.Generator) -> Samples:
    """Bursts of noise that die away, some with a hoarse tone in them."""
    sound = np.zeros(seconds * RATE)
    length = RATE // 2
    for start in range(0, len(sound) - length, RATE * 2):
        fall = np.exp(-np.arange(length) / random.uniform(800, 2500))
        tone = np.sign(np.sin(2 * np.pi * random.uniform(90, 200) * np.arange(length) / RATE))
        sound[start : start + length] += fall * (
            random.normal(0, 6000, length) + random.choice([0, 2500]) * tone
        )
    return to_pcm(sound + 20 * pink(len(sound), random))


def clicks(seconds: int, random: np.random.Generator) -> Samples:
    """Keys of a keyboard, doors, and the like."""
    sound = 20 * pink(seconds * RATE, random)
    for at in random.integers(0, len(sound) - 400, seconds * 3):
        sound[at : at + 400] += random.normal(0, 12000, 400) * np.exp(-np.arange(400) / 60)
    return to_pcm(sound)


if __name__ == "__main__":
    main()
