"""The recogniser's folder: whole, damaged in every way, and of the other kind."""

import shutil
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from narrate import catalogue
from narrate.errors import HoorstukError
from narrate.hearing import RATE, Hearing, hear
from narrate.saying import say
from skill.ears import Ears
from skill.vocabulary import Vocabulary

EMBEDDED = catalogue.find("ears", catalogue.EMBEDDED_EARS)
FILES = [p.relative_to(EMBEDDED) for p in EMBEDDED.rglob("*") if p.is_file()]
KALDI = [path for path in FILES if path.parts[0] in ("am", "conf", "graph")]
NOISE = np.random.default_rng(0).normal(0, 3000, RATE).astype(np.int16)

TRY_ALL = """
import shutil, sys
from pathlib import Path
from narrate.errors import HoorstukError
from narrate.hearing import Hearing, hear
import numpy as np
whole, copy = map(Path, sys.argv[1:3])
noise = np.random.default_rng(0).normal(0, 3000, 8000).astype(np.int16)
for name in sys.argv[3:]:
    content = (whole / name).read_bytes()
    for damage in (None, content[: len(content) // 2], b"\\xff\\n" * 2048 + content[4096:]):
        (copy / name).unlink()
        if damage is not None:
            (copy / name).write_bytes(damage)
        try:
            hearing = Hearing(copy)
            hear([noise], [hearing.recogniser(), hearing.recogniser(["stop", "[unk]"])])
        except HoorstukError as error:
            print("told", error)
        else:
            print("works", name)
        (copy / name).write_bytes(content)
"""


def test_a_damaged_model_is_told_and_never_ends_the_program(tmp_path: Path):
    """Each file removed, halved and overwritten, in a process that would otherwise die."""
    copy = tmp_path / "model"
    shutil.copytree(EMBEDDED, copy, copy_function=shutil.copyfile)
    copy_of = [sys.executable, "-c", TRY_ALL, EMBEDDED, copy, *KALDI]
    done = subprocess.run(list(map(str, copy_of)), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == 3 * len(KALDI)
    told = [line for line in lines if line.startswith("told")]
    assert all("fetch it again" in line for line in told)
    # What Vosk can do without.
    spared = {"am/global_cmvn.stats", "graph/disambig_tid.int", "graph/phones.txt"}
    assert {line.removeprefix("works ") for line in lines if line not in told} <= spared


def graph_of_one_word(word: int) -> bytes:
    """An OpenFst graph of two sounds, one of which is the word; of the kind that is whole."""
    arcs = [(sound, word if sound == 1 else 0) for sound in (1, 2)]
    header = struct.pack("<i", 2125659606)
    for name in (b"vector", b"standard"):
        header += struct.pack("<i", len(name)) + name
    header += struct.pack("<iiQqqq", 2, 0, 3, 0, 1, len(arcs))
    state = struct.pack("<fq", 0.0, len(arcs))
    return header + state + b"".join(struct.pack("<iifi", *arc, 1.0, 0) for arc in arcs)


def test_a_model_that_takes_no_phrases_hears_any_words(tmp_path: Path, voice, lexicon):
    model = tmp_path / "model"
    shutil.copytree(EMBEDDED, model, copy_function=shutil.copyfile)
    words = (model / "graph" / "words.txt").read_text("utf-8").splitlines()
    stop = next(int(line.split()[1]) for line in words if line.startswith("stop "))
    for name in ("HCLr.fst", "Gr.fst"):
        (model / "graph" / name).unlink()
    (model / "graph" / "HCLG.fst").write_bytes(graph_of_one_word(stop))
    hearing, spoken = Hearing(model), say("stop", voice, lexicon)
    assert not hearing.takes_phrases
    (readings,) = hear([NOISE], [hearing.recogniser()])
    assert set(readings.texts[0].split()) <= {"stop"}
    heard = Ears(model).hear([spoken], Vocabulary(("stop",), ("stop",), ()))
    assert heard.commands == ()
    assert heard.hypotheses[:1] == (heard.text,)


def test_no_model_at_all(tmp_path: Path):
    with pytest.raises(HoorstukError, match=r"not a whole Vosk model, am/final\.mdl is missing"):
        Hearing(tmp_path / "weg")
