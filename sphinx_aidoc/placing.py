"""Generated text into the lines of a docstring: what a person wrote stays, line by line, where it is.

Works on lines after napoleon or numpydoc has turned them into reST; knows nothing of Sphinx or where they came from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aidoc_core.render.rest import line, parameter_name, prose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aidoc_core.answer import Answer, Described

_FIELD = re.compile(r":(?P<name>[^\s:](?:[^:\\]|\\.)*):(?:\s|$)")
_PARAMETER = re.compile(r"(?:param|parameter|arg|argument|key|keyword|type|kwtype)\b")
_GROUP = ":Parameters:"
_NUMPYDOC_END = "    !! processed by numpydoc !!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What is added below a text, as reST fields.

    Attributes:
        parameters: Name and description, both reST.
        others: Further fields in order: the field's name and its body, both reST.
    """

    parameters: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parameters or self.others)

    def __add__(self, more: Fields) -> Fields:
        return Fields(parameters=self.parameters + more.parameters, others=self.others + more.others)


def text_lines(answer: Answer) -> list[str]:
    """The summary, on one line, and the description."""
    parts = [part for part in (line(answer.summary), prose(answer.description)) if part]
    return "\n\n".join(parts).split("\n") if parts else []


def fields(answer: Answer, exception: Callable[[str], str]) -> Fields:
    """The sections of an answer.

    Args:
        answer: What is shown.
        exception: Gives the cross-reference to an exception by its name.
    """
    results = (("returns", prose(answer.returns)), ("Yields", prose(answer.yields)))
    others = [(title, body) for title, body in results if body]
    others += [(f"raises {exception(item.name)}", prose(item.description)) for item in _named(answer.raises)]
    parameters = [(parameter_name(item.name), prose(item.description)) for item in _named(answer.parameters)]
    return Fields(parameters=tuple(parameters), others=tuple(others))


def _named(items: Iterable[Described]) -> list[Described]:
    """Items that say something under a Python name; any other name could not come from the code."""
    return [item for item in items if item.name.lstrip("*").isidentifier() and prose(item.description)]


def place(lines: list[str], text: list[str], added: Fields, end: list[str]) -> list[str]:
    """Put generated text into a docstring.

    Args:
        lines: The person's docstring; empty where there is none.
        text: Summary and description, before everything else.
        added: Fields; each goes into the person's list of fields if there is one.
        end: What comes last.

    Returns:
        New lines.
    """
    human, tail = _split_tail(list(lines))
    body = _join(text, human)
    if added:
        body = _with_fields(body, added)
    return [*_join(body, end), "", *tail]


def _join(first: list[str], second: list[str]) -> list[str]:
    first, second = _trimmed(first), _trimmed(second)
    return [*first, "", *second] if first and second else first or second


def _trimmed(lines: list[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _split_tail(lines: list[str]) -> tuple[list[str], list[str]]:
    """Part off numpydoc's closing comment, which must stay the last thing."""
    for place_, one in enumerate(lines):
        if one.rstrip() == _NUMPYDOC_END and place_ and lines[place_ - 1].strip() == "..":
            return lines[: place_ - 1], lines[place_ - 1 :]
    return lines, []


def _with_fields(lines: list[str], added: Fields) -> list[str]:
    found = _field_lists(lines)
    grouped = _grouped(found)
    if grouped is not None:
        lines = _into_group(lines, grouped, added.parameters)
        added = Fields(others=added.others)
        found = _field_lists(lines)
    if not found:
        new = [*_rendered((f"param {name}", body) for name, body in added.parameters), *_rendered(added.others)]
        return _join(lines, new)
    block = next((b for b in reversed(found) if any(_PARAMETER.match(name) for name, _, _ in b)), found[-1])
    last = block[-1][2]
    described = [end for name, _, end in block if _PARAMETER.match(name)]
    first = described[-1] if described else block[0][1]
    return [
        *lines[:first],
        *_rendered((f"param {name}", body) for name, body in added.parameters),
        *lines[first:last],
        *_rendered(added.others),
        *lines[last:],
    ]


def _field_lists(lines: list[str]) -> list[list[tuple[str, int, int]]]:
    """The lists of fields at the left margin: of each field its name, first line and the line after its last."""
    lists: list[list[tuple[str, int, int]]] = []
    here = -1  # the line up to which the current list reaches
    for number, one in enumerate(lines):
        if not one.strip():
            continue
        match = _FIELD.match(one)
        # In the middle of a paragraph it is text.
        starts = match is not None and (number == 0 or not lines[number - 1].strip() or here == number)
        if match is not None and starts:
            if here >= 0 and lists and not any(rest.strip() for rest in lines[here:number]):
                lists[-1].append((match["name"], number, number + 1))
            else:
                lists.append([(match["name"], number, number + 1)])
            here = number + 1
        elif here >= 0 and one[:1].isspace():
            name, first, _ = lists[-1][-1]
            lists[-1][-1] = (name, first, number + 1)
            here = number + 1
        else:
            here = -1
    return lists


def _grouped(found: list[list[tuple[str, int, int]]]) -> tuple[int, int] | None:
    """The one field that holds all parameters, as numpydoc and `napoleon_use_param = False` write it."""
    for block in found:
        for name, first, last in block:
            if name == "Parameters":
                return first, last
    return None


def _into_group(lines: list[str], group: tuple[int, int], parameters: tuple[tuple[str, str], ...]) -> list[str]:
    first, last = group
    if lines[first].strip() == _GROUP:  # numpydoc: a definition list below the field's name
        indented = [one for one in lines[first + 1 : last] if one.strip()]
        margin = min((len(one) - len(one.lstrip()) for one in indented), default=4)
        items = [
            f"\n{' ' * margin}**{name}**\n{' ' * (margin + 4)}{_continued(body, margin + 4)}"
            for name, body in parameters
        ]
    else:  # napoleon: bullets behind the field's name, or one parameter without a bullet
        margin = len(_GROUP) + 1
        bullets = lines[first].startswith(f"{_GROUP} * ")
        bullet = "* " if bullets else ""
        items = [
            f"{'' if bullets else chr(10)}{' ' * margin}{bullet}**{name}** -- {_continued(body, margin + len(bullet))}"
            for name, body in parameters
        ]
    return [*lines[:last], *(one for item in items for one in item.split("\n")), *lines[last:]]


def _rendered(items: Iterable[tuple[str, str]]) -> list[str]:
    return [one for name, body in items for one in f":{name}: {_continued(body, 4)}".split("\n")]


def _continued(body: str, indent: int) -> str:
    """A body behind its name: the lines after the first are indented."""
    first, *rest = body.split("\n")
    return "\n".join([first, *((" " * indent + one) if one.strip() else "" for one in rest)])
