"""Find the passage of the library that answers a question, and say how sure that is."""

from skill.find.confidence import BAR, doubt
from skill.find.index import Found, Index
from skill.find.kept import opened

__all__ = ["BAR", "Found", "Index", "doubt", "opened"]
