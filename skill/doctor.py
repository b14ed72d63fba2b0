"""What works on this machine for listening and talking, and how to mend what does not."""

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

from narrate import catalogue, doctor
from narrate.doctor import Check
from narrate.errors import HoorstukError
from narrate.hearing import RATE
from narrate.lexicon import Lexicon
from narrate.saying import say
from narrate.segments import resampled
from narrate.voice import Voice
from skill import devices, library, safety
from skill.commands import Commands
from skill.ears import Ears
from skill.encoder import encoder
from skill.vocabulary import expected_phrases, learn

TRIED = "Volgende hoofdstuk."
"""What the voice says, for the ears to hear as a command."""
MEANT = ("Hoe oud werd hij?", "Op welke leeftijd is hij gestorven?", "Waar koop ik een fiets?")
"""A question, the same in other words, and another."""


def examine(folder: Path, ears: str) -> Iterator[Check]:
    """Try everything that a conversation needs."""
    return doctor.tried(
        {
            "microphone": lambda: _device("microphone", devices.microphones()),
            "speaker": lambda: _device("speaker", devices.speakers()),
            "voice": doctor.voice,
            "ears": lambda: _ears(ears),
            "meanings": _meanings,
            "library": lambda: _library(folder),
            "numbers": _numbers,
        }
    )


def _device(kind: str, names: Sequence[str]) -> str:
    if not names:
        raise HoorstukError(f"no {kind} found; plug one in, or type: skill ask TEXT")
    return ", ".join(names)


def _ears(name: str) -> str:
    voice = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE))
    sound = say(TRIED, voice, Lexicon.built_in())
    samples = resampled(sound, voice.rate, RATE)
    ears = Ears(catalogue.find("ears", name))
    commands = Commands.load()
    heard = ears.hear([samples], learn(expected_phrases([]), commands.phrases(), ears.knows))
    if not any(commands.match(text) for text in (heard.text, *heard.commands)):
        raise HoorstukError(f"{name}: heard {heard.text!r} for {TRIED!r}; choose other ears")
    return f"{name} hears the voice"


def _library(folder: Path) -> str:
    episodes = library.of_episodes(folder)
    chapters = library.chapters_of(episodes)
    missing = [one.file for one in chapters if one.file is None or not one.file.is_file()]
    if missing:
        raise HoorstukError(f"{missing[0]}: is missing; build the episode again")
    return f"{len(episodes)} episodes with {len(chapters)} chapters"


def _meanings() -> str:
    asked, near, far = encoder().questions(MEANT)
    if asked @ near <= asked @ far:
        raise HoorstukError("the sentence encoder takes one question for another; install it again")
    return "the sentence encoder tells questions apart"


def _numbers() -> str:
    complaint = safety.complaint(datetime.datetime.now(datetime.UTC).date())
    if complaint:
        raise HoorstukError(complaint)
    return f"telephone numbers were checked on {safety.checked()}"
