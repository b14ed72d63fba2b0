"""The segmenter: a paragraph becomes sentences, one call to the voice each.

A stop ends a sentence unless what stands around it says otherwise: an abbreviation, an initial, a
list number, a quotation that goes on in lower case. The words it looks at are in
`data/sentences.toml` and `data/abbreviations.tsv`.
"""

import re
from dataclasses import dataclass
from functools import cache

from narrate.spoken.tables import rows, words

_END = re.compile(
    r"(?P<body>.*?)(?P<stop>[.!?…]+|[.!?…]+\[[0-9,]+\])(?P<close>[\"'”’»)\]\}›]*)", re.S
)
_OPENERS = "\"'“‘„«([{‹¿¡*•"
_INITIALS = re.compile(r"(?:[A-ZÀ-Ý][a-z]?\.-?)*[A-ZÀ-Ý]|(?:IJ|Th|Ch|Ph|Fr|Chr|Joh)")
_DOTTED = re.compile(r"[A-Za-z]{1,3}(?:\.[A-Za-z]{1,3})+")
_LIST_NUMBER = re.compile(r"[0-9]{1,3}|[A-Za-z]|[ivx]{1,4}|[IVX]{1,4}")
_UNKNOWN_ABBREVIATION = 4
"""A lower-case word of at most this many letters before a stop may be an abbreviation."""


@cache
def _kinds() -> dict[str, str]:
    return {written.removesuffix("."): kind for written, _, kind, _ in rows("abbreviations")}


def _kind(word: str) -> str:
    """Give the abbreviation kind of a word without its stop: title, mid, end or nothing."""
    kinds = _kinds()
    return kinds.get(word) or kinds.get(word[:1].lower() + word[1:], "")


@dataclass(frozen=True, slots=True)
class _Stop:
    """A chunk that may end a sentence, and what stands around it."""

    before: list[str]
    """The chunks of the same sentence before it."""
    body: str
    """The chunk without opening and closing marks."""
    mark: str
    closed: bool
    """Whether a quote or bracket closes after the mark."""
    following: str
    second: str
    """The two chunks after it, empty at the end of the paragraph."""

    @property
    def in_lower_case(self) -> bool:
        """Whether the text goes on in lower case; "'s Avonds" and "iPhone" do not."""
        head = self.following.lstrip(_OPENERS)
        clitic = re.fullmatch(r"['’]?[a-z]{1,2}", self.following) and self.following[0] in "'’"
        if clitic or head[:1] in "'’":
            return not self.second[:1].isupper()
        return head[:1].islower() and not re.match(r"[a-z]{1,3}[A-Z]", head)

    @property
    def opens_sentence(self) -> bool:
        """Whether the capital word after it starts a sentence, rather than being a name."""
        word = self.following.strip(_OPENERS + ".,;:!?\"'”’)")
        named = self.second[:1].isupper() or self.second[:1] in "'’"
        particle = word in words("sentences", "particles") and not named
        return particle or word in words("sentences", "starters")


def _ends(stop: _Stop) -> bool:
    """Whether a sentence ends here."""
    opens = stop.following.lstrip(_OPENERS)[:1]
    if not opens:
        return bool(stop.body) or not stop.before
    if opens in "–—-":
        return bool(stop.body) and stop.second[:1].isupper()
    if opens in ",;:.)=+/&":
        return False
    if stop.mark != "." or not stop.body:
        return not stop.in_lower_case
    list_number = not stop.before and _LIST_NUMBER.fullmatch(stop.body)
    return not list_number and _ends_after_word(stop)


def _ends_after_word(stop: _Stop) -> bool:
    """Whether a single stop after a word or an abbreviation ends the sentence."""
    goes_on = stop.in_lower_case or stop.following[:1].isdigit()
    kind = _kind_before(stop)
    if kind == "end":
        return not goes_on and stop.following[0] not in "(["
    if kind:
        return not goes_on and stop.opens_sentence
    if stop.in_lower_case:
        ordinary = stop.body.isalpha() and stop.body.islower()
        return ordinary and len(stop.body) > _UNKNOWN_ABBREVIATION and not stop.closed
    if _INITIALS.fullmatch(stop.body):
        previous = stop.before[-1].lower().strip(_OPENERS) if stop.before else ""
        return previous in words("sentences", "labels") or stop.opens_sentence
    dotted = _DOTTED.fullmatch(stop.body) and not stop.body.isupper()
    return not dotted or stop.opens_sentence


def _kind_before(stop: _Stop) -> str:
    """Give the kind of the abbreviation at the stop; "prof.dr" is a title, "ma" before 3 a day."""
    last = re.split(r"[(\[/-]", stop.body)[-1] or stop.body
    title = _kind(stop.body.rsplit(".", maxsplit=1)[-1]) == "title"
    day = stop.body in words("sentences", "weekdays") and stop.following[:1].isdigit()
    return _kind(stop.body) or _kind(last) or ("title" if title else "mid" if day else "")


def sentences(paragraph: str) -> list[str]:
    """Split a paragraph; its sentences joined by spaces are the paragraph, white space folded."""
    chunks = paragraph.split()
    result: list[str] = []
    current: list[str] = []
    for index, chunk in enumerate(chunks):
        following, second = [*chunks[index + 1 : index + 3], "", ""][:2]
        match = _END.fullmatch(chunk)
        ends = match and _ends(
            _Stop(
                before=current,
                body=match["body"].lstrip(_OPENERS),
                mark=match["stop"],
                closed=bool(match["close"]),
                following=following,
                second=second,
            )
        )
        current.append(chunk)
        if ends or not following:
            result.append(" ".join(current))
            current = []
    return result
