"""Unrelated sound: people's talk, babble, music, coughs and noises that are not for the skill."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from speaking import Speakers, pink, to_pcm

from narrate.hearing import RATE
from narrate.sound import Samples

SENTENCE = re.compile(r"[A-Z][^.!?\n]{20,200}[.!?]")


def unrelated(
    minutes: float, texts: Sequence[str] = (), part: int = 0
) -> Iterator[tuple[str, Samples]]:
    """Pieces of sound of some 20 seconds: half of it talk, the rest noises and silence.

    Args:
        minutes: how much in all.
        texts: to read aloud from; without them nobody reads.
        part: which of many such streams; each is made of other pieces.
    """
    random = np.random.default_rng(2026 + part)
    speakers = Speakers()
    talk = tomllib.loads(Path(__file__).with_name("unrelated.toml").read_text("utf-8"))
    left = minutes * 60 * RATE
    makers: list[tuple[str, Callable[[], Samples]]] = [
        ("nathalie", lambda: talked(["nathalie"], talk, speakers, random)),
        *((v, lambda v=v: talked([v], talk, speakers, random)) for v in speakers.variants[:4]),
        *(
            (f"{source} reads", lambda source=source: reading(source, texts, speakers, random))
            for source in ("nathalie", *speakers.variants[4:6])
            if texts
        ),
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


def reading(
    source: str, texts: Sequence[str], speakers: Speakers, random: np.random.Generator
) -> Samples:
    """Sentences of a text that follow on one another, read by one speaker."""
    sentences = SENTENCE.findall(str(random.choice(texts)))
    first = int(random.integers(max(1, len(sentences) - 5)))
    parts: list[np.ndarray] = []
    for sentence in sentences[first:]:
        pause = np.zeros(round(random.uniform(0.3, 1) * RATE))
        parts += [speakers.speak(source, sentence), pause]
        if sum(map(len, parts)) >= 20 * RATE:
            break
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
