"""The lexicon as W3C Pronunciation Lexicon (PLS 1.0, https://www.w3.org/TR/pronunciation-lexicon/).

    <lexeme><grapheme>NMDA</grapheme><alias>en em dee aa</alias></lexeme>
    <lexeme><grapheme>Foo</grapheme><phoneme>fuː</phoneme><alias>foo</alias></lexeme>

For what PLS has no word, `role` has one: `hoorstuk:exact` matches only as written, and
`hoorstuk:en` is said as in English.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from narrate.lexicon import Entry, LexiconError, read_entry

NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
_XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
_EXACT, _ENGLISH = "hoorstuk:exact", "hoorstuk:en"
_TEXTS = ("grapheme", "phoneme", "alias")


def write_pls(entries: Iterable[Entry]) -> str:
    """Give entries as a PLS document, in their order, one to a line."""
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<lexicon version="1.0" xmlns="{NAMESPACE}" xmlns:hoorstuk="urn:hoorstuk"',
            '         alphabet="ipa" xml:lang="nl">',
            *map(_lexeme, entries),
            "</lexicon>\n",
        ]
    )


def _lexeme(entry: Entry) -> str:
    roles = [_EXACT] * (entry.exact and not entry.written.isupper())
    roles += [_ENGLISH] * (entry.language == "en")
    role = f' role="{" ".join(roles)}"' if roles else ""
    phoneme = f"<phoneme>{escape(entry.ipa)}</phoneme>" if entry.ipa else ""
    said = f"{phoneme}<alias>{escape(entry.spoken)}</alias>"
    return f"  <lexeme{role}><grapheme>{escape(entry.written)}</grapheme>{said}</lexeme>"


def read_pls(content: bytes, source: str) -> list[Entry]:
    """Read the entries of a PLS document, one for each grapheme.

    Of several phonemes or aliases the one that is preferred counts, else the first. A document
    type is refused, and with it every entity of its own.

    Args:
        content: XML in any encoding that it declares.
        source: the file, for errors and for the entries.

    Raises:
        LexiconError: it is no such document, for another language, or in another alphabet.
    """
    return _Reader(source).read(content)


@dataclass
class _Lexeme:
    """A lexeme while it is read."""

    line: int
    roles: list[str]
    graphemes: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    """The phoneme and the alias that count, by the name of their element."""
    preferred: set[str] = field(default_factory=set)


class _Reader:
    """Follows a document, element by element."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._entries: list[Entry] = []
        self._path: list[str] = []
        self._text = ""
        self._preferred = False
        self._lexeme: _Lexeme | None = None
        self._xml = expat.ParserCreate(namespace_separator=" ")
        self._xml.buffer_text = True
        self._xml.StartDoctypeDeclHandler = self._doctype
        self._xml.StartElementHandler = self._start
        self._xml.EndElementHandler = self._end
        self._xml.CharacterDataHandler = self._characters

    def read(self, content: bytes) -> list[Entry]:
        try:
            self._xml.Parse(content, True)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, "is damaged")
            raise LexiconError(
                f"{self._source}:{error.lineno}: is not proper XML: {reason}"
            ) from None
        except (ValueError, LookupError) as error:
            raise LexiconError(f"{self._source}:1: {error}; save it as UTF-8") from None
        return self._entries

    def _wrong(self, reason: str) -> LexiconError:
        return LexiconError(f"{self._source}:{self._xml.CurrentLineNumber}: {reason}")

    def _doctype(self, *_: object) -> None:
        raise self._wrong("holds a document type, which a lexicon does not need; take it out")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, element = name.rpartition(" ")
        if not self._path and (namespace, element) != (NAMESPACE, "lexicon"):
            raise self._wrong(f"is not a PLS 1.0 lexicon; its root is <{element}>")
        if not self._path:
            self._root(attributes)
        self._path.append(element if namespace == NAMESPACE else "")
        if self._path[1:] == ["lexeme"]:
            roles = attributes.get("role", "").split()
            self._lexeme = _Lexeme(self._xml.CurrentLineNumber, roles)
        if element == "phoneme":
            self._alphabet(attributes.get("alphabet", "ipa"))
        self._text = ""
        self._preferred = attributes.get("prefer") == "true"

    def _root(self, attributes: dict[str, str]) -> None:
        language = attributes.get(_XML_LANG, "")
        if language.lower().split("-")[0] != "nl":
            raise self._wrong(f'is for the language "{language}"; only Dutch (nl) is of use')
        self._alphabet(attributes.get("alphabet", ""))

    def _alphabet(self, alphabet: str) -> None:
        if alphabet != "ipa":
            raise self._wrong(f'is in the alphabet "{alphabet}"; write it in ipa')

    def _characters(self, text: str) -> None:
        self._text += text

    def _end(self, _: str) -> None:
        element = self._path.pop()
        lexeme = self._lexeme
        if lexeme and self._path[1:] == ["lexeme"] and element in _TEXTS:
            text = " ".join(self._text.split())
            if element == "grapheme":
                lexeme.graphemes.append(text)
            elif element not in lexeme.said or (
                self._preferred and element not in lexeme.preferred
            ):
                lexeme.said[element] = text
                lexeme.preferred |= {element} if self._preferred else set()
        elif lexeme and self._path[1:] == [] and element == "lexeme":
            self._entries += self._entries_of(lexeme)
            self._lexeme = None

    def _entries_of(self, lexeme: _Lexeme) -> list[Entry]:
        if not (lexeme.graphemes and lexeme.said):
            raise self._wrong("a lexeme needs a grapheme, and a phoneme or an alias")
        value: dict[str, object] = {"case": _EXACT in lexeme.roles}
        if _ENGLISH in lexeme.roles:
            value["lang"] = "en"
        else:
            value |= {"ipa": lexeme.said.get("phoneme", ""), "say": lexeme.said.get("alias", "")}
        return [
            read_entry(grapheme, value, self._source, lexeme.line) for grapheme in lexeme.graphemes
        ]
