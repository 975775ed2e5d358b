"""A person's words: the HTML that the page would have without the plugin, whatever style and options a block has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bs4 import Tag

    from tests.mkdocs.project import Built, Project

STYLES = '''\
"""Docstrings in three styles, each with a gap."""


def google(one: int, two: int) -> int:
    """Add up, *with emphasis*.

    Note: Look here
        An admonition.

    Args:
        one: The `first` number.

    Examples:
        >>> google(1, 2)
        3
    """
    return one + two


def numpy(one: int, two: int) -> int:
    """Add up.

    Parameters
    ----------
    one : int
        The first number.

    See Also
    --------
    google : The same.
    """
    return one + two


def sphinx(one: int, two: int) -> int:
    """Add up.

    :param one: The first number.
    """
    return one + two


def prose(one: int, two: int) -> int:
    """Add up.

    A list:

    - of `one` and
    - *two*

        indented code

    <b>HTML of a person</b> stays what it is, and so does a [link](https://example.org).
    """
    return one + two
'''
NAMES = ("google", "numpy", "sphinx", "prose")


@pytest.fixture
def styles(project: Project) -> Project:
    """The module `small.styles`."""
    project.write({"src/small/styles.py": STYLES})
    return project


def _leaves(element: Tag) -> list[str]:
    """What a reader sees as units, in order: paragraphs, list items, rows, code; marks left out."""
    for mark in element.select(".aidoc-badge"):
        mark.decompose()
    return [str(leaf) for leaf in element.find_all(["p", "li", "tr", "pre", "b", "details", "summary", "a"])]


def _kept(plain: Built, filled: Built, path: str, page: str) -> None:
    """Every unit of the plain page stands on the filled one, in the same order."""
    left = iter(_leaves(filled.object(path, page)))
    for unit in _leaves(plain.object(path, page)):
        assert unit in left, f"{path} on {page} lost {unit}"


class _Copy:
    """A built page, kept over the next build."""

    def __init__(self, built: Built, pages: list[str]) -> None:
        self._objects = {
            (f"small.styles.{n}", page): built.object(f"small.styles.{n}", page) for n in NAMES for page in pages
        }

    def object(self, path: str, page: str) -> Tag:
        """The element of one object."""
        return self._objects[path, page]


@pytest.mark.parametrize(
    ("style", "table"),
    [("google", "list"), ("numpy", "table"), ("sphinx", "spacy"), ("auto", "table"), (None, "table")],
)
def test_words_stay_in_every_style(styles: Project, style: str | None, table: str) -> None:
    """Whichever parser the site has, what it makes of a docstring is what it made without the plugin."""
    styles.options |= {"docstring_style": style, "docstring_section_style": table}
    styles.write({"docs/index.md": "::: small.styles\n"})
    plain = _Copy(styles.build(plugin=False), ["index.html"])
    filled = styles.build()
    assert (filled.error, filled.changed) == (None, [])
    for name in NAMES:
        _kept(plain, filled, f"small.styles.{name}", "index.html")  # type: ignore[arg-type]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_the_style_of_one_block_does_not_reach_another(styles: Project, order: tuple[str, str]) -> None:
    """The scan looks at all blocks before the first is rendered; the style of a later one must not show earlier."""
    whole, single = order
    block = "\n    options:\n      docstring_style: numpy"
    styles.write({
        f"docs/{whole}.md": "::: small.styles\n",
        f"docs/{single}.md": "\n\n".join(f"::: small.styles.{name}{block}" for name in NAMES),
    })  # fmt: skip
    pages = ["a.html", "b.html"]
    plain = _Copy(styles.build(plugin=False), pages)
    filled = styles.build()
    assert (filled.error, filled.changed) == (None, [])
    for page in pages:
        for name in NAMES:
            _kept(plain, filled, f"small.styles.{name}", page)  # type: ignore[arg-type]


RUN_TIME = '''\
"""Cranes."""

import functools

COMMON = """

Args:
    load: By hand, said while the module is imported.
"""


def lift(load: int) -> int:
    """Lift by hand."""
    return load


def drop(load: int) -> int:
    return load


def swing(load: int) -> int:
    return load


@functools.wraps(lift)
def hoist(load: int) -> int:
    return lift(load)


def turn(load: int) -> int:
    return load


class Crane:
    """A crane."""

    def lift(self, load: int) -> int:
        return load


lift.__doc__ += COMMON
for made in (drop, Crane.lift):
    made.__doc__ = "Said by hand." + COMMON
functools.update_wrapper(swing, lift)
'''


@pytest.mark.parametrize("shown", [False, True])
def test_what_code_says_at_run_time_is_not_requested(project: Project, *, shown: bool) -> None:
    """Somebody has described these objects, in words that only running the code could tell: the page stays as it is."""
    project.write({"src/cranes.py": RUN_TIME, "docs/index.md": "# Cranes\n\n::: cranes\n"})
    project.options["show_if_no_docstring"] = shown
    plain = project.build(plugin=False)
    built = project.build()
    assert (built.error, built.logged, built.changed) == (None, [], [])
    assert built.asked == ["cranes.turn"]
    rows = {row["path"]: (row["outcome"], row["reason"]) for row in built.report["objects"]}
    set_by_code = {"cranes.lift"} | (
        {"cranes.drop", "cranes.swing", "cranes.hoist", "cranes.Crane.lift"} if shown else set()
    )
    assert {path for path, row in rows.items() if row == ("human", "its docstring is set at run time")} == set_by_code
    assert {path for path, row in rows.items() if row[0] == "generated"} == {"cranes.turn"}
    for path in set_by_code:
        assert built.object(path) == plain.object(path)
