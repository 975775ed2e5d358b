"""sphinx-autoapi: the objects of the plain site appear, those that lacked a text where it hides them, and no others."""

from __future__ import annotations

import re

import pytest

from tests.sphinx.project import Project

CONF = """\
extensions = ["autoapi.extension", "sphinx_aidoc"]
autoapi_dirs = ["../src/shower"]
autoapi_keep_files = True
"""
FILES = {
    "docs/index.rst": "Shower\n======\n",
    "src/shower/__init__.py": '"""A package."""\nfrom shower._part import Logger, make\n\n__all__ = ["Logger", "make", "tool"]\n\n\n'
    'def tool(left):\n    """A tool by hand."""\n    return left\n',
    "src/shower/tool.py": "def inner(left):\n    return left\n",
    "src/shower/_part.py": '''\
"""The part."""
from shower._other import helped, unlisted


class Logger:
    """Log by hand."""

    def __init__(self, file):
        self._file = file

    def __repr__(self):
        return "Logger"

    def msg(self, message):
        """Write by hand."""
        return helped(message)

    log = debug = msg


def make(left):
    return Logger(left)


first = second = make
third, fourth = make, make
try:
    from typing import override
except ImportError:
    Of = 1

    def override(method):
        return method
''',
    "src/shower/_other.py": '"""The other."""\n\n__all__ = ["helped"]\n\n\ndef helped(left):\n    """Help by hand."""\n    return left\n'
    '\n\ndef unlisted(left):\n    """Do it by hand."""\n    return left\n',
}
IDENTIFIER = re.compile(r'id="(shower[\w.]*)"')


def shown(built) -> set[tuple[str, str]]:
    """The objects that the site shows, each with its page."""
    return {
        (file.relative_to(built.out).as_posix(), name)
        for file in built.out.rglob("*.html")
        if "autoapi" in file.parts
        for name in IDENTIFIER.findall(file.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize(
    ("options", "more"),
    [
        ("", set()),
        (
            'autoapi_options = ["members", "special-members", "imported-members", "private-members"]\n',
            {
                ("autoapi/shower/_part/index.html", "shower._part.make"),
                ("autoapi/shower/index.html", "shower.make"),
                ("autoapi/shower/tool/index.html", "shower.tool.inner"),
            },
        ),
    ],
    ids=["undocumented shown", "undocumented hidden"],
)
def test_the_objects_of_the_plain_site(tmp_path, azure, options, more):
    """What sphinx-autoapi hides for another reason than a missing text stays hidden, and nothing of it is sent."""
    files = {**FILES, "docs/conf.py": CONF + options}
    if options:  # else the module, named like a function, would appear beside it
        files["src/shower/tool.py"] = f'"""Tools."""\n\n\n{FILES["src/shower/tool.py"]}'
    project = Project(tmp_path, files=files, azure=azure.url)
    plain = project.build("html", aidoc_enabled="0")
    before = shown(plain)
    told = plain.text("autoapi/shower/index", ".html").count("A tool by hand.")
    built = project.build("html", fresh=True)
    after = shown(built)
    assert before <= after
    assert after - before == more
    assert built.warnings == plain.warnings
    assert built.text("autoapi/shower/index", ".html").count("A tool by hand.") == told > 0
    names = {name for _, name in after}
    asked = {one.path.removesuffix(".__init__") for request in azure.requests for one in request.objects}
    assert "shower._part.Logger" in asked  # what its constructor takes
    assert asked <= names


def test_what_the_stub_alone_has_is_not_requested(tmp_path, azure):
    """Of a module and its stub sphinx-autoapi reads the module: nothing else is on a page; a stub alone is filled."""
    files = {
        "docs/index.rst": "Shower\n======\n\n.. toctree::\n\n   autoapi/index\n",
        "src/shower/__init__.py": '"""A package."""\n',
        "src/shower/both.py": "class Both:\n    def one(self, left):\n        return left\n",
        "src/shower/both.pyi": "class Both:\n    def one(self, left: int) -> int: ...\n    def two(self) -> int: ...\n"
        "def only(left: int) -> int: ...\n",
        "src/shower/alone.pyi": "def fast(left: int) -> int: ...\n",
    }
    project = Project(tmp_path, files={**files, "docs/conf.py": CONF}, azure=azure.url)
    built = project.build("html", fresh=True)
    assert (built.error, built.warnings) == ("", [])
    asked = {one.path for request in azure.requests for one in request.objects}
    filled = {"shower.both", "shower.both.Both", "shower.both.Both.one", "shower.alone", "shower.alone.fast"}
    assert asked == set(built.filled()) == filled
    pages = [file.read_text(encoding="utf-8") for file in (built.out / "autoapi").rglob("index.html")]
    assert all(any(f'"{path}"' in page or f"module-{path}" in page for page in pages) for path in filled)


WELL = '''\
"""A well."""


class Bucket:
    def fill(self, left):
        """Fill by hand."""
        return left

    def tip(self, left):
        return left


class Rope:
    """A rope by hand."""

    def knot(self, left):
        """Knot by hand."""
        return left
'''
LOOKS = {
    "around": "(seen.get(name.rpartition('.')[0]) or obj).docstring",
    "itself": "obj.docstring",
}


@pytest.mark.parametrize("around", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("hides", ["bool({})", "not {}"], ids=["what has words", "what has none"])
def test_handlers_that_go_by_words_see_those_of_people(tmp_path, azure, around, hides):
    """Whatever a project's handler makes of a docstring, its own or that of the class: its site is the plain site."""
    conf = (
        f"{CONF}seen = {{}}\n\n\ndef choose(app, what, name, obj, skip, options):\n    seen[name] = obj\n"
        f"    return {hides.format(around)} if what == 'method' else None\n\n\n"
        "def setup(app):\n    app.connect('autoapi-skip-member', choose)\n"
    )
    files = {
        "docs/index.rst": "Shower\n======\n\n.. toctree::\n\n   autoapi/index\n",
        "docs/conf.py": conf,
        "src/shower/__init__.py": WELL,
    }
    project = Project(tmp_path, files=files, azure=azure.url)
    before = shown(project.build("html", aidoc_enabled="0"))
    built = project.build("html", fresh=True)
    assert built.warnings == []
    assert shown(built) == before
    assert "shower.Bucket" in built.filled()
    page = built.text("autoapi/shower/index", ".html")
    assert page.count('class="aidoc-badge') == sum(f'id="{path}"' in page for path in built.filled())


def test_what_autodoc_shows_on_a_page_of_sphinx_autoapi(tmp_path, azure):
    """A module whose docstring has a directive of autodoc: no object is described a second time for aidoc's texts."""
    code = (
        '"""A well.\n\n.. autoclass:: shower.Rain\n   :members:\n   :no-index:\n"""\n\n\n'
        'class Rain:\n    """Rain by hand."""\n\n    drops: int = 0\n\n    def fall(self, left):\n        return left\n'
    )
    conf = CONF.replace('"autoapi.extension"', '"autoapi.extension", "sphinx.ext.autodoc"')
    conf += "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'src'))\n"
    files = {
        "docs/index.rst": "Shower\n======\n\n.. toctree::\n\n   autoapi/index\n",
        "docs/conf.py": conf,
        "src/shower/__init__.py": code,
    }
    project = Project(tmp_path, files=files, azure=azure.url)
    plain = project.build("html", aidoc_enabled="0")
    before = plain.text("autoapi/shower/index", ".html")
    built = project.build("html", fresh=True)
    after = built.text("autoapi/shower/index", ".html")
    assert built.warnings == plain.warnings
    for name in ("drops", "fall"):
        assert after.count(f'<span class="pre">{name}</span>') == before.count(f'<span class="pre">{name}</span>')
    assert {"shower.Rain.drops", "shower.Rain.fall"} <= set(built.filled())
