"""Twins of sites: texts stand where the tool reads them, and the code stays what it was."""

import ast
import inspect

from benchmarks.beside import with_constructors, with_fields

CODE = '''\
LIMIT = 3


class Thing:
    """A thing."""

    size: int = 1

    def __init__(self, how):
        """Make it.

        :param how: How.
            And more.
        :raises ValueError: If not.
        """
        self.how = how
        if how:
            self.size = self.how = 2


class Other:
    """
    Another.
    """

    def __init__(self):
        """Make it."""
'''


def _bare(code: str) -> str:
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.If | ast.Module):
            node.body = [one for one in node.body if not isinstance(one, ast.Expr)] or [ast.Pass()]
    return ast.dump(tree)


def test_texts_stand_where_tools_read_them():
    """Below a name, a field and what a constructor sets first; and in the docstring of the class."""
    texts = {"LIMIT": "Up to.", "Thing.size": "Its size.", "Thing.how": "How it is."}
    found = with_constructors(with_fields(CODE, texts))
    assert _bare(found) == _bare(CODE)
    lines = [line.strip() for line in found.splitlines()]
    for before, text in {"LIMIT = 3": "Up to.", "size: int = 1": "Its size.", "self.how = how": "How it is."}.items():
        assert lines[lines.index(before) + 1] == repr(text)
        assert found.count(text) == 1
    thing, other = (node for node in ast.parse(found).body if isinstance(node, ast.ClassDef))
    described = "A thing.\n\n:param how: How.\n    And more.\n:raises ValueError: If not."
    assert inspect.cleandoc(ast.get_docstring(thing) or "") == described
    assert ast.get_docstring(other) == "Another."
