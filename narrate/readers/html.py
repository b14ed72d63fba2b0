"""HTML: a page from the web or from a folder."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as parser

from narrate.article import Article, LeftOut
from narrate.coverage import proved
from narrate.errors import HoorstukError
from narrate.readers import encoding, outline
from narrate.readers.markup import Element, rule_against, shown, tag, types
from narrate.readers.outline import Facts
from narrate.readers.walk import Walk

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 4096
"""Bytes within which a page states its encoding."""
_WHOLE = 0.75
"""Share of the paragraphs' text that the body of an article holds."""


def read(data: bytes, name: str, charset: str = "") -> Article:
    """Read the article in a page; `charset` is what its server says of it.

    Raises:
        HoorstukError: there is no text in it, or it cannot be read as HTML.
    """
    page = parse(_characters(data, name, charset), name)
    body = page.find("body")
    if body is None:
        raise outline.empty(name)
    main = _main(body)
    language = page.get("lang") or "nl"
    try:
        walk = Walk(main, language)
    except RecursionError:
        raise too_deep(name) from None
    around = " ".join(shown(body, without=main).split())
    left_out = [*walk.left_out, *([LeftOut(around, "around the article")] if around else [])]
    facts = Facts(language=language, date=_date(page), author=_meta(page, "author"))
    article = outline.article(walk.blocks, name, facts, _title(page), left_out)
    return proved(article, shown(body))


def parse(content: str, name: str) -> Element:
    """The tree of a page; nothing outside it is fetched or put in.

    Raises:
        HoorstukError: it is nested too deeply, or one text in it is too long.
    """
    reader = parser.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        page = parser.document_fromstring(content.encode("utf-8", "replace"), parser=reader)
    except etree.ParserError:
        raise outline.empty(name) from None
    if any("RESOURCE_LIMIT" in error.type_name for error in reader.error_log):
        raise too_deep(name)
    return page


def too_deep(name: str) -> HoorstukError:
    """Say that a tree is deeper than anyone writes by hand."""
    return HoorstukError(
        f"{name}: its elements are nested too deeply, or one is too long; save the page again"
    )


def _characters(data: bytes, name: str, charset: str) -> str:
    """Decode by what the server or the page says, when that is true; else by the bytes."""
    stated = _CHARSET.search(data[:_HEAD])
    for said in (charset, stated[1].decode() if stated else ""):
        try:
            if said and b"\0" not in data:
                return encoding.checked(data.decode(said), name)
        except (LookupError, UnicodeDecodeError):
            continue
    return encoding.decode(data, name)


def _main(body: Element) -> Element:
    """The element that holds the article: marked as such, or else most of the paragraphs."""
    for marked in (_articles, _mains):
        found = [element for element in marked(body) if shown(element).strip()]
        if found:
            sizes = [len(shown(element)) for element in found]
            if max(sizes) > sum(sizes) / 2:
                return found[sizes.index(max(sizes))]
    return _holder_of_paragraphs(body)


def _articles(body: Element) -> Iterator[Element]:
    outer = [
        e for e in body.iter("article") if not any(tag(a) == "article" for a in e.iterancestors())
    ]
    return iter(outer)


def _mains(body: Element) -> Iterator[Element]:
    return (e for e in body.iter() if tag(e) == "main" or "main" in types(e))


def _holder_of_paragraphs(body: Element) -> Element:
    """The deepest element that still holds nearly all text of paragraphs and headings."""
    weights: dict[Element, int] = {}
    for part in body.iter("p", "h1", "h2", "h3", "blockquote", "pre", "table"):
        around = list(part.iterancestors())
        if not any(rule_against(element) for element in around[: around.index(body)]):
            weight = len(part.text_content())
            for element in around[: around.index(body) + 1]:
                weights[element] = weights.get(element, 0) + weight
    holder = body
    while True:
        best = max(holder, key=lambda child: weights.get(child, 0), default=None)
        if best is None or weights.get(best, 0) < max(1, _WHOLE * weights.get(body, 0)):
            return holder
        holder = best


def _title(page: Element) -> str:
    """What the page is called where its article has no heading above all others."""
    headings = [shown(heading) for heading in page.iter("h1")]
    stated = page.findtext("head/title") or ""
    own = (headings[0] if len(headings) == 1 else "") or _meta(page, "og:title") or stated
    return " ".join(own.split())


def _date(page: Element) -> str:
    times = (time.get("datetime", "") for time in page.iter("time"))
    return _meta(page, "article:published_time", "date", "dcterms.date") or next(times, "")


def _meta(page: Element, *names: str) -> str:
    """The first of these facts that the head of the page tells."""
    told = {
        (meta.get("name") or meta.get("property") or "").lower(): meta.get("content", "")
        for meta in page.iter("meta")
    }
    return next((" ".join(told[name].split()) for name in names if told.get(name)), "")
