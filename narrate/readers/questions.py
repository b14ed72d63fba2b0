"""Questions: what an article answers, as its maintainer wrote it beside or in the article."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from narrate.article import Article, Section
from narrate.errors import HoorstukError
from narrate.names import slug
from narrate.phrases import phrases
from narrate.readers import encoding

SUFFIX = ".questions"
"""Of the file beside an article; its name is otherwise the article's own."""


def with_those_beside(article: Article, path: Path) -> Article:
    """The article in the file `path`, with the questions of the file beside it, if there is one.

    Each line of that file is a question; those under `## A heading` are answered by the section
    that is headed so, those above the first heading by any.

    Raises:
        HoorstukError: a heading that no section has, or a line with the bar that parts a question
            from its heading.
    """
    beside = path.with_suffix(SUFFIX)
    if not beside.is_file():
        return article
    found = _read(beside, headings(article.sections))
    return replace(article, questions=(*article.questions, *found))


def headings(sections: Sequence[Section]) -> frozenset[str]:
    """What the sections are called, as slugs: what opens an article has a name of its own too."""
    opening = [phrases().introduction] if not sections[0].heading else []
    return frozenset(slug(one) for one in (*opening, *(s.heading for s in sections)) if one)


def _read(path: Path, known: frozenset[str]) -> Iterator[str]:
    heading = ""
    data = path.read_bytes()
    content = encoding.decode(data, path.name) if data.strip() else ""
    for number, line in enumerate(content.splitlines(), start=1):
        text = " ".join(line.split())
        if "|" in text:
            wrong = f"{path.name}:{number}: holds a |"
            raise HoorstukError(f"{wrong}, which no question may; take it out")
        if text.startswith("#"):
            heading = text.lstrip("# ")
            if slug(heading) not in known:
                raise HoorstukError(
                    f"{path.name}:{number}: no section is headed {heading!r}; write what stands "
                    "after # as the heading of the article"
                )
        elif text:
            yield f"{text} | {heading}" if heading else text
