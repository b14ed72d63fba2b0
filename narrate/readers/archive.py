"""Archives of documents (DOCX, EPUB): their parts, read with limits against bombs."""

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from narrate.errors import HoorstukError
from narrate.readers.markup import Element

MOST_PARTS = 20_000
MOST_BYTES = 300_000_000
"""Of all parts together, unpacked."""
LARGEST_PART = 50_000_000
"""Bytes of one part of text, unpacked."""
HIGHEST_RATIO = 200
"""Unpacked size against packed size; text packs no better than about 20."""
_SMALL = 1_000_000
"""Bytes unpacked under which the ratio does not matter."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
"""What reading a damaged part, or one in an unknown packing, comes down to."""


class Archive:
    """The parts of a document by their names; nothing is ever unpacked on disk."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the archive in `data`; `name` is its file's.

        Raises:
            HoorstukError: it is no archive, damaged, locked, or a bomb.
        """
        self.name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise HoorstukError(
                f"{name}: is no {name.rpartition('.')[2].upper()} file, or a damaged one; "
                "save it again"
            ) from None
        self._check()

    def __contains__(self, part: str) -> bool:
        return part in self._zip.NameToInfo

    def names(self) -> list[str]:
        """Give the names of all parts, in alphabetical order."""
        return sorted(self._zip.NameToInfo)

    def bytes(self, part: str) -> bytes:
        """The content of a part.

        Raises:
            HoorstukError: the part is missing, damaged or larger than it says.
        """
        try:
            with self._zip.open(part) as packed:
                data = packed.read(LARGEST_PART + 1)
        except KeyError:
            raise HoorstukError(f"{self.name}: lacks its part {part}; save it again") from None
        except _DAMAGE as error:
            raise HoorstukError(
                f"{self.name}: its part {part} is damaged ({error}); save it again"
            ) from None
        if len(data) > LARGEST_PART:
            raise self._bomb()
        return data

    def xml(self, part: str) -> Element:
        """The tree of a part in XML; entities are left as they are and nothing is fetched.

        Raises:
            HoorstukError: the part is missing, or is no XML.
        """
        return parse_xml(self.bytes(part), f"{self.name}: its part {part}")

    def _check(self) -> None:
        parts = self._zip.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise HoorstukError(f"{self.name}: is locked with a password; save it without one")
        unpacked = sum(part.file_size for part in parts)
        packed = sum(part.compress_size for part in parts)
        dense = any(p.file_size > _SMALL + HIGHEST_RATIO * p.compress_size for p in parts)
        if len(parts) > MOST_PARTS or unpacked > MOST_BYTES or dense or packed > MOST_BYTES:
            raise self._bomb()

    def _bomb(self) -> HoorstukError:
        return HoorstukError(
            f"{self.name}: unpacks to far more than a text needs; save it again without films"
        )


def parse_xml(data: bytes, place: str) -> Element:
    """The tree of XML; entities are left as they are and nothing is fetched.

    Raises:
        HoorstukError: it is no XML; the message starts with `place`.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise HoorstukError(f"{place} is no proper XML ({error}); save it again") from None
