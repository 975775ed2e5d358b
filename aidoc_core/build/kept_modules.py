"""What builds have come to, module by module, for the next process in which only some of them have changed.

One memo tells what the whole build rested on, and one of each module what it came to and what that rests on. A build
reads no memo of a module that was edited; of one that nothing has touched it reads no object.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from aidoc_core.build.last_build import LastBuild
from aidoc_core.build.rests import Rests
from aidoc_core.build.reviewed_state import ReviewedFile
from aidoc_core.code.installed import reader_state
from aidoc_core.code.lookup.digests import digest
from aidoc_core.code.lookup.look import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.build.session import Session
    from aidoc_core.code.lookup.notes import Note

_ASKED = ("code", "seen", "others")


class KeptModules:
    """The memos of one site, in one build.

    Args:
        session: The build.
        rests_on: What else counts for all modules: values whose `repr` is the same in every process.

    Attributes:
        shown: What the adapter has kept of the whole site; empty where there is nothing to go by.
        states: Under what each module is kept, and its part of the memo of the site.
    """

    def __init__(self, session: Session, rests_on: object) -> None:
        self._memos = session.memory.memos
        self._name = f"modules {session.tool} {session.root}"
        self._state = digest(session.tool, session.root, session.settings, reader_state(), sys.path, rests_on)
        self._found = self._memos.read(self._name, self._state)
        self._data: dict[str, Mapping[str, Any] | None] = {}
        self.shown: Mapping[str, Any] = self._found.get("shown", {})
        self.states: Mapping[str, Sequence[str]] = self._found.get("modules", {})

    @cached_property
    def last(self) -> LastBuild | None:
        """What the last build of the site came to; `None` where nothing is remembered of it."""
        found = self._found
        if not found:
            return None
        texts, trees, outlines = found["look"]
        return LastBuild(
            around=found["around"],
            answers=found["answers"],
            known=found["known"],
            outside=found["outside"],
            look=Look(
                texts=texts, trees=trees, outlines=outlines, lines={}, steps={}, stamps={}, sure=frozenset()
            ),
            rests=_Rests(self),
            others={name: dict(_Asked(asked)) for name, asked in found["others"].items()},
            set_elsewhere=found["set elsewhere"],
            giving=frozenset(found["giving"]),
            reviewed={module: ReviewedFile(*one) for module, one in found["reviewed"].items()},
        )  # fmt: skip

    def of(self, module: str) -> Mapping[str, Any] | None:
        """What the last build came to for a module; `None` where nothing is remembered of it."""
        if module not in self._data:
            state = self.states.get(module)
            self._data[module] = (state and state[0] and self._memos.read(f"{self._name} {module}", state[0])) or None
        return self._data[module]

    def write(self, modules: Iterable[tuple[str, tuple[Mapping[str, Any], Rests]]]) -> dict[str, str]:
        """Keep what this build came to for some modules.

        Args:
            modules: Each with what it came to, as plain data, and what that rests on.

        Returns:
            Under what each is kept.
        """
        prefix = f"{self._name} "
        states = self._memos.write_all(
            (f"{prefix}{module}", "", {**data, "rests": _plain(rests)}) for module, (data, rests) in modules
        )
        return {name.removeprefix(prefix): state for name, state in states.items()}

    def page(self, name: str, stands_for: str, draw: Callable[[], list[Any]]) -> tuple[list[Any], bool]:
        """A page of the report as it was drawn, or as it is drawn now, and whether it was.

        Args:
            name: The page.
            stands_for: Stands for all that it rests on beside what everything rests on.
            draw: Draws it, as plain data.
        """
        name, state = f"{self._name} page {name}", digest(self._state, stands_for)
        found: list[Any] = self._memos.read(name, state).get("page", [])
        if found:
            return found, True
        drawn = draw()
        self._memos.write(name, state, {"page": drawn})
        return drawn, False

    def keep(self, last: LastBuild, modules: Mapping[str, Sequence[str]], shown: Mapping[str, Any]) -> None:
        """Keep what the whole build rested on.

        Args:
            last: What it came to, without what each module rests on.
            modules: Under what each module is kept, and its part of the memo of the site.
            shown: What the adapter keeps of the whole site.
        """
        look = last.look
        found = {
            "around": last.around,
            "answers": last.answers,
            "known": last.known,
            "outside": last.outside,
            "look": [look.texts, look.trees, look.outlines],
            "others": {name: _plain_asked(asked.items()) for name, asked in last.others.items()},
            "set elsewhere": last.set_elsewhere,
            "giving": sorted(last.giving),
            "reviewed": last.reviewed,
            "modules": modules,
            "shown": shown,
        }
        self._memos.write(self._name, self._state, found)


class _Rests(Mapping[str, "Rests | None"]):
    """What each module rests on, read when it is asked for."""

    def __init__(self, modules: KeptModules) -> None:
        self._modules = modules

    def __getitem__(self, module: str) -> Rests | None:
        data = self._modules.of(module)
        if data is None:
            return None
        found = data["rests"]
        code, seen, others = (_Asked(found[name]) for name in _ASKED)
        return Rests(
            texts=frozenset(found["texts"]), around=frozenset(found["around"]), code=code, seen=seen, others=others
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules.states)

    def __len__(self) -> int:
        return len(self._modules.states)


class _Asked(Sequence["tuple[Note, Any]"]):
    """Questions with their answers, as they are kept."""

    def __init__(self, plain: Sequence[Any]) -> None:
        self._plain = plain

    def __iter__(self) -> Iterator[tuple[Note, Any]]:
        return (((kind, name), answer) for kind, name, answer in self._plain)

    def __getitem__(self, place: Any) -> Any:
        return list(self)[place]

    def __len__(self) -> int:
        return len(self._plain)


def _plain(rests: Rests) -> dict[str, Any]:
    asked = {name: _plain_asked(getattr(rests, name)) for name in _ASKED}
    return {"texts": sorted(rests.texts), "around": sorted(rests.around), **asked}


def _plain_asked(asked: Any) -> list[list[Any]]:
    return [[*note, answer] for note, answer in asked]
