"""pydub's sound segments, pointed at the ffmpeg that is there."""

import warnings

import numpy as np

from narrate import ffmpeg
from narrate.sound import Samples

with warnings.catch_warnings():
    # pydub looks for ffmpeg on the PATH while it is imported, and warns before it can be told.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

AudioSegment.converter = ffmpeg.executable()

__all__ = ["AudioSegment", "resampled"]


def resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    """Mono PCM of one rate at another, in samples per second."""
    segment = AudioSegment(samples.tobytes(), frame_rate=rate, sample_width=2, channels=1)
    return np.array(segment.set_frame_rate(wanted).get_array_of_samples(), np.int16)
