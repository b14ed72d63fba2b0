"""Find the passage of the library that answers a question, and say how sure that is."""

from skill.find.confidence import BAR, NEAR
from skill.find.index import Found, Index

__all__ = ["BAR", "NEAR", "Found", "Index"]
