"""What people write about their own likeness, read by rules that can be looked up. Pure functions."""
