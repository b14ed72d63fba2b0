"""What the makers are given is fit for XML, whatever stands in the manifest."""

import json
import shutil
from pathlib import Path

import pytest

from narrate.errors import HoorstukError
from narrate.publish.work import Work, readable


def test_what_xml_does_not_take_is_left_out(narrated: Path, tmp_path: Path):
    folder = shutil.copytree(narrated, tmp_path / "alles")
    told = json.loads((folder / "episode.json").read_text("utf-8"))
    told |= {"title": "\x00", "source": "a\x1bb\ud800.md", "language": "nl; <b>"}
    second = told["chapters"][1]
    second["title"] = "\ufffe"
    second["sentences"][0]["text"] = "Een\x07 kop\n hier"
    for sentence in second["sentences"]:
        for foreign in sentence["foreign"]:
            foreign["language"] = "Engels, denk ik"
    (folder / "episode.json").write_text(json.dumps(told), "utf-8")
    episode = readable(folder)
    assert (episode.title, episode.source, episode.language) == ("alles", "ab.md", "nl")
    assert episode.chapters[1].title == "2"
    assert episode.chapters[1].sentences[0].text == "Een kop hier"
    assert not any(s.foreign for chapter in episode.chapters for s in chapter.sentences)


def test_a_file_that_is_not_as_it_was_written_is_one_line(work: Work, tmp_path: Path):
    assert work.path("cover.jpg") == work.folder / "cover.jpg"
    empty = Work(work.episode, tmp_path, work.channel, work.release)
    with pytest.raises(HoorstukError, match=r"cover\.jpg: missing or damaged; build"):
        empty.path("cover.jpg")
    (tmp_path / "cover.jpg").write_bytes(b"half")
    with pytest.raises(HoorstukError, match=r"cover\.jpg: missing or damaged; build"):
        empty.path("cover.jpg")
