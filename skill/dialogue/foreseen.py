"""All that can be foreseen to be said, so that it is rendered before anybody asks."""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from string import Formatter

from skill.commands import stressed
from skill.dialogue.known import Known
from skill.dialogue.replies import as_sentence
from skill.library import chapters_of

MINUTES = range(2, 31)
"""Lengths of time in minutes that are rendered."""
STEPS = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1200, 1800)
"""Seconds of a step, or of the sleep timer."""
_SENTENCE_END = re.compile(r"(?<=[.?!}])\s+(?=[A-Z{])")
_ENDED = re.compile(r"[.?!}]$")
"""A title or a place in braces is a sentence of its own."""


def foreseen(known: Known) -> Iterator[str]:
    """Texts of which every sentence may be said in this library.

    A sentence is filled in by itself, as it is rendered by itself: with 20 chapters, "Hoofdstuk
    {chapter}. {title}" comes to 40 sentences, not 400.
    """
    values = _values(known)
    for template in _templates(known):
        # What does not end as a sentence is a part of one.
        for sentence in filter(_ENDED.search, _SENTENCE_END.split(template)):
            yield from _filled(sentence, values)
    for card in known.understanding.cards():
        yield card.spoken


def _templates(known: Known) -> Iterator[str]:
    yield from known.replies.templates()
    yield from known.replies.earcons.values()
    for intent in known.understanding.commands.intents:
        yield intent.explains
        for case, reply in intent.reply.items():
            step = "{Step}" if reply.startswith("{") else "{step}"
            yield reply.replace("{}", "{number}" if case in ("", "number") else step)


def _values(known: Known) -> Mapping[str, list[str]]:
    """What each name in braces can stand for; one that is not here cannot be foreseen."""
    episodes = known.shelf.episodes
    chapters = chapters_of(episodes)
    replies, length = known.replies, known.understanding.commands.length
    most = max(chapter.number for chapter in chapters)
    titles = [one.title for one in episodes] + [one.title for one in chapters]
    numbers = [stressed(number) for number in range(1, most + 1)]
    lengths = [replies.length(60 * minutes) for minutes in (0, 1, *MINUTES)]
    steps = [length(seconds) for seconds in STEPS]
    return {
        "title": list(map(as_sentence, titles)),
        "number": numbers,
        "chapter": numbers,
        "count": numbers,
        "length": lengths,
        "total": lengths,
        "step": steps,
        "Step": [step[0].upper() + step[1:] for step in steps],
    }


def _filled(sentence: str, values: Mapping[str, list[str]]) -> Iterator[str]:
    """The sentence with each combination of values; none if one cannot be foreseen."""
    names = [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
    if any(name not in values for name in names):
        return
    for chosen in product(*(values[name] for name in names)):
        yield sentence.format(**dict(zip(names, chosen, strict=True)))
