"""Cries for help as the recogniser should expect them: phrases of `data/nl/safety.toml`."""

from collections.abc import Callable

from skill.safety import EMERGENCIES
from skill.templates import DATA, Grammar
from skill.vocabulary import DECOYS

EACH = 12
"""Phrases taken of each pattern, spread over all that it stands for."""


def cries(knows: Callable[[str], bool]) -> tuple[str, ...]:
    """The phrases, and decoys beside them; without those of which a word cannot be heard."""
    grammar = Grammar.read(DATA / "safety.toml")
    patterns = grammar.data["patterns"]
    names = [f"{kind}{name}" for name in EMERGENCIES for kind in ("always_", "bare_", "")]
    templates = [t for name in names for t in map(grammar.template, patterns.get(name, ()))]
    phrases = {phrase: None for t in templates for phrase in t.phrases(EACH)}
    return (*(p for p in phrases if all(map(knows, p.split()))), *DECOYS)
