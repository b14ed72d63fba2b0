"""`skill doctor` by the real command."""

import json
from pathlib import Path


def test_models_library_and_numbers_work(run, library: Path) -> None:
    done = run("skill", "doctor", "--library", library, "--json")
    checks = {check["name"]: check for check in map(json.loads, done.stdout.splitlines())}
    working = ["voice", "ears", "meanings", "library", "numbers"]
    assert list(checks) == ["microphone", "speaker", *working]
    for name in working:
        assert checks[name]["works"], checks[name]
    assert done.returncode == int(not all(check["works"] for check in checks.values()))


def test_a_library_that_is_not_whole_is_said(run, tmp_path: Path) -> None:
    done = run("skill", "doctor", "--library", tmp_path)
    assert done.returncode == 1
    assert "holds no episode yet" in done.stdout
    assert done.stderr.startswith("skill: ")
