"""However a build ends, nothing of it stays open, and the next one in the same process works."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.laws import few
from tests.mkdocs.project import Serving

if TYPE_CHECKING:
    from tests.mkdocs.project import Project

FILES = Path("/proc/self/fd")

pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="open files are listed in /proc/self/fd only on Linux")

BEFORE, AFTER = 200, -200
"""Priorities that come before and after aidoc's own."""

HOOKS = [
    ("config", AFTER),
    ("pre_build", 0),
    ("files", BEFORE),
    ("files", AFTER),
    ("nav", BEFORE),
    ("nav", AFTER),
    ("page_markdown", AFTER),
    ("page_content", 0),
    ("env", AFTER),
    ("page_context", 0),
    ("post_page", 0),
    ("post_build", BEFORE),
    ("post_build", 0),
]

PAGES = {"page_markdown": "reading", "page_content": "reading", "page_context": "building", "post_page": "building"}


def _open(project: Project) -> list[str]:
    """The files of the cache that this process holds open."""
    cache = str(project.root / ".aidoc")
    links = []
    for descriptor in FILES.iterdir():
        try:
            links.append(str(descriptor.readlink()))
        except FileNotFoundError:  # the one that lists
            continue
    return sorted(link for link in links if link.startswith(cache))


def _hook(project: Project, *events: str, priority: int = 0, error: str = "RuntimeError") -> None:
    """Write hook.py, which takes down how many files of the cache are open, and raises."""
    functions = [
        f"""
        @event_priority({priority})
        def on_{event}(*args, **kwargs):
            links = [os.readlink(file) for file in pathlib.Path("/proc/self/fd").iterdir() if file.exists()]
            seen = [link for link in links if link.startswith({str(project.root / ".aidoc")!r})]
            pathlib.Path({str(project.root.parent / "seen")!r}).write_text(str(len(seen)))
            raise {error}("on purpose")
        """
        for event in events
    ]
    imports = (
        "import os, pathlib\nfrom mkdocs.exceptions import PluginError\nfrom mkdocs.plugins import event_priority\n"
    )
    project.write({"hook.py": imports + "".join(textwrap.dedent(function) for function in functions)})
    project.configure(hooks=["hook.py"])


def _seen(project: Project) -> int:
    return int((project.root.parent / "seen").read_text())


@pytest.mark.parametrize(("event", "priority"), few(HOOKS, every=3))
def test_a_plugin_that_fails_in_any_hook_leaves_nothing_open(project: Project, event: str, priority: int) -> None:
    """The preview's next build, with the same instance of the plugin, fills the page without a warning."""
    _hook(project, event, priority=priority)
    serving = Serving(project)
    failed = serving.rebuild()
    assert str(failed.error) == "on purpose"
    place = PAGES.get(event, "")
    assert failed.logged == ([f"ERROR Error {place} page 'index.md': on purpose"] if place else [])
    # The cache is open from the batch to the report.
    assert (_seen(project) > 0) is ((event, priority) == ("nav", AFTER) or event in ("page_markdown", "page_content"))
    assert _open(project) == []
    project.configure()
    built = serving.rebuild()
    assert (built.error, built.logged) == (None, [])
    assert built.filled() == {path for path, outcome in built.outcomes.items() if outcome != "human"} != set()
    assert _open(project) == []


@pytest.mark.parametrize("error", ["PluginError", "RuntimeError", "SystemExit", "KeyboardInterrupt"])
def test_whatever_ends_a_build_leaves_nothing_open(project: Project, error: str) -> None:
    """MkDocs tells plugins of errors, and at its end of all else."""
    _hook(project, "nav", priority=AFTER, error=error)
    try:
        raised = project.build_as_is().error
    except KeyboardInterrupt as interruption:
        raised = interruption
    assert type(raised).__name__ == ("Abort" if error == "PluginError" else error)
    assert _seen(project) > 0
    assert _open(project) == []
    built = project.build()
    assert (built.error, built.logged) == (None, [])


def test_an_interruption_that_nobody_tells_of_is_made_good_by_the_next_build(project: Project) -> None:
    """Where a caller of MkDocs goes on after Ctrl-C, the next build closes what the last one left, and works."""
    _hook(project, "env", priority=AFTER, error="KeyboardInterrupt")
    serving = Serving(project)
    with pytest.raises(KeyboardInterrupt):
        serving.rebuild()
    project.configure()
    built = serving.rebuild()
    assert (built.error, built.logged, built.requests) == (None, [], [])
    assert _open(project) == []


def test_plugins_that_fail_while_they_are_told_of_a_failure_keep_nothing_open(project: Project) -> None:
    """MkDocs stops calling plugins when one raises; ours is called before."""
    _hook(project, "nav", "build_error", priority=AFTER)
    failed = Serving(project).rebuild()
    assert str(failed.error) == "on purpose"
    assert _open(project) == []


def test_a_plugin_that_fails_at_the_end_of_mkdocs_keeps_nothing_open(project: Project) -> None:
    """An interrupted build whose end fails too, in a plugin that MkDocs calls early."""
    _hook(project, "nav", "shutdown", priority=50, error="KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        project.build_as_is()
    assert _open(project) == []


def test_a_wrong_option_after_a_good_build_keeps_nothing_open(project: Project) -> None:
    """A preview whose configuration cannot be loaded any more has closed its last build."""
    project.configure()
    serving = Serving(project)
    assert serving.rebuild().error is None
    assert _open(project) == []
    project.configure(aidoc={"mark": "bagde"})
    assert serving.rebuild().error is not None
    assert _open(project) == []
    project.configure(aidoc={"enabled": False})
    built = serving.rebuild()
    assert (built.error, built.logged, built.report) == (None, [], {})


def test_what_a_build_found_before_it_failed_is_told(project: Project) -> None:
    """A damaged cache is no secret because another plugin fails before anything is filled; it is told once."""
    project.write({".aidoc/cache/cache.db": b"no database, but long enough to be taken for one" * 100})
    _hook(project, "files", priority=AFTER)
    failed = project.build_as_is()
    assert str(failed.error) == "on purpose"
    assert len(failed.logged) == 1
    assert failed.logged[0].startswith("WARNING aidoc: <root>/.aidoc/cache: The cache is damaged (")
    good = project.build(hooks=[])
    assert (good.error, good.logged) == (None, [])  # a new cache was started
