"""TOML whose mistakes are pointed at: the file, the line, and what is wrong there."""

import re
import tomllib
from typing import Any

from narrate.errors import HoorstukError


def parse(
    text: str, source: str, wrong: type[HoorstukError] = HoorstukError, first: int = 1
) -> dict[str, Any]:
    """The table in a text.

    Args:
        text: TOML.
        source: the file, for the error.
        wrong: the error to raise.
        first: line of the file on which the text begins.

    Raises:
        HoorstukError: or `wrong`; it is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = first - 1 + (int(at[1]) if at else text.count("\n") + 1)
        reason = str(error).split(" (at ")[0]
        raise wrong(f"{source}:{line}: is not proper TOML: {reason}; mend this line") from None
