"""Defaults that are names, against another name that an entry states: "MD5 by default" of `hashlib.sha256`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.rule import Complaint
from aidoc_core.code.outside import outside
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_NAME = r"`{0,2}([A-Za-z][\w.]{0,80}(?:-\w{1,20})?)`{0,2}"
_STATED = regex(
    rf"(?:^\W{{0,3}}|[;,]\s)(?:[Tt]he\s+)?[Dd]efaults?\s+(?:to|is)\s+{_NAME}\W{{0,3}}$"
    rf"|(?:^\W{{0,3}}|[;,]\s){_NAME}\s+(?:(?:is\s+)?(?:used\s+|taken\s+)?by\s+default|is\s+the\s+default)\W{{0,3}}$"
)
_DOTTED = regex(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*){0,8}")


def wrong_names(said: Claims, subject: Target) -> Iterator[Complaint]:
    """Sentences of entries that state another name than the default of the signature."""
    if subject.obj.kind not in ("function", "class"):
        return
    for passage in said.passages:
        parameter = (
            subject.parameter(passage.where.partition(" ")[2]) if passage.where.startswith("parameter ") else None
        )
        default = parameter.default if parameter is not None else None
        if default is None or not _DOTTED.fullmatch(default) or default in ("None", "True", "False"):
            continue
        for sentence in passage.sentences:
            match = _STATED.search(sentence)
            if match is not None and _is_other(match[1] or match[2], default, subject):
                yield Complaint(
                    message=f"states another default than `{default}`",
                    hint=f"It is `{default}` by default.",
                    where=passage.where,
                    quote=sentence,
                    cut="sentence",
                )


def _is_other(stated: str, default: str, subject: Target) -> bool:
    """Whether a stated name is another member of the module that the default is of, or another of the package."""
    path, last = _imported(default, subject), stated.rpartition(".")[2]
    module, _, own = path.rpartition(".")
    one, other = _bare(last), _bare(own or path)
    if not one or one in other or other in one:
        return False
    if module.partition(".")[0] in sys.stdlib_module_names:
        names = {last, last.lower(), last.replace("-", "").lower(), last.replace("-", "_").lower()}
        return any(name.isidentifier() and outside(f"{module}.{name}") is True for name in sorted(names))
    return "." not in stated and _is_defined(stated, subject) and _is_defined(default, subject)


def _imported(name: str, subject: Target) -> str:
    """The path of a name, by the imports of its module."""
    first, dot, rest = name.partition(".")
    member = subject.context.module.members.get(first) if subject.context is not None else None
    return f"{member.target_path}{dot}{rest}" if isinstance(member, griffe.Alias) else name


def _bare(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


def _is_defined(name: str, subject: Target) -> bool:
    """Whether a name is a function or class of the package, and nothing else is called so."""
    context = subject.context
    found = context.package.by_name.get(name.rpartition(".")[2], ()) if context is not None else ()
    return bool(found) and all(one.is_function or one.is_class for one in found)
