"""AD514: another object's text, which the model was shown beside the code and has taken for this one's."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.passages import sentences, without_code
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.words import FILLER, content, stem, words
from aidoc_core.code.lookup import related
from aidoc_core.code.lookup.body import dotted
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext

_POINT = regex(r"\s*(?:[-*+\u2022]|\d{1,2}[.)])\s")
_FEWEST = 3
"""Words of a sentence that say something: fewer are the same by chance."""


@rule("AD514", Severity.WARN, "style")
def borrowed(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence is the text of a callee, of the module or of the package, word for word.

    Models are shown what the code rests on: the first line of each callee's docstring, of the module's, a sentence on
    the package. Small ones copy it. A text counts as borrowed if all its words are there in the same order, whatever
    their endings. A function that does nothing but call another one may share its text, and so may one whose name holds
    the other's. People do the same where one function does the work of another, and no rule can tell which is which, so
    the sentence stays.

    Hint: say what this object does.
    """
    if not subject.question or subject.context is None:
        return
    known: dict[tuple[str, ...], str] | None = None
    own, above = content(subject.obj.name), (subject.context.package.name, subject.context.module.path)
    for passage in said.passages:
        for sentence in passage.sentences:
            key = _key(sentence)
            if len(own & set(key)) > 1:
                continue  # it has all that the name says
            if not key or sentence.startswith("..") or (passage.where == "description" and _POINT.match(sentence)):
                continue  # one of the steps that the callees do
            known = dict(_texts(subject, subject.context)) if known is None else known
            if own & set(key) and known.get(key) in above:
                continue  # a module of which it is the matter
            if key in known:
                yield Complaint(
                    message=f"says of this what the docstring of {known[key]} says of that",
                    hint=f"Say what this one does, not what {known[key]} does.",
                    where=passage.where,
                    quote=sentence,
                    cut="sentence",
                )


def _texts(subject: Target, context: CodeContext) -> Iterator[tuple[tuple[str, ...], str]]:
    """What the model may have been shown, and whose it is; nothing that may well be this one's, too."""
    package, module = context.package, context.module
    if subject.obj.kind != "module":
        yield from ((key, package.name) for key in _keys(package.beside.sentence))
        yield from ((key, module.path) for key in _keys(module.docstring.value if module.docstring else ""))
    if _only_calls(subject):
        return
    for callee in related.called(context):
        if callee.docstring is not None and not _is_alike(subject.obj.path.rpartition(".")[2], callee.name):
            yield from ((key, callee.path) for key in _keys(callee.docstring.value))


def _is_alike(name: str, other: str) -> bool:
    name, other = name.strip("_"), other.strip("_")
    return name in other or other in name


def _keys(text: str) -> Iterator[tuple[str, ...]]:
    """The first sentence of a docstring."""
    first = sentences(without_code(text.strip().partition("\n\n")[0]))[:1]
    yield from filter(None, map(_key, first))


def _key(sentence: str) -> tuple[str, ...]:
    """A sentence's words without their endings; empty where they say too little to be anybody's."""
    found = words(sentence)
    telling = sum(word not in FILLER for word in found)
    return tuple(map(stem, found)) if telling >= _FEWEST else ()


def _only_calls(subject: Target) -> bool:
    """Whether its body is one statement, warnings and logs left out: what it calls does all that it does."""
    return sum(not _only_tells(one) for one in getattr(subject.definition, "body", [])) <= 1


_TELLING = frozenset({"warn", "warn_deprecated", "warning", "debug", "info", "log", "deprecated", "print"})


def _only_tells(one: ast.stmt) -> bool:
    """Whether a statement is a docstring, or tells people something: that a name is deprecated."""
    if not isinstance(one, ast.Expr):
        return False
    if isinstance(one.value, ast.Call):
        return dotted(one.value.func).rpartition(".")[2] in _TELLING
    return isinstance(one.value, ast.Constant)
