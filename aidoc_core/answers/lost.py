"""Texts whose object is gone, and where their code went: to another name, to another module, or away.

The same code under another name or in another place is the same text's. Code that is only alike may be what the old
code became; that is for a person to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.answers.recorded import ALIKE, likeness, record_code

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from aidoc_core.answers.recorded import RecordedCode
    from aidoc_core.answers.reviewed_value import ReviewedText
    from aidoc_core.code.objects import ApiObject


@dataclass(frozen=True, slots=True, kw_only=True)
class LostText:
    """A text whose object is gone.

    Attributes:
        module: The module that its file is of.
        name: The name of the object in it.
        text: The text.
    """

    module: str
    name: str
    text: ReviewedText

    @property
    def path(self) -> str:
        """The path that the object had."""
        return path_of(self.module, self.name)


def path_of(module: str, name: str) -> str:
    """The path of an object by its module and its name in that module's file."""
    return module if name == "." else f"{module}.{name}"


class Lost:
    """Knows which texts have lost their object.

    Args:
        files: What all reviewed files say, by module and name.
    """

    def __init__(self, files: Mapping[str, Mapping[str, ReviewedText]]) -> None:
        self._texts = [
            LostText(module=module, name=name, text=settled)
            for module, texts in sorted(files.items())
            for name, text in sorted(texts.items())
            if (settled := text.settled).code is not None and not settled.origin
        ]
        self._by_package: dict[int, list[tuple[LostText, RecordedCode]]] = {}

    def same(self, obj: ApiObject) -> LostText | None:
        """The one text that is about the very code of an object; of several, the one of the same name."""
        code, found = None, []
        for one, before in self._of(obj):
            code = code or record_code(obj)
            known = before.nameless and before.nameless == code.nameless
            if known or (one.name == obj.qualname and before.named and before.named == code.named):
                found.append(one)
        return _only(found) or _only([one for one in found if one.path.rpartition(".")[2] == obj.name])

    def alike(self, obj: ApiObject, *, without: Container[str] = frozenset()) -> LostText | None:
        """The text about the code that is most like that of an object; `None` where none is like it.

        Args:
            obj: The object.
            without: Paths of objects whose texts have found their code.
        """
        code, best, found = None, ALIKE, None
        for one, before in self._of(obj):
            if one.path in without:
                continue
            code = code or record_code(obj)
            if before.like and (alike := likeness(before, code)) >= best:
                best, found = alike, one
        return found

    def _of(self, obj: ApiObject) -> list[tuple[LostText, RecordedCode]]:
        if obj.context is None:
            return []
        package = obj.context.package
        if id(package) not in self._by_package:
            top = package.name.partition(".")[0]
            self._by_package[id(package)] = [
                (one, one.text.code)
                for one in self._texts
                if one.text.code is not None and one.module.partition(".")[0] == top and not package.defines(one.path)
            ]
        return self._by_package[id(package)]


def _only(found: list[LostText]) -> LostText | None:
    return found[0] if len(found) == 1 else None
