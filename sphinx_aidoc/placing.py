"""Generated text into the lines of a docstring: what a person wrote stays, line by line, where it is.

Works on lines after napoleon or numpydoc has turned them into reST; knows nothing of Sphinx or where they came from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from aidoc_core.patterns import regex
from aidoc_core.render.example import session_lines
from aidoc_core.render.links import NO_LINKS, Links
from aidoc_core.render.loss import words_of
from aidoc_core.render.rest import line, parameter_name, prose
from sphinx_aidoc.field_lists import Block, attribute_directives, field_lists, first_described, margin

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from aidoc_core.answers.answer import Answer, Described

_PARAMETER = regex(r"(?:param|parameter|arg|argument|key|keyword|type|kwtype)\b")
_VARIABLE = regex(r"(?P<word>var|ivar|cvar|vartype)\b")
_NUMPYDOC_END = "    !! processed by numpydoc !!"
# Where nothing else parts two blocks: no reader sees it. A comment would do in most places, but behind `::` every
# line that starts with punctuation is literal text.
_SEPARATOR = "\u200b"
_MARKUP = words_of(
    ["param var ivar cvar raises returns Yields attribute py data no index rubric code block pycon force"]
)
_LIST = regex(r"(?:[-*+\u2022\u2023\u2043]|\(?(?:\w|#|\d+|[ivxlcdmIVXLCDM]+)[.)])(?: |$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What is added below a text, as reST fields.

    Attributes:
        parameters: Name and description, both reST.
        attributes: Likewise.
        results: Further fields in order: the field's name and its body, both reST.
        raises: Name, cross-reference and description.
        of_module: Whether they belong to a module, where Sphinx makes nothing of fields for attributes.
    """

    parameters: tuple[tuple[str, str], ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    results: tuple[tuple[str, str], ...] = ()
    raises: tuple[tuple[str, str, str], ...] = ()
    of_module: bool = False

    @property
    def texts(self) -> list[str]:
        """What has to be in the lines, wherever the fields go."""
        named = [one for pair in (*self.parameters, *self.attributes) for one in pair]
        return [*named, *(body for _, body in self.results), *(body for _, _, body in self.raises)]

    @property
    def markup(self) -> set[str]:
        """Words that placing them may write beside their texts."""
        return {*_MARKUP, *words_of([part for name, ref, _ in self.raises for part in (name, ref)])}

    def __bool__(self) -> bool:
        return bool(self.parameters or self.attributes or self.results or self.raises)

    def __add__(self, more: Fields) -> Fields:
        return Fields(
            parameters=self.parameters + more.parameters,
            attributes=self.attributes + more.attributes,
            results=self.results + more.results,
            raises=self.raises + more.raises,
            of_module=self.of_module or more.of_module,
        )


def text_lines(answer: Answer, links: Links = NO_LINKS) -> list[str]:
    """The summary, on one line, and the description."""
    parts = [part for part in (line(answer.summary, links), prose(answer.description, links)) if part]
    return "\n\n".join(parts).split("\n") if parts else []


def example_lines(answer: Answer, title: str) -> list[str]:
    """The example as a block of code: the doctest builder runs doctest blocks, and leaves this alone.

    See <https://www.sphinx-doc.org/en/master/usage/extensions/doctest.html#confval-doctest_test_doctest_blocks>.

    Args:
        answer: What is shown.
        title: The heading above it, in the language of the pages.
    """
    session = session_lines(answer.example)
    if not session:
        return []
    # Indented, no line can end the block; `:force:` keeps the highlighter from complaining.
    code = [f"   {one}" if one else "" for one in session]
    return [f".. rubric:: {title}", "", ".. code-block:: pycon", "   :force:", "", *code]


def fields(
    answer: Answer, exception: Callable[[str], str], links: Links = NO_LINKS, *, of_module: bool = False
) -> Fields:
    """The sections of an answer.

    Args:
        answer: What is shown.
        exception: Gives the cross-reference to an exception by its name.
        links: What in the texts may become a link.
        of_module: Whether it is about a module.
    """
    results = (("returns", prose(answer.returns, links)), ("Yields", prose(answer.yields, links)))
    parameters, attributes = _named(answer.parameters, links, stars="*"), _named(answer.attributes, links)
    return Fields(
        parameters=tuple((parameter_name(name), text) for name, text in parameters),
        attributes=tuple((parameter_name(name), text) for name, text in attributes),
        results=tuple((title, text) for title, text in results if text),
        raises=tuple((parameter_name(name), exception(name), text) for name, text in _named(answer.raises, links)),
        of_module=of_module,
    )


def _named(items: Iterable[Described], links: Links, stars: str = "") -> list[tuple[str, str]]:
    """Name and text of the items that have both; what is no Python name could not come from the code."""
    sound = (item for item in items if item.name.lstrip(stars or None).isidentifier())
    written = [(item.name, prose(item.description, links)) for item in sound]
    return [(name, text) for name, text in written if text]


def place(lines: list[str], text: list[str], added: Fields, end: list[str], *, group: str = "") -> list[str]:
    """Put generated text into a docstring.

    Args:
        lines: The person's docstring; empty where there is none.
        text: Summary and description, before everything else.
        added: Fields; each goes into the person's list of fields if there is one.
        end: What comes last.
        group: What napoleon calls a group of parameters in the language of the pages.

    Returns:
        New lines.
    """
    human, tail = _split_tail(list(lines))
    body = _join(text, human)
    if added:
        body = _with_fields(body, added, group)
    return [*_join(body, end), "", *tail]


def is_worded(lines: list[str]) -> bool:
    """Whether anything stands in a docstring; numpydoc writes its closing comment into an empty one too."""
    return any(one.strip() for one in _split_tail(lines)[0])


def _join(first: list[str], second: list[str]) -> list[str]:
    first, second = _trimmed(first), _trimmed(second)
    if not first or not second:
        return first or second
    return [*first, "", *_parting(first, second), *second]


def _parting(first: list[str], second: list[str]) -> list[str]:
    """What keeps two texts from running into one another: a list into a list, `::` into what follows."""
    following = next(one for one in second if one.strip())
    last = next(one for one in reversed(first) if not one[:1].isspace())
    listed = _LIST.match(last) and (following[:1].isspace() or _LIST.match(following))
    literal = first[-1].endswith("::") and not first[-1].startswith((" ", "\t", ".. "))
    return [_SEPARATOR, ""] if listed or literal else []


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


def _with_fields(lines: list[str], added: Fields, group: str) -> list[str]:
    """Every field into the person's own place for its kind; the rest into a list of fields."""
    lines, added = _into_groups(lines, added, group)
    lines, added = _into_directives(lines, added)
    variables = [name for fields_ in field_lists(lines) for b in fields_ if (name := _VARIABLE.match(b.name))]
    word = next((name["word"] for name in reversed(variables) if name["word"] != "vartype"), "ivar")
    lines = _insert(lines, [(f"param {name}", body) for name, body in added.parameters], _PARAMETER)
    lines = _insert(lines, [(f"{word} {name}", body) for name, body in added.attributes], _VARIABLE)
    return _insert(lines, [*added.results, *((f"raises {ref}", body) for _, ref, body in added.raises)], None)


def _insert(lines: list[str], items: list[tuple[str, str]], kind: re.Pattern[str] | None) -> list[str]:
    """Put fields behind the last one of their kind; else of a list without, first or (no kind) last."""
    if not items:
        return lines
    new = [one for name, body in items for one in f":{name}: {continued(body, 4)}".split("\n")]
    found = field_lists(lines)
    if not found:
        where = first_described(lines)  # before it autodoc puts a list of types, too
        return _join(lines, new) if where is None else _join(_join(lines[:where], new), lines[where:])
    kinds = (kind,) if kind is not None else (_PARAMETER, _VARIABLE)
    block = next((b for b in reversed(found) if any(k.match(field.name) for k in kinds for field in b)), found[-1])
    same = [field.end for field in block if kind is not None and kind.match(field.name)]
    where = same[-1] if same else block[0].first if kind is _PARAMETER else block[-1].end
    return _at(lines, where, new)


def _at(lines: list[str], where: int, new: list[str]) -> list[str]:
    """Put lines between lines; what follows without a blank line and is no field would run into them."""
    rest = lines[where:]
    glued = rest and rest[0].strip() and not rest[0].startswith(":")
    return [*lines[:where], *new, *([""] if glued else []), *rest]


def _into_groups(lines: list[str], added: Fields, translated: str) -> tuple[list[str], Fields]:
    """Into the one field that holds all of a kind, as numpydoc and `napoleon_use_param = False` write it."""
    if added.parameters and (group := _group(lines, "Parameters", translated)):
        lines, added = _into_group(lines, group, added.parameters), replace(added, parameters=())
    if added.attributes and (group := _group(lines, "Attributes")):
        lines, added = _into_group(lines, group, added.attributes), replace(added, attributes=())
    if added.raises and (group := _group(lines, "Raises")):
        raised = tuple((name, body) for name, _, body in added.raises)
        lines, added = _into_group(lines, group, raised, bold=""), replace(added, raises=())
    return lines, added


def _group(lines: list[str], *names: str) -> Block | None:
    return next((field for fields_ in field_lists(lines) for field in fields_ if field.name in names), None)


def _into_group(lines: list[str], group: Block, items: tuple[tuple[str, str], ...], bold: str = "**") -> list[str]:
    head = f":{group.name}:"
    new: list[str] = []
    if lines[group.first].strip() == head:  # numpydoc: a definition list below the field's name
        at = " " * margin(lines, group, 4)
        for name, body in items:
            new += ["", f"{at}{bold}{name}{bold}", *f"{at}    {continued(body, len(at) + 4)}".split("\n")]
        return _at(lines, group.end, new)
    # napoleon: bullets behind the field's name, or one parameter without a bullet
    at = " " * margin(lines, group, len(head) + 1)
    bullet = "* " if lines[group.first].startswith(f"{head} * ") else ""
    tight = bullet and (lines[group.end - 1].startswith(f"{at}* ") or group.end == group.first + 1)
    for name, body in items:
        new += [] if tight else [""]
        inner = len(at) + len(bullet)
        between = f"\n\n{' ' * inner}" if _LIST.match(body) else " "  # a list starts on a line of its own
        new += f"{at}{bullet}**{name}** --{between}{continued(body, inner)}".split("\n")
        tight = bool(bullet) and "\n" not in body
    return _at(lines, group.end, new)


def _into_directives(lines: list[str], added: Fields) -> tuple[list[str], Fields]:
    """Attributes behind those of a person that have a directive each, as napoleon writes them."""
    found = attribute_directives(lines)
    if not added.attributes or not (found or added.of_module):
        return lines, added
    new: list[str] = []
    for name, body in added.attributes:
        # autodoc may describe the field too, under `:undoc-members:`; one of the two must not be indexed.
        plain = name.replace("\\", "")  # what a directive is given is no reST
        new += ["", f".. {found[-1].name if found else 'py:data'}:: {plain}", "   :no-index:", ""]
        new += f"   {continued(body, 3)}".split("\n")
    where = found[-1].end if found else len(_trimmed(lines))
    rest = lines[where:]
    lines = [*lines[:where], *new, *([""] if rest and rest[0].strip() else []), *rest]
    return lines, replace(added, attributes=())


def continued(body: str, indent: int) -> str:
    """A body behind its name: the lines after the first are indented.

    Args:
        body: The lines, as one text.
        indent: By how much.
    """
    first, *rest = body.split("\n")
    return "\n".join([first, *((" " * indent + one) if one.strip() else "" for one in rest)])
