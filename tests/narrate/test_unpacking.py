"""Unpacking: what is whole stands there whole, and what is harmful leaves nothing behind."""

import stat
import zipfile
from pathlib import Path

import pytest

from narrate.errors import HoorstukError
from narrate.unpacking import MOST_FILES, unpack


def quiet(*_) -> None:
    """A report, or a check, that nobody reads."""


def packed(path: Path, parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


@pytest.mark.parametrize("around", ["", "model-0.6/"])
def test_a_folder_around_all_is_left_out(tmp_path: Path, around: str):
    archive = packed(tmp_path / "m.zip", {f"{around}am/a": b"1", f"{around}conf/b": b"2"})
    said = []
    unpack(archive, tmp_path / "m", quiet, lambda *progress: said.append(progress))
    assert (tmp_path / "m" / "am" / "a").read_bytes() == b"1"
    assert (tmp_path / "m" / "conf" / "b").read_bytes() == b"2"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m", "m.zip"]
    assert len(said) == 2


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


HARMFUL = {
    "up": ({"../evil": b"x"}, "leads out of its folder"),
    "up later": ({"a/../../evil": b"x"}, "leads out of its folder"),
    "absolute": ({"/tmp/evil": b"x"}, "leads out of its folder"),
    "drive": ({"C:evil": b"x"}, "leads out of its folder"),
    "backslash": ({"..\\evil": b"x"}, "leads out of its folder"),
    "link": ({link("a"): b"/etc/passwd"}, "leads out of its folder"),
    "bomb": ({"a": bytes(30_000_000)}, "unpacks to far more"),
    "many": ({str(n): b"" for n in range(MOST_FILES + 1)}, "unpacks to far more"),
}


@pytest.mark.parametrize("case", HARMFUL)
def test_what_is_harmful_is_refused(tmp_path: Path, case: str):
    parts, complaint = HARMFUL[case]
    archive = packed(tmp_path / "m.zip", parts)
    with pytest.raises(HoorstukError, match=complaint):
        unpack(archive, tmp_path / "m", quiet, quiet)
    assert list(tmp_path.iterdir()) == [archive]


def test_what_is_damaged_or_not_right_leaves_nothing(tmp_path: Path):
    archive = packed(tmp_path / "m.zip", {"a": b"x" * 5000}, zipfile.ZIP_STORED)
    whole = archive.read_bytes()
    for content in (b"", b"no zip", whole[:2000], whole.replace(b"xxx", b"yyy")):
        archive.write_bytes(content)
        with pytest.raises(HoorstukError, match="is damaged"):
            unpack(archive, tmp_path / "m", quiet, quiet)
    archive.write_bytes(whole)

    def refuse(_folder: Path) -> None:
        raise HoorstukError("no model")

    with pytest.raises(HoorstukError, match="no model"):
        unpack(archive, tmp_path / "m", refuse, quiet)
    assert list(tmp_path.iterdir()) == [archive]
