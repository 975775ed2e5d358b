"""Modules that cannot be read: told with their place, as in MkDocs; what can be read is filled all the same."""

from __future__ import annotations

import pytest

from tests.sphinx.project import Project

CONF = (
    "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "extensions = ['sphinx_aidoc']\nproject = 'pkg'\n"
)
ODD = "pkg/odd.py:2: WARNING: cannot be read as Python (unknown encoding: x-odd), so nothing in it is documented. Correct the file. [aidoc.source]"
BAD = (
    "pkg/bad.py:1: WARNING: cannot be read as Python (invalid syntax), so nothing in it is documented. "
    "Correct the file. [aidoc.source]"
)


def _project(tmp_path, azure, modules: list[str], **files: str) -> Project:
    pages = "".join(f".. automodule:: {name}\n   :members:\n\n" for name in modules)
    return Project(
        tmp_path,
        files={
            "src/pkg/__init__.py": "",
            "src/pkg/good.py": "def run(fast):\n    return fast\n",
            "docs/conf.py": CONF,
            "docs/index.rst": f"pkg\n===\n\n{pages}",
            **files,
        },
        azure=azure.url,
    )


STREET = "def street(name='München', no=1):\n    '''Grüße.'''\n\n\ndef größe(x):\n    return 'ß' * x\n"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8"])
@pytest.mark.parametrize("where", ["latin", "deep/latin", "__init__"])
def test_a_module_in_another_encoding(tmp_path, azure, encoding, where):
    """What Python reads by its declared encoding is filled as any other; a person's words stay what they are."""
    name = ".".join(["pkg", *where.split("/")]).removesuffix(".__init__")
    project = _project(tmp_path, azure, ["pkg.good", name])
    file = tmp_path / f"src/pkg/{where}.py"
    file.parent.mkdir(exist_ok=True)  # without __init__.py: Griffe passes such a directory over
    file.write_bytes(f"# -*- coding: {encoding} -*-\n{STREET}".encode(encoding))
    built = project.build()
    assert (built.warnings, built.changed) == ([], [])
    assert sorted(built.filled()) == sorted({"pkg.good", "pkg.good.run", name, f"{name}.street", f"{name}.größe"})
    page = built.text()
    assert page.count("Grüße.") == 1
    assert page.count("München") == 1


def test_told_once_with_two_readers(tmp_path, azure):
    """Whoever loads the package, the warning comes once; and it can be suppressed."""
    pages = {
        f"docs/{name}.rst": f":orphan:\n\n{name}\n====\n\n.. autofunction:: pkg.good.run\n   :no-index:\n"
        for name in "abcdef"
    }
    project = _project(tmp_path, azure, ["pkg.good"], **pages)
    (tmp_path / "src/pkg/odd.py").write_bytes(b"# coding: x-odd\nNAME = '\xe9'\n")
    assert project.build(readers=2).warnings == [ODD]
    assert project.build(fresh=True, suppress_warnings=["aidoc.source"]).warnings == []


def test_a_module_with_a_fault(tmp_path, azure):
    """A syntax error is told with its line, besides what autodoc says when it is to show the module."""
    project = _project(tmp_path, azure, ["pkg.good", "pkg.bad"], **{"src/pkg/bad.py": "def f(:\n"})
    first, *rest = project.build().warnings
    assert first == BAD
    assert len([line for line in rest if "WARNING" in line]) == 1
    assert "[autodoc" in "".join(rest)


def test_a_bare_directory(tmp_path, azure):
    """What the package imports from a directory without `__init__.py` is filled; what cannot be read there is told."""
    files = {
        "src/pkg/__init__.py": "try:\n    from pkg.core.app import run\n    from pkg.core.bad import gone\nexcept SyntaxError:\n    pass\n",
        "src/pkg/core/app.py": "def run(fast):\n    return fast\n",
        "src/pkg/core/bad.py": "def f(:\n",
        "src/pkg/core/alone.py": "def lone(fast):\n    return fast\n",
    }
    project = _project(tmp_path, azure, ["pkg.core.app", "pkg.core.alone"], **files)
    built = project.build()
    assert built.warnings == [BAD.replace("pkg/bad.py", "pkg/core/bad.py")]
    assert built.filled() == ["pkg.core.alone", "pkg.core.alone.lone", "pkg.core.app", "pkg.core.app.run"]
