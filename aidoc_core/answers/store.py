"""What a place that keeps answers can do: look many up at once, and, where it can be written, keep, forget and claim.

A store never raises for what it holds: what it cannot read is a missing answer and a problem to tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aidoc_core.answers.entry import Entry
    from aidoc_core.answers.fruitless import Fruitless
    from aidoc_core.answers.paid import PaidEntry
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an answer is looked up by.

    Attributes:
        obj: The object.
        fingerprint: The identity of what would be asked.
        also: The identity of the same question asked in another way, whose answer is as good; empty for none.
    """

    obj: ApiObject
    fingerprint: str
    also: str = ""


class AnswerStore(Protocol):
    """A place that keeps answers.

    Attributes:
        problems: What went wrong since somebody last took the list, for the user.
    """

    problems: list[Problem]

    def get_many(self, questions: Sequence[Question]) -> Mapping[str, Entry]:
        """Look up many questions at once.

        Args:
            questions: One for each object.

        Returns:
            The entries that are there, by the path of the object.
        """
        ...

    def entries(self) -> Iterator[Entry]:
        """Every entry that can be read, in a stable order.

        Raises:
            CacheError: The store cannot be read at all.
        """
        ...

    def close(self) -> None:
        """Close files and connections; they reopen on demand."""
        ...


@runtime_checkable
class PaidStore(AnswerStore, Protocol):
    """A store that knows what its entries cost."""

    def paid(self) -> Mapping[str, PaidEntry]:
        """What each entry cost, by its fingerprint.

        Raises:
            CacheError: The store cannot be read.
        """
        ...


@runtime_checkable
class WritableStore(AnswerStore, Protocol):
    """A store that a build writes to."""

    @property
    def writable(self) -> bool:
        """Whether it takes entries, as far as has been seen."""
        ...

    def put(self, entry: Entry) -> bool:
        """Keep an entry.

        Returns:
            Whether it is on disk now.
        """
        ...

    def forget(self, fingerprints: Iterable[str]) -> None:
        """Remove entries; those that are not there are passed over."""
        ...

    def deferred(self) -> frozenset[str]:
        """Fingerprints that an earlier build did not get to; they come first now."""
        ...

    def defer(self, fingerprints: Iterable[str]) -> None:
        """Remember what this build did not get to, in place of what was remembered."""
        ...

    def fruitless(self, how: str) -> Fruitless | None:
        """What an earlier build was paid for in vain.

        Args:
            how: Whom it asked, and how.
        """
        ...

    def remember_fruitless(self, how: str, found: Fruitless | None) -> None:
        """Keep that for the next build; `None` forgets it."""
        ...

    def claim(self, fingerprints: Iterable[str], *, seconds: float) -> frozenset[str]:
        """Say that this process is about to request answers, so that no other process pays for the same ones.

        Args:
            fingerprints: What is about to be requested.
            seconds: How long the claim holds if this process never releases it.

        Returns:
            Those that no other living process has claimed; they are ours now.
        """
        ...

    def release(self, fingerprints: Iterable[str]) -> None:
        """Give claims of this process back."""
        ...
