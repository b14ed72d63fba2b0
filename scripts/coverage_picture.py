"""Coverage against accuracy as SVG: lines told apart by dashes and words, not by colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
"""Coverage and accuracy, 0..1."""

LEFT, TOP, WIDTH, HEIGHT = 60, 20, 560, 300
LOWEST = 0.4
"""The accuracy at the foot of the picture."""
DASHES = ("", "7 4", "2 3")
STYLE = """text { font: 13px sans-serif }
polyline, .key { fill: none; stroke: black; stroke-width: 2 }
circle { fill: white; stroke: black; stroke-width: 2 } .grid { stroke: #ddd }"""


@dataclass(frozen=True)
class Line:
    """One curve, at most as many as there are `DASHES`."""

    name: str
    points: Sequence[Point]
    bar: Point
    """Where the skill answers."""


def picture(lines: Sequence[Line]) -> str:
    """The picture of some curves."""
    label = "Coverage against accuracy: " + "; ".join(
        f"{line.name}: {line.bar[0]:.0%} answered, {line.bar[1]:.0%} of the answers right"
        for line in lines
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 380" role="img" '
        f'aria-label="{label}">',
        f"<style>{STYLE}</style>",
        '<rect width="660" height="380" fill="white"/>',
        *_axes(),
        *(part for at, line in enumerate(lines) for part in _line(line, at)),
        _text(LEFT + 70, TOP + HEIGHT - 12, "where the skill answers (BAR)", "start"),
        f'<circle cx="{LEFT + 40}" cy="{TOP + HEIGHT - 16}" r="5"/>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _axes() -> list[str]:
    parts = []
    for at in range(5):
        accuracy = LOWEST + (1 - LOWEST) * at / 4
        x, y = _place((at / 4, accuracy))
        parts += [
            f'<path class="grid" d="M{LEFT} {y:.1f}h{WIDTH}"/>',
            _text(LEFT - 8, y + 4, f"{accuracy:.0%}", "end"),
            _text(x, TOP + HEIGHT + 20, f"{at / 4:.0%}", "middle"),
        ]
    below = "answered, of the questions that the library answers"
    beside = "right, of the answers given"
    middle = TOP + HEIGHT / 2
    return [
        *parts,
        _text(LEFT + WIDTH / 2, TOP + HEIGHT + 45, below, "middle"),
        f'<g transform="rotate(-90 16 {middle})">{_text(16, middle, beside, "middle")}</g>',
    ]


def _line(line: Line, at: int) -> list[str]:
    shown = (_place(point) for point in line.points if point[1] >= LOWEST)
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shown)
    x, y = _place(line.bar)
    key = TOP + HEIGHT - 60 + 22 * at
    dash = f'stroke-dasharray="{DASHES[at]}"'
    return [
        f'<polyline points="{points}" {dash}/>',
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"/>',
        f'<path class="key" d="M{LEFT + 20} {key}h40" {dash}/>',
        _text(LEFT + 70, key + 4, line.name, "start"),
    ]


def _place(point: Point) -> Point:
    coverage, accuracy = point
    return LEFT + WIDTH * coverage, TOP + HEIGHT * (1 - accuracy) / (1 - LOWEST)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{text}</text>'
