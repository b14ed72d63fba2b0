"""Questions that lean on the one before: "en bij kinderen?", "waarom?", "hoe lang duurt dat?"."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache

from skill.find.question import Question
from skill.find.words import DATA, is_stop_word, normal, stem, tokens, word_list

CARRIED = 0.5
"""What the words of the question before count for."""
FEW = 2
"""Words of its own up to which a question may lean."""


@dataclass(frozen=True, slots=True)
class Followups:
    """What tells that a question leans (`data/followups.toml`)."""

    openings: tuple[str, ...]
    standing_in: frozenset[str]
    closing: frozenset[str]
    replacing: frozenset[str]


@cache
def followups() -> Followups:
    """What tells that a question leans."""
    with (DATA / "followups.toml").open("rb") as file:
        data = tomllib.load(file)
    return Followups(
        tuple(f" {opening} " for opening in data["openings"]),
        frozenset(data["standing_in"]),
        frozenset(data["closing"]),
        frozenset(data["replacing"]),
    )


def leans(text: str) -> bool:
    """Whether a question says too little without the one before it."""
    words = [normal(token) for token in tokens(text)]
    telling = [word for word in words if not is_stop_word(word)]
    if all(word in word_list("asking") for word in telling):
        return bool(words)
    data = followups()
    if f" {' '.join(words)} ".startswith(data.openings):
        return True
    if len(telling) > FEW:
        return False
    asks = any(word in word_list("question") for word in words)
    stands_in = not data.standing_in.isdisjoint(words) or words[-1] in data.closing
    return stands_in or not asks


def kept(before: str, text: str) -> str:
    """The question before without what `text` says anew: "en bij kinderen?" replaces its "bij"."""
    words = [normal(token) for token in tokens(text)]
    sources = tokens(before)
    opens = next((word for word in words[:2] if word in followups().replacing), "")
    forms = [normal(token) for token in sources]
    if not opens or opens not in forms:
        return before
    start = end = len(forms) - 1 - forms[::-1].index(opens)
    while end + 1 < len(forms) and (end - start < 2 or not is_stop_word(forms[end + 1])):
        end += 1
    return " ".join((*sources[:start], *sources[end + 1 :]))


def joined(question: Question, before: Question) -> Question:
    """One question of two: what was asked before says what is spoken of, and counts for less.

    A question without words of its own ("waarom?") asks of the sentence that the one before found.
    """
    own = {term.word for term in question.terms}
    topic = not own <= word_list("asking")
    asks = not question.stems.isdisjoint(map(stem, word_list("question")))
    carried = (
        replace(term, weight=CARRIED * term.weight, topic=topic)
        for term in before.terms
        if term.word not in own
    )
    return Question(
        f"{before.text} {question.text}",
        (*question.terms, *carried),
        question.stems | before.stems,
        question.pairs if topic else (*question.pairs, *before.pairs),
        question.counts,
        question.holds if asks else before.holds,
    )
