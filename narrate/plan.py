"""Which sentences would be spoken again, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from narrate.said import Line
from narrate.script import Script, Sentence
from narrate.takes import Takes

Reason = Literal["new", "text", "lexicon", "rule", "voice", "lost"]
"""An episode that is not there yet; another text; another reading by the lexicon or a rule; another
voice or its settings; a take that is gone or damaged."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A sentence that would be spoken."""

    line: int
    """Of the article's file, from 1."""
    written: str
    reason: Reason
    about: str
    """The word that is read otherwise; nothing for the other reasons."""


def plan(
    script: Script, takes: Takes, earlier: tuple[str, Sequence[Line]] | None, voice: str
) -> Iterator[Planned]:
    """The sentences of a script of which there is no take.

    Args:
        script: what would be said.
        takes: what was said before.
        earlier: checksum of the voice, and the sentences, of the episode as it is.
        voice: checksum of the voice.
    """
    known = {line.written: line for line in earlier[1]} if earlier else {}
    for chapter in script.chapters:
        for sentence in chapter.sentences:
            if takes.holds(sentence):
                continue
            reason: Reason = "new"
            about = ""
            if earlier:
                reason, about = _why(sentence, known, other_voice=earlier[0] != voice)
            yield Planned(sentence.line, sentence.written, reason, about)


def _why(sentence: Sentence, known: Mapping[str, Line], *, other_voice: bool) -> tuple[Reason, str]:
    line = known.get(sentence.written)
    if line is None:
        return "text", ""
    if other_voice:
        return "voice", ""
    for word, (written, spoken, ipa, rule) in zip(sentence.words, line.words, strict=False):
        if (word.spoken, word.ipa) != (spoken, ipa):
            return ("lexicon" if "lexicon" in (word.rule, rule) else "rule"), written
    return "lost", ""
