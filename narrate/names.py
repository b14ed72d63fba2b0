"""Names of folders and files, made from titles."""

import re
import unicodedata

LONGEST = 60
"""Characters; a heading's file name stays well within what every file system takes."""


def slug(title: str) -> str:
    """`Wat zijn NMDA-receptoren?` becomes `wat-zijn-nmda-receptoren`; never empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word
        if len(longer) > LONGEST and name:
            break
        name = longer
    return name[:LONGEST] or "artikel"
