"""What a sentence claims, told from all of its words: a linear model that was trained on sentences with known claims.

It only tells which sort of claim a sentence makes. Whether the claim is wrong is for the code to say, as with what is
read by patterns (`aidoc_core.checks.statements`). How the weights come about: `benchmarks/checks/learning.py`.
"""
