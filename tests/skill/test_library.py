"""What can be asked about: which chapter answers the questions that a maintainer wrote."""

from pathlib import Path

import pytest

from skill.articles import of_articles

ARTICLE = """---
title: Bijen
questions:
  - Waarom dansen bijen?
  - Hoe warm is een korf? | De korf
---
# De dans
Bijen dansen.
# De korf
Een korf is warm.
"""


@pytest.fixture
def chapters(tmp_path: Path):
    (tmp_path / "bijen.md").write_text(ARTICLE, "utf-8")
    (episode,) = of_articles(tmp_path)
    return {chapter.title: chapter for chapter in episode.chapters}


def test_a_question_with_a_heading_is_that_chapters_alone(chapters):
    assert chapters["De dans"].questions == ("Waarom dansen bijen?",)
    assert chapters["De korf"].questions == ("Waarom dansen bijen?", "Hoe warm is een korf?")
