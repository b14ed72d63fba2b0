"""The text of an episode in blocks, as pages and books show it."""

from dataclasses import replace

from narrate.episode import ForeignWords
from narrate.publish.blocks import blocks
from narrate.publish.work import Work


def test_every_sentence_stands_in_one_block_in_the_order_of_the_voice(work: Work):
    for chapter in work.episode.chapters:
        told = [s for block in blocks(chapter) for item in block.items for s in item]
        assert told == list(chapter.sentences)


def test_kinds_and_items(work: Work):
    told = [(b.kind, [len(item) for item in b.items]) for b in blocks(work.episode.chapters[1])]
    assert told == [
        ("heading", [1]),
        ("paragraph", [1]),
        ("list", [1, 2, 1]),
        ("table", [1, 2, 2, 1]),
        ("heading", [1]),
        ("caption", [1]),
        ("paragraph", [1]),
    ]
    skippable = [b.kind for c in work.episode.chapters for b in blocks(c) if b.skippable]
    assert skippable == ["note", "table", "caption"]


def test_levels_of_headings(work: Work):
    told = [(b.level, b.items[0][0].text) for c in work.episode.chapters for b in blocks(c)]
    assert [block for block in told if block[0]] == [
        (1, "Alles wat kan staan"),
        (2, "Inleiding"),
        (2, "Lijsten & tabellen"),
        (3, "Een tussenkop"),
        (2, "Disclaimer"),
    ]


def test_a_heading_that_is_not_said_leaves_its_level_free(work: Work):
    chapter = work.episode.chapters[1]
    told = blocks(replace(chapter, sentences=chapter.sentences[1:]))
    assert [block.level for block in told if block.level] == [3]


def test_words_in_another_language_keep_it(work: Work):
    foreign = [s.foreign for s in work.episode.chapters[1].sentences if s.foreign]
    assert foreign == [(ForeignWords(2, 4, "en"),)]


def test_metadata_of_the_article(work: Work):
    episode = work.episode
    assert (episode.author, episode.date) == ("Redactie Hoorstuk", "2026-03-01")
    assert episode.description == "Een kort stuk met alles wat in een artikel kan staan."
