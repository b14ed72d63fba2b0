"""Learn how the finder ranks and how sure it is, and measure it on questions it did not learn from.

usage: scripts/learn_finding QUESTIONS [--write]

QUESTIONS holds `articles/` and `questions.tsv`, a table as for `skill eval`;
`tests/data/own_words` asks of the same articles in people's own words, and both teach. Five folds
over articles: every figure is of questions on articles that its weights never saw. The product's
own articles are asked too (`tests/data/finding`, and the rows of `tests/data/asking` that are not
held): there the right chapter counts, and nothing is learnt from them. `--write` learns from all
and writes `skill/find/data/weights.toml`, and the picture of docs/finding.md.
"""

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
from coverage_picture import Line, Point, picture
from numpy.typing import NDArray

from narrate import readers
from narrate.article import Paragraph
from narrate.files import write
from skill.articles import of_articles
from skill.evaluation import OUTSIDE, Case, holds, read_table
from skill.find import BAR, Found, Index
from skill.find.confidence import SIGNALS, doubt, passage_scores, rank, signals, weights
from skill.find.evidence import FEATURES, Looked, Places
from skill.find.index import apart
from skill.find.words import DATA
from skill.library import Chapter, Episode, chapters_of

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FOLDS = 5
HALVES = 10
FEW = 4
"""Articles of a small library."""
STRANGERS = 20
"""Questions on other articles that each article alone is asked."""
KEPT = 150
"""Sentences of a question that are learnt from."""
PASSAGES = 3
SEED = 1
PULL = 3e-3
LEARNT = [name for name in FEATURES if name not in weights("by_hand")]
TAUGHT = "all"
"""The library whose questions teach the ranking: those on the product's own made it no better."""
SURE = ("all", "half", "one", "few")
"""Those that teach how sure the finder is: of the product's own only the chapter is known."""
ARTICLES = Path("audio/articles")
TABLES = Path("tests/data")
FROM_HERE = 10_000
"""The lines of the questions in people's own words count on from here."""
LONG = 6
"""Letters of an answer that stands in an article hardly by accident."""


@dataclass
class Asked:
    """One question to one library."""

    case: Case
    index: Index
    looked: Looked
    """Its most promising sentences."""
    right: Bools
    """Which of these are of the article and hold the answer."""
    elsewhere: Bools
    """Which are of another article and hold it too."""
    inside: bool
    """Whether the library has the article."""


@dataclass(frozen=True)
class Answer:
    """One passage found, and whether it is right."""

    asked: Asked
    values: list[float]
    """Its signals."""
    right: bool
    starts: bool
    """Whether its first sentence holds the answer."""
    elsewhere: bool
    """Whether it holds the answer in another article."""

    @property
    def fine(self) -> bool:
        """Whether it is right, or holds in another article what stands nowhere by accident."""
        return self.right or (self.elsewhere and _is_long(self.asked.case))


def ask(index: Index, chapters: Sequence[Chapter], cases: Sequence[Case]) -> Iterator[Asked]:
    """Put questions to a library."""
    texts = [sentence.text for chapter in chapters for sentence in chapter.sentences]
    owners = [chapter for chapter in chapters for _ in chapter.sentences]
    for case in cases:
        looked = index.look(index.read(case.question))
        if looked is None:
            continue
        at = looked.places.sentences
        held = np.array([_holds(case, texts[one]) for one in at])
        mine = np.array([_mine(case, owners[one]) for one in at])
        promise = looked.of("own_rare") + looked.of("near_rare") + 20 * looked.of("meaning")
        kept = np.union1d(np.argsort(-promise, kind="stable")[:KEPT], np.flatnonzero(held & mine))
        kept = np.unique(np.clip(kept[:, None] + np.arange(4), 0, len(at) - 1))
        places = looked.places
        some = Looked(
            looked.question,
            Places(at[kept], places.chapters[kept], places.opens[kept], places.closes[kept]),
            looked.features[kept],
        )
        inside = any(chapter.episode == case.article for chapter in chapters)
        right = (held & mine)[kept]
        yield Asked(case, index, some, right, (held & ~mine)[kept], inside)


_held: dict[tuple[int, str], bool] = {}


def _holds(case: Case, text: str) -> bool:
    key = (case.line, text)
    if key not in _held:
        _held[key] = not case.texts or any(holds(text, one) for one in case.texts)
    return _held[key]


def _mine(case: Case, chapter: Chapter) -> bool:
    """Whether a chapter is of the article that answers, and one of those that do."""
    here = chapter.episode == case.article
    return here and (not case.chapters or chapter.number in case.chapters)


def learn_ranking(asked: Sequence[Asked], steps: int = 200, rate: float = 0.08) -> dict[str, float]:
    """Weights that make the sentences with the answer likely (softmax over each question; Adam).

    Sentences of other articles that hold a long answer too are neither right nor wrong. No weight
    is less than nothing: nothing that a question asks for speaks against a sentence.
    """
    taught = [one for one in asked if one.inside and one.right.any()]
    columns = [FEATURES.index(name) for name in LEARNT]
    values = np.concatenate([one.looked.features[:, columns] for one in taught])
    right = np.concatenate([one.right for one in taught])
    left_out = np.concatenate([one.elsewhere & _is_long(one.case) for one in taught])
    counts = [len(one.right) for one in taught]
    starts = np.concatenate(([0], np.cumsum(counts)))[:-1]
    group = np.repeat(np.arange(len(taught)), counts)
    spread = values.std(0) + 1e-6
    values = values / spread
    found, first, second = (np.zeros(len(columns)) for _ in range(3))
    for step in range(1, steps + 1):
        scores = np.where(left_out, -np.inf, values @ found)
        chance = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        among = chance * right
        chance /= np.add.reduceat(chance, starts)[group]
        among /= np.add.reduceat(among, starts)[group]
        slope = values.T @ (chance - among) / len(taught) + PULL * found
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        pace = rate * (0.5 * (1 + np.cos(np.pi * step / steps)) + 0.02)
        found -= pace * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        found = np.maximum(found, 0.0)
    return dict(zip(LEARNT, (found / spread).tolist(), strict=True))


def answers(one: Asked, ranking: dict[str, float]) -> list[Answer]:
    """The best passages of a question, the best first."""
    looked = one.looked
    chances = passage_scores(rank(looked.features, ranking), looked.places)
    best = list(islice(apart(chances, looked.places), PASSAGES + 1))
    return [_answer(one, at, chances, best) for at in best[:PASSAGES]]


def _answer(one: Asked, at: int, chances: Floats, best: Sequence[int]) -> Answer:
    found: Found = one.index.found(one.looked, at, 0.0)
    values = signals(one.looked, at, chances, best, one.index.shelf.size)
    passage = found.chapter.sentences[found.first : found.last + 1]
    held = any(_holds(one.case, sentence.text) for sentence in passage)
    mine = _mine(one.case, found.chapter)
    starts = mine and _holds(one.case, passage[0].text)
    return Answer(one, list(values.values()), mine and held, starts, held and not mine)


def learn_confidence(shelves: Sequence[Sequence[Answer]]) -> dict[str, float]:
    """A logistic function of the signals (Newton's method); each kind of library weighs alike."""
    found = [answer for answers in shelves for answer in answers]
    each = np.concatenate([np.full(len(answers), 1 / len(answers)) for answers in shelves])
    each *= len(found) / len(shelves)
    values = np.array([answer.values for answer in found])
    right = np.array([answer.fine for answer in found], float)
    spread = values.std(0) + 1e-9
    rows = np.column_stack([values / spread, np.ones(len(values))])
    penalty = np.diag([*[PULL * len(rows)] * values.shape[1], 1e-9])
    used = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ used))
        slope = rows.T @ (each * (chance - right)) + penalty @ used
        bend = (rows.T * (each * chance * (1 - chance))) @ rows + penalty
        used -= np.linalg.solve(bend, slope)
    return {
        "bias": float(used[-1]),
        **dict(zip(_names(), (used[:-1] / spread).tolist(), strict=True)),
    }


def _names() -> list[str]:
    return list(SIGNALS)


def sure(answer: Answer, learnt: dict[str, float]) -> float:
    """The confidence in a passage."""
    total = learnt["bias"] + sum(
        learnt[name] * value for name, value in zip(_names(), answer.values, strict=True)
    )
    return float(1 / (1 + np.exp(-total)))


def _is_long(case: Case) -> bool:
    return max(map(len, case.texts), default=0) >= LONG


@dataclass(frozen=True)
class Judged:
    """The best passages of one question, by weights that never saw its article."""

    answers: list[Answer]
    confidences: list[float]

    @property
    def best(self) -> Answer:
        """The first of the passages."""
        return self.answers[0]

    @property
    def top(self) -> float:
        """How sure the finder is of it."""
        return self.confidences[0]

    @property
    def kind(self) -> str:
        """How it would be answered."""
        return doubt(self.confidences)


def judge(
    shelves: dict[str, list[Asked]], fold_of: Callable[[Case], int]
) -> dict[str, list[Judged]]:
    """Every question, by weights learnt on the other folds; `TAUGHT` teaches the ranking."""
    judged: dict[str, list[Judged]] = {name: [] for name in shelves}
    for fold in range(FOLDS):

        def others(asked: Sequence[Asked], fold: int = fold) -> list[Asked]:
            return [one for one in asked if fold_of(one.case) != fold]

        ranking = learn_ranking(others(shelves[TAUGHT]))
        confidence = learn_confidence(
            [[a for one in others(shelves[name]) for a in answers(one, ranking)] for name in SURE]
        )
        for name, asked in shelves.items():
            for one in asked:
                if fold_of(one.case) == fold:
                    found = answers(one, ranking)
                    judged[name].append(
                        Judged(found, [sure(answer, confidence) for answer in found])
                    )
    return judged


def shelves_of(
    episodes: Sequence[Episode], cases: Sequence[Case], folder: Path
) -> dict[str, list[Asked]]:
    """The questions put to the whole library, to halves of it, and to each article alone."""
    random = np.random.default_rng(SEED)
    whole = chapters_of(episodes)
    index = Index(whole)
    known = index.shelf.meanings
    shelves = {"all": list(ask(index, whole, cases)), "half": [], "one": []}
    for _ in range(HALVES):
        half = sorted(random.permutation(len(episodes))[: len(episodes) // 2])
        chapters = [chapter for at in half for chapter in episodes[at].chapters]
        shelves["half"] += ask(Index(chapters, known=known), chapters, cases)
    for episode in episodes:
        chapters = _paragraphs(episode, folder)
        others = [case for case in cases if case.article != episode.slug]
        strangers = [others[at] for at in random.permutation(len(others))[:STRANGERS]]
        own = [case for case in cases if case.article == episode.slug]
        shelves["one"] += ask(Index(chapters), chapters, [*own, *strangers])
    paragraphs = {episode.slug: _paragraphs(episode, folder) for episode in episodes}
    shelves["few"] = []
    for episode in episodes:
        others = [one.slug for one in episodes if one is not episode]
        beside = random.choice(others, FEW - 1, replace=False)
        few = [chapter for slug in (episode.slug, *beside) for chapter in paragraphs[slug]]
        shelves["few"] += _with_and_without(few, [c for c in cases if c.article == episode.slug])
    shelves["own"] = list(ask_own())
    return shelves


def _with_and_without(chapters: Sequence[Chapter], cases: Sequence[Case]) -> Iterator[Asked]:
    """Questions put to a few articles, and again when the paragraph that answers is taken out.

    What is left is of the same subject and does not answer.
    """
    index = Index(chapters)
    yield from ask(index, chapters, cases)
    for case in cases:
        silent = [
            chapter
            for chapter in chapters
            if not (_mine(case, chapter) and any(_holds(case, s.text) for s in chapter.sentences))
        ]
        for asked in ask(index.about(silent), silent, [case]):
            yield replace(asked, inside=False)


def ask_own() -> Iterator[Asked]:
    """The questions on the product's own articles, but the held ones, without those of its own."""
    chapters = [
        replace(chapter, questions=())
        for episode in of_articles(ARTICLES)
        for chapter in episode.chapters
    ]
    rows = (row for name in ("finding", "asking") for row in _own_rows(TABLES / name))
    cases = [
        Case(
            row["question"],
            row.get("article", OUTSIDE),
            (),
            frozenset(map(int, filter(None, row.get("chapters", "").split("|")))),
            -number,  # The lines of the other table count from 1.
        )
        for number, row in enumerate(rows, 1)
    ]
    return ask(Index(chapters), chapters, cases)


def _own_rows(folder: Path) -> Iterator[dict[str, str]]:
    for name in ("questions", "outside"):
        with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            yield from (row for row in rows if row.get("held") != "yes")


def _paragraphs(episode: Episode, folder: Path) -> list[Chapter]:
    """An article with each paragraph as a chapter."""
    (path,) = folder.glob(f"{episode.slug}.*")
    (chapter,) = episode.chapters
    texts = [
        block.text
        for section in readers.read(path).sections
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]
    rest = list(chapter.sentences)
    chapters = []
    for number, text in enumerate(texts, 1):
        own = []
        while rest and rest[0].text in text:
            own.append(rest.pop(0))
        chapters.append(replace(chapter, number=number, title="", sentences=tuple(own)))
    assert not rest, episode.slug
    return chapters


def parted(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    """The questions in the words of the articles, and those in people's own."""
    kinds: dict[str, list[Judged]] = {}
    for one in judged:
        own = one.best.asked.case.line > FROM_HERE
        kinds.setdefault(", in own words" if own else "", []).append(one)
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
            f"first or second {_share(any(a.fine for a in one.answers[:2]) for one in some)}; "
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
    cases += [replace(case, line=case.line + FROM_HERE) for case in words]
    order = np.random.default_rng(SEED).permutation(len(episodes))
    fold_of = {episodes[at].slug: place % FOLDS for place, at in enumerate(order)}
    fold_of |= {path.stem: at % FOLDS for at, path in enumerate(sorted(ARTICLES.iterdir()))}

    def folds(case: Case) -> int:
        return fold_of.get(case.article, case.line % FOLDS)

    shelves = shelves_of(episodes, cases, folder / "articles")
    judged = judge(shelves, folds)
    for name, ones in judged.items():
        for kind, some in parted(ones).items():
            print("\n".join(figures(f"{name}{kind}", some)))
        print("\n".join(calibration(ones)))
    if keep:
        ranking = learn_ranking(shelves[TAUGHT])
        seen = [[a for one in shelves[name] for a in answers(one, ranking)] for name in SURE]
        write(DATA / "weights.toml", toml(ranking, learn_confidence(seen)).encode())
        lines = [
            Line(name, curve(plain), at_bar(plain))
            for name, kind in (("half of the articles", "half"), ("one article", "one"))
            for plain in (parted(judged[kind])[""],)
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
