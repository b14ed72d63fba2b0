"""How well questions are answered: a table of them with what is expected, and a score.

A row is a question, the slug of the article that answers (`-` when the library must refuse) and
what its passage holds, parted by tabs. What it holds is text, with `|` between spellings, or the
number of its chapter (`#3`); without it any passage of the article is right. `# ` opens a comment.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from narrate.errors import HoorstukError
from skill.dialogue.answering import how_sure
from skill.find import Found, Index
from skill.find.words import normal, tokens
from skill.library import Episode

OUTSIDE = "-"
"""Stands for the article of a question that none answers."""
Outcome = Literal["right", "elsewhere", "wrong", "refused"]


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and what answers it."""

    question: str
    article: str
    """Slug of the article that answers, or `OUTSIDE`."""
    texts: tuple[str, ...]
    """One of these stands in the passage; none when any passage will do."""
    chapters: frozenset[int]
    """The passage is in one of these; none when any chapter will do."""
    line: int

    def answered_by(self, found: Found) -> bool:
        """Whether a passage is of the right article and holds what is expected."""
        if found.chapter.episode != self.article:
            return False
        return self.held_by(found) and (not self.chapters or found.chapter.number in self.chapters)

    def held_by(self, found: Found) -> bool:
        """Whether a passage, of any article, holds what is expected; numbers in either spelling."""
        passage = found.chapter.sentences[found.first : found.last + 1]
        text = " ".join(sentence.text for sentence in passage)
        return not self.texts or any(holds(text, one) for one in self.texts)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one question."""

    case: Case
    found: Found | None
    """The best passage, whether or not it would be played."""
    first: bool
    """Whether that is a right one."""
    outcome: Outcome
    """What the listener gets. `elsewhere`: what is expected, in an article that is not the one."""


@dataclass(frozen=True, slots=True)
class Score:
    """What came of a table."""

    results: tuple[Result, ...]

    def of(self, outside: bool) -> "Score":
        """The part with questions that the library must refuse, or the other."""
        return Score(tuple(r for r in self.results if (r.case.article == OUTSIDE) == outside))

    def count(self, *outcomes: Outcome) -> int:
        """How many questions came to one of `outcomes`."""
        return sum(result.outcome in outcomes for result in self.results)

    def lines(self) -> list[str]:
        """The report, a sentence a line."""
        inside, outside = self.of(False), self.of(True)
        all_, first = len(inside.results), sum(result.first for result in inside.results)
        rows = [
            ("right passage first", first),
            ("answered and right", inside.count("right")),
            ("answered from another article that holds it too", inside.count("elsewhere")),
            ("answered wrong", inside.count("wrong")),
            ("refused", inside.count("refused")),
        ]
        lines = [_line(what, count, all_) for what, count in rows if all_]
        if outside.results:
            lines.append(_line("outside, refused", outside.count("refused"), len(outside.results)))
        return lines

    def to_dict(self) -> dict[str, object]:
        """As `skill eval --json` prints it; `worst` has what went wrong, the surest first."""
        inside, outside = self.of(False), self.of(True)
        worst = [r for r in inside.results if r.outcome != "right"]
        worst += [r for r in outside.results if r.outcome != "refused"]
        worst.sort(key=lambda r: -r.found.confidence if r.found else 0.0)
        return {
            "inside": {
                "asked": len(inside.results),
                "first": sum(result.first for result in inside.results),
                "right": inside.count("right"),
                "elsewhere": inside.count("elsewhere"),
                "wrong": inside.count("wrong"),
                "refused": inside.count("refused"),
            },
            "outside": {"asked": len(outside.results), "refused": outside.count("refused")},
            "worst": [_told(result) for result in worst],
        }


def read_table(path: Path, episodes: Sequence[Episode]) -> list[Case]:
    """The questions of a table, checked against the library that they are put to.

    Raises:
        HoorstukError: it cannot be read, holds no question, or a row is not as it must be; the
            error names the line.
    """
    try:
        rows = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise HoorstukError(f"{path}: no such file; name a table of questions") from None
    except (UnicodeDecodeError, IsADirectoryError):
        raise HoorstukError(f"{path}: is not a text in UTF-8; write the table as one") from None
    chapters = {e.slug: frozenset(c.number for c in e.chapters) for e in episodes}
    numbered = [(at, row) for at, row in enumerate(rows, 1) if row.strip() and row[:2] != "# "]
    if not numbered:
        raise HoorstukError(f"{path}: holds no question; write a question a line")
    return [_case(row, f"{path}:{at}", at, chapters) for at, row in numbered]


def evaluate(cases: Sequence[Case], index: Index) -> Score:
    """Put every question to the library."""
    return Score(tuple(_result(case, index.find([case.question])) for case in cases))


def holds(text: str, expected: str) -> bool:
    """Whether `expected` stands in `text`: numbers in digits or in words.

    A number must be whole (20 is not in 2020), but its thousands may be left off (700 is in
    700.000); words without one may stand inside others.
    """
    if not re.search(r"\d", expected) and expected.casefold() in text.casefold():
        return True
    if re.search(rf"(?<![\d.,]){re.escape(expected)}(\.000)+(?!\d)", text):
        return True
    sought = _words(expected)
    last = " " if sought and sought[-1].startswith("#") else ""
    return bool(sought) and f" {' '.join(sought)}{last}" in f" {' '.join(_words(text))} "


def _words(text: str) -> list[str]:
    return [normal(token) for token in tokens(text.replace("%", " procent"))]


def _case(row: str, place: str, line: int, chapters: dict[str, frozenset[int]]) -> Case:
    question, article, expected = (*(part.strip() for part in row.split("\t")), "", "")[:3]
    if row.count("\t") not in {1, 2} or not question or not article:
        raise HoorstukError(
            f"{place}: is not a question, an article and what its passage holds; part them by tabs"
        )
    if article != OUTSIDE and article not in chapters:
        raise HoorstukError(
            f"{place}: the library holds no {article!r}; write the name of its folder or file, or -"
        )
    if article == OUTSIDE and expected:
        raise HoorstukError(
            f"{place}: expects {expected!r} of no article; leave it out or name one"
        )
    spellings = tuple(filter(None, (one.strip() for one in expected.split("|"))))
    numbers = frozenset(int(one[1:]) for one in spellings if re.fullmatch(r"#\d{1,9}", one))
    missing = numbers - chapters.get(article, frozenset())
    if missing:
        raise HoorstukError(f"{place}: {article} has no chapter {min(missing)}; mend the number")
    texts = tuple(one for one in spellings if not re.fullmatch(r"#\d{1,9}", one))
    return Case(question, article, texts, numbers, line)


def _result(case: Case, found: Sequence[Found]) -> Result:
    best = found[0] if found else None
    first = best is not None and case.answered_by(best)
    if best is None or how_sure(found) in {"near", "far"}:
        return Result(case, best, first, "refused")
    if first:
        return Result(case, best, first, "right")
    held = case.article != OUTSIDE and bool(case.texts) and case.held_by(best)
    other = best.chapter.episode != case.article
    return Result(case, best, first, "elsewhere" if held and other else "wrong")


def _line(what: str, count: int, all_: int) -> str:
    return f"{what}: {count} of {all_} ({count / all_:.3f})"


def _told(result: Result) -> dict[str, object]:
    found, case = result.found, result.case
    told: dict[str, object] = {
        "line": case.line,
        "question": case.question,
        "article": case.article,
        "expected": [*case.texts, *(f"#{number}" for number in sorted(case.chapters))],
        "outcome": result.outcome,
        "first": result.first,
    }
    if found is not None:
        passage = found.chapter.sentences[found.first : found.last + 1]
        told["found"] = {
            "episode": found.chapter.episode,
            "chapter": found.chapter.number,
            "text": " ".join(sentence.text for sentence in passage),
            "confidence": round(found.confidence, 3),
        }
    return told
