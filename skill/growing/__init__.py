"""Growing: a recogniser learns a library's words that it lacks, with the voice's own sounds."""
