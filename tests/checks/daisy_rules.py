"""What is wrong with a talking book, by the specification of DAISY 2.02 (28 February 2001).

What a grammar can say stands in `tests/data/publish/daisy`; the rest is here, a function a rule,
each with the section that it is of. Some ask more than the specification: what the checkers of the
DAISY Pipeline and of the Flemish library Luisterpunt ask, and what no player can go wrong on.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

DTDS = Path(__file__).parents[1] / "data" / "publish" / "daisy"
XHTML = ("-//W3C//DTD XHTML 1.0 Transitional//EN", "html")
SMIL = ("-//W3C//DTD SMIL 1.0//EN", "smil")
MANDATORY = """dc:creator dc:date dc:format dc:identifier dc:language dc:publisher dc:title
    ncc:charset ncc:pageFront ncc:pageNormal ncc:pageSpecial ncc:tocItems ncc:totalTime""".split()
RECOMMENDED = """ncc:depth ncc:files ncc:footnotes ncc:maxPageNormal ncc:multimediaType
    ncc:narrator ncc:prodNotes ncc:setInfo ncc:sidebars""".split()
DATE = re.compile(r"\d{4}-\d\d-\d\d")
CLOCK = re.compile(r"(\d\d):([0-5]\d):([0-5]\d)")
COUNT = re.compile(r"(\d+)\.(\d{3})s")
CLIP = re.compile(r"npt=(\d+)\.(\d{3})s")
NAME = re.compile(r"[A-Za-z0-9_-]{1,8}\.(html|smil|mp3)")
ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
RATES = {0: 44100, 1: 48000, 2: 32000}
BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)


@dataclass(frozen=True)
class Book:
    """The files of a talking book."""

    files: dict[str, bytes]
    lengths: dict[str, int]
    """Of each sound file as it is decoded, in milliseconds."""

    @cached_property
    def documents(self) -> dict[str, Any]:
        return {n: etree.fromstring(d) for n, d in self.files.items() if not n.endswith(".mp3")}

    @property
    def ncc(self) -> Any:
        return self.documents["ncc.html"]

    @property
    def smils(self) -> dict[str, Any]:
        """But the master, in the order of the book."""
        return {
            n: self.documents[n] for n in self.files if n.endswith(".smil") and "master" not in n
        }

    def metas(self, name: str) -> dict[str, str]:
        """The statements of a document by name."""
        metas = self.documents[name].iter("{*}meta")
        return {meta.get("name", ""): meta.get("content") for meta in metas}

    def target(self, reference: str) -> Any:
        """The element that `file#id` refers to; none when it leads nowhere."""
        name, _, fragment = reference.partition("#")
        found = self.documents.get(name)
        return (
            next((e for e in found.iter() if e.get("id") == fragment), None) if fragment else None
        )

    @property
    def entries(self) -> list[Any]:
        return list(self.ncc.find("{*}body"))


Rule = Callable[[Book], Iterator[str]]
RULES: dict[str, Rule] = {}


def rule(section: str) -> Callable[[Rule], Rule]:
    def note(found: Rule) -> Rule:
        RULES[f"{section} {found.__name__}"] = found
        return found

    return note


def tag(element: Any) -> str:
    return etree.QName(element).localname


def seconds(clock: str) -> int:
    hours, minutes, rest = map(int, CLOCK.fullmatch(clock).groups())
    return 3600 * hours + 60 * minutes + rest


def milliseconds(pattern: re.Pattern[str], text: str) -> int:
    whole, thousandths = pattern.fullmatch(text).groups()
    return 1000 * int(whole) + int(thousandths)


def clips(element: Any) -> list[tuple[int, int]]:
    return [
        (milliseconds(CLIP, a.get("clip-begin")), milliseconds(CLIP, a.get("clip-end")))
        for a in element.iter("audio")
    ]


def heard(book: Book) -> dict[str, int]:
    """Milliseconds of sound in each SMIL document."""
    return {n: sum(end - begin for begin, end in clips(s)) for n, s in book.smils.items()}


@rule("2, 2.1, 2.4, 3.1")
def files_have_their_names_and_lie_together(book: Book) -> Iterator[str]:
    for name in ("ncc.html", "master.smil", "content.html"):
        if name not in book.files:
            yield f"no {name}"
    if not book.smils:
        yield "no SMIL document"


@rule("2.3.6, 2.3.7, 2.5.3")
def names_are_taken_by_any_file_system(book: Book) -> Iterator[str]:
    yield from (name for name in book.files if not NAME.fullmatch(name))
    if len({name.lower() for name in book.files}) < len(book.files):
        yield "two names differ in capitals alone"


@rule("2.1, 2.2, 2.3, 2.4, appendix 3")
def documents_are_valid(book: Book) -> Iterator[str]:
    for name, document in book.documents.items():
        kind = name.partition(".")[0] if name in ("ncc.html", "master.smil") else None
        dtd = etree.DTD(str(DTDS / f"{kind or ('smil' if name in book.smils else 'content')}.dtd"))
        if not dtd.validate(document):
            yield f"{name}: {dtd.error_log[0].message}"
        said = document.getroottree().docinfo
        if (said.public_id, said.root_name) != (XHTML if name.endswith(".html") else SMIL):
            yield f"{name}: {said.doctype}"


@rule("2.1.3")
def the_character_set_is_the_one_that_is_stated(book: Book) -> Iterator[str]:
    if book.metas("ncc.html")["ncc:charset"].lower() != "utf-8":
        yield "ncc:charset"
    for name, document in book.documents.items():
        if document.getroottree().docinfo.encoding.lower() != "utf-8":
            yield name
        book.files[name].decode("utf-8")
        if name.endswith(".html"):
            stated = [m.get("content") for m in document.iter("{*}meta") if m.get("http-equiv")]
            if stated != ["text/html; charset=utf-8"]:
                yield f"{name}: {stated}"


@rule("2.1.3, appendix 2.1")
def the_book_is_described(book: Book) -> Iterator[str]:
    metas = book.metas("ncc.html")
    names = [meta.get("name") for meta in book.ncc.iter("{*}meta")]
    for name in MANDATORY + RECOMMENDED:
        if names.count(name) != 1 or not metas[name].strip():
            yield name
    if metas["dc:format"] != "Daisy 2.02" or metas["ncc:multimediaType"] != "audioFullText":
        yield "dc:format or ncc:multimediaType"
    if metas["ncc:setInfo"] != "1 of 1" or not re.fullmatch(
        "[a-z]{2}(-[A-Z]{2})?", metas["dc:language"]
    ):
        yield "ncc:setInfo or dc:language"
    yield from (n for n in ("dc:date", "ncc:producedDate") if not DATE.fullmatch(metas[n]))


@rule("2.1.3, 2.3.2.1, 2.4.2")
def every_document_is_of_the_same_book(book: Book) -> Iterator[str]:
    for key in ("dc:identifier", "dc:title"):
        stated = {name: book.metas(name).get(key) for name in book.documents}
        yield from (f"{n}: {key}" for n, s in stated.items() if s != stated["ncc.html"])
    for name in ("master.smil", *book.smils):
        if book.metas(name)["dc:format"] != "Daisy 2.02":
            yield f"{name}: dc:format"


@rule("2.1.3")
def totals_are_those_of_the_book(book: Book) -> Iterator[str]:
    kinds = [entry.get("class") for entry in book.entries]
    counted = {
        "ncc:tocItems": len(book.entries),
        "ncc:depth": max(int(tag(e)[1]) for e in book.entries if tag(e)[0] == "h"),
        "ncc:files": len(book.files),
        "ncc:footnotes": kinds.count("noteref"),
        "ncc:sidebars": kinds.count("sidebar"),
        "ncc:prodNotes": kinds.count("optional-prodnote"),
        "ncc:pageFront": kinds.count("page-front"),
        "ncc:pageNormal": kinds.count("page-normal"),
        "ncc:pageSpecial": kinds.count("page-special"),
        "ncc:maxPageNormal": 0,
    }
    metas = book.metas("ncc.html")
    yield from (name for name, number in counted.items() if metas[name] != str(number))
    size = sum(map(len, book.files.values()))
    if not 0 <= 1024 * int(metas["ncc:kByteSize"]) - size <= 1100:
        yield "ncc:kByteSize"


@rule("2.1.5, 2.1.6.1")
def the_first_entry_is_the_title(book: Book) -> Iterator[str]:
    for name in ("ncc.html", "content.html"):
        body = book.documents[name].find("{*}body")
        if (tag(body[0]), body[0].get("class")) != ("h1", "title"):
            yield name
        if any(element.get("class") == "title" for element in list(body.iter())[2:]):
            yield f"{name}: a second title"


@rule("2.1.6.2")
def no_level_of_headings_is_skipped(book: Book) -> Iterator[str]:
    for name in ("ncc.html", "content.html"):
        levels = [int(tag(e)[1]) for e in book.documents[name].iter() if re.match(r"h\d", tag(e))]
        yield from (f"{name}: {a} to {b}" for a, b in pairwise([0, *levels]) if b > a + 1)


@rule("2.1.6, 2.2")
def headings_of_the_text_are_the_entries(book: Book) -> Iterator[str]:
    shown = [
        (tag(h), h[0].get("href"), "".join(h.itertext()))
        for document in (book.ncc, book.documents["content.html"])
        for h in document.iter("{*}h1", "{*}h2", "{*}h3", "{*}h4", "{*}h5", "{*}h6")
    ]
    half = len(shown) // 2
    if shown[:half] != shown[half:]:
        yield "not the same"


@rule("2.1.9")
def ids_are_names(book: Book) -> Iterator[str]:
    for name, document in book.documents.items():
        ids = [e.get("id") for e in document.iter() if e.get("id") is not None]
        yield from (f"{name}: {i}" for i in ids if not ID.fullmatch(i))
        if len(set(ids)) < len(ids):
            yield f"{name}: an id twice"


@rule("2.1.10")
def entries_lead_to_a_unit_and_say_where(book: Book) -> Iterator[str]:
    for entry in book.entries:
        anchor = entry[0]
        target = book.target(anchor.get("href"))
        if target is None or tag(target) not in ("par", "text"):
            yield anchor.get("href")
        if not (anchor.text or "").strip():
            yield f"{entry.get('id')}: empty"


@rule("2.1, 2.3.5")
def entries_are_in_the_order_of_the_voice(book: Book) -> Iterator[str]:
    order = [f"{n}#{par.get('id')}" for n, s in book.smils.items() for par in s.iter("par")]
    led = [entry[0].get("href") for entry in book.entries]
    places = [order.index(href) for href in led]
    if places != sorted(set(places)):
        yield "not in order"
    if set(book.smils) != {href.partition("#")[0] for href in led}:
        yield "a SMIL document without an entry"


@rule("2.1.12")
def what_can_be_left_out_has_an_entry(book: Book) -> Iterator[str]:
    """The reference of a note has one, for its body."""
    tests = {"sidebar": "sidebar-on", "optional-prodnote": "prodnote-on", "noteref": "footnote-on"}
    entered = {e[0].get("href"): tests[e.get("class")] for e in book.entries if tag(e) == "span"}
    for name, smil in book.smils.items():
        before = None
        for par in smil.iter("par"):
            test = par.get("system-required")
            nested = par.getparent().getparent().tag == "seq"
            place = f"{name}#{(par.getparent()[0] if nested else par).get('id')}"
            if test and entered.get(place, before) != test:
                yield place
            if place in entered and not test and not nested:
                yield f"{place} cannot be left out"
            before = test


@rule("2.1.12.4, 2.3.3.1")
def notes_are_a_reference_and_a_body(book: Book) -> Iterator[str]:
    for name, smil in book.smils.items():
        for seq in smil.findall("body/seq//seq"):
            tests = [child.get("system-required") for child in seq]
            if seq[0].tag == "par" and tests != [None, "footnote-on"]:
                yield f"{name}: {tests}"
        if smil.find("body/seq/par") is None:
            yield f"{name}: no unit in its main sequence"


@rule("2.2")
def all_text_leads_to_its_sound(book: Book) -> Iterator[str]:
    anchors = list(book.documents["content.html"].iter("{*}a"))
    for anchor in anchors:
        par = book.target(anchor.get("href"))
        here = f"content.html#{anchor.getparent().get('id')}"
        if par is None or par.tag != "par" or par[0].get("src") != here:
            yield here
    told = ["".join(a.itertext()) for a in anchors]
    text = "".join(book.documents["content.html"].find("{*}body").itertext())
    if re.sub(r"[\s;]", "", text) != re.sub(r"[\s;]", "", "".join(told)):
        yield "text without sound"


@rule("2.3.3.2")
def a_main_sequence_is_as_long_as_its_clips(book: Book) -> Iterator[str]:
    for name, smil in book.smils.items():
        if milliseconds(COUNT, smil.find("body/seq").get("dur")) != heard(book)[name]:
            yield name


@rule("2.3.3.4")
def units_last_as_long_as_their_longest_part(book: Book) -> Iterator[str]:
    for name, smil in book.smils.items():
        yield from (name for par in smil.iter("par") if par.get("endsync") != "last")


@rule("2.3.3.6")
def units_show_text_of_their_own(book: Book) -> Iterator[str]:
    sources = [text.get("src") for smil in book.smils.values() for text in smil.iter("text")]
    yield from (s for s in sources if not s.startswith("content.html#") or book.target(s) is None)
    if len(set(sources)) < len(sources):
        yield "a text twice"
    shown = [e.get("id") for e in book.documents["content.html"].iter() if e.get("id")]
    if [source.partition("#")[2] for source in sources] != shown:
        yield "another order than the text"


@rule("2.3.3.8")
def clips_rise_and_are_all_of_the_sound(book: Book) -> Iterator[str]:
    for name, smil in book.smils.items():
        sound = f"{name.partition('.')[0]}.mp3"
        if {audio.get("src") for audio in smil.iter("audio")} != {sound}:
            yield f"{name}: another sound"
        told = clips(smil)
        yield from (f"{name}: {begin} to {end}" for begin, end in told if begin >= end)
        yield from (f"{name}: {a[1]} then {b[0]}" for a, b in pairwise(told) if a[1] != b[0])
        if told[0][0] != 0 or not 0 <= book.lengths[sound] - told[-1][1] <= 1:
            yield f"{name}: {told[0][0]} to {told[-1][1]} of {book.lengths[sound]}"


@rule("2.3.3.3")
def every_unit_is_heard(book: Book) -> Iterator[str]:
    for name, smil in book.smils.items():
        yield from (name for par in smil.iter("par") if not clips(par))


@rule("2.3.4.1")
def every_smil_begins_with_a_heading(book: Book) -> Iterator[str]:
    for name, smil in book.smils.items():
        first = book.target(next(smil.iter("text")).get("src"))
        if not re.fullmatch("h[1-6]", tag(first)):
            yield name
        if "".join(first.itertext()) != book.metas(name)["title"]:
            yield f"{name}: title"


@rule("2.1.3, 2.3.2.1, 2.4.2")
def times_add_up(book: Book) -> Iterator[str]:
    elapsed = 0
    for name, length in heard(book).items():
        metas = book.metas(name)
        if abs(1000 * seconds(metas["ncc:totalElapsedTime"]) - elapsed) > 500:
            yield f"{name}: ncc:totalElapsedTime"
        if abs(1000 * seconds(metas["ncc:timeInThisSmil"]) - length) > 500:
            yield f"{name}: ncc:timeInThisSmil"
        elapsed += length
    for name, key in (("ncc.html", "ncc:totalTime"), ("master.smil", "ncc:timeInThisSmil")):
        if abs(1000 * seconds(book.metas(name)[key]) - elapsed) > 500:
            yield f"{name}: {key}"


@rule("2.4.3")
def the_master_names_every_smil_in_order(book: Book) -> Iterator[str]:
    named = [
        (ref.get("src"), ref.get("title")) for ref in book.documents["master.smil"].iter("ref")
    ]
    if named != [(name, book.metas(name)["title"]) for name in book.smils]:
        yield str(named)


@rule("2.5.1.2")
def sound_is_mpeg_layer_three_and_nothing_else(book: Book) -> Iterator[str]:
    sounds = {name: data for name, data in book.files.items() if name.endswith(".mp3")}
    if set(sounds) != {f"{name.partition('.')[0]}.mp3" for name in book.smils}:
        yield "a sound file too many or too few"
    for name, data in sounds.items():
        at, bitrates = 0, set()
        while at < len(data):
            header = data[at : at + 4]
            if header[0] != 0xFF or header[1] & 0xFE != 0xFA:  # MPEG-1, layer III
                yield f"{name}: no frame at {at}"
                break
            bitrates.add(BITRATES[header[2] >> 4])
            rate = RATES[header[2] >> 2 & 3]
            at += 144000 * BITRATES[header[2] >> 4] // rate + (header[2] >> 1 & 1)
        if len(bitrates) > 1:
            yield f"{name}: its bitrate changes"


def faults(book: Book) -> list[str]:
    return [f"{name}: {fault}" for name, rule in RULES.items() for fault in rule(book)]
