"""The rules that every answer must pass: nothing that contradicts the code reaches a page.

A rule is a function of the claims of an answer and its target, with an id, a severity and a hint for the model. Its
docstring is its documentation. `check` runs all rules; `check_human` runs those that apply to hand-written docstrings.

Chapters: `parameters`, `stated_types`, `defaults`, `results`, `exceptions`, `references`, `wording`, `markup`,
`examples`, `kinds`, `meaning`. Escaping is not a rule: the renderer escapes every text, even if all rules are off.
"""

from typing import TYPE_CHECKING

from aidoc_core.lazy import on_first_use

if TYPE_CHECKING:
    from aidoc_core.checks.finding import Finding, Severity
    from aidoc_core.checks.human import check_human
    from aidoc_core.checks.rule import LEVELS, Level, Rule
    from aidoc_core.checks.rules import RULES, check
else:  # who only writes a report needs no rules
    _MODULES = {
        "LEVELS": "rule",
        "RULES": "rules",
        "Finding": "finding",
        "Level": "rule",
        "Rule": "rule",
        "Severity": "finding",
        "check": "rules",
        "check_human": "human",
    }
    __getattr__ = on_first_use(__name__, _MODULES)

__all__ = ["LEVELS", "RULES", "Finding", "Level", "Rule", "Severity", "check", "check_human"]
