"""Times, days and sizes as Dutch readers write them."""

from datetime import datetime

_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()


def clock(seconds: float) -> str:
    """`5:32`, or `1:05:32`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def duration(seconds: float) -> str:
    """`45 seconden`, `5 minuten` or `1 uur en 5 minuten`."""
    if seconds < 60:
        return f"{max(1, round(seconds))} seconden" if seconds >= 1.5 else "1 seconde"
    hours, minutes = divmod(round(seconds / 60), 60)
    told = "1 minuut" if minutes == 1 else f"{minutes} minuten"
    if not hours:
        return told
    return f"{hours} uur en {told}" if minutes else f"{hours} uur"


def day(moment: str) -> str:
    """`14 maart 2025` from a moment in ISO 8601; what is none stays as it is."""
    try:
        told = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{told.day} {_MONTHS[told.month - 1]} {told.year}"


def size(count: int) -> str:
    """`3,7 MB` or `8 kB`, in thousands, as shops and systems write them."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6)):
        if count >= factor * 0.95:
            return f"{count / factor:.1f} {unit}".replace(".", ",")
    return f"{max(1, round(count / 1000))} kB"
