"""What a podcast is about, in Apple's words: `Education`, or `Education > Self-Improvement`."""

import tomllib
from functools import cache
from pathlib import Path


def parts(category: str) -> tuple[str, ...]:
    """A category, and its subcategory when there is one.

    Raises:
        ValueError: Apple has no such category.
    """
    name, *under = (part.strip() for part in category.split(">"))
    known = _categories()
    if name not in known:
        raise ValueError(f"is none of Apple's; choose from {', '.join(known)}")
    if under and under not in [[subcategory] for subcategory in known[name]]:
        raise ValueError(f"is none of Apple's; after {name} comes {_choice(known[name])}")
    return (name, *under)


def _choice(subcategories: list[str]) -> str:
    return f"> and one of {', '.join(subcategories)}" if subcategories else "nothing"


@cache
def _categories() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
