"""The talking book against the specification of DAISY 2.02, and the rules against broken books."""

import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from daisy_rules import RULES, Book, clips, faults
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrate import ffmpeg
from narrate.publish import daisy
from narrate.publish.tiles import LEAD
from narrate.publish.work import Work

PLACES = ["heading", "paragraph", "item", "table", "caption", "note"]


def opened(work: Work, folder: Path) -> Book:
    daisy.write(work, folder / "daisy.zip")
    with zipfile.ZipFile(folder / "daisy.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sounds = {name: data for name, data in files.items() if name.endswith(".mp3")}
    return Book(files, {name: decoded(data) for name, data in sounds.items()})


@cache
def decoded(sound: bytes) -> int:
    """Milliseconds of an MP3 as ffmpeg hears it."""
    with NamedTemporaryFile(suffix=".mp3") as file:
        file.write(sound)
        file.flush()
        samples = sum(len(block) for block in ffmpeg.decode(Path(file.name), 44100))
    return samples * 1000 // 44100


@pytest.fixture
def book(work: Work, tmp_path: Path) -> Book:
    return opened(work, tmp_path)


def test_every_rule_is_kept(book: Book):
    assert faults(book) == []


def test_every_rule_is_kept_by_an_awkward_book(awkward: Work, tmp_path: Path):
    assert faults(opened(awkward, tmp_path)) == []


def test_a_chapter_whose_heading_cannot_be_said_begins_with_one(work: Work, tmp_path: Path):
    first, second, third = work.episode.chapters
    second = replace(second, sentences=second.sentences[1:])
    episode = replace(work.episode, chapters=(first, second, third))
    book = opened(replace(work, episode=episode), tmp_path)
    assert faults(book) == []
    assert book.metas("h0002.smil")["title"] == "Lijsten & tabellen"
    assert clips(book.smils["h0002.smil"])[0] == (
        0,
        round((second.sentences[0].start - LEAD) * 1000),
    )


@given(
    kinds=st.lists(st.tuples(st.sampled_from(PLACES), st.booleans()), min_size=15, max_size=15),
    headed=st.booleans(),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_rule_is_kept_by_any_order_of_blocks(work: Work, tmp_path: Path, kinds, headed):
    first, second, third = work.episode.chapters
    heading, *others = (
        replace(sentence, place=place, ends_paragraph=ends)
        for sentence, (place, ends) in zip(second.sentences, kinds, strict=True)
    )
    heading = replace(heading, place="heading", ends_paragraph=True) if headed else heading
    second = replace(second, sentences=(heading, *others))
    episode = replace(work.episode, chapters=(first, second, third))
    assert faults(opened(replace(work, episode=episode), tmp_path)) == []


def test_a_note_that_cannot_be_cut_is_left_out_as_a_whole(work: Work, tmp_path: Path):
    first, *others = work.episode.chapters
    note = replace(first.sentences[-1], text="Een noot kan gemist worden.")
    first = replace(first, sentences=(*first.sentences[:-1], note))
    book = opened(replace(work, episode=replace(work.episode, chapters=(first, *others))), tmp_path)
    assert faults(book) == []
    pars = list(book.smils["h0001.smil"].iter("par"))
    assert [par.get("system-required") for par in pars[-2:]] == [None, "footnote-on"]


BROKEN = {
    "files_have_their_names_and_lie_together": None,
    "names_are_taken_by_any_file_system": None,
    "documents_are_valid": ("ncc.html", "<h2 id=", "<h2 title="),
    "the_character_set_is_the_one_that_is_stated": (
        "ncc.html",
        'charset=utf-8"',
        'charset=latin1"',
    ),
    "the_book_is_described": ("ncc.html", 'name="dc:publisher"', 'name="dc:uitgever"'),
    "every_document_is_of_the_same_book": ("h0002.smil", "5c1f9a0e", "5c1f9a0f"),
    "totals_are_those_of_the_book": (
        "ncc.html",
        '"ncc:tocItems" content="8"',
        '"ncc:tocItems" content="9"',
    ),
    "the_first_entry_is_the_title": ("ncc.html", ' class="title"', ""),
    "no_level_of_headings_is_skipped": ("content.html", "h2", "h3"),
    "headings_of_the_text_are_the_entries": ("content.html", "Een tussenkop", "Een ondertitel"),
    "ids_are_names": ("content.html", 'id="p0002"', 'id="2"'),
    "entries_lead_to_a_unit_and_say_where": ("ncc.html", "h0002.smil#p0014", "h0002.smil#a0014-1"),
    "entries_are_in_the_order_of_the_voice": ("ncc.html", "h0002.smil#p0014", "h0002.smil#p0022"),
    "what_can_be_left_out_has_an_entry": ("h0002.smil", "prodnote-on", "sidebar-on"),
    "notes_are_a_reference_and_a_body": ("h0001.smil", "footnote-on", "sidebar-on"),
    "all_text_leads_to_its_sound": ("content.html", "h0001.smil#p0004", "h0001.smil#p0005"),
    "a_main_sequence_is_as_long_as_its_clips": ("h0002.smil", 'dur="2', 'dur="3'),
    "units_last_as_long_as_their_longest_part": ("h0002.smil", 'endsync="last"', 'endsync="first"'),
    "units_show_text_of_their_own": ("h0001.smil", "content.html#p0004", "content.html#p0005"),
    "clips_rise_and_are_all_of_the_sound": ("h0001.smil", "npt=0.000s", "npt=0.100s"),
    "every_unit_is_heard": ("h0003.smil", r"<audio[^>]*/>\s*</seq>", "</seq>"),
    "every_smil_begins_with_a_heading": ("h0003.smil", "content.html#p0023", "content.html#p0024"),
    "times_add_up": ("h0002.smil", "00:00:14", "00:00:15"),
    "the_master_names_every_smil_in_order": ("master.smil", "h0002.smil", "h0003.smil"),
    "sound_is_mpeg_layer_three_and_nothing_else": None,
}
"""A change of a file by which a rule is broken; none for those that a test of its own breaks."""


def test_each_rule_can_be_broken():
    assert [name.split()[-1] for name in RULES] == list(BROKEN)


@pytest.mark.parametrize("name", [name for name, change in BROKEN.items() if change])
def test_a_broken_rule_is_found(book: Book, name: str):
    file, before, after = BROKEN[name]
    changed = re.sub(before, after, book.files[file].decode())
    assert changed != book.files[file].decode()
    broken = Book(book.files | {file: changed.encode()}, book.lengths)
    found = next(rule for key, rule in RULES.items() if key.split()[-1] == name)
    assert list(found(broken)) != []


def test_broken_files_are_found(book: Book):
    rules = {key.split()[-1]: rule for key, rule in RULES.items()}
    without = {name: data for name, data in book.files.items() if name != "master.smil"}
    assert list(rules["files_have_their_names_and_lie_together"](Book(without, {})))
    long = Book(book.files | {"een-lange-naam.mp3": b""}, {})
    assert list(rules["names_are_taken_by_any_file_system"](long))
    tagged = Book(book.files | {"h0001.mp3": b"ID3\4" + book.files["h0001.mp3"]}, {})
    assert list(rules["sound_is_mpeg_layer_three_and_nothing_else"](tagged))
