"""The delivery report: what was made, and what sounds wrong and where to mend it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from narrate.delivery.presets import Preset
from narrate.episode import Chapter, Episode
from narrate.said import Line

SLOWEST, FASTEST = 0.5, 1.9
"""Letters a second, against the episode's median, beyond which a sentence may be garbled."""
LEAST_LETTERS = 25
"""A shorter sentence says little of its pace."""
DOUBTFUL = {
    "left out": "nothing is said for it",
    "unknown script": "nothing is said for it",
    "foreign letters": "its letters were made Dutch",
}
"""Rules that leave a doubt, and what to say of it."""
TOUCHING = 1e-4
"""Seconds by which times may differ and still be the same."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a maintainer should look at."""

    place: str
    """`article.txt:12`, or the name of a file."""
    text: str
    failure: bool = False
    """Whether the episode is not as it must be."""


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to say of an episode."""

    summary: tuple[str, ...]
    """Sentences, one a line."""
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether anything is not as it must be."""
        return any(finding.failure for finding in self.findings)


def report(episode: Episode, lines: Sequence[Line], preset: Preset) -> Report:
    """Look an episode through.

    Args:
        episode: its manifest.
        lines: its script.
        preset: what was asked of its sound.
    """
    findings = [*_levels(episode, preset), *_clock(episode)]
    findings += [*_doubts(episode, lines), *_pace(episode, lines)]
    return Report(tuple(_summary(episode, lines)), tuple(findings))


def _summary(episode: Episode, lines: Sequence[Line]) -> Iterator[str]:
    levels = episode.loudness
    yield (
        f"Loudness {levels.integrated_lufs} LUFS, true peak {levels.true_peak_dbtp} dBTP, "
        "both of one mono channel."
    )
    pauses = [b.start - a.end for c in episode.chapters for a, b in pairwise(c.sentences)]
    if pauses:
        yield f"Pauses between sentences from {min(pauses):.2f} to {max(pauses):.2f} seconds."
    words = [word for line in lines for word in line.words]
    by_rule = sum(bool(rule) for *_, rule in words)
    yield f"{len(lines)} sentences, {len(words)} words, {by_rule} of them read by a rule."


def _levels(episode: Episode, preset: Preset) -> Iterator[Finding]:
    for file in episode.files:
        if file.loudness is None:
            continue
        off = file.loudness.integrated_lufs - preset.target
        if preset.measure == "lufs" and abs(off) > preset.tolerance:
            yield Finding(file.path, f"is {off:+.1f} LU off the {preset.target} of {preset.name}")
        if file.loudness.true_peak_dbtp > preset.peak:
            peak = file.loudness.true_peak_dbtp
            yield Finding(file.path, f"peaks at {peak} dBTP, over {preset.peak}", failure=True)


def _clock(episode: Episode) -> Iterator[Finding]:
    """Whether chapters, sentences and words follow each other on one clock."""
    position = 0.0
    for chapter in episode.chapters:
        if abs(chapter.start - position) > TOUCHING:
            yield Finding(chapter.file, "does not start where the one before ends", failure=True)
        position = chapter.start + chapter.duration
        if not _rises(chapter):
            yield Finding(chapter.file, "has words or sentences out of order", failure=True)
    if abs(position - episode.duration) > TOUCHING:
        yield Finding(episode.slug, "is not as long as its chapters together", failure=True)


def _rises(chapter: Chapter) -> bool:
    times = [time for s in chapter.sentences for word in s.words for time in (word.start, word.end)]
    ends = [0.0, *times, chapter.duration]
    return all(a <= b + TOUCHING for a, b in pairwise(ends))


def _doubts(episode: Episode, lines: Sequence[Line]) -> Iterator[Finding]:
    for line in lines:
        if line.clicks:
            yield Finding(
                _place(episode, line), f"clicks, and could not be mended: “{line.written}”"
            )
        for written, _, _, rule in line.words:
            if rule in DOUBTFUL:
                yield Finding(_place(episode, line), f"“{written}”: {DOUBTFUL[rule]}")


def _pace(episode: Episode, lines: Sequence[Line]) -> Iterator[Finding]:
    """Sentences said much faster or slower than the others: the voice may have stumbled."""
    sentences = [sentence for chapter in episode.chapters for sentence in chapter.sentences]
    long = [
        (line, len(line.spoken) / max(sentence.end - sentence.start, 0.1))
        for line, sentence in zip(lines, sentences, strict=True)
        if len(line.spoken) >= LEAST_LETTERS
    ]
    usual = median([pace for _, pace in long]) if long else 1.0
    for line, pace in long:
        if not SLOWEST <= pace / usual <= FASTEST:
            how = "fast" if pace > usual else "slow"
            yield Finding(_place(episode, line), f"is said oddly {how}: “{line.written}”")


def _place(episode: Episode, line: Line) -> str:
    return f"{episode.source}:{line.line}"
