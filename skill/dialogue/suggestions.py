"""Suggestions: questions that a chapter really answers, for who does not know what to ask."""

import re
from collections.abc import Iterator

from skill.find import BAR
from skill.library import Chapter
from skill.templates import DATA, read_toml
from skill.understanding import Understanding

MOST = 3
"""Questions that are suggested in one go."""
_EXPLAINED = re.compile(r"^(?:(?:Een|De|Het) )?([\w-]{3,30}) (?:is|zijn) (?:een|de|het|een soort) ")
_NAMED = re.compile(r"\b(?:heet|heten|noemen we|noemt men) ([\w-]{4,30})[.,;:]")


def suggest(chapter: Chapter, understanding: Understanding) -> list[str]:
    """At most three questions to which this chapter is what the library would answer."""
    asked: list[str] = []
    for question in _candidates(chapter):
        found = understanding.answers(question)
        answers = found is not None and found.confidence >= BAR and found.chapter == chapter
        if answers and question not in asked:
            asked.append(question)
        if len(asked) == MOST:
            break
    return asked


def _candidates(chapter: Chapter) -> Iterator[str]:
    """Written questions, a heading that asks, what a sentence explains, at last the heading."""
    yield from chapter.questions
    forms = read_toml(DATA / "replies.toml")["suggestions"]
    if chapter.title.endswith("?"):
        yield chapter.title
    for sentence in chapter.sentences:
        for found in (_EXPLAINED.match(sentence.text), _NAMED.search(sentence.text)):
            if found:
                yield forms["explained"].format(word=_small(found[1]))
    yield forms["titled"].format(title=_small(chapter.title.rstrip(".!?")))


def _small(word: str) -> str:
    """Without the capital of a sentence's first word; abbreviations keep theirs."""
    return word if word[:2].isupper() else word[:1].lower() + word[1:]
