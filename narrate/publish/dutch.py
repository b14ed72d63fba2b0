"""Times and days as Dutch readers write them."""

from datetime import datetime

_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()


def clock(seconds: float) -> str:
    """`5:32`, or `1:05:32`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def day(moment: str) -> str:
    """`14 maart 2025` from a moment in ISO 8601; what is none stays as it is."""
    try:
        told = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{told.day} {_MONTHS[told.month - 1]} {told.year}"
