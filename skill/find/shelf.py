"""The shelf: everything that is known of a library's texts before a question is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skill.encoder import Vectors
from skill.find.compounds import Splitter
from skill.find.headings import Headings
from skill.find.meanings import Meanings
from skill.find.postings import (
    Postings,
    counted_keys,
    grouped,
    index_sounds,
    index_texts,
    word_keys,
)
from skill.find.texts import (
    Ints,
    Running,
    Texts,
    count_held,
    count_whole,
    counted,
    leans,
    names,
    running,
)
from skill.find.words import normal
from skill.find.written import NOTHING_WRITTEN, Written
from skill.library import Chapter


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is known of a library's texts; sentences are numbered from its first to its last."""

    starts: Ints
    """The first sentence of each chapter; one more than there are chapters."""
    words: frozenset[str]
    """Every word in normal form."""
    sentences: Postings
    chapters: Postings
    titles: Postings
    """In which chapter's title, or its episode's, a key stands."""
    counted: Postings
    """In which sentence a word stands after a number."""
    headings: Headings
    names: frozenset[str]
    running: Running
    held: NDArray[np.uint8]
    """How many years, numbers, ... each sentence holds: a column per `HELD`."""
    whole: NDArray[np.bool_]
    """Whether each sentence holds a name of two words, and a month with its year."""
    lengths: Ints
    """Of each sentence, in words."""
    leaning: NDArray[np.bool_]
    """Whether each sentence opens with a word that points back."""
    meanings: Meanings
    written: Written = NOTHING_WRITTEN

    @classmethod
    def of(cls, chapters: Sequence[Chapter], known: Meanings | None = None) -> "Shelf":
        """Read all chapters once; written questions are put in when passages can be told.

        What sentences mean takes longest: what is `known` of it from before is not read again.
        """
        counts = [len(chapter.sentences) for chapter in chapters]
        starts = np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype(np.int32)
        chapter_of = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        body = Texts.of(one.text for chapter in chapters for one in chapter.sentences)
        titles = Texts.of(_title(chapter) for chapter in chapters)
        words = frozenset(normal(word) for word in (*body.words, *titles.words))
        splitter = Splitter(words)

        def keys(word: str) -> list[str]:
            return word_keys(word, splitter)

        sounds = index_sounds(one.sounds for chapter in chapters for one in chapter.sentences)
        sentences = index_texts(body, keys).beside(sounds)
        return cls(
            starts,
            words,
            sentences,
            grouped(sentences, chapter_of),
            index_texts(titles, keys),
            index_texts(counted(body), counted_keys),
            Headings.of([chapter.title for chapter in chapters]),
            names(body),
            running(body),
            count_held(body),
            count_whole(body),
            np.diff(body.starts).astype(np.int32),
            leans(body),
            Meanings.of(chapters, known),
        )

    @property
    def size(self) -> int:
        """Sentences in the library."""
        return int(self.starts[-1])

    def expected(self, vector: Vectors) -> NDArray[np.float64]:
        """How near each written question comes to a question, once it is known where they point."""
        pointing = self.meanings.questions[: len(self.written.sentences)]
        found: NDArray[np.float64] = (pointing @ vector).astype(float)
        return found

    def knows(self, key: str) -> bool:
        """Whether a key stands in any text or title."""
        return key in self.sentences.keys or key in self.titles.keys


def _title(chapter: Chapter) -> str:
    """What a chapter is called: its title, and its episode's, which the slug keeps."""
    return f"{chapter.title} {chapter.episode.replace('-', ' ')}"
