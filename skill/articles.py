"""Articles that can be asked about before they are narrated, without times or audio."""

from pathlib import Path

from narrate import readers
from narrate.errors import HoorstukError
from narrate.lexicon import Lexicon
from narrate.names import slug
from narrate.scriptwriting import write_script
from skill.library import Chapter, Episode, Sentence, given_sounds, written_questions


def of_articles(folder: Path) -> list[Episode]:
    """The articles of a folder as they would be narrated, without times or audio.

    Raises:
        HoorstukError: the folder is missing, holds no article, or one that cannot be read.
    """
    paths = sorted(p for p in folder.glob("*") if p.suffix.lower() in readers.READERS)
    if not paths:
        raise HoorstukError(f"{folder}: holds no article; name a folder with articles in it")
    lexicon = Lexicon.built_in()
    return [_of_article(path, lexicon) for path in paths]


def _of_article(path: Path, lexicon: Lexicon) -> Episode:
    article = readers.read(path)
    name = slug(path.stem)
    chapters = (
        Chapter(
            episode=name,
            number=number,
            title=chapter.title,
            role=chapter.role,
            file=None,
            sentences=tuple(
                Sentence(
                    text=sentence.written,
                    start=None,
                    end=None,
                    spoken=sentence.spoken,
                    sounds=given_sounds(
                        (word.spoken, word.ipa, word.rule) for word in sentence.words
                    ),
                )
                for sentence in chapter.sentences
                if sentence.place not in ("title", "heading", "note")
            ),
            questions=written_questions(article.questions, chapter.title),
        )
        for number, chapter in enumerate(write_script(article, lexicon).chapters, start=1)
    )
    return Episode(name, article.title, tuple(chapters))
