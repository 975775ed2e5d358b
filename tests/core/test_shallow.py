"""Reading YAML of few levels: libyaml, where it is there, reads what PyYAML's own parser reads, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.shallow import DEEPEST, Document, ShallowLoader, reader

PARTS = (
    "a", "b: ", "- ", "\n", "  ", "'", '"', "|", "|-", ">", "#", " ", ":", "[", "]", "{", "}", ",", "&x ", "*x", "!t ", "? ",
    "\t", "é", "\\", "%", "---\n", "...\n", "0", "on", "\u2028", "\x85", "😀", "!!str ", "<<: ", "~",
)  # fmt: skip


def _told(read: object, text: str) -> tuple[object, str]:
    try:
        return read(text), ""  # type: ignore[operator]
    except yaml.YAMLError as error:
        return None, str(error)


@given(st.lists(st.sampled_from(PARTS), max_size=16).map("".join))
def test_both_parsers_read_the_same_and_complain_in_the_same_words(text: str) -> None:
    """What is in a file does not hang on how PyYAML was built, and neither does what is said of a broken one."""

    def slow(given: str) -> object:
        return yaml.load(given, Loader=ShallowLoader)

    assert _told(lambda given: Document(given).values, text) == _told(slow, text)


def _places(text: str, loader: type[Any]) -> list[tuple[object, ...]]:
    tokens = [(type(one).__name__, one.start_mark.index, one.end_mark.index) for one in yaml.scan(text, Loader=loader)]
    todo: list[Any] = [yaml.compose(text, Loader=loader)]
    nodes: list[tuple[object, ...]] = []
    while todo:
        node = todo.pop()
        if isinstance(node, yaml.Node):
            start, end = node.start_mark, node.end_mark
            kind = type(node).__name__
            nodes.append((kind, start.index, start.line, start.column, end.index, getattr(node, "flow_style", None)))
        if isinstance(node, yaml.CollectionNode):
            todo += [inner for pair in node.value for inner in (pair if isinstance(pair, tuple) else (pair,))]
    return [*tokens, *nodes]


@given(
    st.lists(st.sampled_from([part for part in PARTS if part not in ("*x", "- ")]), max_size=16).map(
        lambda parts: "a: " + "".join(parts)
    )
)
def test_both_parsers_find_everything_in_the_same_places(text: str) -> None:
    """Files are changed at these places: where libyaml counts otherwise, it is not used.

    (An empty item at the end of a list ends elsewhere. None of the lists that a reviewed file has is changed in place.)
    """
    try:
        expected = _places(text, ShallowLoader)
    except yaml.YAMLError:
        return
    assert _places(text, reader(text)) == expected


@pytest.mark.parametrize("sign", ["[", "{a: "])
def test_what_is_nested_deeper_is_refused(sign: str) -> None:
    """As many levels as a file may have are read, one more is not."""
    end = {"[": "]", "{a: ": "}"}[sign]
    assert Document(sign * (DEEPEST - 1) + "x" + end * (DEEPEST - 1)).values
    with pytest.raises(yaml.YAMLError, match="nested too deep"):
        Document(sign * DEEPEST + "x" + end * DEEPEST)
