"""From an article's file to its episode's folder."""

import json
from pathlib import Path

import pytest

ARTICLE = """\
Hoe bijen praten
Een bij danst om te vertellen waar de bloemen staan. De andere bijen lezen die dans in het donker.
Wat is honing?
Honing is nectar waaruit de bijen het water hebben gehaald. Een bij maakt in haar leven één lepel.
"""


def build(run, article: Path, library: Path, *options: str) -> dict:
    done = run("narrate", "build", article, "--library", library, "--json", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def takes(library: Path) -> set[str]:
    return {p.name for p in (library / ".takes").iterdir() if ".levels." not in p.name}


def test_two_builds_from_empty_give_the_same_bytes(run, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (tmp_path / "bijen.txt").write_text(ARTICLE, "utf-8")
    build(run, tmp_path / "bijen.txt", tmp_path / "a", "--jobs", "1")
    build(run, tmp_path / "bijen.txt", tmp_path / "b", "--jobs", "3")
    assert contents(tmp_path / "a" / "bijen") == contents(tmp_path / "b" / "bijen")


def test_a_changed_word_is_one_new_take(run, tmp_path: Path):
    article, library = tmp_path / "bijen.txt", tmp_path / "library"
    article.write_text(ARTICLE, "utf-8")
    build(run, article, library)
    before = takes(library)
    article.write_text(ARTICLE.replace("lepel", "theelepel"), "utf-8")
    assert build(run, article, library)["changed"] is True
    after = takes(library)
    assert (len(after - before), before - after) == (1, set())


def test_a_lost_file_is_made_again(run, tmp_path: Path):
    article, library = tmp_path / "bijen.txt", tmp_path / "library"
    article.write_text(ARTICLE, "utf-8")
    build(run, article, library)
    (library / "bijen" / "episode.mp3").unlink()
    assert build(run, article, library)["changed"] is True
    assert (library / "bijen" / "episode.mp3").exists()


def test_folders_progress_list_and_show(run, tmp_path: Path):
    (tmp_path / "stukken").mkdir()
    for name in ("bijen.txt", "honing.txt"):
        (tmp_path / "stukken" / name).write_text(ARTICLE, "utf-8")
    library = tmp_path / "library"
    done = run("narrate", "build", tmp_path / "stukken", "--library", library)
    assert done.stdout.count("built, 2 chapters") == 2
    assert "bijen.txt: speaking" in done.stderr
    assert run("narrate", "list", "--library", library).stdout.startswith("bijen: 2 chapters")
    shown = run("narrate", "show", "honing", "--library", library).stdout
    assert "1. Hoe bijen praten (at 0:00" in shown
    as_json = run("narrate", "show", "honing", "--library", library, "--json").stdout
    assert as_json == (library / "honing" / "episode.json").read_text("utf-8")


def test_two_articles_that_would_share_a_folder(run, tmp_path: Path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bijen.txt").write_text(ARTICLE, "utf-8")
    library = tmp_path / "library"
    done = run("narrate", "build", tmp_path / "a", tmp_path / "b", "--library", library)
    assert done.returncode == 1
    assert "would both become" in done.stderr
    assert not library.exists()


def test_spoken_shows_each_sentence(run):
    done = run(
        "narrate", "spoken", "-", "--json", stdin="De NMDA-receptor werkt.\n\nIn 2024 ook.\n"
    )
    first, second = map(json.loads, done.stdout.splitlines())
    assert set(first) == {"line", "written", "spoken", "phonemes", "words"}
    assert (first["line"], second["line"]) == (1, 3)
    assert first["words"][1] == {"written": "NMDA-receptor", "spoken": "en em dee aa receptor"}
    assert second["spoken"] == "in tweeduizend vierentwintig ook."


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("stuk.md", "# Kop\n\nEen **vette**\nzin.\n\n- één\n", [(1, "kop"), (3, "een vette zin")]),
        (
            "stuk.html",
            "<h1>Kop</h1>\n\n<p>Brood &amp;\n<b>boter</b>.</p>\n<p>Eén.</p>",
            [(1, "kop"), (3, "brood en boter")],
        ),
        ("stuk.txt", "Kop\n\nEen zin op regel drie.\n", [(3, "een zin op regel drie")]),
    ],
)
def test_spoken_reads_a_file_as_a_build_does(
    run, tmp_path: Path, name: str, content: str, expected: list[tuple[int, str]]
):
    (tmp_path / name).write_text(content, "utf-8")
    done = run("narrate", "spoken", "--file", tmp_path / name, "--json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert set(expected) <= {(one["line"], one["spoken"].rstrip(".")) for one in told}
    assert not any(set("*<#") & set(one["written"]) for one in told)


def test_voices_are_listed(run):
    lines = run("narrate", "voices", "list").stdout.splitlines()
    assert any(line.startswith("nl_BE-nathalie-compact: nl-BE, 15 MB") for line in lines)
    names = [
        json.loads(line)["name"]
        for line in run("narrate", "voices", "list", "--json").stdout.splitlines()
    ]
    assert "nl_NL-ronnie-medium" in names


def test_the_script_says_what_is_a_note(run, tmp_path: Path):
    (tmp_path / "bijen.md").write_text("# Bijen\n\nEen bij danst.[^1]\n\n[^1]: In het donker.\n")
    build(run, tmp_path / "bijen.md", tmp_path / "audio")
    script = json.loads((tmp_path / "audio" / "bijen" / "script.json").read_text("utf-8"))
    places = [(line["place"], line["written"]) for line in script["sentences"]]
    assert places == [
        ("heading", "Bijen"),
        ("paragraph", "Een bij danst."),
        ("note", "Noot: In het donker."),
    ]
