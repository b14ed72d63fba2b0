"""The score on the public test set: exact sentences, classes apart, and misleading errors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from narrate.errors import HoorstukError
from narrate.lexicon import Lexicon
from narrate.spoken.sentences import sentences
from narrate.spoken.words import spoken_words

PUBLIC = Path(__file__).parents[2] / "tests" / "data" / "spoken"
"""The public test set, which comes with the source and not with the package."""


class CaseError(HoorstukError):
    """A line of the test set that is not a case; says the file and the line."""


@dataclass(frozen=True, slots=True)
class Case:
    """One written form with every spoken form that a newsreader may give it."""

    kind: str
    """The name of its file: numbers, money, held-out, ..."""
    line: int
    written: str
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A case that was said otherwise."""

    case: Case
    said: str
    misleading: bool
    """Whether a listener would take away another number, or miss a negation."""


@dataclass(frozen=True, slots=True)
class Score:
    """How a set of cases was said."""

    totals: dict[str, int]
    """Cases per class."""
    misses: tuple[Miss, ...]

    @property
    def exact(self) -> float:
        """Share of all cases said exactly as one of their accepted forms, 0 to 1."""
        return 1 - len(self.misses) / sum(self.totals.values())

    @property
    def misleading(self) -> int:
        """How many cases would mislead a listener."""
        return sum(miss.misleading for miss in self.misses)

    def exact_in(self, kind: str) -> float:
        """Share of the cases of one class said exactly, 0 to 1."""
        return 1 - sum(miss.case.kind == kind for miss in self.misses) / self.totals[kind]


def cases(folder: Path) -> Iterator[Case]:
    """Read every case of a folder of `<class>.tsv`; raises CaseError when a line is none."""
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line or line.startswith("# "):
                continue
            written, tab, accepted = line.partition("\t")
            forms = tuple(form.strip() for form in accepted.split("|"))
            if not tab or not all(forms):
                raise CaseError(f"{path}:{number}: write a case as written<TAB>spoken | spoken")
            yield Case(path.stem, number, written, forms)


def say(written: str, lexicon: Lexicon) -> str:
    """Say a written form in bare words, without the marks that shape the melody."""
    said = (word.spoken for s in sentences(written) for word in spoken_words(s, lexicon))
    return " ".join(word for word in said if word)


def score(folder: Path, lexicon: Lexicon) -> Score:
    """Say every case in `folder` and compare; raises CaseError when there is nothing to compare."""
    totals: dict[str, int] = {}
    misses = []
    for case in cases(folder):
        totals[case.kind] = totals.get(case.kind, 0) + 1
        said = say(case.written, lexicon)
        if said not in case.accepted:
            misleading = all(_misleads(said, form) for form in case.accepted)
            misses.append(Miss(case, said, misleading))
    if not totals:
        raise CaseError(f"{folder}: holds no test cases; give a folder with files <class>.tsv")
    return Score(totals, tuple(misses))


_ONES = "nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|der|veer|veertien"
_TENS = "twin|der|veer|vijf|zes|zeven|tach|negen"
_NUMBER = re.compile(
    rf"(?:{_ONES}|dertien|(?:{_TENS})tig|tien|eerst|derd|honderd|duizend|miljoen|miljard|biljoen"
    r"|komma|half|halve|kwart|driekwart|anderhalf|anderhalve|min|en|ën|de|ste|e|st)+"
)
_NEGATION = frozenset(
    ["niet", "geen", "nooit", "niets", "niemand", "nergens", "zonder", "noch", "min"]
)


def _meaning(spoken: str) -> tuple[str, tuple[str, ...]]:
    """Give the number words, written together, and the negations of a spoken form."""
    words = spoken.split()
    numbers = [w for w in words if _NUMBER.fullmatch(w) and w not in ("de", "en", "een", "ende")]
    return "".join(numbers).replace("é", "e"), tuple(sorted(_NEGATION.intersection(words)))


def _misleads(said: str, accepted: str) -> bool:
    return _meaning(said) != _meaning(accepted)
