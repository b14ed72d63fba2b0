"""`narrate spoken --score`: how well the public test set is said."""

import json
from pathlib import Path

import click

from narrate.lexicon import Lexicon
from narrate.spoken.score import Miss, Score, score


def show_score(folder: Path, as_json: bool) -> None:
    """Print the score of the built-in lexicon and rules on a folder of cases."""
    result = score(folder, Lexicon.built_in())
    if as_json:
        click.echo(json.dumps(_score_json(result, folder), ensure_ascii=False))
        return
    total, missed = sum(result.totals.values()), len(result.misses)
    click.echo(f"exact: {total - missed} of {total} ({result.exact:.1%})")
    for kind, count in result.totals.items():
        click.echo(f"{kind}: {round(result.exact_in(kind) * count)} of {count}")
    click.echo(f"misleading: {result.misleading}")
    for miss in sorted(result.misses, key=lambda miss: not miss.misleading):
        click.echo(_miss_line(miss, folder))


def _miss_line(miss: Miss, folder: Path) -> str:
    case = miss.case
    kind = "misleads" if miss.misleading else "differs"
    expected = " | ".join(case.accepted)
    place = f"{folder / case.kind}.tsv:{case.line}"
    return f"{place}: {kind}: {case.written!r} is said {miss.said!r} instead of {expected!r}"


def _score_json(result: Score, folder: Path) -> dict[str, object]:
    return {
        "exact": result.exact,
        "cases": sum(result.totals.values()),
        "misleading": result.misleading,
        "classes": {
            kind: {"cases": count, "exact": result.exact_in(kind)}
            for kind, count in result.totals.items()
        },
        "misses": [
            {
                "file": f"{folder / miss.case.kind}.tsv",
                "line": miss.case.line,
                "written": miss.case.written,
                "said": miss.said,
                "accepted": miss.case.accepted,
                "misleading": miss.misleading,
            }
            for miss in result.misses
        ],
    }
