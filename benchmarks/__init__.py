"""Measurements behind every claim: `python -m benchmarks NAME [--quick] [--json]`.

Inputs are real packages from PyPI, downloaded once into `benchmarks/work`; the model is the tests' local Azure.
Times are told, never asserted: compare ratios of one run.
"""
