"""People's words in overloads, which no page shows: the parts that their docstrings describe, and how these begin.

Each docstring is read in the style that it is written in. What another style finds there, and that one does not, is
known to be said, as in any docstring, and is not shown. What no docstring says, an annotation may (`Doc(…)`).
"""

from __future__ import annotations

import inspect
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.annotated import of_place
from aidoc_core.code.docstrings import decided, read_docstring
from aidoc_core.code.expressions import Scope, parse_expression
from aidoc_core.code.handwritten import hand_written
from aidoc_core.code.holders import first
from aidoc_core.code.objects import Said
from aidoc_core.code.shape import parameters_of

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Mapping, Sequence

    from aidoc_core.code.field_lists import Entry


def said_of_overloads(function: griffe.Function, here: Scope) -> Said:
    """What the overloads of a function say, all of them together.

    Args:
        function: The definition that the overloads belong to.
        here: Where it stands.
    """
    overloads = [one for one in function.overloads or () if isinstance(one, griffe.Function)]
    said, coded = _in_docstrings(function, overloads), _in_annotations(overloads, here)
    parameters = dict(coded.parameters)
    parameters |= {name: text or parameters.get(name, "") for name, text in said.parameters}
    return replace(
        said,
        parameters=tuple(parameters.items()),
        returns=first([said.returns, None if said.yields is not None else coded.returns]),
    )


def _in_annotations(overloads: Iterable[griffe.Function], here: Scope) -> Said:
    """What annotations and defaults say; where a docstring describes a name, that comes first."""
    parameters: dict[str, list[str]] = {}
    results: list[str] = []
    for one in overloads:
        given = {parameter.name.lstrip("*"): parameter for parameter in one.parameters}
        for item in parameters_of(one):
            parameter = given[item.name.lstrip("*")]
            words = of_place(here, _tree(parameter.annotation), _tree(parameter.default))
            if words is not None:
                parameters.setdefault(item.name, []).append(words)
        results += filter(None, [of_place(here, _tree(one.returns), None)])
    return Said(
        parameters=tuple((name, _together(texts) or "") for name, texts in parameters.items()),
        returns=_together(results),
    )


def _tree(expression: str | griffe.Expr | None) -> ast.expr | None:
    return None if expression is None else parse_expression(str(expression))


def _in_docstrings(function: griffe.Function, overloads: Sequence[griffe.Function]) -> Said:
    texts = [text for one in overloads if (text := inspect.cleandoc(hand_written(one).text))]
    if not texts:
        return Said()
    names = {item.name.lstrip("*"): item.name for one in (*overloads, function) for item in parameters_of(one)}
    anything = any(name.startswith("**") for name in names.values())
    readings = [decided(text) for text in texts]
    entries = [entry for reading in readings for entry in reading.entries if not entry.nested]
    known = [read_docstring(text, function) for text in texts]
    parameters = frozenset().union(*(one.parameters for one in known)) & names.keys()
    raises = frozenset().union(*(one.raises for one in known))
    return Said(
        summary=_together(reading.prose.partition("\n\n")[0] for reading in readings),
        parameters=tuple(
            one for one in _named(entries, "parameters", parameters, names) if anything or one[0].lstrip("*") in names
        ),  # where pages show no docstring, nobody is to read of a parameter that no signature has
        returns=_result(entries, "returns", known=any(one.returns for one in known)),
        yields=_result(entries, "yields", known=any(one.yields for one in known)),
        raises=_named(entries, "raises", raises, {}),
    )


def _named(
    entries: Iterable[Entry], field: str, known: frozenset[str], shown: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Names, as they are shown, and what is said of each; of what is only known to be said, an empty text."""
    texts: dict[str, list[str]] = {}
    for entry in entries:
        for name in entry.names if entry.field == field else ():
            texts.setdefault(shown.get(name, name), []).append(entry.text)
    met = {name.lstrip("*").rpartition(".")[2] for name in texts}
    found = [(name, text) for name, said in texts.items() if (text := _together(said))]
    return (*found, *((shown.get(name, name), "") for name in sorted(known - met)))


def _result(entries: Iterable[Entry], field: str, *, known: bool) -> str | None:
    """What is said of a result; a type alone says nothing that the signature does not."""
    texts = [entry.text for entry in entries if entry.field == field]
    return _together(texts) or (None if texts or not known else "")


def _together(texts: Iterable[Any]) -> str | None:
    """Different texts as paragraphs; `None` for no text."""
    return "\n\n".join(dict.fromkeys(filter(None, (text.strip() for text in texts)))) or None
