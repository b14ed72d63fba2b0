"""What Vosk hears with a grown graph is what it hears with one that OpenFst's tools made.

The table beside the sentences is written by `scripts/openfst_check.py`, which needs these tools.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from narrate import catalogue, ffmpeg
from narrate.hearing import RATE, Hearing, Panel
from narrate.lexicon import Lexicon
from narrate.progress import hidden
from narrate.saying import say, write_wav
from narrate.voice import Voice
from skill.articles import of_articles
from skill.learning import Learnt, learn_library

TABLE = Path(__file__).with_name("data") / "decoded.tsv"


@dataclass(frozen=True)
class Case:
    said: str
    free: str = ""
    """What was heard by a recogniser of any words."""
    told: str = ""
    """What was heard by one that was told the library's phrases."""


def cases() -> list[Case]:
    return [Case(*line.split("\t")) for line in TABLE.read_text("utf-8").splitlines()[1:]]


def learnt(folder: Path) -> Learnt:
    """The embedded model, which learnt a library of just these sentences."""
    article = folder / "articles" / "proef.txt"
    article.parent.mkdir()
    article.write_text("Proef\n\n" + " ".join(case.said for case in cases()) + "\n", "utf-8")
    model = catalogue.find("ears", catalogue.EMBEDDED_EARS)
    with hidden() as report:
        return learn_library(folder / "audio", model, of_articles(article.parent), [], report)


def heard(model: Path, phrases: tuple[str, ...], voice: Voice, folder: Path) -> list[Case]:
    """What a model hears of the sentences, as the voice says them."""
    hearing = Hearing(model)
    panel = Panel([hearing.recogniser(), hearing.recogniser(phrases)])
    found = []
    for case in cases():
        write_wav(say(case.said, voice, Lexicon.built_in()), voice.rate, folder / "said.wav")
        panel.accept(np.concatenate(list(ffmpeg.decode(folder / "said.wav", RATE))))
        free, told = (readings.texts[0] for readings in panel.finish())
        found.append(replace(case, free=free, told=told))
    return found


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Learnt:
    return learnt(tmp_path_factory.mktemp("learnt"))


def test_it_is_what_vosk_hears_with_the_graph_of_openfst_s_tools(library, voice, tmp_path):
    assert heard(library.model, library.vocabulary.library, voice, tmp_path) == cases()


def test_new_words_are_heard(library):
    words = {word for case in cases() for word in case.told.split()}
    assert {"svankmajer", "zwrikveld", "dee", "em"} <= words & set(library.added)
    assert "mindfulness" in words & set(library.resounded)
