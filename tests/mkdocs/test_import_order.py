"""What Griffe imports to look into it, and when: a build requests answers none the less."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.machinery import ExtensionFileLoader
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.mkdocs.project import Project

WAITS = """\
from asyncio import Future, current_task


def wait(queue):
    return queue
"""
LOOK = """\
import json, sys
for name in sys.argv[1].split(","):
    __import__(name)
names = {}
for module in list(sys.modules.values()):
    for name, value in list(getattr(module, "__dict__", {}).items()):
        if callable(value):
            names.setdefault(id(value), []).append(f"{module.__name__}.{name}")
print(json.dumps([sorted(sys.modules), sorted(map(sorted, names.values()))]))
"""


@pytest.mark.parametrize(
    ("identifier", "handler", "options"),
    [
        ("asyncio.queues.Queue.put", {}, {}),
        ("_asyncio.Future", {}, {}),
        ("waits", {"load_external_modules": True}, {}),
        ("waits", {}, {"preload_modules": ["asyncio"]}),
    ],
)
def test_a_site_about_event_loops_is_requested_for(
    project: Project, identifier: str, handler: dict[str, Any], options: dict[str, Any]
) -> None:
    """Whichever way Griffe comes to `_asyncio`, the loop that requests answers works."""
    pages = f"::: {identifier}\n\n::: waits.wait\n"
    project.write({"docs/index.md": pages, "src/waits.py": WAITS})
    project.handler = handler
    project.options |= options
    project.configure()
    done = project.run("build", "--quiet", environment={"AZURE_OPENAI_API_KEY": "test-key"})
    assert done.returncode == 0, done.stderr
    assert len(project.azure.requests) == 1, done.stderr


def looked(*names: str) -> tuple[set[str], list[list[str]]] | None:
    """The modules of a fresh Python that has imported some, and which names in them mean one object."""
    command = [sys.executable, "-I", "-W", "ignore", "-c", LOOK, ",".join(names)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    modules, groups = json.loads(done.stdout)
    return set(modules), groups


@pytest.mark.slow
def test_no_other_module_depends_on_the_order_of_imports() -> None:
    """Compiled modules of Python, imported before what they import and after it: names mean the same objects."""
    bare, differ = looked("sys"), set()
    assert bare is not None
    for name in sorted(sys.stdlib_module_names):
        spec = find_spec(name) if name.startswith("_") and name != "__main__" else None
        if spec is None or not isinstance(spec.loader, ExtensionFileLoader) or (first := looked(name)) is None:
            continue
        more = sorted({module.partition(".")[0] for module in first[0] - bare[0]} - {name})
        after = looked(*more, name) if more else first
        assert after is not None
        known = [{one for groups in found[1] for one in groups} for found in (first, after)]
        both = known[0] & known[1]
        alike = [{frozenset(both.intersection(group)) for group in found[1]} for found in (first, after)]
        if alike[0] != alike[1]:
            differ.add(name)
    assert differ <= {"_asyncio"}
