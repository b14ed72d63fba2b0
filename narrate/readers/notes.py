"""Notes in a tree of HTML: which reference leads to which note."""

import re

from narrate.readers.markup import Element, rule_against, tag, types

_REFERENCE = {"doc-noteref", "noteref"}
_NOTE = {"doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote", "note"}
_NOTE_NAME = re.compile(r"note|noot|(?:^|[^a-z])fn|^ftn", re.IGNORECASE)
"""What the `id` or the class of a note looks like."""


def note_targets(root: Element) -> dict[Element, Element]:
    """For each reference to a note in `root`, the element that holds the note.

    References and notes in parts that are left out are no notes: those parts are left out whole.
    """
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    found: dict[Element, Element] = {}
    for link in root.iter("a", "{*}a"):
        target = by_id.get(link.get("href", "")[1:]) if link.get("href", "")[:1] == "#" else None
        if target is not None and _refers(link, target) and _readable(link) and _readable(target):
            found[link] = target
    return found


def _refers(link: Element, target: Element) -> bool:
    """Whether a link is the mark of a note and its target is one."""
    raised = tag(link.getparent()) == "sup" or any(tag(child) == "sup" for child in link)
    if target in (link, *link.iterancestors()) or link in target.iterancestors():
        return False
    if types(link) & _REFERENCE:
        return True
    if not (raised or "footnote-ref" in link.get("class", "")):
        return False
    named = _NOTE_NAME.search(f"{target.get('id')} {target.get('class', '')}")
    return bool(types(target) & _NOTE) or (
        tag(target) in ("li", "p", "div", "aside", "dd", "section") and bool(named)
    )


def _readable(element: Element) -> bool:
    """Whether neither the element nor anything around it is left out or is code."""
    around = (element, *element.iterancestors())
    return not any(rule_against(one) or tag(one) == "pre" for one in around)
