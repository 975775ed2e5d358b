"""Python code as values: objects, what their docstrings say and lack, and the packages they come from.

`objects` has the words, `collect` makes them from Griffe, `gaps` tells what is missing, `packages` loads code where
no doc tool has. Knows no answer, no model and no doc tool.
"""
