"""Names of folders and files."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.names import LONGEST, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Wat zijn NMDA-receptoren?", "wat-zijn-nmda-receptoren"),
        ("Reünie in café 't Hoekje", "reunie-in-cafe-t-hoekje"),
        ("../../etc/passwd", "etc-passwd"),
        ("🙂", "artikel"),
        ("", "artikel"),
    ],
)
def test_slugs(title: str, expected: str):
    assert slug(title) == expected


@given(st.text())
def test_every_title_has_a_safe_name(title: str):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(title))
    assert len(slug(title)) <= LONGEST
