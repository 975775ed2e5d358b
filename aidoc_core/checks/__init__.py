"""The rules that an answer must pass: what the code contradicts does not reach a page.

Each rule is a function of what is said and what it is said of, with an id, a severity and a hint for the model; its
docstring is its documentation. `check` runs them all; `check_human` runs those that apply to a hand-written docstring.

Chapters: `parameters`, `stated_types`, `defaults`, `results`, `exceptions`, `references`, `wording`, `markup`,
`examples`, `kinds`, `meaning`. Escaping is no rule: the renderer escapes every text, whatever is switched off here.
"""

from aidoc_core.checks.finding import Finding, Severity
from aidoc_core.checks.human import check_human
from aidoc_core.checks.rule import LEVELS, Level, Rule
from aidoc_core.checks.rules import RULES, check

__all__ = ["LEVELS", "RULES", "Finding", "Level", "Rule", "Severity", "check", "check_human"]
