"""The pages of a library: one that plays an episode beside its text, and one that lists all."""
