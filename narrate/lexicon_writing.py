"""Entries written into a lexicon's TOML file, after what stands there."""

import json
from collections.abc import Iterable
from pathlib import Path

from narrate import files
from narrate.lexicon import Entry, LexiconError, letters, parse, read_text


def as_toml(entry: Entry) -> str:
    """One entry as its line of TOML."""
    fields: dict[str, str | bool] = {}
    if entry.language:
        fields["lang"] = entry.language
    elif not entry.ipa or entry.spoken != letters(entry.written):
        fields["say"] = entry.spoken
    if entry.ipa:
        fields["ipa"] = entry.ipa
    if entry.exact and not entry.written.isupper():
        fields["case"] = True
    if fields.keys() == {"say"}:
        return f"{_quoted(entry.written)} = {_quoted(entry.spoken)}"
    inside = ", ".join(f"{key} = {_quoted(value)}" for key, value in fields.items())
    return f"{_quoted(entry.written)} = {{ {inside} }}"


def add(entries: Iterable[Entry], path: Path) -> list[Entry]:
    """Write entries into a lexicon's file, made when it is not there; all of them or none.

    Returns:
        Those that did not stand there already.

    Raises:
        LexiconError: the file is no lexicon, or says something else for one of the words.
    """
    text = read_text(path) if path.exists() else ""
    known = {entry.written: entry for entry in parse(text, str(path))}
    new: dict[str, Entry] = {}
    for entry in entries:
        other = known.get(entry.written) or new.get(entry.written)
        if other is None:
            new[entry.written] = entry
        elif other != entry:
            raise LexiconError(
                f"{entry.place}: {entry.written}: {other.place} says something else; "
                "take it out of one of the two"
            )
    if new:
        lines = [text.rstrip("\n")] * bool(text.strip()) + [
            as_toml(entry) for entry in new.values()
        ]
        longer = "\n".join(lines) + "\n"
        parse(longer, str(path))  # a file that ends in a [table] would swallow what follows it
        files.write(path, longer.encode())
    return list(new.values())


def _quoted(value: str | bool) -> str:
    """A TOML value; JSON's escapes are TOML's too."""
    return json.dumps(value, ensure_ascii=False)
