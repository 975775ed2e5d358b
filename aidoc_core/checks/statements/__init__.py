"""What the sentences of an answer state about its object: one small table, whatever part they stand in.

Read here, a module for a kind of statement; decided in `aidoc_core.checks.sentences`. What is said under a condition,
of something else or as a possibility is no statement about the object.
"""

from aidoc_core.checks.statements.readers import READERS, statements
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence, Statement

__all__ = ["READERS", "Kind", "Reader", "Sentence", "Statement", "statements"]
