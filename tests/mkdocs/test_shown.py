"""Predicted is read: what the scan says a block shows is what mkdocstrings' templates then render.

The control is a build without aidoc, in which every object that may be filled has a docstring that records when a
template reads it (`recording`). Each mix of options has a copy of the package `zoo` of its own, so that one pair of
builds compares many blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.azure import LocalAzure
from tests.laws import few
from tests.mkdocs import recording
from tests.mkdocs.project import Project

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MIXES: list[tuple[str, dict[str, Any]]] = [
    ("", {}),
    ("", {"show_submodules": True}),
    ("", {"show_submodules": True, "show_if_no_docstring": True}),
    ("", {"show_submodules": True, "filters": "public"}),
    ("", {"show_submodules": True, "filters": []}),
    ("", {"show_submodules": True, "group_by_category": False}),
    ("", {"show_submodules": True, "group_by_category": False, "members_order": "source"}),
    ("", {"members": True}),
    ("", {"members": False}),
    ("", {"members": ["Shape", "renamed"], "show_submodules": True}),
    ("", {"summary": True}),
    ("", {"summary": True, "members": False}),
    ("", {"summary": True, "members": ["Circle"]}),
    ("", {"summary": {"modules": True}, "filters": "public"}),
    ("", {"show_root_heading": False, "show_submodules": True}),
    (".shapes", {"inherited_members": True}),
    (".shapes", {"inherited_members": ["area", "__init__"]}),
    (".shapes", {"inherited_members": ["named"], "members": False}),
    (".shapes", {"merge_init_into_class": True}),
    (".shapes", {"merge_init_into_class": True, "inherited_members": True}),
    (".shapes", {"merge_init_into_class": True, "inherited_members": ["__init__"], "filters": ["!^_"]}),
    (".shapes", {"merge_init_into_class": True, "group_by_category": False, "inherited_members": True}),
    (".shapes", {"merge_init_into_class": True, "filters": ["!^_", "^__init__$"]}),
    (".shapes", {"filters": ["!^_[^_]", "!Dot"]}),
    (".shapes", {"filters": "public", "inherited_members": True}),
    (".shapes", {"show_if_no_docstring": True, "summary": True, "inherited_members": True}),
    (".shapes.Circle", {"members": ["area", "Centre"]}),
    (".shapes.Circle", {"members": ["__init__"], "merge_init_into_class": True}),
    (".shapes.Circle", {"members": [], "inherited_members": True}),
    (".shapes.Circle", {"group_by_category": False, "inherited_members": ["label"]}),
    (".shapes.Dot", {"inherited_members": True, "merge_init_into_class": True}),
    (".shapes.Dot", {"inherited_members": False, "merge_init_into_class": True}),
    (".shapes.Shape.label", {}),
    (".shapes._Secret", {}),
    (".Circle", {}),
    (".functions", {"docstring_style": "numpy"}),
    (".functions.numpy_style", {"docstring_style": "numpy"}),
    (".functions", {"summary": {"functions": True}, "show_if_no_docstring": True}),
    (".functions.either", {}),
    (".functions._private", {}),
    (".sub", {"show_submodules": True, "inherited_members": True}),
    (".sub", {"show_submodules": False, "summary": True}),
    (".sub.deep", {"inherited_members": True, "merge_init_into_class": True}),
    (".sub.deep", {"inherited_members": ["__init__"], "merge_init_into_class": True}),
    (".sub.deep", {"inherited_members": ["unit"], "merge_init_into_class": True}),
    (".sub.deep", {"merge_init_into_class": True}),
    (".sub.empty", {}),
    ("._hidden", {"filters": None}),
]


OTHERS = -1
"""Stands for packages that a block merely brings in."""


def _build_pair(
    root: Path, azure: LocalAzure, mixes: Sequence[tuple[str, Mapping[str, Any]]]
) -> tuple[dict[int, set[str]], dict[int, set[str]], int]:
    """Filled by aidoc, and read in the control: paths without the package's name, by mix; and fills on demand."""
    project = Project(root, azure)
    for number, (path, options) in enumerate(mixes):
        package = f"zoo{number}"
        project.copy_root("zoo", package)
        block = yaml.safe_dump({"options": dict(options)}, default_flow_style=True, width=1000).strip()
        text = f"# Mix {number}\n\n::: {package}{path}\n"
        project.write({f"docs/{package}.md": text + (f"    {block[1:-1]}\n" if options else "")})
    built = project.build()
    assert built.error is None
    # Packages that show an object twice on a page, or a summary of what is nowhere, are no concern of this test.
    assert [line for line in built.logged if "aidoc" in line] == []
    recording.READ.clear()
    project.extensions = ["tests.mkdocs.recording"]
    control = project.build(plugin=False)
    assert control.error is None

    return _by_mix(built.filled()), _by_mix(recording.READ), built.report["on_demand"]


def _by_mix(paths: set[str]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for path in paths:
        package, _, rest = path.partition(".")
        number = package.removeprefix("zoo")
        found.setdefault(int(number) if number.isdigit() else OTHERS, set()).add(f".{rest}")
    return found


def _compare(root: Path, azure: LocalAzure, mixes: Sequence[tuple[str, Mapping[str, Any]]]) -> int:
    predicted, read, on_demand = _build_pair(root, azure, mixes)
    names = dict(enumerate(mixes)) | {OTHERS: "packages that blocks bring in"}
    differ = {
        str(names[number]): {
            "missed": sorted(read.get(number, set()) - predicted.get(number, set())),
            "asked for in vain": sorted(predicted.get(number, set()) - read.get(number, set())),
        }
        for number in names
        if read.get(number) != predicted.get(number)
    }
    assert differ == {}
    assert on_demand == 0
    return sum(map(len, read.values()))


@pytest.mark.parametrize("every", few([8, 1], every=2))
def test_every_mix_of_options_shows_what_was_predicted(tmp_path: Path, azure: LocalAzure, every: int) -> None:
    """No object that a template reads was missed, and none was asked for that no template reads."""
    assert _compare(tmp_path, azure, MIXES[::every]) > 500 / every  # the control saw something


_NAMES = st.sampled_from(
    ["Shape", "Circle", "area", "__init__", "shapes", "functions", "plain", "renamed", "Centre", "Dot", "deep", "label"]
)
_OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "members": st.one_of(st.booleans(), st.lists(_NAMES, max_size=4, unique=True)),
        "filters": st.sampled_from(["public", [], ["!^_[^_]"], ["!^_"], ["!^area$"], ["^a"]]),
        "inherited_members": st.one_of(st.booleans(), st.lists(_NAMES, max_size=3, unique=True)),
        "show_submodules": st.booleans(),
        "show_if_no_docstring": st.booleans(),
        "merge_init_into_class": st.booleans(),
        "group_by_category": st.booleans(),
        "summary": st.booleans(),
        "show_root_heading": st.booleans(),
    },
)
_PATHS = st.sampled_from(["", ".shapes", ".shapes.Circle", ".shapes.Dot", ".functions", ".sub", ".sub.deep", ".Shape"])


@pytest.mark.slow
@given(mixes=st.lists(st.tuples(_PATHS, _OPTIONS), min_size=16, max_size=16))
@settings(
    max_examples=2, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
)
def test_any_mix_of_options_shows_what_was_predicted(
    tmp_path_factory: pytest.TempPathFactory, mixes: list[tuple[str, dict[str, Any]]]
) -> None:
    """Whatever options are put together, the scan and the templates agree."""
    with LocalAzure() as azure:
        _compare(tmp_path_factory.mktemp("mixes"), azure, mixes)
