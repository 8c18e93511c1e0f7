"""Pages of a likeness: its owner's, and its portrait."""
