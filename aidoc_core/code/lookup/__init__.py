"""What the code around an object says: names, callees, exception classes. Read when a rule asks, then remembered.

Knows Griffe and `ast`, and nothing of answers, rules or doc tools. Nothing in here imports or runs the documented
package. Where code cannot tell (compiled, made at run time), the answer is `UNKNOWN`, never a guess.
"""

from aidoc_core.code.lookup.body import Body, Own, body_of, own_of
from aidoc_core.code.lookup.callees import callees, raised_within
from aidoc_core.code.lookup.context import CodeContext
from aidoc_core.code.lookup.named import bases, named
from aidoc_core.code.lookup.package import Package
from aidoc_core.code.lookup.tree import UNKNOWN, Unknown

__all__ = [
    "UNKNOWN",
    "Body",
    "CodeContext",
    "Own",
    "Package",
    "Unknown",
    "bases",
    "body_of",
    "callees",
    "named",
    "own_of",
    "raised_within",
]
