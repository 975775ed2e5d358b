"""Documenters of a project for functions and methods, by which Sphinx' older autodoc shows members, too."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.sphinx.project import Project, inventory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure
    from tests.sphinx.project import Built

CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))
sys.dont_write_bytecode = True
extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]
autodoc_use_legacy_class_based = True

from sphinx.ext.autodoc import ClassDocumenter, FunctionDocumenter, MethodDocumenter


class Functions(FunctionDocumenter):
    objtype = "house{kind}function"
    directivetype = "function"
    priority = 30
{function}


class Methods(MethodDocumenter):
    objtype = "housemethod"
    directivetype = "method"
    priority = 30
{method}


def setup(app):
    app.add_autodocumenter(Functions)
    app.add_autodocumenter(Methods)
"""
CODE = '''\
"""Doors."""


def said(key, force=1):
    """Say it, said by a person.

    :param key: The key, said by a person.
    """
    return key


def bare(key, force=1):
    return key


class Door:
    """A door, said by a person."""

    def turn(self, key):
        return key

    def shut(self, hard):
        """Shut it, said by a person."""
        return hard
'''
PLAIN = "    pass\n"
KINDS = {
    "words": "    def get_doc(self):\n        return [['Own words for ' + self.fullname + '.', '']]\n",
    "more words": (
        "    def get_doc(self):\n"
        "        own = ['Own words for ' + self.fullname + '.', '', ':param force: Own words for force.', '']\n"
        "        return [*(super().get_doc() or []), own]\n"
    ),
    "a signature": "    def format_signature(self, **how):\n        return '(own, *signature)'\n",
    "parameters": "    def format_args(self, **how):\n        return '(*key, **hard)'\n",
    "a header": ("    def add_directive_header(self, sig):\n        super().add_directive_header('(hand)')\n"),
    "no blank lines": (
        "    def process_doc(self, docstrings):\n"
        "        for line in super().process_doc(docstrings):\n"
        "            if line:\n"
        "                yield line\n"
    ),
    "no text": "    def process_doc(self, docstrings):\n        yield from ()\n",
    "no content": "    def add_content(self, more, **how):\n        pass\n",
    "no docstring": "    def get_doc(self):\n        return None\n",
    "failing": "    def format_signature(self, **how):\n        raise ValueError('mine')\n",
    "another object": (
        "    def import_object(self, raiseerror=False):\n"
        "        found = super().import_object(raiseerror)\n"
        "        if found and not self.object.__doc__:\n"
        "            def other(zeal, *rest): return zeal\n"
        "            other.__doc__ = 'Own words for ' + self.fullname + '.'\n"
        "            other.__module__ = self.object.__module__\n"
        "            self.object = other\n"
        "        return found\n"
    ),
    "no object": (
        "    def import_object(self, raiseerror=False):\n"
        "        return super().import_object(raiseerror) and self.object_name not in ('bare', 'turn')\n"
    ),
    "own lines": (
        "    def add_content(self, more, **how):\n"
        "        self.add_line('Own words for ' + self.fullname + '.', '<own>')\n"
        "        self.add_line('', '<own>')\n"
    ),
    "nothing": PLAIN,
}
PAGES = {
    "module": ".. automodule:: doors\n   :members:\n   :undoc-members:\n",
    "hidden": ".. automodule:: doors\n   :members:\n",
    "class": ".. autoclass:: doors.Door\n   :members:\n   :undoc-members:\n\n.. autohousefunction:: doors.bare\n",
}


def _project(tmp_path: Path, azure: str, kind: str, page: str) -> Project:
    conf = CONF.format(kind="", function=KINDS[kind], method=KINDS[kind])
    return Project(
        tmp_path, files={"docs/conf.py": conf, "docs/index.rst": f"I\n=\n\n{page}", "src/doors.py": CODE}, azure=azure
    )


def _objects(built: Built) -> dict[str, tuple[str, set[str], list[str]]]:
    """What pages show of objects: the words, the parameters in the signature, and those that are described."""
    text = (built.out / "index.html").read_text(encoding="utf-8")
    parts = re.split(r'<dt class="sig [^"]*" id="([^"]+)">', text)
    found = {}
    for path, part in zip(parts[1::2], parts[2::2], strict=True):
        header, _, body = part.partition("</dt>")
        signed = re.findall(
            r'<em class="sig-param">(?:<span class="o"><span class="pre">(\*+)</span></span>)?'
            r'<span class="n"><span class="pre">(\w+)</span>',
            header,
        )
        words = " ".join(re.sub(r"<[^>]*>", " ", body).split())
        found[path] = words, {"".join(one) for one in signed}, re.findall(r"<strong>(\*{0,2}\w+)</strong>", body)
    return found


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_documenters_of_members_show(tmp_path: Path, azure: LocalAzure, kind: str, page: str) -> None:
    """Their words stay, nothing is described twice or that they do not show, and nothing is asked in vain."""
    site = _project(tmp_path, azure.url, kind, PAGES[page])
    plain = site.build("html", aidoc_enabled="0")
    before = _objects(plain)
    built = site.build("html", fresh=True)
    shown = _objects(built)
    assert (built.error, built.warnings) == ("", plain.warnings)
    assert "aidoc-badge" not in re.sub(r"<[^>]*>", " ", (built.out / "index.html").read_text(encoding="utf-8"))
    filled = {*built.filled()}
    for path, (words, signed, described) in shown.items():
        old, _, said = before.get(path, ("", signed, []))
        for sentence in re.findall(r"[^.:]+(?:said by a person|Own words for)[^.:]*\.", old):
            assert words.count(sentence.strip()) == old.count(sentence.strip()), (path, sentence)
        added = Counter(described) - Counter(said)
        assert max(added.values(), default=1) == 1, path
        assert added.keys() <= signed - {*said}, path
    for path in filled:
        here = path if path in shown else path.removesuffix(".__init__")
        assert here in {"doors", *shown}
        assert here == "doors" or re.search("Generated|Completed", shown[here][0]), path
    if page != "hidden":
        assert inventory(built.out) == inventory(plain.out)
    requests = len(azure.requests)
    again = site.build("html")
    assert (again.read, _objects(again), len(azure.requests)) == ([], shown, requests)
    if kind == "nothing":
        assert {"doors.bare", "doors.Door.turn", "doors.Door.shut"} <= filled


VALUES = """

from sphinx.ext.autodoc import AttributeDocumenter, PropertyDocumenter


class Properties(PropertyDocumenter):
    objtype = "houseproperty"
    directivetype = "property"
    priority = 31

    def get_doc(self):
        return super().get_doc() or [["Own words for " + self.fullname + ".", ""]]


class Attributes(AttributeDocumenter):
    objtype = "houseattribute"
    directivetype = "attribute"
    priority = 30

    def get_doc(self):
        return super().get_doc() or [["Own words for " + self.fullname + ".", ""]]


setup_others = setup


def setup(app):
    setup_others(app)
    app.add_autodocumenter(Properties)
    app.add_autodocumenter(Attributes)
"""
WITH_VALUES = '''

class Lock:
    """A lock, said by a person."""

    bolts = 2

    @property
    def open(self):
        return True

    @property
    def told(self):
        """Told, said by a person."""
        return True
'''


def test_words_for_properties_and_attributes(tmp_path: Path, azure: LocalAzure) -> None:
    """They stay, and nothing is requested for what has them."""
    site = _project(tmp_path, azure.url, "nothing", PAGES["module"])
    conf = (site.root / "docs/conf.py").read_text(encoding="utf-8")
    site.write({"docs/conf.py": conf + VALUES, "src/doors.py": CODE + WITH_VALUES})
    plain = site.build("html", aidoc_enabled="0")
    built = site.build("html", fresh=True)
    assert (built.error, built.warnings) == ("", plain.warnings)
    for name in ("bolts", "open", "told"):
        assert _objects(built)[f"doors.Lock.{name}"][0] == _objects(plain)[f"doors.Lock.{name}"][0]
    rows = {row["path"]: row["reason"] for row in built.report["objects"]}
    assert rows["doors.Lock.open"] == "autohouseproperty gives it words"
    assert rows["doors.Lock.bolts"] == "autohouseattribute gives it words"
