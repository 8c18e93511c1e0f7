"""A small believable world for a first look: people, a rights holder, and a dozen clips."""
