"""Answers (and the human docstring) -> docstring sections or text; and the escapers that make model text data."""

REFERENCE = "aidoc-ref"
"""The reST role of a link to a documented object; we alone write it, and it leaves plain code where there is none."""
