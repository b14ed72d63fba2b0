"""What will be said: sentences in spoken words, each beside the written word it came from."""

from dataclasses import dataclass
from typing import Literal

Place = Literal["title", "heading", "paragraph", "item", "table", "caption", "note"]
"""Where a sentence stands in its chapter; the pause after it follows from this. An item is one of a
list; a table is announced, read cell by cell and closed; a caption says what a picture shows."""
SKIPPABLE = frozenset[Place]({"table", "caption", "note"})
"""What a listener can do without."""


@dataclass(frozen=True, slots=True)
class Word:
    """One written token and what the voice says for it."""

    written: str
    """As it stands in the article, its punctuation included; may hold a space ("€ 12,50")."""
    spoken: str
    """What is said, in lower-case words of letters only; empty when nothing is said."""
    mark: str = ""
    """The punctuation after it that shapes the melody: one of , . ? ! : ; or nothing."""
    ipa: str = ""
    """Phonemes as the lexicon gives them, instead of the voice's own reading of `spoken`."""
    rule: str = ""
    """What changed the written form: a rule or the lexicon; empty when read as it stands."""
    added: str = ""
    """What of `written` does not stand in the article there: a phrase, a header said again."""
    language: str = ""
    """BCP 47 tag, when it is in another language than the article."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One call to the voice."""

    line: int
    """Line of the source on which its paragraph starts, from 1."""
    place: Place
    ends_paragraph: bool
    words: tuple[Word, ...]

    @property
    def written(self) -> str:
        """The sentence as it stands in the article, white space folded."""
        return " ".join(word.written for word in self.words)

    @property
    def spoken(self) -> str:
        """What the voice is given: spoken words with the marks that shape the melody."""
        return " ".join(word.spoken + word.mark for word in self.words if word.spoken)


@dataclass(frozen=True, slots=True)
class ScriptChapter:
    """One section of the article, ready to be spoken."""

    title: str
    role: Literal["chapter", "disclaimer"]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """The whole episode, ready to be spoken."""

    chapters: tuple[ScriptChapter, ...]
    silent: tuple[Word, ...] = ()
    """What is not said as a whole: code, sentences in which nothing sounds; `rule` says why."""
