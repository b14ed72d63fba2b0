"""Hear a Dutch question and play the passage of the library that answers it."""
