"""What the code around an object says: names, callees, exception classes. Read when a rule asks, then remembered.

Knows Griffe and `ast`, and nothing of answers, rules or doc tools. Nothing in here imports or runs the documented
package. Where code cannot tell (compiled, made at run time), the answer is `UNKNOWN`, never a guess.
"""

from typing import TYPE_CHECKING

from aidoc_core.lazy import on_first_use

if TYPE_CHECKING:
    from aidoc_core.code.lookup.body import Body, Own, body_of, own_of
    from aidoc_core.code.lookup.callees import raised_within
    from aidoc_core.code.lookup.context import CodeContext
    from aidoc_core.code.lookup.named import bases
    from aidoc_core.code.lookup.package import Package
    from aidoc_core.code.lookup.tree import UNKNOWN, Unknown
else:  # what compares texts alone needs no Griffe
    _MODULES = {
        "UNKNOWN": "tree",
        "Body": "body",
        "CodeContext": "context",
        "Own": "body",
        "Package": "package",
        "Unknown": "tree",
        "bases": "named",
        "body_of": "body",
        "own_of": "body",
        "raised_within": "callees",
    }
    __getattr__ = on_first_use(__name__, _MODULES)

__all__ = [
    "UNKNOWN",
    "Body",
    "CodeContext",
    "Own",
    "Package",
    "Unknown",
    "bases",
    "body_of",
    "own_of",
    "raised_within",
]
