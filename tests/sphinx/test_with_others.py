"""Together with autosummary, MyST, sphinx-autoapi, numpydoc; and with MkDocs on the same cache."""

from __future__ import annotations

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from tests.sphinx.project import Project
from tests.sphinx.test_builds import PACKAGE


def test_autosummary_tables_and_stubs(tmp_path, azure):
    """Tables show the summaries, stubs the texts, `:recursive:` goes into subpackages; all predicted."""
    files = {
        **PACKAGE,
        "docs/index.rst": "pkg\n===\n\n.. autosummary::\n   :toctree: api\n   :recursive:\n\n   pkg\n\n"
        ".. currentmodule:: pkg.one\n\n.. autosummary::\n\n   first\n   ~second\n",
        "docs/_templates/autosummary/module.rst": "{{ fullname | escape | underline }}\n\n"
        ".. automodule:: {{ fullname }}\n   :members:\n\n"
        "{% block modules %}{% if modules %}\n.. autosummary::\n   :toctree:\n"
        "   :recursive:\n{% for item in modules %}\n   {{ item }}{%- endfor %}\n{% endif %}{% endblock %}\n",
    }
    for name in ("one", "two", "prose"):
        del files[f"docs/{name}.rst"]
    project = Project(tmp_path, files=files, azure=azure.url)
    built = project.build(
        extensions=["sphinx.ext.autosummary", "sphinx_aidoc"], templates_path=["_templates"], nitpicky=True
    )
    assert built.warnings == []
    assert built.report["on_demand"] == 0
    assert built.outcomes() == {"generated": 7, "skipped": 1}  # the package's own file is empty
    first = built.text("api/pkg.one").partition("first(left, right)")[2].strip()
    assert " ".join(first.split()[:5]) in built.text("index")
    assert built.text("api/pkg.two").count("Generated ·") == 4


def test_autosummary_default_stubs(tmp_path, azure):
    """The stubs of autosummary's own templates: a page a class, `__init__` as a member of its own."""
    files = {
        **PACKAGE,
        "src/pkg/two.py": PACKAGE["src/pkg/two.py"] + "\n    def __init__(self, start):\n        self.start = start\n",
        "docs/index.rst": "pkg\n===\n\n.. currentmodule:: pkg\n\n"
        ".. autosummary::\n   :toctree: api\n\n   two.Thing\n   one.first\n",
    }
    for name in ("one", "two", "prose"):
        del files[f"docs/{name}.rst"]
    project = Project(tmp_path, files=files, azure=azure.url)
    built = project.build(extensions=["sphinx.ext.autosummary", "sphinx_aidoc"])
    assert built.warnings == []
    assert built.report["on_demand"] == 0
    assert built.text("api/pkg.two.Thing").count("**start** --") == 1
    assert sorted(built.filled()) == [
        "pkg.one.first",
        "pkg.two.Thing",
        "pkg.two.Thing.__init__",
        "pkg.two.Thing.act",
        "pkg.two.Thing.size",
    ]


def test_myst_pages(tmp_path, azure):
    """Directives in MyST pages are found and filled."""
    files = {
        **PACKAGE,
        "docs/one.md": "# one\n\n```{eval-rst}\n.. automodule:: pkg.one\n   :members:\n```\n",
        "docs/two.md": "# two\n\n```{eval-rst}\n.. autoclass:: pkg.two.Thing\n   :members:\n```\n\n"
        "```{aidoc-report}\n```\n",
    }
    del files["docs/one.rst"], files["docs/two.rst"]
    built = Project(tmp_path, files=files, azure=azure.url).build(extensions=["myst_parser", "sphinx_aidoc"])
    assert built.warnings == []
    assert built.report["on_demand"] == 0
    assert built.text("one").count("Generated ·") == 3
    assert "6 API objects" in built.text("two")


@pytest.mark.parametrize("also", [[], ["sphinx.ext.napoleon"], ["numpydoc"]])
def test_sphinx_autoapi(tmp_path, azure, also):
    """sphinx-autoapi's pages are filled through its own hook, undocumented objects included."""
    files = {**PACKAGE, "docs/index.rst": "pkg\n===\n\n.. toctree::\n\n   autoapi/index\n\n.. aidoc-report::\n"}
    files["src/pkg/__init__.py"] = '"""A package."""\n'
    files["src/pkg/one.py"] += '\n\ndef half(one, two):\n    """A person\'s words."""\n    return one\n'
    for name in ("one", "two", "prose"):
        del files[f"docs/{name}.rst"]
    project = Project(tmp_path, files=files, azure=azure.url)
    built = project.build(
        extensions=["autoapi.extension", *also, "sphinx_aidoc"],
        autoapi_dirs=["../src"],
        autoapi_options=["members", "show-module-summary"],
    )
    assert built.warnings == []
    assert built.outcomes() == {"human": 1, "generated": 8}
    page = built.text("autoapi/pkg/one/index")
    assert page.count("Generated ·") == 3
    assert page.count("A person's words.") >= 1
    assert page.count("Completed (one, two, returns) ·") == 1
    assert "9 API objects" in built.text("index")


def test_mkdocs_and_sphinx_share_a_cache(tmp_path, azure):
    """What MkDocs has paid for, Sphinx does not pay again: the same objects have the same identity."""
    project = Project(tmp_path, root="sphinx-odd", azure=azure.url)
    project.write(
        "mkdocs.yml",
        "site_name: odd\ndocs_dir: pages\nsite_dir: site\nplugins:\n"
        "  - mkdocstrings:\n      handlers:\n        python:\n"
        "          paths: [src]\n          options: {merge_init_into_class: true}\n"
        f"  - aidoc: {{endpoint: '{azure.url}', deployment: docs, cache_dir: docs/.aidoc/cache}}\n",
    )
    project.write("pages/index.md", "# odd\n\n::: oddpkg.kinds\n\n::: oddpkg\n    options: {show_submodules: false}\n")
    mkdocs_build(load_config(str(tmp_path / "mkdocs.yml")))
    paid = {asked.path for request in azure.requests for asked in request.objects}
    azure.reset()
    built = project.build(extensions=["sphinx_aidoc", "sphinx.ext.napoleon"])
    again = {asked.path for request in azure.requests for asked in request.objects}
    assert again & paid == set()
    assert again <= {"oddpkg._impl", "oddpkg._impl.Renamed", "oddpkg._impl.Renamed.act", "oddpkg._impl.helper"}
    assert len(built.filled()) > 45


ENDINGS = {
    "paragraph": "Last words.",
    "doctest": ">>> 1 + 1\n2",
    "literal": "As code::\n\n   1 + 1",
    "quote": "Quoted:\n\n   Words of others.",
    "bullets": "- one\n- two",
    "definitions": "term\n   What it is.",
    "directive": ".. note:: Take care.",
    "image": ".. image:: none.png",
    "table": "== ==\na  b\n== ==\n1  2\n== ==",
    "fields": "",
    "section": ".. rubric:: More\n\nLast words.",
    "target": "Last words.\n\n.. _that: https://example.org",
}


def test_warnings_keep_their_place(tmp_path, azure):
    """What docutils says of a person's parameter names the docstring or the document as without aidoc, however it ends."""
    code = '"""A person\'s module."""\n'
    for name, ending in ENDINGS.items():
        body = f"A person's words.\n\n:param one: The first.\n:type one: |{name}|\n\n{ending}".strip()
        text = "\n".join(f"    {line}".rstrip() for line in body.splitlines())
        code += f'\n\ndef of_{name}(one, two):\n    """\n{text}\n    """\n    return one, two\n'
    code += (
        '\n\nclass Members:\n    """A person\'s words.\n\n    :param one: The first.\n    :type one: |members|\n\n'
        '    Last words.\n    """\n\n    def __init__(self, one, two):\n        self.both = one, two\n\n'
        '    def act(self):\n        """Act by hand."""\n'
    )
    files = {
        "docs/conf.py": "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
        "extensions = ['sphinx_aidoc']\nproject = 'Ends'\nsuppress_warnings = ['image.not_readable']\n",
        "docs/index.rst": "Ends\n====\n\n.. automodule:: ends\n   :members:\n",
        "src/ends.py": code,
    }
    project = Project(tmp_path, files=files, azure=azure.url)
    plain, built = project.build(aidoc_enabled="0"), project.build(fresh=True)
    assert len(built.filled()) == len(plain.warnings) == len(ENDINGS) + 1
    assert built.warnings == plain.warnings


TYPED = {
    "docs/conf.py": PACKAGE["docs/conf.py"],
    "src/typed.py": '''\
"""Typed."""


def two(first: int, second: str = "x", *more: int) -> int:
    return first


def one(first: int, second: str = "x") -> int:
    """Do it.

    :param first: By hand.
    """
    return first
''',
    "docs/index.rst": "Typed\n=====\n\n.. automodule:: typed\n   :members:\n   :undoc-members:\n",
}


@pytest.mark.parametrize("defaults", [None, "comma", "braces"])
@pytest.mark.parametrize("last", [True, False])
def test_sphinx_autodoc_typehints_adds_every_parameter(tmp_path, azure, last, defaults):
    """`always_document_param_types` adds fields for all of them: the texts stand in them, whichever comes first."""
    pytest.importorskip("sphinx_autodoc_typehints")
    both = ["sphinx_autodoc_typehints", "sphinx_aidoc"]
    project = Project(tmp_path, files=TYPED, azure=azure.url)
    built = project.build(
        extensions=["sphinx.ext.autodoc", *(both if last else reversed(both))],
        always_document_param_types=True,
        typehints_defaults=defaults,
    )
    assert built.warnings == []
    shown = built.text("index")
    assert [shown.count(f"{name}** (") for name in ("first", "second", "more")] == [2, 2, 1]
    assert shown.count("By hand.") == 1
    assert built.outcomes() == {"human": 1, "generated": 2}
