"""Cries for help as the recogniser should expect them: phrases of `data/nl/alarms.toml`."""

from collections.abc import Callable, Iterator

from skill.safety import EMERGENCIES, Pattern
from skill.templates import DATA, Grammar
from skill.vocabulary import DECOYS

EACH = 6
"""Phrases taken of each pattern, spread over all that it stands for."""
SECTIONS = ("danger", "suicide", "poisoning", "lost")
"""Of the file, each with patterns by hazard."""


def cries(knows: Callable[[str], bool]) -> tuple[str, ...]:
    """The phrases, and decoys beside them; without those of which a word cannot be heard."""
    phrases = dict.fromkeys(phrase for pattern in _patterns() for phrase in _phrases(pattern))
    return (*(p for p in phrases if all(map(knows, p.split()))), *DECOYS)


def _patterns() -> Iterator[Pattern]:
    """The patterns of emergencies, in the words of the file."""
    grammar = Grammar.read(DATA / "alarms.toml")
    texts = [text for name in SECTIONS for some in grammar.data[name].values() for text in some]
    for section in ("always", "bare"):
        texts += [text for name in EMERGENCIES for text in grammar.data[section].get(name, ())]
    return (Pattern.read(text, grammar) for text in texts)


def _phrases(pattern: Pattern) -> Iterator[str]:
    """What its parts stand for, one after the other."""
    parts = [part.phrases(EACH) for part in pattern.all]
    for number in range(max(map(len, parts), default=0)):
        yield " ".join(some[number % len(some)] for some in parts if some)
