"""What is filled in at the console."""
