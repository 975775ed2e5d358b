"""What an earlier build has read, until objects say something else than when it was first looked at.

Objects are given the words that they have at run time when their modules are there. What is remembered stands under the
words that all of them had when it was opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import griffe

    from aidoc_core.code.collect import Memory
    from aidoc_core.code.lookup import CodeContext
    from aidoc_core.code.objects import ApiObject


class Settled:
    """What an earlier build has read.

    Args:
        memory: Where it is kept.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._settled = self._disturbed = False
        self._passed_by: list[CodeContext] = []

    def of(self, context: CodeContext, read: Callable[[griffe.Object], ApiObject | None]) -> ApiObject | None:
        """An object as it was read, or as it is read now."""
        if self._disturbed:
            self._passed_by.append(context)
        if self._disturbed or not self._settled:
            return read(context.obj)
        return self._memory.of(context, read)

    @property
    def is_disturbed(self) -> bool:
        """Whether objects say something else than when it was first looked at."""
        return self._disturbed

    def is_passed_by(self, module: str) -> bool:
        """Whether objects of a module were read without it, after they had said something else."""
        return any(context.module_path == module for context in self._passed_by)

    def settle(self) -> None:
        """From now on, objects say what they are going to say."""
        self._settled = True

    def disturb(self) -> None:
        """Take in that objects say something else now: what is remembered does not tell of them."""
        self._disturbed = self._settled
