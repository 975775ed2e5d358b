"""Docstrings in a style that Sphinx does not know: nothing is asked that they say, and they stay as they are."""

from __future__ import annotations

import pytest

from tests.sphinx.project import Project

CODE = '''\
def grow(size: int, colour: str) -> int:
    """Let it grow.

    {}
    """
    if not size:
        raise KeyError(colour)
    return size
'''
CASES = {
    "epytext, all": ("@param size: How large.\n    @param colour: Which.\n    @return: More.\n    @raise KeyError: If 0.", ""),
    "epytext, in part": ("@param size: How large.\n    @return: More.\n    @raise KeyError: If 0.", "colour"),
    "named in the text": (
        ":param size: How large.\n    :param colour: Which.\n    :returns: More.\n    :raises: ``KeyError`` -- if 0.", "",
    ),
    "Markdown": (
        "**Args**\n\n    - `size`: How large.\n    - `colour`: Which.\n\n    **Returns**\n\n    More.\n\n    **Raises**\n\n"
        "    - `KeyError`: If 0.", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_asked_that_is_said(tmp_path, azure, case):
    """What is described stays as it is and is never asked for; only what is missing is added below it."""
    text, missing = CASES[case]
    files = {
        "src/garden.py": '"""A garden."""\n\n' + CODE.format(text),
        "docs/conf.py": (
            "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
            "extensions = ['sphinx.ext.napoleon', 'sphinx_aidoc']\nproject = 'garden'\n"
        ),
        "docs/index.rst": "garden\n======\n\n.. automodule:: garden\n   :members:\n",
    }
    project = Project(tmp_path, files=files, azure=azure.url)
    plain = project.build("text", fresh=True, aidoc_enabled="0")
    before = (plain.out / "index.txt").read_text(encoding="utf-8")
    built = project.build("text", fresh=True, aidoc_mark="none")
    assert (built.error, built.warnings) == ("", plain.warnings)
    after = (built.out / "index.txt").read_text(encoding="utf-8")
    assert bool(len(azure.requests)) is bool(missing)
    assert after.count("colour") == before.count("colour") + bool(missing)
    assert after.startswith(before.rstrip())
