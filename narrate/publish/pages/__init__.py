"""The pages of a library: one that plays an episode beside its text, and one that lists all."""

from narrate.publish.pages.episode import write
from narrate.publish.pages.library import library_page

__all__ = ["library_page", "write"]
