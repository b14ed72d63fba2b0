"""What would be spoken again, and why."""

from pathlib import Path

import pytest

from narrate.article import Article, Paragraph, Section
from narrate.lexicon import Entry, Lexicon
from narrate.plan import plan
from narrate.said import Line
from narrate.script import Script
from narrate.scriptwriting import write_script
from narrate.takes import Takes

TEXT = "De NMDA-receptor werkt. Hij slaapt."


def script(text: str, lexicon: Lexicon) -> Script:
    section = Section("Bijen", 1, (Paragraph(text, 2),))
    return write_script(Article("Bijen", "bijen.txt", (section,), title_line=1), lexicon)


@pytest.fixture(scope="module")
def takes(voice, lexicon, tmp_path_factory) -> Takes:
    """Takes of the title and of both sentences."""
    store = Takes(tmp_path_factory.mktemp("takes") / "takes", voice)
    said = script(TEXT, lexicon).chapters
    list(store.of([sentence for chapter in said for sentence in chapter.sentences]))
    return store


@pytest.fixture(scope="module")
def earlier(lexicon):
    lines = [
        Line(
            1,
            sentence.line,
            sentence.place,
            sentence.written,
            sentence.spoken,
            "",
            "",
            tuple((w.written, w.spoken, w.ipa, w.rule) for w in sentence.words),
        )
        for chapter in script(TEXT, lexicon).chapters
        for sentence in chapter.sentences
    ]
    return "stem", lines


def test_nothing_changed_means_nothing_to_speak(takes, earlier, lexicon):
    assert list(plan(script(TEXT, lexicon), takes, earlier, "stem")) == []


def test_a_new_episode_has_everything_to_speak(voice, lexicon, tmp_path: Path):
    planned = list(plan(script(TEXT, lexicon), Takes(tmp_path / "leeg", voice), None, "stem"))
    assert [one.reason for one in planned] == ["new"] * 3
    assert not (tmp_path / "leeg").exists()


def test_another_text(takes, earlier, lexicon):
    changed = script(TEXT.replace("slaapt", "droomt"), lexicon)
    planned = list(plan(changed, takes, earlier, "stem"))
    assert [(one.reason, one.written) for one in planned] == [("text", "Hij droomt.")]


def test_an_edited_lexicon_speaks_only_what_holds_the_word(takes, earlier, lexicon):
    edited = lexicon.extended_by(Lexicon([Entry("NMDA", "nemda")]))
    planned = list(plan(script(TEXT, edited), takes, earlier, "stem"))
    assert [(one.reason, one.about) for one in planned] == [("lexicon", "NMDA-receptor")]


def test_another_voice_and_a_lost_take(voice, earlier, lexicon, tmp_path: Path):
    none = Takes(tmp_path, voice)
    said = script(TEXT, lexicon)
    assert {one.reason for one in plan(said, none, earlier, "andere stem")} == {"voice"}
    assert {one.reason for one in plan(said, none, earlier, "stem")} == {"lost"}


def test_the_command(run, tmp_path: Path):
    article, library = tmp_path / "bijen.txt", tmp_path / "library"
    article.write_text(f"Bijen\n{TEXT}\n", "utf-8")
    assert run("narrate", "build", article, "--library", library).returncode == 0
    done = run("narrate", "plan", article, "--library", library)
    assert done.stdout == "0 of 3 sentences would be spoken\n"
    article.write_text(f"Bijen\n{TEXT.replace('werkt', 'slaapt')}\n", "utf-8")
    done = run("narrate", "plan", article, "--library", library)
    assert done.stdout.splitlines() == [
        f"{article}:2: De NMDA-receptor slaapt. (the text is new)",
        "1 of 3 sentences would be spoken",
    ]
