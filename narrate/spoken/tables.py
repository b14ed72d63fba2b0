"""The tables that a linguist edits: read once from `data/`, as rows or as sets of words."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Give the rows of `data/<name>.tsv`, without comments, all filled up to the header's width."""
    lines = files(__package__).joinpath(f"data/{name}.tsv").read_text("utf-8").splitlines()
    width = len(lines[0].split("\t"))
    cells = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    return tuple(tuple(row + [""] * (width - len(row))) for row in cells)


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Give the words listed under `key` in `data/<name>.toml`."""
    text = files(__package__).joinpath(f"data/{name}.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)[key].split())
