"""The cover of the library: a picture of its own, or one drawn from its title.

Its name says what it shows, for apps keep a picture by its address: another has another name.
"""

from hashlib import sha256
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from narrate.delivery import cover

SIZES = range(1400, 3001)
"""Pixels on either side that podcast directories take (Apple, "A Podcaster's Guide to RSS")."""
SUFFIXES = {"JPEG": "jpg", "PNG": "png"}


def name(picture: str, title: str) -> str:
    """The name in the library of a picture, or without one of a cover with this title."""
    if not picture:
        return f"cover-{cover.recipe(title)[:10]}.jpg"
    path = Path(picture)
    return f"cover-{sha256(path.read_bytes()).hexdigest()[:10]}.{suffix(path)}"


def content(picture: str, title: str) -> bytes:
    """What that file holds."""
    return Path(picture).read_bytes() if picture else cover.draw(title)


def suffix(path: Path) -> str:
    """The suffix that a picture should have.

    Raises:
        ValueError: it is not one that podcast directories take.
    """
    wanted = f"a square JPEG or PNG of {SIZES[0]} to {SIZES[-1]} pixels"
    try:
        with Image.open(path) as picture:
            form, (width, height) = picture.format or "", picture.size
    except FileNotFoundError:
        raise ValueError(f"is no file here; name {wanted}, or leave it out") from None
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise ValueError(f"is no picture; make it {wanted}") from None
    if form not in SUFFIXES or width != height or width not in SIZES:
        raise ValueError(f"is {form} of {width} by {height} pixels; make it {wanted}")
    return SUFFIXES[form]
