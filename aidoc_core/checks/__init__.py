"""The rules that an answer must pass: what the code contradicts does not reach a page.

Each rule is a function of an answer and its object that yields findings. `check` runs them all; `conform`
first mends what is a matter of spelling, `drop` takes out what a finding says must go.
"""

from aidoc_core.checks.conform import conform, drop
from aidoc_core.checks.finding import Finding, Severity
from aidoc_core.checks.rules import RULES, check

__all__ = ["RULES", "Finding", "Severity", "check", "conform", "drop"]
