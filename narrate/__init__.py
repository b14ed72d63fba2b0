"""An article goes in; a mastered, chaptered Dutch audio episode comes out."""

import os

# Chapters and sentences already take every processor: numpy's own threads would only wait and spin.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
