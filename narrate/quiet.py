"""Holding back what libraries in C print by themselves: people get one line, of our own."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

_LOCK = Lock()
_kept: list[int] = []
"""Standard error as it was, once for each thread that holds something back."""


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Let nothing through to standard error, of this whole process; for a short time only."""
    sys.stderr.flush()
    with _LOCK:
        _kept.append(os.dup(_kept[0] if _kept else 2))
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        with _LOCK:
            kept = _kept.pop()
            if not _kept:
                os.dup2(kept, 2)
            os.close(kept)
