"""Where English stands in Dutch text: marked passages, and runs of English words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from narrate.spoken.english import is_sayable, parts
from narrate.spoken.tables import words
from narrate.spoken.tokens import Tokens, core

FEWEST = 2
"""Words under `only` in a run; a single one may be a name, a loan or a slip."""
_LETTERS = re.compile(r"[a-z]+(?:'[a-z]+)*")


def chunks_in(sentence: str, ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Give the numbers of the chunks of a sentence that touch one of the ranges.

    Args:
        sentence: as written.
        ranges: offsets in it, first character and the one after the last.
    """
    wanted = list(ranges)
    spans = [match.span() for match in re.finditer(r"\S+", sentence)] if wanted else []
    return frozenset(
        number
        for number, (start, end) in enumerate(spans)
        if any(start < last and first < end for first, last in wanted)
    )


def english_chunks(cut: Tokens) -> frozenset[int]:
    """Give the numbers of the chunks that stand in a run of English.

    A run is unbroken by marks other than commas and holds `FEWEST` words or more that are English
    and not Dutch, with words of both languages between them. As in names and titles ("American
    Heart Association", "Birth of the Cool"), words of both languages beside it belong to it when
    they have a capital that no sentence gives them, and so does any word after "a" or "the".
    """
    only = words("english", "only")
    if sum(word in only for word in _LETTERS.findall(cut.text.lower())) < FEWEST:
        return frozenset()  # as in nearly all sentences: a look at each chunk would cost far more
    seen = tuple(_seen(cut))
    return frozenset(number for run in _runs(seen) for number in _widened(run, seen))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a chunk looks like."""

    token: str
    kind: Literal["only", "shared", "other"]
    """`other`: in no list, or no word."""
    opens: bool
    """Whether no run goes on into it, because of what stands before it."""
    closes: bool


def _seen(cut: Tokens) -> Iterator[_Seen]:
    for number, start in enumerate(cut.starts):
        before, token, after = core(cut.text[start : cut.end(number)])
        opens, closes = bool(set(before) & set("([")), bool(set(after) - set(",'\"*_"))
        yield _Seen(token, _kind(token), opens, closes)


def _kind(token: str) -> Literal["only", "shared", "other"]:
    only, shared = words("english", "only"), words("english", "shared")
    held = set(parts(token)) if is_sayable(token) else set()
    if not held or not held <= only | shared:
        return "other"
    return "only" if held & only else "shared"


def _runs(seen: Sequence[_Seen]) -> Iterator[range]:
    """From the first to the last word that is English alone, wherever there are enough."""
    found: list[int] = []
    for number, chunk in enumerate(seen):
        if chunk.opens or chunk.kind == "other":
            yield from _run(found)
            found = []
        if chunk.kind == "only":
            found.append(number)
        if chunk.closes:
            yield from _run(found)
            found = []
    yield from _run(found)


def _run(found: Sequence[int]) -> list[range]:
    return [range(found[0], found[-1] + 1)] if len(found) >= FEWEST else []


def _widened(run: range, seen: Sequence[_Seen]) -> range:
    """The run with what belongs to it on both sides; a sentence's first word has its capital."""
    first, last = run[0], run[-1]
    while first > 1 and _go_on(seen[first - 1], seen[first]) and _is_name(seen[first - 1]):
        first -= 1
    while last + 1 < len(seen) and _go_on(seen[last], seen[last + 1]):
        named = seen[last].token.lower() in ("a", "the") and is_sayable(seen[last + 1].token)
        if not (named or _is_name(seen[last + 1])):
            break
        last += 1
    return range(first, last + 1)


def _go_on(chunk: _Seen, following: _Seen) -> bool:
    return not (chunk.closes or following.opens)


def _is_name(chunk: _Seen) -> bool:
    return chunk.kind != "other" and chunk.token[0].isupper()
