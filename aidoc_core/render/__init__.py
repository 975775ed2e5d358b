"""Answers (and the human docstring) -> docstring sections or text; and the escapers that make model text data."""
