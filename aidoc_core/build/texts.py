"""What was written of answers for Markdown, remembered by module: what a text looks like, and where its names lead.

A text hangs on the answer, on what people say around it, and on what its names stand for on the site; these are asked
for again. Nothing else of the code counts.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aidoc_core.code.installed import reader_state
from aidoc_core.render.added import Added
from aidoc_core.render.links import Links
from aidoc_core.render.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.answers.answer import Answer
    from aidoc_core.answers.memo import Memos
    from aidoc_core.code.objects import Said


class Texts:
    """The texts of one build.

    Args:
        memos: Where they are kept from build to build.
    """

    def __init__(self, memos: Memos) -> None:
        self._memos = memos
        self._modules: dict[str, _ModuleTexts] = {}
        self._rested: set[str] = set()

    def of(self, module: str) -> _ModuleTexts:
        """The texts of one module."""
        if module not in self._modules:
            if module in self._rested:
                self._modules[module] = self._again(module)
                return self._modules[module]
            held = self._memos.held.setdefault("texts", {})
            found = held.get(module)
            if found is None:
                found = self._memos.read(_name(module), reader_state()).get("texts", {}) if self._memos.keeps else {}
            self._modules[module] = _ModuleTexts(found)
        return self._modules[module]

    def _again(self, module: str) -> _ModuleTexts:
        """The texts of a module that were let go: all of them are in use."""
        found = self._memos.read(_name(module), reader_state()).get("texts", {})
        texts = _ModuleTexts(found)
        texts.used = {key: (asked, Added.from_list(one)) for key, (asked, one) in found.items()}
        return texts

    def rest(self, module: str) -> None:
        """Keep the texts of a module, and let them go, in a process that builds the site once.

        Args:
            module: One whose objects have got their texts; more of them may come.
        """
        if module in self._modules and self._memos.keeps:
            self.close()
            del self._modules[module]
            self._memos.held["texts"].pop(module, None)
            self._rested.add(module)

    def close(self) -> None:
        """Keep what is new; what no object has any more goes."""
        self._memos.write_all(self._new())

    def _new(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for module, texts in self._modules.items():
            self._memos.held.setdefault("texts", {})[module] = texts.used
            if texts.new:
                texts.new = False
                plain = {key: [asked, one.to_list()] for key, (asked, one) in texts.used.items()}
                yield _name(module), reader_state(), {"texts": plain}

    def let_go(self) -> None:
        """The same, for a build that has written what pages show; a text that is written later comes from the files."""
        self.close()
        self._modules.clear()
        self._memos.held.pop("texts", None)


class _ModuleTexts:
    """The texts of one module.

    Attributes:
        used: Those of this build, by what they are written of: the names that were looked up, and the text.
        new: Whether there is something to keep.
        last: What the text that was written last is found under.
        asked: The names that were looked up for the text that was given last, each with what it leads to.
    """

    def __init__(self, found: dict[str, Any]) -> None:
        self._found = found
        self.last = ""
        self.asked: Mapping[str, str] = {}
        self.used: dict[str, tuple[dict[str, str], Added]] = {}
        self.new = False

    def write(  # noqa: PLR0913 - as `render.writing.write`
        self, answer: Answer, marks: str, *, worded: bool, names: Sequence[str], links: Links, said: Said
    ) -> Added:
        """What is added to a docstring, as `render.writing.write` gives it."""
        self.last = key = _digest(answer, worded, names if said.parameters else (), links.hosts, said)
        asked, added = self._found.get(key, ({}, None))
        if added is None or any(links.find(name) != target for name, target in asked.items()):
            looked: dict[str, str] = {}

            def find(name: str) -> str:
                return looked.setdefault(name, links.find(name))

            asked, looking = looked, Links(find=find, hosts=links.hosts)
            added = write(answer, "", worded=worded, names=names, links=looking, said=said)
            self.new = True
        elif not isinstance(added, Added):
            added = Added.from_list(added)
        self.used[key] = asked, added
        self.asked = asked
        return replace(added, marks=marks) if marks else added

    def again(self, key: str, marks: str, links: Links) -> Added | None:
        """What was written in the last build of this process; `None` where its names lead elsewhere now.

        Args:
            key: What it is found under.
            marks: HTML for the end.
            links: What may become a link.
        """
        asked, added = self._found.get(key, ({}, None))
        if not isinstance(added, Added) or any(links.find(name) != target for name, target in asked.items()):
            return None
        self.used[key] = asked, added
        self.asked = asked
        return replace(added, marks=marks) if marks else added


def _name(module: str) -> str:
    return f"texts {module}"


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
