"""The field lists in a person's lines, as docutils finds them: where each starts and ends.

Works on lines; knows nothing of answers. Only lists at the left margin count: whatever is indented belongs to
something else.
"""

from __future__ import annotations

from dataclasses import dataclass

from aidoc_core.patterns import regex

# docutils.parsers.rst.states.Body.patterns["field_marker"]; what is escaped in a name ends it no more than there.
_FIELD = regex(r":(?![: ])(?P<name>(?:[^:\\]|\\.|:(?!(?:[ `]|$)))*)(?<! ):(?: +|$)")
_DIRECTIVE = regex(r"\.\. +(?P<name>(?:py:)?attribute)::(?: |$)")
_OBJECT = regex(
    r"\.\. +(?:py:)?(?:auto)?"
    r"(?:attribute|(?:class|static|decorator)?method|property|data|function|decorator|class|exception)::(?: |$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A field, or a directive.

    Attributes:
        name: What stands between the colons; of a directive, its name.
        first: Its first line.
        end: The line after its last one that is not blank.
    """

    name: str
    first: int
    end: int


def field_lists(lines: list[str]) -> list[list[Block]]:
    """The lists of fields, each with its fields."""
    lists: list[list[Block]] = []
    inside = literal = False
    before = ""  # the last line that is not blank
    for number, one in enumerate(lines):
        if not one.strip():
            literal = literal and inside
            inside = inside and not literal  # the first blank line ends a quoted block
            continue
        gap = number == 0 or not lines[number - 1].strip()
        match = _FIELD.match(one)
        if match is not None and (inside or gap):  # in the middle of a paragraph it is text
            if not inside and before.endswith("::"):
                literal = True  # a "quoted literal block": its lines are shown as they are
            elif not literal:
                field = Block(name=match["name"], first=number, end=number + 1)
                if inside and lists:
                    lists[-1].append(field)
                else:
                    lists.append([field])
            inside = True
        elif inside and one[:1].isspace() and not literal:
            last = lists[-1][-1]
            lists[-1][-1] = Block(name=last.name, first=last.first, end=number + 1)
        else:
            inside = literal = False
        before = one.rstrip()
    return lists


def attribute_directives(lines: list[str]) -> list[Block]:
    """The directives for attributes at the left margin, as napoleon writes them."""
    found: list[Block] = []
    inside = False
    for number, one in enumerate(lines):
        if not one.strip():
            continue
        match = _DIRECTIVE.match(one)
        if match is not None and (number == 0 or not lines[number - 1].strip()):
            found.append(Block(name=match["name"], first=number, end=number + 1))
            inside = True
        elif inside and one[:1].isspace():
            last = found[-1]
            found[-1] = Block(name=last.name, first=last.first, end=number + 1)
        else:
            inside = False
    return found


def first_described(lines: list[str]) -> int | None:
    """The first line of the first object that lines describe by a directive at the left margin; `None` without one."""
    before = ""  # the last line that is not blank
    for number, one in enumerate(lines):
        literal = before.endswith("::") and not before.startswith((" ", "\t", ".. "))  # a "quoted literal block"
        if _OBJECT.match(one) and not literal and (number == 0 or not lines[number - 1].strip()):
            return number
        before = one.rstrip() or before
    return None


def margin(lines: list[str], block: Block, otherwise: int) -> int:
    """The indentation of a field's body below its first line."""
    below = [len(one) - len(one.lstrip()) for one in lines[block.first + 1 : block.end] if one.strip()]
    return min(below, default=otherwise)
