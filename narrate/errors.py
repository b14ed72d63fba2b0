"""Errors for people: the message is one line saying what is wrong, where, and what to do."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


class HoorstukError(Exception):
    """Anything a person can mend; commands print it as one line and exit with status 1."""


@contextmanager
def told_in_one_line(program: str) -> Iterator[None]:
    """End the program with status 1 and one line on standard error when something is wrong."""
    try:
        yield
    except HoorstukError as error:
        message = str(error)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        message = f"{place}{error.strerror or error}; mend that and run the command again"
    else:
        return
    tell(program, message)
    sys.exit(1)


def tell(program: str, message: str) -> None:
    """Print an error as one line on standard error."""
    print(f"{program}: {' '.join(message.split())}", file=sys.stderr)
