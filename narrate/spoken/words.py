"""The flow: a sentence becomes words, by the first rule that holds where a token starts."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from narrate.lexicon import Lexicon
from narrate.script import Word
from narrate.spoken.abbreviations import abbreviations
from narrate.spoken.addresses import addresses
from narrate.spoken.counts import counts, telephones
from narrate.spoken.dates import dates
from narrate.spoken.english import is_sayable
from narrate.spoken.english_runs import chunks_in, english_chunks
from narrate.spoken.letters import DUTCH, unsayable
from narrate.spoken.money import money
from narrate.spoken.reading import Reading, from_lexicon, in_english, joined, read
from narrate.spoken.rules import Rule
from narrate.spoken.tables import words
from narrate.spoken.tokens import Tokens, core, tokens
from narrate.spoken.units import units

_SPEAKABLE = re.compile(rf"(?:[{DUTCH}']+(?: [{DUTCH}']+)*)?")
_REFERENCE = re.compile(r"\[[0-9, –-]+\][.,;:]?")
_DASHES = re.compile(r"[-–—]+")
_MARKS = "?!.;:,"
"""Strongest first: of several marks at one place the first of these is kept."""
_ENDS = ".?!:;"


@cache
def rules() -> tuple[Rule, ...]:
    """Give all rules in the order in which they are tried."""
    rooms = (addresses(), dates(), telephones(), money(), units(), abbreviations(), counts())
    return tuple(rule for room in rooms for rule in room)


def spoken_words(
    sentence: str, lexicon: Lexicon, english: Iterable[tuple[int, int]] = ()
) -> tuple[Word, ...]:
    """Say a sentence: each written token, or a few that belong together, beside its spoken words.

    Args:
        sentence: as written.
        lexicon: comes before all rules.
        english: ranges of characters of `sentence` that are marked as English; runs of English
            elsewhere are found without.

    Written forms joined by spaces are the sentence, white space folded. Spoken forms hold
    lower-case letters, apostrophes and single spaces, for any input whatever.
    """
    cut = tokens(sentence)
    cut = replace(cut, english=english_chunks(cut) | chunks_in(sentence, english))
    cut = _lowered_when_shouted(cut, lexicon)
    said: list[Word] = []
    index = 0
    while index < len(cut.chunks):
        index = _next_word(cut, index, lexicon, said)
    return _closed(said)


def _lowered_when_shouted(cut: Tokens, lexicon: Lexicon) -> Tokens:
    """Read a sentence that is all capitals as if it were not, but for what the lexicon knows."""
    long = re.findall(r"[^\W\d_]{2,}", cut.text)
    ordinary = any(word.lower() in words("capitals", "words") for word in long)
    if len(long) < 3 or not ordinary or not all(word.isupper() for word in long):
        return cut

    def lowered(match: re.Match[str]) -> str:
        return match[0] if lexicon.find(match[0]) or unsayable(match[0]) else match[0].lower()

    # Only A to Z: other letters may change their number when they become small.
    return replace(cut, text=re.sub("[A-Z]+", lowered, cut.text))


def _next_word(cut: Tokens, index: int, lexicon: Lexicon, said: list[Word]) -> int:
    """Append the word that starts at chunk `index`; give the chunk after it."""
    before, token, after = core(cut.text[cut.starts[index] : cut.end(index)])
    reading, end = _reading_at(cut, index, lexicon)
    last = max(index, cut.chunk_at(end))
    after = cut.text[end : cut.end(last)]
    if reading.rule == "dash" or (set(before) & set("([{") and "(" not in token):
        _pause(said)
    mark = _mark(after)
    if mark and not reading.spoken:
        _pause(said, mark)
        mark = ""
    written = " ".join(cut.chunks[index : last + 1])
    said.append(Word(written, reading.spoken, mark, reading.ipa, reading.rule))
    return last + 1


def _reading_at(cut: Tokens, index: int, lexicon: Lexicon) -> tuple[Reading, int]:
    """Read what starts in chunk `index`; give the reading and the offset where it ends."""
    chunk = cut.text[cut.starts[index] : cut.end(index)]
    before, token, after = core(chunk)
    end = cut.end(index) - len(after)
    if _REFERENCE.fullmatch(chunk):
        return Reading("", "reference"), cut.starts[index] + chunk.index("]") + 1
    if _DASHES.fullmatch(token):
        return Reading("", "dash"), end
    known = _by_lexicon(cut, index, lexicon)
    if known:
        return known
    if index in cut.english and is_sayable(token):
        return in_english(token), end
    found = _by_rule(cut, cut.starts[index] + len(before))
    if found:
        return found
    reading = read(token, lexicon, _read_part) if token else Reading("", "left out")
    return Reading(_speakable(reading.spoken), reading.rule, reading.ipa), end


def _by_lexicon(cut: Tokens, index: int, lexicon: Lexicon) -> tuple[Reading, int] | None:
    """Read by the longest entry that starts in chunk `index`: of several words, or of one."""
    most = min(lexicon.most_words, len(cut.chunks) - index)
    for end in (cut.end(index + more) for more in reversed(range(most))):
        _, token, after = core(cut.text[cut.starts[index] : end])
        known = _known(token, lexicon) if token else None
        if known:
            return known, end - len(after)
    return None


def _known(token: str, lexicon: Lexicon) -> Reading | None:
    """Look a token up; of several words also as the beginning of a compound: "WO II-monument"."""
    head, _, rest = token.partition("-")
    if " " not in head or not rest:
        return from_lexicon(token, lexicon)
    start = from_lexicon(head, lexicon)
    return start and joined([start, read(rest, lexicon, _read_part)], start.rule)


def _by_rule(cut: Tokens, start: int) -> tuple[Reading, int] | None:
    """Read by the first rule that holds at `start`."""
    for rule in rules():
        match = rule.pattern.match(cut.text, start)
        spoken = rule.say(match) if match and match[0] else None
        if match and spoken is not None:
            return Reading(_speakable(spoken), rule.name), match.end()
    return None


def _read_part(part: str) -> Reading | None:
    """Read a part of a compound by the rules, as if it stood alone."""
    for rule in rules():
        match = rule.pattern.fullmatch(part)
        spoken = rule.say(match) if match else None
        if spoken is not None:
            return Reading(spoken, rule.name)
    return None


def _speakable(spoken: str) -> str:
    """Hold every rule to the promise that spoken words are letters, apostrophes and spaces."""
    if _SPEAKABLE.fullmatch(spoken):
        return spoken
    kept = re.sub(rf"[^{DUTCH}' ]", " ", spoken.lower())
    return " ".join(kept.split())


def _mark(after: str) -> str:
    """Give the mark that the punctuation after a token comes down to."""
    plain = re.sub(r"\.{2,}", ",", after)
    for mark in _MARKS:
        if mark in plain:
            return mark
    return "," if any(bracket in after for bracket in ")]}") else ""


def _pause(said: list[Word], mark: str = ",") -> None:
    """Put a mark after the last word that is spoken, unless it has one."""
    for index in range(len(said) - 1, -1, -1):
        word = said[index]
        if word.spoken:
            if not word.mark or (word.mark == "," and mark in _ENDS):
                said[index] = Word(word.written, word.spoken, mark, word.ipa, word.rule)
            return


def _closed(said: list[Word]) -> tuple[Word, ...]:
    """Let the last spoken word end the sentence; a full stop inside it becomes a comma."""
    last = max((i for i, word in enumerate(said) if word.spoken), default=-1)
    closed = []
    for index, word in enumerate(said):
        mark = word.mark
        if index == last or index == len(said) - 1:
            mark = mark if mark and mark in _ENDS else "."
        elif mark == ".":
            mark = ","
        closed.append(Word(word.written, word.spoken, mark, word.ipa, word.rule))
    return tuple(closed)
