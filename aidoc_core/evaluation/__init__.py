"""`aidoc eval`: people's docstrings are hidden, filled in as a build does it, and what came is measured against them.

`choice` says which docstrings, `hiding` makes a copy of the code without them, `filling` requests them, `scores`
measures, `verdicts` has two texts compared blindly, `evaluation` is the order of it all, `report` its words.
"""
