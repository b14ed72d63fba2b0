"""What a build costs, against Piper alone and against itself; machines are noisy, so as ratios.

usage: scripts/bench [ARTICLE] [TIMES]     TIMES: how often longer the long text is (default 10)
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from narrate import catalogue, episode, ffmpeg, readers
from narrate.episode import Sentence
from narrate.hearing import RATE, UNKNOWN, Hearing
from narrate.lexicon import Lexicon
from narrate.scriptwriting import write_script
from narrate.voice import Voice

ARTICLE = Path("audio/articles/ketamine-en-de-hersenen.txt")
JOBS = 2


def run(command: list[str | Path], stdin: str = "") -> tuple[float, float, int]:
    """Wall seconds, CPU seconds and peak memory in kilobytes of a command."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as given, Path(os.devnull).open("w") as nowhere:
        given.write(stdin)
        given.seek(0)
        process = subprocess.Popen(command, stdin=given, stdout=nowhere, stderr=nowhere)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss


def build(article: Path, library: Path, jobs: int = JOBS) -> list[str | Path]:
    """The command that builds an article."""
    options = ["--library", library, "--formats", "mp3", "--jobs", str(jobs), "--quiet"]
    return [Path(sys.executable).with_name("narrate"), "build", article, *options]


def inference(article: Path, jobs: int) -> float:
    """Wall seconds of speaking every sentence and nothing else, `jobs` at a time."""
    voice = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE))
    script = write_script(readers.read(article), Lexicon.built_in())
    sentences = [sentence for chapter in script.chapters for sentence in chapter.sentences]
    voice.speak(sentences[0])
    start = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(voice.speak, sentences))
    return time.perf_counter() - start


def piper(article: Path, folder: Path) -> float:
    """Wall seconds of the command `piper` reading the same text to a WAV file."""
    model = catalogue.find("voices", catalogue.EMBEDDED_VOICE)
    command = [sys.executable, "-m", "piper", "-m", model, "-f", folder / "piper.wav"]
    return run([*command, "--input-file", article])[0]


def word_errors(folder: Path) -> list[float]:
    """Milliseconds from each word's start to where the recogniser hears it begin.

    Of the words that both have, the first of each sentence aside: the recogniser lets that begin
    with the silence before it.
    """
    hearing = Hearing(catalogue.find("ears", catalogue.EMBEDDED_EARS))
    errors: list[float] = []
    for chapter in episode.read(folder).chapters:
        for sentence in chapter.sentences:
            words = [
                (w.start, "".join(filter(str.isalpha, w.text.lower()))) for w in sentence.words
            ]
            heard = _heard(hearing, folder / chapter.file, sentence)
            matcher = SequenceMatcher(None, [w for _, w in words], [w for _, w in heard])
            for ours, theirs, size in matcher.get_matching_blocks():
                pairs = zip(words[ours : ours + size], heard[theirs : theirs + size], strict=True)
                errors += [1000 * (b - a) for (a, _), (b, _) in pairs if a > sentence.start]
    return errors


def _heard(hearing: Hearing, path: Path, sentence: Sentence) -> list[tuple[float, str]]:
    """When each word of a sentence begins, by a recogniser that expects its words."""
    start = max(0.0, sentence.start - 0.03)
    expected = [
        w if hearing.knows(w) else UNKNOWN for w in re.findall(r"[^\W\d_]+", sentence.spoken)
    ]
    recogniser = hearing.recogniser([" ".join(expected), UNKNOWN], most=0)
    recogniser.SetWords(True)
    results = []
    for block in ffmpeg.decode(path, RATE, start, sentence.end + 0.3 - start):
        if recogniser.AcceptWaveform(block.astype("<i2").tobytes()):
            results.append(recogniser.Result())
    words = [
        w for r in [*results, recogniser.FinalResult()] for w in json.loads(r).get("result", [])
    ]
    return [(start + word["start"], word["word"]) for word in words]


HOP = RATE // 500
"""Samples over which the loudness of a moment is taken: 2 ms."""
QUIET = 10 ** (-46 / 20)
"""Loudness of a pause, against the loudest moment of its chapter."""
PAUSE, NEAR = 20, 40
"""Moments: how long a pause is at least, and how far from a word's start it may end."""


def onset_errors(folder: Path) -> list[float]:
    """Milliseconds from each word's start to where its sound begins, of words after a pause.

    A check that needs no recogniser. The first word of a sentence is left out: its take was cut
    to the sound.
    """
    errors: list[float] = []
    for chapter in episode.read(folder).chapters:
        sound = np.concatenate(list(ffmpeg.decode(folder / chapter.file, RATE))).astype(float)
        power = np.square(sound[: len(sound) // HOP * HOP]).reshape(-1, HOP).mean(axis=1)
        quiet = power < power.max() * QUIET**2
        edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]])))
        ends = np.array([b for a, b in edges.reshape(-1, 2) if b - a >= PAUSE])
        starts = [w.start for s in chapter.sentences for w in s.words if w.start > s.start]
        for moment in (start * RATE / HOP for start in starts):
            nearest = ends[np.abs(ends - moment).argmin()]
            if abs(nearest - moment) <= NEAR:
                errors.append(1000 * (nearest - moment) * HOP / RATE)
    return errors


def main() -> None:
    """Print a table of figures and ratios."""
    article = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLE
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = folder / article.name
        copy.write_text(article.read_text("utf-8"), "utf-8")
        pure, single = inference(copy, JOBS), inference(copy, 1)
        by_piper = piper(copy, folder)
        whole, cpu, memory = run(build(copy, folder / "audio"))
        again, again_cpu, _ = run(build(copy, folder / "audio"))
        imports = run([sys.executable, "-c", "import narrate.cli"])[1]
        errors = np.array(word_errors(folder / "audio" / copy.stem))
        onsets = np.array(onset_errors(folder / "audio" / copy.stem))
        words = copy.read_text("utf-8").split(" ")
        words.insert(len(words) // 2, "juist")
        copy.write_text(" ".join(words), "utf-8")
        changed = run(build(copy, folder / "audio"))[0]
        long = folder / "long.txt"
        long.write_text(article.read_text("utf-8") * times, "utf-8")
        long_memory = run(build(long, folder / "audio"))[2]
    rows = [
        ("build", f"{whole:.1f} s", f"{cpu:.1f} s CPU, {memory / 1e3:.0f} MB"),
        ("against inference alone", f"{whole / pure:.2f} x", f"{JOBS} x 1 thread, {pure:.1f} s"),
        ("inference with 1 x 1 thread", f"{single / pure:.2f} x", f"of {JOBS} x 1"),
        ("against piper to WAV", f"{whole / by_piper:.2f} x", f"{by_piper:.1f} s"),
        ("nothing changed", f"{again_cpu - imports:.2f} s CPU", f"beside {imports:.2f} imports"),
        ("one word changed", f"{changed / whole:.1%}", f"{changed:.2f} s; {again:.2f} for none"),
        ("word starts by recogniser", *_spread(errors)),
        ("word starts after a pause", *_spread(onsets)),
        (f"memory, {times} x as long", f"{long_memory / memory:.2f} x", ""),
    ]
    for name, figure, beside in rows:
        print(f"{name:28}{figure:>12}   {beside}")


def _spread(errors: np.ndarray) -> tuple[str, str]:
    """The median of |error|, and more of it; positive where ours comes first."""
    size, middle = np.abs(errors), float(np.median(errors))
    around = np.abs(errors - middle)
    return f"{np.median(size):.0f} ms", (
        f"95 %: {np.percentile(size, 95):.0f} ms, {len(size)} words; {middle:+.0f} ms, "
        f"give or take {np.median(around):.0f} (95 %: {np.percentile(around, 95):.0f})"
    )


if __name__ == "__main__":
    main()
