"""Learning: a recogniser is made to know what a library holds, once for each state of the library.

A model that can grow is grown into a folder of its own, under a hash of everything that shaped it;
the model itself is never touched. Any other stays as it is, and is told of words by spelling them.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from narrate import hearing
from narrate.errors import HoorstukError
from narrate.files import sha256
from narrate.library import replacing
from narrate.progress import Report
from skill.find.kept import FOLDER
from skill.growing.graph import Graph, read_symbols
from skill.growing.pronunciations import LEXICON, known, pronunciations
from skill.library import Episode
from skill.vocabulary import Vocabulary, expected_phrases, learn, words_of

VERSION = 1
"""Raise it when the same words give another graph: models are then grown anew."""
GROWN = ".ears"
"""Folder of the library in which grown models are kept."""
KEPT = 3
"""Grown models that are kept, the newest: of a library and of articles that are being written."""
_REPORT = "learnt.json"


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a recogniser needs to know a library."""

    model: Path
    """The folder to load: of a grown model, or of the model itself where nothing is added."""
    vocabulary: Vocabulary
    added: tuple[str, ...]
    """Words that the grown model has and the model itself has not."""
    resounded: tuple[str, ...]
    """Words that it had, which it now also knows as the voice says them."""
    changed: bool
    """Whether a model was grown now; it may have been there already."""

    def to_dict(self) -> dict[str, Any]:
        """As `skill learn --json` prints it."""
        return {
            "model": str(self.model),
            "changed": self.changed,
            "added": self.added,
            "resounded": self.resounded,
            "spelled": {word: said for said, word in self.vocabulary.spellings.items()},
            "left_out": self.vocabulary.left_out,
        }


def learn_library(
    library: Path,
    model: Path,
    episodes: Sequence[Episode],
    commands: Iterable[str],
    report: Report,
) -> Learnt:
    """Grow a model until it knows the words of a library, unless that was done before.

    Args:
        library: the folder in which the grown model is kept.
        model: a recogniser's folder.
        episodes: what can be asked about.
        commands: the phrases of commands.
        report: told how far it is.

    Raises:
        HoorstukError: the model is damaged, or the lexicon gives a sound that it cannot hear.
        OSError: the library cannot be written to.
    """
    hearing.check(model)
    commands = tuple(commands)
    expected = expected_phrases(episodes, library / FOLDER)
    words = read_symbols(model / "graph" / "words.txt")
    folder, changed = model, False
    said = words_of([*expected, *commands])
    if (model / LEXICON).exists() and (wanted := _wanted(episodes, said, words)):
        folder = library / GROWN / _key(model, wanted)
        changed = not _whole(folder)
        if changed:
            _grow(model, wanted, folder, report)
            _sweep(folder.parent)
        words = read_symbols(folder / "graph" / "words.txt")
    grown = json.loads((folder / _REPORT).read_text("utf-8")) if folder != model else {}
    return Learnt(
        model=folder,
        vocabulary=learn(expected, commands, words.__contains__),
        added=tuple(grown.get("added", ())),
        resounded=tuple(grown.get("resounded", ())),
        changed=changed,
    )


def _wanted(
    episodes: Sequence[Episode], said: Iterable[str], words: Mapping[str, int]
) -> dict[str, tuple[str, ...]]:
    """The words that are to be added or to sound otherwise too, with the IPA that is given."""
    sounds: dict[str, dict[str, None]] = {word: {} for word in said if word not in words}
    for sentence in (s for e in episodes for c in e.chapters for s in c.sentences):
        for word, ipa in _word_by_word(sentence.sounds):
            sounds.setdefault(word, {})[ipa] = None
    return {word: tuple(sounds[word]) for word in sorted(sounds)}


def _word_by_word(sounds: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each spoken word with its IPA, where that is given; "en em" takes two words of IPA apart."""
    for spoken, ipa in sounds:
        words, parts = spoken.split(), ipa.split()
        if len(words) == len(parts):
            yield from zip(words, parts, strict=True)


def _key(model: Path, wanted: Mapping[str, Sequence[str]]) -> str:
    """Stands for everything that shapes the grown model."""
    shaped = hashlib.sha256()
    for path in sorted(path for path in model.rglob("*") if path.is_file()):
        shaped.update(f"{path.relative_to(model)} {sha256(path)}\n".encode())
    shaped.update(files("skill").joinpath("data/nl/phones.tsv").read_bytes())
    shaped.update(f"{VERSION} {version('piper-tts')} {json.dumps(wanted)}".encode())
    return shaped.hexdigest()


def _whole(folder: Path) -> bool:
    """Whether a grown model is there; one that lost a file is grown anew."""
    try:
        hearing.check(folder)
    except HoorstukError:
        return False
    return (folder / _REPORT).exists()


def _grow(model: Path, wanted: Mapping[str, Sequence[str]], folder: Path, report: Report) -> None:
    report("sounds", 1, 3)
    new = list(pronunciations(wanted, known(model)))
    report("graph", 2, 3)
    graph = Graph.read(model / "graph")
    grown = graph.grown(new)
    said = dict.fromkeys(pronunciation.word for pronunciation in new)
    learnt = {
        "added": [word for word in said if word not in graph.words],
        "resounded": [word for word in said if word in graph.words],
    }
    with replacing(folder) as made:
        shutil.copytree(
            model, made, ignore=shutil.ignore_patterns(LEXICON.parts[0]), dirs_exist_ok=True
        )
        grown.write(made / "graph")
        (made / _REPORT).write_text(json.dumps(learnt, ensure_ascii=False) + "\n", "utf-8")
    report("kept", 3, 3)


def _sweep(folder: Path) -> None:
    """Remove the models that were grown longest ago."""
    grown = sorted(folder.glob(f"[!.]*/{_REPORT}"), key=lambda path: path.stat().st_mtime)
    for old in grown[:-KEPT]:
        shutil.rmtree(old.parent, ignore_errors=True)
