"""A docstring as lines for Sphinx, and the tree that Sphinx makes of them, before and after."""

from __future__ import annotations

import io
import tempfile
import warnings
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from numpydoc.docscrape_sphinx import get_doc_object
from sphinx.application import Sphinx
from sphinx.ext.napoleon import Config, GoogleDocstring, NumpyDocstring
from sphinx.util.docstrings import prepare_docstring
from sphinx.util.docutils import docutils_namespace, patch_docutils, sphinx_domains

from sphinx_aidoc.placing import fields, place
from tests.keeping import field_names, named_fields, shape, taken_apart, wanted_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.answers.answer import Answer
    from benchmarks.words.people import Person

_EXTENSIONS = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.mathjax", "sphinx_aidoc"]
_TAIL = ["..", "    !! processed by numpydoc !!"]


class Manual:
    """An application of Sphinx' that reads lines; what it says of people's markup is not kept.

    Attributes:
        skipped: What could not be compared, and why.
    """

    def __init__(self) -> None:
        self.skipped: Counter[str] = Counter()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        top = Path(self._open.enter_context(tempfile.TemporaryDirectory()))
        (top / "index.rst").write_text("index\n=====\n", encoding="utf-8")
        self._open.enter_context(patch_docutils())
        self._open.enter_context(docutils_namespace())
        config = {"extensions": _EXTENSIONS, "aidoc_enabled": False}
        self._app = Sphinx(
            top, None, top / "out", top / "doctrees", "dummy", config, status=None, warning=io.StringIO()
        )  # fmt: skip
        env = self._app.env
        env.prepare_settings("index")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._settings = get_default_settings(Parser)
        for name, value in {**env.settings, "env": env, "report_level": 5, "warning_stream": False}.items():
            setattr(self._settings, name, value)
        return self

    def __exit__(self, *raised: object) -> None:
        self._open.close()

    def tree(self, lines: list[str]) -> nodes.document:
        """The tree as the parser leaves it, what docutils says of it left out."""
        tree = new_document("docstring", self._settings)
        with sphinx_domains(self._app.env):
            Parser().parse("\n".join(lines) + "\n", tree)
        for message in list(tree.findall(nodes.system_message)):
            message.parent.remove(message)
        return tree

    def shape(self, lines: list[str]) -> str:
        """The tree as text."""
        return shape(self.tree(lines))


def changed_lines(person: Person, answer: Answer, manual: Manual, *, tree_too: bool) -> Iterator[str]:
    """What is not as it was, or not as it is wanted, in every set-up.

    Args:
        person: The docstring.
        answer: What completes it.
        manual: Where trees are made.
        tree_too: Whether trees are compared, which takes most of the time; lines always are.
    """
    for name, lines in _set_ups(person, manual).items():
        placed = place(lines, [], fields(answer, lambda one: one.replace("_", "\\_")), [])
        rest = iter(placed)
        if not all(any(line == out for out in rest) for line in lines if line.strip()):
            yield f"{name}: a line is gone, changed or moved"
            continue
        if not tree_too:
            continue
        try:
            tree = manual.tree(placed)
            before = manual.shape(lines)
        except Exception as error:  # noqa: BLE001 - people's markup may be more than docutils can take
            manual.skipped[f"docutils fails ({type(error).__name__})"] += 1
            continue
        found = taken_apart(tree, field_names(answer))
        if shape(tree) != before:
            yield f"{name}: another tree"
        elif named_fields(found, answer) != wanted_fields(answer):
            yield f"{name}: not the answer's fields"


def _set_ups(person: Person, manual: Manual) -> dict[str, list[str]]:
    lines = prepare_docstring(person.text)
    found = {"plain": lines}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            plain: Any = Config()
            numpy = NumpyDocstring(lines, plain, what="class").lines()
            found["napoleon"] = GoogleDocstring(numpy, plain, what="class").lines()
            grouped: Any = Config(napoleon_use_param=False, napoleon_use_rtype=False, napoleon_use_ivar=True)
            numpy = NumpyDocstring(lines, grouped, what="class").lines()
            found["napoleon, groups"] = GoogleDocstring(numpy, grouped, what="class").lines()
        except Exception as error:  # noqa: BLE001 - as in a build without aidoc
            manual.skipped[f"napoleon fails ({type(error).__name__})"] += 1
        try:
            made = get_doc_object(_example, what="function", doc="\n".join(lines), config={"show_class_members": False})
            found["numpydoc"] = [*str(made).split("\n"), *_TAIL]
        except Exception as error:  # noqa: BLE001 - as in a build without aidoc
            manual.skipped[f"numpydoc fails ({type(error).__name__})"] += 1
    # A set-up that changes nothing is looked at once.
    return {name: one for name, one in found.items() if name == "plain" or one != lines}


def _example(*args: object, **kwargs: object) -> None:
    """Numpydoc asks for an object; its own text is not used."""
