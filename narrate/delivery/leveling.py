"""One gain for the whole episode, so that its chapters keep their balance."""

from concurrent.futures import Executor

from narrate.delivery.presets import Preset
from narrate.edition import Edition
from narrate.levels import LevelStore
from narrate.loudness import Levels, measure
from narrate.mastering import Master
from narrate.timeline import Track

STEP = 1
"""Decimals of the gain: a changed word seldom moves it, so its chapter alone is encoded again."""
MARGIN = 0.8
"""dB under the true peak at which the limiter is tried: about what an encoder needs."""


def find_master(edition: Edition, preset: Preset, store: LevelStore, pool: Executor) -> Master:
    """The gain and limiter that bring an episode to its preset's target.

    The limiter takes some loudness away: it is tried once, and the gain makes up for it.
    """
    ceiling = preset.peak - MARGIN
    gain = round(preset.deviation(_together(edition, None, store, pool)), STEP)
    tried = Master(gain, ceiling)
    lost = preset.deviation(_together(edition, tried, store, pool))
    return Master(round(gain + lost, STEP), ceiling)


def _together(edition: Edition, master: Master | None, store: LevelStore, pool: Executor) -> Levels:
    def of_track(track: Track) -> Levels:
        settings = f"{master.gain_db}_{master.ceiling_dbtp}" if master else "raw"
        return store.of(f"{track.fingerprint}-{settings}", lambda: _measured(track, master))

    return Levels.together(list(pool.map(of_track, edition.tracks)))


def _measured(track: Track, master: Master | None) -> Levels:
    blocks = track.samples()
    return measure(master.apply(blocks, track.rate) if master else blocks, track.rate)
