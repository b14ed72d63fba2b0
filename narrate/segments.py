"""pydub's sound segments, pointed at the ffmpeg that is there."""

import warnings

from narrate import ffmpeg

with warnings.catch_warnings():
    # pydub looks for ffmpeg on the PATH while it is imported, and warns before it can be told.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

AudioSegment.converter = ffmpeg.executable()

__all__ = ["AudioSegment"]
