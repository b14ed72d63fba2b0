"""From the bytes of a text file to its characters."""

import codecs
import re

from narrate.errors import HoorstukError

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order marks; UTF-32's before UTF-16's, which one of them starts with."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_MOST_CONTROL = 0.01
"""Share of control characters over which a file is no text."""


def decode(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, in UTF-16 or UTF-32 with a mark, or else in Windows-1252.

    Control characters, which nobody sees, are taken out.

    Raises:
        HoorstukError: it is empty, not text, or its encoding changes on the way.
    """
    encoding = next((e for mark, e in _MARKS.items() if data.startswith(mark)), "utf-8")
    if encoding.startswith("utf-8") and b"\0" in data:
        raise HoorstukError(f"{name}: is not a text file; give the article as text")
    try:
        content = data.decode(encoding)
    except UnicodeDecodeError as error:
        content = _windows_1252(data, name, error)
    return checked(content, name)


def checked(content: str, name: str) -> str:
    """Text without its control characters.

    Raises:
        HoorstukError: it is empty, or holds too many of them to be text.
    """
    plain = _CONTROL.sub("", content)
    if not plain.strip().strip("\ufeff").strip():
        raise HoorstukError(f"{name}: is empty; write the article in it first")
    if len(content) - len(plain) > max(1, _MOST_CONTROL * len(content)):
        raise HoorstukError(f"{name}: is not a text file; give the article as text")
    return plain


def _windows_1252(data: bytes, name: str, error: UnicodeDecodeError) -> str:
    """Decode what is no UTF-8, unless part of it is."""
    line = data.count(b"\n", 0, error.start) + 1
    wrong = f"{name}:{line}: byte 0x{data[error.start]:02x}"
    if error.encoding != "utf-8":
        raise HoorstukError(f"{wrong} is not {error.encoding.upper()}; save the file as UTF-8")
    escaped = data.decode("utf-8", "surrogateescape")
    if re.search("[^\x00-\x7f\udc80-\udcff]", escaped):
        raise HoorstukError(f"{wrong} is not UTF-8, though the rest is; save all of it as UTF-8")
    try:
        return data.decode("windows-1252")
    except UnicodeDecodeError:
        raise HoorstukError(
            f"{wrong} is neither UTF-8 nor Windows-1252; save the file as UTF-8"
        ) from None
