"""The public test set: every case is said right, and the score says so."""

import json
import re
from pathlib import Path

import pytest

from narrate.lexicon import Lexicon
from narrate.spoken.score import CaseError, cases, say, score

FOLDER = Path(__file__).parents[2] / "data" / "spoken"


def test_all_cases():
    said = [(case, say(case.written, Lexicon.built_in())) for case in cases(FOLDER)]
    wrong = [(case, spoken) for case, spoken in said if spoken not in case.accepted]
    assert not wrong, "\n".join(map(str, wrong))


def test_there_are_enough_cases():
    assert sum(score(FOLDER, Lexicon.built_in()).totals.values()) >= 600


def test_a_wrong_number_misleads(tmp_path: Path):
    (tmp_path / "numbers.tsv").write_text("5 honden\tzes honden\n2 honden\ttwee konden\n", "utf-8")
    result = score(tmp_path, Lexicon.built_in())
    assert result.exact == 0
    assert result.misleading == 1
    assert result.exact_in("numbers") == 0


def test_a_lost_negation_misleads(tmp_path: Path):
    (tmp_path / "words.tsv").write_text("Hij komt.\thij komt niet\n", "utf-8")
    assert score(tmp_path, Lexicon.built_in()).misleading == 1


def test_a_line_without_spoken_form_is_pointed_at(tmp_path: Path):
    (tmp_path / "words.tsv").write_text("goed\tgoed\nfout\n", "utf-8")
    with pytest.raises(CaseError, match=r"words\.tsv:2: "):
        score(tmp_path, Lexicon.built_in())


def test_an_empty_folder_is_an_error(tmp_path: Path):
    with pytest.raises(CaseError, match="holds no test cases"):
        score(tmp_path, Lexicon.built_in())


def test_the_command_puts_exact_sentences_first(run):
    done = run("narrate", "spoken", "--score")
    assert (done.returncode, done.stderr) == (0, "")
    first, *_ = done.stdout.splitlines()
    assert re.fullmatch(r"exact: (\d+) of \1 \(100\.0%\)", first)
    assert "\nenglish: 8 of 8\n" in done.stdout
    assert done.stdout.endswith("misleading: 0\n")


def test_the_command_tells_misleading_errors_apart(run, tmp_path: Path):
    (tmp_path / "mine.tsv").write_text("fiets\tvliets\n5 mg\tzes milligram | 6 mg\nja\tja\n")
    done = run("narrate", "spoken", "--score", tmp_path)
    assert done.stdout.splitlines() == [
        "exact: 1 of 3 (33.3%)",
        "mine: 1 of 3",
        "misleading: 1",
        f"{tmp_path}/mine.tsv:2: misleads: '5 mg' is said 'vijf milligram' "
        "instead of 'zes milligram | 6 mg'",
        f"{tmp_path}/mine.tsv:1: differs: 'fiets' is said 'fiets' instead of 'vliets'",
    ]
    told = json.loads(run("narrate", "spoken", "--score", tmp_path, "--json").stdout)
    assert told["classes"] == {"mine": {"cases": 3, "exact": pytest.approx(1 / 3)}}
    assert [(miss["line"], miss["misleading"]) for miss in told["misses"]] == [
        (1, False),
        (2, True),
    ]
