"""Learn how the finder ranks and how sure it is, and measure it on questions it did not learn from.

usage: scripts/learn_finding QUESTIONS [--write]

QUESTIONS holds `articles/` and `questions.tsv`, a table as for `skill eval`;
`tests/data/own_words` asks of the same articles in people's own words, and the lessons of
`tests/data/teaching` that the encoder has not seen have chapters with headings; all three teach the
ranking, the first two how sure the finder is. Five folds over articles: every figure is of
questions on articles that its weights never saw. The product's own articles are asked too
(`tests/data/finding`, and the rows of `tests/data/asking` that are not held): there the right
chapter counts, and nothing is learnt from them. `--write` learns from all and writes
`skill/find/data/weights.toml`, and the picture of docs/finding.md.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from asked import ARTICLES, SEED, TABLES, libraries_of
from coverage_picture import Line, Point, picture
from judging import FOLDS, PASSAGES, Judged, judge, learn
from lessons import lessons

from narrate.files import write
from skill.articles import of_articles
from skill.evaluation import Case, read_table
from skill.find import BAR
from skill.find.words import DATA


def parted(judged: Sequence[Judged], own_words: Sequence[Case]) -> dict[str, list[Judged]]:
    """The questions in the words of the articles, and those in people's own."""
    own, kinds = frozenset(own_words), dict[str, list[Judged]]()
    for one in judged:
        kind = ", in own words" if one.best.asked.case in own else ""
        kinds.setdefault(kind, []).append(one)
    return kinds


def figures(name: str, judged: Sequence[Judged]) -> Iterator[str]:
    """The figures of one kind of library, a line each."""
    inside = [one for one in judged if one.best.asked.inside]
    outside = [one for one in judged if not one.best.asked.inside]
    yield f"{name}: {len(inside)} inside, {len(outside)} outside"
    yield f"  right passage first {_share(one.best.right for one in inside)}"
    yield f"  or another article's that holds the answer {_share(one.best.fine for one in inside)}"
    yield f"  starts with the sentence that answers {_share(one.best.starts for one in inside)}"
    if not outside:
        return
    truly = [one for one in outside if not one.best.fine]
    yield f"  outside, and yet it holds the answer {_share(one.best.fine for one in outside)}"
    for share in (0.05, 0.1):
        strict, loose = _bar(outside, share), _bar(truly, share)
        right = _share(one.best.right and one.top > strict for one in inside)
        fine = _share(one.best.fine and one.top > loose for one in inside)
        yield f"  at {share:.0%} false answers, answered and right: {right} (from {strict:.2f}); "
        yield f"    by content {fine} (from {loose:.2f})"
    for kind in ("sure", "two", "near", "far"):
        some = [one for one in inside if one.kind == kind]
        yield (
            f"  {kind}: {_share(one.kind == kind for one in inside)} of those inside, "
            f"first right {_share(one.best.fine for one in some)}, "
            f"first or second {_share(any(a.fine for a, _ in one.offered) for one in some)}; "
            f"{_share(one.kind == kind for one in truly)} of those outside"
        )


def _share(these: Iterable[bool]) -> str:
    held = list(these)
    return f"{sum(held) / max(len(held), 1):.3f}"


def _bar(outside: Sequence[Judged], share: float) -> float:
    """The confidence that `share` of the questions from outside come above."""
    falling = sorted((one.top for one in outside), reverse=True)
    return falling[int(share * len(falling))]


def calibration(judged: Sequence[Judged]) -> Iterator[str]:
    """How often passages are right, by how sure the finder is; for each of the passages found."""
    for at in range(PASSAGES):
        some = [one for one in judged if at < len(one.answers)]
        sure_ = np.array([one.confidences[at] for one in some])
        right = np.array([one.answers[at].fine for one in some])
        edges = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.1)
        bins = [
            f"{low:.1f} {right[here].mean():.2f} ({here.sum()})"
            for low, high in pairwise(edges)
            if (here := (sure_ >= low) & (sure_ < high)).any()
        ]
        yield f"  passage {at + 1}, right from a confidence of: " + ", ".join(bins)


def curve(judged: Sequence[Judged]) -> list[Point]:
    """Of the questions that the library answers the share that it does, against how many are right.

    Of every answer given, those to questions from outside too, the second says how many hold what
    was asked for.
    """
    inside = sum(one.best.asked.inside for one in judged)
    ordered = sorted(judged, key=lambda one: one.top, reverse=True)
    points: list[Point] = []
    answered = right = 0
    for given, one in enumerate(ordered, 1):
        answered += one.best.asked.inside
        right += one.best.fine
        if given % max(len(ordered) // 80, 1) == 0 and given > len(ordered) // 40:
            points.append((answered / inside, right / given))
    return points


def at_bar(judged: Sequence[Judged]) -> Point:
    """The point of `curve` at which the skill answers."""
    given = [one for one in judged if one.top >= BAR]
    inside = sum(one.best.asked.inside for one in judged)
    answered = sum(one.best.asked.inside for one in given)
    return answered / inside, sum(one.best.fine for one in given) / len(given)


def toml(ranking: dict[str, float], confidence: dict[str, float]) -> str:
    """The learnt weights as they are kept, after those set by hand."""
    text = (DATA / "weights.toml").read_text("utf-8")
    by_hand = text[: text.index("[ranking]")]
    tables = {"ranking": ranking, "confidence": confidence}
    learnt = (
        f"[{name}]\n" + "".join(f"{key} = {value:.3f}\n" for key, value in table.items())
        for name, table in tables.items()
    )
    return by_hand + "\n".join(learnt)


def main(folder: Path, keep: bool) -> None:
    """Measure over folds, print, and learn from all when asked to."""
    episodes = of_articles(folder / "articles")
    cases = read_table(folder / "questions.tsv", episodes)
    words = read_table(TABLES / "own_words" / "questions.tsv", episodes)
    order = np.random.default_rng(SEED).permutation(len(episodes))
    fold_of = {episodes[at].slug: place % FOLDS for place, at in enumerate(order)}
    fold_of |= {path.stem: at % FOLDS for at, path in enumerate(sorted(ARTICLES.iterdir()))}
    fold_of |= {one.article.slug: at % FOLDS for at, one in enumerate(lessons()[1])}

    def folds(case: Case) -> int:
        return fold_of.get(case.article, case.line % FOLDS)

    libraries = libraries_of(episodes, cases, words, folder / "articles")
    judged = judge(libraries, folds)
    for name, ones in judged.items():
        for kind, some in parted(ones, words).items():
            print("\n".join(figures(f"{name}{kind}", some)))
        print("\n".join(calibration(ones)))
    if keep:
        write(DATA / "weights.toml", toml(*learn(libraries)).encode())
        plain = {kind: parted(judged[kind], words)[""] for kind in ("half", "one")}
        lines = [
            Line(name, curve(plain[kind]), at_bar(plain[kind]))
            for name, kind in (("half of the articles", "half"), ("one article", "one"))
        ]
        write(Path("docs/finding.svg"), picture(lines).encode())


if __name__ == "__main__":
    match sys.argv[1:]:
        case [folder]:
            main(Path(folder), keep=False)
        case [folder, "--write"]:
            main(Path(folder), keep=True)
        case _:
            raise SystemExit(__doc__)
