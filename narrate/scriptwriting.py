"""An article becomes a script: what will be said, in the order in which it will be said."""

from collections.abc import Iterator

from narrate.article import Article, Section
from narrate.errors import HoorstukError
from narrate.lexicon import Lexicon
from narrate.script import Place, Script, ScriptChapter, Sentence
from narrate.spoken import sentences, spoken_words


def write_script(article: Article, lexicon: Lexicon) -> Script:
    """The whole article in spoken Dutch; the first chapter opens with the article's title.

    Raises:
        HoorstukError: the article, headings aside, holds nothing that can be said.
    """
    chapters = [_chapter(section, lexicon) for section in article.sections]
    said = [sentence for chapter in chapters for sentence in chapter.sentences]
    if not any(sentence.place == "paragraph" for sentence in said):
        line = article.sections[0].line
        raise HoorstukError(
            f"{article.source}:{line}: nothing here can be said in Dutch; write it in words"
        )
    first, *others = (chapter for chapter in chapters if chapter.sentences)
    if first.title != article.title:
        title = _said(article.title, article.sections[0].line, "title", lexicon)
        first = ScriptChapter(first.title, first.role, (*title, *first.sentences))
    return Script((first, *others))


def _chapter(section: Section, lexicon: Lexicon) -> ScriptChapter:
    said = [*_said(section.heading, section.line, "heading", lexicon)]
    for paragraph in section.paragraphs:
        said += _said(paragraph.text, paragraph.line, "paragraph", lexicon)
    return ScriptChapter(section.heading, section.role, tuple(said))


def _said(text: str, line: int, place: Place, lexicon: Lexicon) -> Iterator[Sentence]:
    """The sentences of a run of text; those in which nothing sounds are left out."""
    spoken = [spoken_words(sentence, lexicon) for sentence in sentences(text)]
    audible = [words for words in spoken if any(word.spoken for word in words)]
    for words in audible:
        yield Sentence(line, place, words is audible[-1], words)
