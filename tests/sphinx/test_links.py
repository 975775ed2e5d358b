"""Links from generated text: names that the documents describe become cross-references, and only those."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from aidoc_core.checks import RULES
from tests.sphinx.project import Project

FILES = {
    "src/pkg/__init__.py": "from pkg._cells import Battery, weigh\n\n__all__ = ['Battery', 'weigh']\n",
    "src/pkg/_cells.py": '''"""Cells."""


class Battery:
    """A battery."""

    def load(self, amps):
        return amps

    def _tare(self):
        return 0


def weigh(battery):
    return battery
''',
    "src/pkg/gauge.py": '''"""Gauges."""

from pkg._cells import Battery, weigh


def measure(battery, load):
    if load:
        raise ValueError
    return battery
''',
    "docs/conf.py": "import sys\nfrom pathlib import Path\n\n"
    "sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "extensions = ['sphinx_aidoc', 'sphinx.ext.napoleon']\nproject = 'pkg'\n"
    f"aidoc_checks = { {rule.id: 'off' for rule in RULES} }\n",
    "docs/index.rst": "pkg\n===\n\n.. toctree::\n\n   gauge\n   pkg\n",
    "docs/gauge.rst": "gauge\n=====\n\n.. automodule:: pkg.gauge\n   :members:\n",
    "docs/pkg.rst": "api\n===\n\n.. autoclass:: pkg.Battery\n   :members:\n\n.. autofunction:: pkg.weigh\n",
}
SAID = (
    "Ask `Battery`, `Battery.load()`, `weigh`, `load`, `Battery._tare`, `pkg.gauge`, `ValueError`; "
    "see [the manual](https://docs.example.org/x_) or https://evil.test/x."
)


@pytest.fixture
def project(tmp_path, azure):
    """A package that exports what a private module defines, and a model whose every text is full of names."""

    def answer(objects):
        return [
            {
                "n": asked.n,
                "summary": f"Tell of `{asked.path.rpartition('.')[2]}` and more.",
                "details": SAID,
                "sections": [
                    *({"kind": "parameter", "name": name, "text": SAID} for name in asked.parameters),
                    {"kind": "returns", "name": "", "text": SAID},
                    *({"kind": "raises", "name": name, "text": SAID} for name in asked.raises),
                ],
            }
            for asked in objects
        ]

    azure.answer = answer
    return Project(tmp_path, files=FILES, azure=azure.url)


def _texts(built, document, path):
    soup = BeautifulSoup((built.out / f"{document}.html").read_text(encoding="utf-8"), "html.parser")
    body = soup.find(id=path).find_parent("dl").find("dd")
    return [p for p in body.find_all("p") if "Ask" in p.get_text() and p.find_parent("dl", class_="py") is body.parent]


def _links(element):
    return [(link.get_text(), link["href"]) for link in element.select("a[href]")]


@pytest.mark.parametrize("arguments", [(), ("-j2",)])
def test_names_of_described_objects_are_links(project, arguments):
    """A name leads to where the object is described, under the exported name; the others stay code, nobody warns."""
    built = project.run("-n", "-W", "--keep-going", *arguments, builder="html")
    assert (built.error, built.warnings) == ("", [])
    found = _texts(built, "gauge", "pkg.gauge.measure")
    assert len(found) == 5
    for text in found:
        assert _links(text) == [
            ("Battery", "pkg.html#pkg.Battery"),
            ("Battery.load()", "pkg.html#pkg.Battery.load"),
            ("weigh", "pkg.html#pkg.weigh"),
            ("pkg.gauge", "#module-pkg.gauge"),
        ]
        codes = [code for code in text.find_all("code") if not code.find_parent("a")]
        assert [code.get_text() for code in codes] == ["load", "Battery._tare", "ValueError"]
        assert {" ".join(code["class"]) for code in codes} == {"docutils literal notranslate"}
        assert "see [the manual](https://docs.example.org/x_) or https://evil.test/x." in text.get_text()


def test_a_name_leads_to_its_sibling_and_never_to_itself(project):
    """In a method's text its class is a link, the method itself is not; a module is one like any object."""
    built = project.build("html", nitpicky=True)
    assert (built.error, built.warnings) == ("", [])
    for text in _texts(built, "pkg", "pkg.Battery.load"):
        assert _links(text) == [
            ("Battery", "#pkg.Battery"),
            ("weigh", "#pkg.weigh"),
            ("pkg.gauge", "gauge.html#module-pkg.gauge"),
        ]


def test_allowed_hosts(project, azure):
    """With `aidoc_link_hosts` an address of such a host is a link; the pages are made anew, nothing is asked."""
    project.build("html")
    asked = len(azure.requests)
    built = project.build("html", aidoc_link_hosts=["docs.example.org"], nitpicky=True)
    assert (built.error, built.warnings, len(azure.requests)) == ("", [], asked)
    assert sorted(built.read) == ["gauge", "pkg"]
    for text in _texts(built, "gauge", "pkg.gauge.measure"):
        assert ("the manual", "https://docs.example.org/x_") in _links(text)
        assert "or https://evil.test/x." in text.get_text()
        assert not [href for _, href in _links(text) if "evil" in href]


def test_an_object_that_is_described_no_more(project):
    """When all pages are written again, links that led there are code, without a warning and without reading them."""
    project.build("html", nitpicky=True)
    project.edit("docs/pkg.rst", "\n.. autofunction:: pkg.weigh\n", "")
    built = project.run("-n", "-W", "-a", builder="html")
    assert (built.error, built.warnings) == ("", [])
    for text in _texts(built, "gauge", "pkg.gauge.measure"):
        assert "weigh" not in [label for label, _ in _links(text)]


@pytest.mark.parametrize("builder", ["text", "man", "latex", "gettext", "texinfo", "pseudoxml"])
def test_other_builders(project, builder):
    """In every format the names read as in a person's text."""
    built = project.build(builder, nitpicky=True)
    assert (built.error, built.warnings) == ("", [])
