"""Where docstrings stand in a file: found and filled with libcst, which keeps every other byte.

The only module that imports libcst.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from aidoc_core.build.literals import PatchError, Text, longer_literal, new_literal

if TYPE_CHECKING:
    from collections.abc import Mapping

_MODULE = 0


def insert(module: cst.Module, texts: Mapping[int, Text]) -> tuple[bytes, dict[int, str]]:
    """A module with docstrings; see `patching.patch_source`."""
    inserter = _Inserter(module, texts)
    changed = MetadataWrapper(module, unsafe_skip_copy=True).visit(inserter)
    code = changed.code
    text = texts.get(_MODULE)
    if text is not None and text.obj.human:
        inserter.left[_MODULE] = "its docstring is the module's; add to it by hand"
    elif text is not None:
        inserter.done.add(_MODULE)
        code = _with_module_docstring(code, new_literal(text, "", module), module.default_newline)
    for line in texts.keys() - inserter.done - inserter.left.keys():
        inserter.left[line] = "its definition was not found in the file"
    return code.encode(module.encoding), inserter.left


class _Inserter(cst.CSTTransformer):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, module: cst.Module, texts: Mapping[int, Text]) -> None:
        super().__init__()
        self.module = module
        self.texts = texts
        self.done: set[int] = set()
        self.left: dict[int, str] = {}
        self._indents: list[str] = []

    def visit_IndentedBlock(self, node: cst.IndentedBlock) -> None:  # noqa: N802 - libcst's name
        self._indents.append(self._indent(node))

    def leave_IndentedBlock(  # noqa: N802 - libcst's name
        self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
    ) -> cst.BaseSuite:
        del original_node
        self._indents.pop()
        return updated_node

    def leave_FunctionDef(  # noqa: N802 - libcst's name
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.BaseStatement:
        body = self._body(original_node, updated_node.body)
        return updated_node if body is None else updated_node.with_changes(body=body)

    def leave_ClassDef(  # noqa: N802 - libcst's name
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.BaseStatement:
        body = self._body(original_node, updated_node.body)
        return updated_node if body is None else updated_node.with_changes(body=body)

    def _indent(self, node: cst.BaseSuite) -> str:
        own = node.indent if isinstance(node, cst.IndentedBlock) else None
        return self.module.default_indent if own is None else own

    def _body(self, node: cst.FunctionDef | cst.ClassDef, body: cst.BaseSuite) -> cst.BaseSuite | None:
        """The body with its docstring; `None` where it stays as it is."""
        starts = [self.get_metadata(PositionProvider, part).start.line for part in (node, *node.decorators)]
        line = next((start for start in starts if start in self.texts), None)
        if line is None or line in self.done:
            return None
        self.done.add(line)
        text = self.texts[line]
        if node.name.value != text.obj.name:
            self.left[line] = "its definition was not found in the file"
            return None
        try:
            indent = "".join([*self._indents, self._indent(body)])
            return self._filled(body, text, indent, in_class=isinstance(node, cst.ClassDef))
        except PatchError as error:
            self.left[line] = str(error)
            return None

    def _filled(self, body: cst.BaseSuite, text: Text, indent: str, *, in_class: bool) -> cst.BaseSuite:
        if text.obj.human:
            return self._longer(body, text, indent)
        docstring = cst.SimpleStatementLine([cst.Expr(cst.SimpleString(new_literal(text, indent, self.module)))])
        if isinstance(body, cst.SimpleStatementSuite):
            first = cst.SimpleStatementLine(body.body, trailing_whitespace=body.trailing_whitespace)
            body = cst.IndentedBlock([_apart(first) if in_class else first])
        elif in_class:
            body = body.with_changes(body=[_apart(body.body[0]), *body.body[1:]])
        return body.with_changes(body=[docstring, *body.body])

    def _longer(self, body: cst.BaseSuite, text: Text, indent: str) -> cst.BaseSuite:
        if not text.anew and _is_there(text):
            raise PatchError("its docstring has such a section already; add to it by hand")
        first = body.body[0]
        if not isinstance(body, cst.IndentedBlock) or not isinstance(first, cst.SimpleStatementLine):
            raise PatchError("its docstring stands on the line of its definition")
        expression = first.body[0]
        if not isinstance(expression, cst.Expr) or not isinstance(expression.value, cst.SimpleString):
            raise PatchError("its docstring is not one string in the source")
        if text.anew:
            literal = new_literal(text, indent, self.module)
        else:
            literal = longer_literal(expression.value.value, text, indent, self.module)
        longer = expression.with_changes(value=expression.value.with_changes(value=literal))
        first = first.with_changes(body=[longer, *first.body[1:]])
        return body.with_changes(body=[first, *body.body[1:]])


def _is_there(text: Text) -> bool:
    """Whether a person's docstring has a section of a kind that is to be added."""
    answer, documented = text.answer, text.obj.documented
    if text.layout.style == "sphinx":
        return False  # fields stand in any order
    return bool(
        (answer.parameters and documented.parameters)
        or (answer.raises and documented.raises)
        or (answer.attributes and documented.attributes)
    )


def _apart(statement: cst.BaseStatement | cst.BaseSmallStatement) -> cst.BaseStatement:
    """The first statement of a class, a blank line above it."""
    lines = getattr(statement, "leading_lines", ())
    if lines and lines[0].comment is None:
        return statement  # type: ignore[return-value]
    return statement.with_changes(leading_lines=[cst.EmptyLine(indent=False), *lines])  # type: ignore[return-value]


def _with_module_docstring(code: str, literal: str, newline: str) -> str:
    """A module with a docstring: below a shebang, an encoding and what else is said in comments on its first lines."""
    lines = code.split("\n")
    place = 0
    while place < len(lines) and lines[place].lstrip().startswith("#"):
        place += 1
    head = "\n".join([*lines[:place], ""]) if place else ""
    rest = "\n".join(lines[place:])
    if place == len(lines):
        head = head[:-1] + newline
    apart = newline if rest and lines[place].strip() else ""
    return f"{head}{literal}{newline}{apart}{rest}"
