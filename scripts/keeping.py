"""What recognisers made of sound, kept in a file so that it need not be heard again."""

import json
from pathlib import Path

from narrate.hearing import Readings
from skill.weighing import Evidence


def kept(evidence: Evidence) -> list:
    """Evidence as JSON."""
    readings = [[reading.texts, reading.likelihoods] for reading in evidence.readings]
    return [readings, evidence.seconds, evidence.voice, evidence.talk]


def unkept(data: list) -> Evidence:
    """Evidence from JSON."""
    readings, seconds, voice, talk = data
    given = tuple(Readings(tuple(texts), tuple(logs)) for texts, logs in readings)
    return Evidence(given, seconds, voice, talk)


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
