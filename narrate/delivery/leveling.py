"""The loudness of an episode: one gain for the whole, and a small one for a chapter that is off."""

from concurrent.futures import Executor

from narrate.delivery.presets import Preset
from narrate.edition import Edition
from narrate.levels import LevelStore
from narrate.loudness import Levels, measure
from narrate.mastering import Master
from narrate.timeline import Track

STEP = 1
"""Decimals of the gain: a changed word seldom moves it, so its chapter alone is encoded again."""
MARGIN = 1.5
"""dB under the true peak at which the limiter is tried: about what an encoder needs."""
LEFT_ALONE = 0.3
"""dB that a chapter may be off before it gets a gain of its own."""


def find_masters(
    edition: Edition, preset: Preset, store: LevelStore, pool: Executor
) -> tuple[Master, ...]:
    """The gain and limiter of each track that bring the episode and its chapters to the target.

    The limiter takes some loudness away: it is tried once, and the gain makes up for it.
    """
    ceiling = preset.peak - MARGIN
    raw = Levels.together(_levels(edition, None, store, pool))
    tried = Master(round(preset.deviation(raw), STEP), ceiling)
    levels = _levels(edition, tried, store, pool)
    lost = preset.deviation(Levels.together(levels))
    rests = (preset.deviation(of_chapter) - lost for of_chapter in levels)
    gain = tried.gain_db + lost
    return tuple(
        Master(round(gain + (rest if abs(rest) > LEFT_ALONE else 0.0), STEP), ceiling)
        for rest in rests
    )


def _levels(
    edition: Edition, master: Master | None, store: LevelStore, pool: Executor
) -> list[Levels]:
    def of_track(track: Track) -> Levels:
        settings = f"{master.gain_db}_{master.ceiling_dbtp}" if master else "raw"
        return store.of(f"{track.fingerprint}-{settings}", lambda: _measured(track, master))

    return list(pool.map(of_track, edition.tracks))


def _measured(track: Track, master: Master | None) -> Levels:
    blocks = track.samples()
    return measure(master.apply(blocks, track.rate) if master else blocks, track.rate)
