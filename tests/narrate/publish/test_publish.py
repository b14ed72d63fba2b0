"""A whole library is published: what is written, what stays, and where every link leads."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.etree
import lxml.html
import pytest
from PIL import Image

from narrate import library as libraries
from narrate.errors import HoorstukError
from narrate.publish import ledger, releasing
from narrate.publish.channel import Channel
from narrate.publish.publishing import publish
from narrate.publish.work import Work

HERE = "https://example.nl/stukken/"


@pytest.fixture
def library(narrated: Path, tmp_path: Path) -> Path:
    """A library of two episodes with one title."""
    for slug in ("alles", "nog-eens"):
        shutil.copytree(narrated, tmp_path / "audio" / slug)
        _edit(tmp_path / "audio" / slug, lambda told, slug=slug: told | {"slug": slug})
    return tmp_path / "audio"


def test_every_form_is_there_and_a_second_time_nothing_is_written(library: Path):
    first = publish(library, Channel())
    assert set(first.written) == {"alles", "nog-eens", "feed.xml", "index.html", Channel().artwork}
    assert not first.wrong
    edition = first.releases[0].edition
    for name in (*releasing.FORMS, f"{edition}/episode.mp3", f"{edition}/transcript.html"):
        assert (library / "alles" / name).stat().st_size > 100, name
    before = _state(library)
    again = publish(library, Channel())
    assert again.written == ()
    assert again.releases == first.releases
    assert _state(library) == before


def test_two_episodes_with_one_title_are_two_items(library: Path):
    told = publish(library, Channel()).releases
    assert len({release.guid for release in told}) == len({r.slug for r in told}) == 2


def test_every_link_leads_to_a_file(library: Path):
    publish(library, Channel())
    assert len(_targets(library)) > 20
    assert _dangling(library) == []


def test_what_is_published_stays_reachable_from_a_build_until_it_is_published_again(
    run, narrated: Path, tmp_path: Path
):
    library = tmp_path / "audio"
    shutil.copytree(narrated.parent, library)
    before = publish(library, Channel()).releases[0]
    article = tmp_path / "alles.md"
    text = (Path(__file__).parents[2] / "data" / "publish" / "alles.md").read_text("utf-8")
    article.write_text(text.replace("Zij heeft twee zinnen.", "Zij telt twee zinnen.", 1), "utf-8")
    done = run("narrate", "build", article, "--library", library, "--formats", "mp3,opus")
    assert done.returncode == 0, done.stderr
    assert _dangling(library) == []
    after = publish(library, Channel()).releases[0]
    assert (after.guid, after.published) == (before.guid, before.published)
    assert after.edition != before.edition
    assert not (library / "alles" / before.edition).exists()
    assert _dangling(library) == []
    assert "Zij telt twee zinnen." in (library / "alles" / "index.html").read_text("utf-8")


def test_a_form_that_fails_leaves_everything_as_it_was_published(library: Path, monkeypatch):
    publish(library, Channel())
    feed = (library / "feed.xml").read_bytes()

    def broken(_: Work, path: Path) -> None:
        path.write_bytes(b"half")
        raise HoorstukError("geen papier meer")

    _edit(library / "alles", lambda told: told | {"title": "Anders"})
    monkeypatch.setitem(releasing.FORMS, "daisy.zip", broken)
    book = (library / "alles" / "daisy.zip").read_bytes()
    assert publish(library, Channel()).wrong == ("geen papier meer",)
    assert (library / "alles" / "daisy.zip").read_bytes() == book
    assert not [path for path in library.rglob(".*") if path.is_file()]
    assert (library / "feed.xml").read_bytes() == feed
    assert _dangling(library) == []


def test_a_damaged_episode_is_told_and_stays_in_the_feed_as_it_was(run, library: Path):
    publish(library, Channel())
    feed = (library / "feed.xml").read_bytes()
    chapter = next((library / "alles").glob("01-*.mp3"))
    chapter.write_bytes(chapter.read_bytes()[:-100])
    _edit(library / "alles", lambda told: told | {"author": "Iemand"})
    done = run("narrate", "publish", "--library", library)
    assert done.returncode == 1
    assert f"{chapter}: is missing or damaged; build the episode again" in done.stderr
    assert "Traceback" not in done.stderr
    assert (library / "feed.xml").read_bytes() == feed


def test_an_episode_that_is_gone_leaves_the_feed_only_when_asked(run, library: Path):
    publish(library, Channel())
    feed = (library / "feed.xml").read_bytes()
    shutil.rmtree(library / "alles")
    done = run("narrate", "publish", "--library", library)
    assert done.returncode == 1
    assert "alles: was published, and is gone" in done.stderr
    assert (library / "feed.xml").read_bytes() == feed
    done = run("narrate", "publish", "--library", library, "--prune", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["episodes"], told["pruned"]) == (["nog-eens"], ["alles"])
    assert _dangling(library) == []


def test_identifiers_stay_when_the_library_gets_an_address(library: Path):
    before = publish(library, Channel())
    after = publish(library, Channel(base_url=HERE))
    assert [r.guid for r in after.releases] == [r.guid for r in before.releases]
    assert HERE in (library / "feed.xml").read_text("utf-8")
    assert ledger.read(library).guid in (library / "feed.xml").read_text("utf-8")


def test_the_article_s_own_date_is_that_of_the_item(library: Path):
    _edit(library / "nog-eens", lambda told: told | {"date": "ooit in mei"})
    told = {release.slug: release.published for release in publish(library, Channel()).releases}
    assert told["alles"] == "2026-03-01T00:00:00Z"
    assert told["nog-eens"] == _manifest(library / "nog-eens")["built"]


def test_without_a_lead_the_opening_describes_the_episode(library: Path):
    _edit(library / "alles", lambda told: told | {"description": ""})
    told = {release.slug: release.description for release in publish(library, Channel()).releases}
    assert told["alles"].startswith("Een kort stuk met alles wat in een artikel kan staan. Dit is")
    assert len(told["alles"]) <= releasing.LEAD


def test_a_cover_of_one_s_own_gets_another_name_when_it_changes(run, library: Path):
    told = '[publish]\ncover = "beeld/eigen.png"\n'
    (library.parent / "hoorstuk.toml").write_text(told, "utf-8")
    (library.parent / "beeld").mkdir()
    covers = []
    for colour in ("red", "blue"):
        Image.new("RGB", (1400, 1400), colour).save(library.parent / "beeld" / "eigen.png")
        done = run("narrate", "publish", "--library", library)
        assert done.returncode == 0, done.stderr
        covers.append([path.name for path in library.glob("cover-*")])
        assert _dangling(library) == []
        assert covers[-1][0] in (library / "feed.xml").read_text("utf-8")
    assert [len(names) for names in covers] == [1, 1]
    assert covers[0] != covers[1]


@pytest.mark.parametrize(
    ("form", "size", "told"),
    [
        ("PNG", (1400, 1300), "is PNG of 1400 by 1300 pixels; make it a square JPEG or PNG"),
        ("JPEG", (600, 600), "is JPEG of 600 by 600 pixels; make it"),
        ("GIF", (1400, 1400), "is GIF of 1400 by 1400 pixels; make it"),
        ("", (0, 0), "is no file here"),
        ("text", (0, 0), "is no picture; make it"),
    ],
)
def test_a_cover_that_directories_do_not_take(run, library: Path, form: str, size, told: str):
    (library.parent / "hoorstuk.toml").write_text('[publish]\ncover = "eigen"\n', "utf-8")
    if form == "text":
        (library.parent / "eigen").write_text("geen beeld")
    elif form:
        Image.new("RGB", size).save(library.parent / "eigen", form)
    done = run("narrate", "publish", "--library", library)
    assert done.returncode == 1
    assert f"hoorstuk.toml:2: cover {library.parent / 'eigen'}: {told}" in done.stderr
    assert done.stderr.count("\n") == 1


def test_everything_that_is_published_survives_a_build():
    assert set(releasing.FORMS) | {"edition-*"} == set(libraries.PUBLISHED)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda folder: (folder / "published.json").write_text("{"), "put it back from a backup"),
        (lambda folder: (folder / "published.json").write_text('{"schema": 9}'), "schema 9"),
        (lambda folder: (folder / "alles" / "episode.json").write_text("{}"), "build the episode"),
        (
            lambda folder: _edit(folder / "alles", _without_places),
            "was made by an earlier version",
        ),
        (shutil.rmtree, "no such folder"),
        (
            lambda folder: (folder.parent / "hoorstuk.toml").write_text('[publish]\nguid = "x"'),
            "hoorstuk.toml:2: guid x: is no UUID",
        ),
    ],
)
def test_what_is_damaged_is_told_in_one_line(run, library: Path, damage, told: str):
    damage(library)
    done = run("narrate", "publish", "--library", library)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_without_a_scheme_is_refused_before_anything_is_written(run, library: Path):
    done = run("narrate", "publish", "--library", library, "--base-url", "example.nl/stukken")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "write it whole, as https://" in done.stderr
    assert not (library / "feed.xml").exists()


def _manifest(folder: Path) -> dict:
    return json.loads((folder / "episode.json").read_text("utf-8"))


def _edit(folder: Path, change) -> None:
    told = change(_manifest(folder))
    (folder / "episode.json").unlink()  # it may be a link to one that others share
    (folder / "episode.json").write_text(json.dumps(told), "utf-8")


def _without_places(told: dict) -> dict:
    for chapter in told["chapters"]:
        for sentence in chapter["sentences"]:
            del sentence["place"]
    return told


def _state(library: Path) -> dict[str, tuple[int, int]]:
    stats = {str(path): path.stat() for path in library.rglob("*") if path.is_file()}
    return {path: (stat.st_mtime_ns, stat.st_ino) for path, stat in stats.items()}


def _targets(library: Path) -> list[Path]:
    """Every file of the library that its feed and its pages lead to."""
    pages = [library / "index.html", *library.glob("*/index.html"), *library.glob("*/*/*.html")]
    links = [(library, link) for link in _of_feed(library / "feed.xml")]
    links += [(page.parent, link) for page in pages for link in _of_page(page)]
    return [folder / unquote(link) for folder, link in links if _is_of_library(link)]


def _dangling(library: Path) -> list[Path]:
    return [path for path in _targets(library) if not path.exists()]


def _is_of_library(link: str) -> bool:
    parts = urlsplit(link)
    return not parts.scheme and bool(parts.path)


def _of_feed(path: Path) -> Iterator[str]:
    for element in lxml.etree.parse(path).iter("{*}*"):
        for name in ("url", "href", "uri"):
            if name in element.attrib:
                yield element.attrib[name]


def _of_page(path: Path) -> Iterator[str]:
    for element, _, link, _ in lxml.html.parse(path).getroot().iterlinks():
        if element.tag not in ("script", "style"):
            yield urlsplit(link)._replace(fragment="", query="").geturl()
