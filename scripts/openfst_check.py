"""Checks grown graphs against OpenFst's own tools, and writes what Vosk hears with theirs.

    python scripts/openfst_check.py

The sentences of tests/skill/growing/data/decoded.tsv are learnt. The grown graph is then made again
by Debian's libfst-tools: what lies ahead of each state must be the same in both, and so must what
Vosk hears. What it hears with that of the tools is written beside the sentences, for the tests.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from ctypes.util import find_library
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "skill" / "growing")]

from test_decoding import TABLE, Case, heard, learnt  # noqa: E402

from narrate import catalogue  # noqa: E402
from narrate.voice import Voice  # noqa: E402
from skill.growing.fst import LookAhead, read_lookahead  # noqa: E402
from skill.growing.graph import read_symbols  # noqa: E402


def main() -> None:
    """Make the graph again, compare, and write."""
    voice = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        library = learnt(folder)
        ours, theirs = library.model, folder / "tools"
        shutil.copytree(ours, theirs)
        labels = made_again(ours / "graph", theirs / "graph", folder)
        sounds = [read_lookahead(model / "graph" / "HCLr.fst") for model in (ours, theirs)]
        print(compared(*sounds, labels), "states have the same ahead of them")
        with_ours, with_theirs = (
            heard(model, library.vocabulary.library, voice, folder) for model in (ours, theirs)
        )
    write(with_theirs)
    if with_ours != with_theirs:
        sys.exit("Vosk hears something else with our graph than with that of the tools")
    print(f"{len(with_ours)} sentences are heard the same")


def made_again(ours: Path, theirs: Path, scratch: Path) -> dict[int, int]:
    """Let OpenFst make the look-ahead graph; gives its label for each of ours."""
    relabel, plain = scratch / "relabel", scratch / "plain.fst"
    lookahead = dict(os.environ, LD_PRELOAD=find_library("fstlookahead") or "libfstlookahead.so")
    run(f"fstconvert --fst_type=vector {ours}/HCLr.fst {plain}", lookahead)
    make = f"fstconvert --fst_type=olabel_lookahead --save_relabel_opairs={relabel}"
    run(f"{make} {plain} {theirs}/HCLr.fst", lookahead)
    run(
        f"fstconvert --fst_type=vector {ours}/Gr.fst"
        f" | fstrelabel --relabel_ipairs={relabel} --relabel_opairs={relabel}"
        f" | fstarcsort --sort_type=ilabel | fstconvert --fst_type=const > {theirs}/Gr.fst",
        dict(os.environ),
    )
    pairs = (line.split() for line in relabel.read_text().splitlines())
    labels = {0: 0} | {int(our): int(their) for our, their in pairs}
    words = read_symbols(ours / "words.txt").items()
    (theirs / "words.txt").write_text("".join(f"{word} {labels[n]}\n" for word, n in words))
    return labels


def run(command: str, environment: dict[str, str]) -> None:
    """Run a command of the shell; its failure ends the script."""
    subprocess.run(command, shell=True, check=True, env=environment)


def compared(ours: LookAhead, theirs: LookAhead, labels: dict[int, int]) -> int:
    """See that each state has the same ahead in both; gives how many states."""
    labels = labels | {ours.final_label: theirs.final_label}
    for one, other in set(zip(ours.reach, theirs.reach, strict=True)):  # most have the same
        if {labels[n] for i in one for n in range(*i)} != {n for i in other for n in range(*i)}:
            sys.exit(f"ahead is {other} with the tools, and {one} with ours, in our labels")
    return len(ours.reach)


def write(found: list[Case]) -> None:
    """Write what was heard beside what was said."""
    header = TABLE.read_text("utf-8").splitlines()[0]
    rows = ["\t".join((case.said, case.free, case.told)) for case in found]
    TABLE.write_text("\n".join([header, *rows]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
