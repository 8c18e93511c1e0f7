"""Is this the person, here, now? What a challenge asks, how a recording is read, and how it is judged."""
