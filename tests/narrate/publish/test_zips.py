"""Archives: the same parts, the same bytes."""

import zipfile
from pathlib import Path

from narrate.publish import zips


def test_parts_stand_in_their_order_with_nothing_of_the_day(tmp_path: Path):
    sound = tmp_path / "klank.mp3"
    sound.write_bytes(b"\xff\xfb" + bytes(3_000_000))
    parts = [("mimetype", b"application/epub+zip"), ("é.html", b"a" * 1000), ("x/01.mp3", sound)]
    for name in ("a.zip", "b.zip"):
        zips.write(tmp_path / name, parts)
        sound.touch()
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [name for name, _ in parts]
        assert archive.read("x/01.mp3") == sound.read_bytes()
        kinds = [entry.compress_type for entry in archive.infolist()]
    assert kinds == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]


def test_the_type_of_an_epub_stands_where_readers_look_for_it(tmp_path: Path):
    zips.write(tmp_path / "a.epub", [("mimetype", b"application/epub+zip")])
    assert (tmp_path / "a.epub").read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
