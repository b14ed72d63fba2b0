"""A cover, drawn from the title, for episodes that come without one."""

import hashlib
from functools import cache
from importlib.resources import files
from io import BytesIO
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont

NAME = "cover.jpg"
TYPE = "image/jpeg"
VERSION = 1
"""Raise it when the same title gives another cover."""
SIZE = 1400
"""Pixels on either side: the least that podcast directories take."""
MARGIN = 110
LARGEST, SMALLEST = 190, 48
"""Pixels of the title's letters."""
PALETTE = ("#1d3557", "#3d405b", "#283618", "#5f0f40", "#0b3954", "#4a1942", "#22333b", "#3a0ca3")
"""Backgrounds on which white letters have a contrast of at least 7 (WCAG 2.2, 1.4.6)."""


def recipe(title: str) -> str:
    """Stands for everything that shapes the cover of a title."""
    return hashlib.sha256(f"cover {VERSION} {title}".encode()).hexdigest()


def draw(title: str) -> bytes:
    """A JPEG of `SIZE` by `SIZE` pixels with the title on a colour of its own."""
    number = hashlib.sha256(title.encode()).digest()[0] % len(PALETTE)
    image = Image.new("RGB", (SIZE, SIZE), PALETTE[number])
    pen = ImageDraw.Draw(image)
    font, text = _fitting(pen, title)
    pen.multiline_text((MARGIN, MARGIN), text, fill="white", font=font, spacing=font.size * 0.25)
    _draw_waves(pen)
    file = BytesIO()
    image.save(file, "JPEG", quality=80)
    return file.getvalue()


def _fitting(pen: ImageDraw.ImageDraw, title: str) -> tuple[ImageFont.FreeTypeFont, str]:
    """The largest letters in which the title fits, and the title in lines."""
    room = SIZE - 2 * MARGIN
    shown = _drawable(title)
    for size in range(LARGEST, SMALLEST, -14):
        font = _font(size)
        widest = max(2, int(room / (size * 0.56)))
        text = "\n".join(wrap(shown, widest))
        _, _, right, bottom = pen.multiline_textbbox((0, 0), text, font=font, spacing=size * 0.25)
        if right <= room and bottom <= room - 260:
            return font, text
    return _font(SMALLEST), "\n".join(wrap(shown, 40)[:14])


def _drawable(title: str) -> str:
    """The start of the title without what the letters lack, such as emoji."""
    font = _font(SMALLEST)
    lacking = bytes(font.getmask("\uffff"))
    kept = [char for char in title[:300] if char.isspace() or bytes(font.getmask(char)) != lacking]
    return " ".join("".join(kept).split())


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    path = files("font_manrope").joinpath("files", "Manrope-SemiBold.ttf")
    return ImageFont.truetype(BytesIO(path.read_bytes()), size)


def _draw_waves(pen: ImageDraw.ImageDraw) -> None:
    """Sound coming out of a chapter: bars of rising and falling height at the foot."""
    heights = (40, 90, 150, 100, 180, 220, 140, 200, 120, 160, 80, 50)
    for number, height in enumerate(heights):
        left = MARGIN + number * 42
        middle = SIZE - MARGIN - 110
        box = (left, middle - height // 2, left + 20, middle + height // 2)
        pen.rounded_rectangle(box, 10, fill="white")
