"""An article becomes a script: what will be said, in the order in which it will be said."""

from narrate.article import Article, Paragraph
from narrate.draft import Draft
from narrate.errors import HoorstukError
from narrate.lexicon import Lexicon
from narrate.phrases import phrases
from narrate.script import Place, Script, ScriptChapter, Word


def write_script(article: Article, lexicon: Lexicon) -> Script:
    """The whole article in spoken Dutch; the first chapter opens with its title and its lead.

    The article's own lexicon goes before `lexicon`.

    Raises:
        HoorstukError: the article, headings aside, holds nothing that can be said.
    """
    if article.lexicon:
        lexicon = lexicon.extended_by(Lexicon.of_table(article.lexicon, article.source))
    chapters: list[ScriptChapter] = []
    silent: list[Word] = []
    for index, section in enumerate(article.sections):
        name = _name(article, index)
        draft = Draft(lexicon)
        if index == 0:
            _open(draft, article, name)
        if index > 0 or name != article.title:
            draft.text(name, section.line, "heading", added=not section.heading)
        elif section.heading:
            draft.silent.append(Word(section.heading, "", rule="repeated title"))
        draft.blocks(section.blocks, "paragraph")
        silent += draft.silent
        if draft.sentences:
            chapters.append(ScriptChapter(name, section.role, tuple(draft.sentences)))
    if all(s.place in ("title", "heading") for c in chapters for s in c.sentences):
        raise HoorstukError(
            f"{article.source}:{article.sections[0].line}: nothing here can be said in Dutch but "
            "headings; write under them, in words"
        )
    return Script(tuple(chapters), tuple(silent))


def _name(article: Article, index: int) -> str:
    """The title of a chapter: its own heading, or what stands in for one."""
    section = article.sections[index]
    headed = any(other.heading for other in article.sections if other.role == "chapter")
    if section.heading:
        return section.heading
    if section.role == "disclaimer":
        return phrases().disclaimer
    if index > 0:
        return f"{phrases().part} {index + 1}"
    return phrases().introduction if headed else article.title


def _open(draft: Draft, article: Article, first: str) -> None:
    """Say the article's title, which may be that of its first chapter too, and its lead."""
    line = article.title_line or article.sections[0].line
    place: Place = "heading" if first == article.title else "title"
    draft.text(article.title, line, place, added=not article.title_line)
    opening = [block for block in article.sections[0].blocks[:1] if isinstance(block, Paragraph)]
    if all(block.text != article.lead for block in opening):
        draft.text(article.lead, line, "paragraph", added=True)
