"""Handlers of the project that change docstrings: their words are people's, their changes no fault of aidoc."""

from __future__ import annotations

import re

import pytest

from sphinx_aidoc.others import Others
from tests.sphinx.project import Project

CONF = """\
import sys, textwrap
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))
sys.dont_write_bytecode = True
extensions = {extensions!r}


def proc(app, what, name, obj, options, lines):
    {does}


def setup(app):
    app.connect('autodoc-process-docstring', proc, priority={priority})
"""
CODE = '''\
"""A house."""


def bare(a: int, b: int = 1) -> int:
    return a + b


def part(a: int) -> int:
    """Add two numbers, said by a person.

    :param a: The first.
    """
    return a


class Door:
    """A door, said by a person."""

    def turn(self, key):
        return key
'''
FILL = "if not ''.join(lines).strip(): lines[:] = ['Words of the house for ' + name + '.', '']"
PREPEND = "lines[:0] = ['House rule.', '']"
WRAP = "lines[:] = textwrap.wrap(' '.join(line.strip() for line in lines), 60) + ['']"
CLEAR = "lines.clear()"
CONTAIN = "lines[:] = ['.. container:: house', ''] + ['   ' + line for line in lines] + ['']"
ASIDE = "lines[:] = ['.. admonition:: House', ''] + ['   ' + line for line in lines] + ['', '.. rubric:: End', '']"
CUTS = {
    "all": CLEAR,
    "but the first line": "del lines[1:]",
    "fields": "lines[:] = [line for line in lines if not line.startswith(':')]",
    "its first paragraph": "del lines[:2]",
}
BLOCK = ".. automodule:: house\n   :members:\n   :undoc-members:\n"


def _project(tmp_path, azure, does: str, priority: int, extensions: tuple[str, ...] = ("sphinx_aidoc",)) -> Project:
    conf = CONF.format(does=does, priority=priority, extensions=list(extensions))
    files = {"docs/conf.py": conf, "docs/index.rst": f"I\n=\n\n{BLOCK}", "src/house.py": CODE}
    return Project(tmp_path, files=files, azure=azure.url)


@pytest.mark.parametrize(
    "extensions", [("sphinx_aidoc",), ("sphinx.ext.napoleon", "sphinx_aidoc")], ids=["", "napoleon"]
)
@pytest.mark.parametrize("priority", [-5, 1, 500, 900])
def test_words_for_objects_that_have_none(tmp_path, azure, priority, extensions):
    """They are on the page as without aidoc, and no model's text beside them; the report says whose they are."""
    project = _project(tmp_path, azure, FILL, priority, extensions)
    plain = project.build(aidoc_enabled="0").text()
    built = project.build(fresh=True)
    assert built.warnings == []
    text = built.text()
    for name in ("house.bare", "house.Door.turn"):
        assert text.count(f"Words of the house for {name}.") == plain.count(f"Words of the house for {name}.") == 1
    assert "Generated ·" not in text
    rows = {row["path"]: row["reason"] for row in built.report["objects"] if row["reason"]}
    assert rows == dict.fromkeys(("house.bare", "house.Door.turn"), "proc gives it words")
    assert "house.part" in built.filled()
    again = project.build()
    assert {row["path"] for row in again.report["objects"] if row["outcome"] == "skipped"} == rows.keys()


@pytest.mark.parametrize("priority", [-5, 1, 500, 900])
def test_words_for_every_object(tmp_path, azure, priority):
    """What is added to every docstring says nothing of the object: the text appears beside it, and no mark does."""
    built = _project(tmp_path, azure, PREPEND, priority).build()
    assert built.warnings == []
    text = built.text()
    assert "aidoc:" not in text
    assert "\x02" not in text
    assert text.count("House rule.") == 5
    assert text.count("Generated ·") == 2
    assert {"house.bare", "house.Door.turn", "house.part"} <= set(built.filled())


@pytest.mark.parametrize("does", [WRAP, CLEAR], ids=["wrapped", "cleared"])
@pytest.mark.parametrize("priority", [1, 500, 900])
def test_handlers_that_rewrite_everything(tmp_path, azure, does, priority):
    """No warning, whatever they do; a text that they leave no mark of is not shown, and the log says why, once."""
    project = _project(tmp_path, azure, does, priority)
    plain = project.build(aidoc_enabled="0")
    before = plain.text()
    built = project.build(fresh=True)
    assert built.warnings == plain.warnings
    assert "aidoc:" not in built.text()
    if priority == 900:
        assert built.text() == before
        assert built.status.count("aidoc: texts are not shown where proc (autodoc-process-docstring) takes") == 1
        rows = {row["path"]: row["reason"] for row in built.report["objects"] if row["reason"]}
        assert rows == dict.fromkeys(("house.bare", "house.part", "house.Door.turn"), "proc changes it")


VALUES = '\n\nLIMIT = 3\n\n\nclass Room:\n    """A room, said by a person."""\n\n    size: int = 1\n'


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("options", ["", "   :undoc-members:\n"])
@pytest.mark.parametrize("does", [CONTAIN, ASIDE], ids=["container", "admonition"])
@pytest.mark.parametrize("priority", [1, 500, 900])
def test_what_puts_docstrings_into_a_directive(tmp_path, azure, does, options, legacy, priority):
    """It has no empty one more than without aidoc: what is generated stands in it."""
    project = _project(tmp_path, azure, does, priority)
    project.edit("docs/index.rst", "   :undoc-members:\n", options)
    project.write("src/house.py", CODE + VALUES)
    conf = {"autodoc_use_legacy_class_based": legacy}
    plain = project.build("pseudoxml", aidoc_enabled="0", **conf)
    built = project.build("pseudoxml", fresh=True, **conf)
    assert (built.error, [one for one in built.warnings if one not in plain.warnings]) == ("", [])
    assert {"house.bare", "house.Door.turn", "house.Room.size", "house.part"} <= set(built.filled())
    lines = (built.out / "index.pseudoxml").read_text(encoding="utf-8").splitlines()
    kind = "<container" if does == CONTAIN else "<admonition"
    assert sum(kind in line for line in lines) == 7  # the module, two functions, two classes, a method, a field


@pytest.mark.parametrize("kind", CUTS)
def test_words_that_a_handler_takes_away(tmp_path, azure, kind):
    """What it leaves is not completed as if all stood there; told once."""
    project = _project(tmp_path, azure, CUTS[kind], 400)
    before = project.build(aidoc_enabled="0").text()
    built = project.build(fresh=True)
    assert built.warnings == []
    rows = {row["path"]: row["reason"] for row in built.report["objects"] if row["reason"]}
    assert rows == {"house.part": "proc changes it"}
    assert built.status.count("aidoc: texts are not shown where proc (autodoc-process-docstring) takes") == 1
    text = built.text()
    assert "Completed" not in text
    assert text[text.index("house.part") :] == before[before.index("house.part") :]
    assert {"house.bare", "house.Door.turn"} <= set(built.filled())


KEEPS = {
    "Markdown": "lines[:] = [line.replace('`', '``') for line in lines]",
    "a title": "lines[:] = [line.replace('Args:', 'Arguments:') for line in lines]",
    "spaces": "lines[:] = [line.rstrip() for line in lines if line.strip()]",
    "more": "lines.extend(['', 'House rule.', ''])",
    "metadata": "lines[:] = [line for line in lines if not line.startswith(':meta')]",
    "nothing": "pass",
}


@pytest.mark.parametrize("kind", KEEPS)
def test_words_that_a_handler_keeps(tmp_path, azure, kind):
    """Whatever else it does to them, they are completed."""
    project = _project(tmp_path, azure, KEEPS[kind], 400, ("sphinx.ext.napoleon", "sphinx_aidoc"))
    code = CODE.replace(":param a: The first.", ":meta public:\n\n    Args:\n        a: The `first`.")
    project.write("src/house.py", code)
    built = project.build()
    assert built.warnings == []
    assert "house.part" in built.filled()
    assert "Completed (returns)" in built.text()


def test_what_cuts_and_fails(tmp_path):
    """A handler that cannot be asked again takes nothing away, and puts nothing around."""

    def failing(app, lines):
        raise OSError(app)

    others = Others(handlers=[failing], event=(None,))
    assert (others.cut(["Some words."]), others.around()) == ("", None)


def test_a_handler_that_fails(tmp_path):
    """What cannot be asked gives no words."""

    def failing(app, lines):
        raise OSError(app)

    assert Others(handlers=[failing], event=(None,)).words_for_none() == []


UPPER = "lines[:] = [line.upper() for line in lines]"
FIRST = "del lines[1:]"
BARE = "if name == 'house.bare': lines[:] = ['Words for bare alone.', '']"
SHOUT = "if what == 'class': lines.clear()"


@pytest.mark.parametrize("priority", [1, 400, 500, 900])
@pytest.mark.parametrize("does", [CLEAR, UPPER, FIRST, FILL, BARE, SHOUT], ids=str)
def test_nothing_is_requested_that_a_handler_does_not_let_stand(tmp_path, azure, does, priority):
    """What is skipped cost nothing, what cost anything is shown, and the log says the same as the report."""
    conf = CONF.format(extensions=["sphinx.ext.autodoc", "sphinx_aidoc"], does=does, priority=priority)
    files = {"docs/conf.py": conf, "docs/index.rst": "Top\n===\n\n" + BLOCK, "src/house.py": CODE}
    site = Project(tmp_path, files=files, azure=azure.url)
    plain = site.build(aidoc_enabled="0")
    built = site.build(fresh=True)
    assert (built.error, built.warnings) == ("", plain.warnings)
    asked = {one.path for request in azure.requests for one in request.objects}
    assert asked == set(built.filled_paths)
    after = built.report["coverage"]["after"]
    assert f"{after['documented']} ({100 * after['documented'] // after['total']}%) after; complete" in built.status
    again = site.build(fresh=True)
    assert (again.text(), again.report["coverage"]) == (built.text(), built.report["coverage"])
    site.edit("src/house.py", "return a + b", "return b + a")
    site.build()
    assert site.build().read == []


RAISES = "if not any(lines): raise ValueError('no words for ' + name)"


@pytest.mark.parametrize("priority", [-5, 1, 500, 900])
@pytest.mark.parametrize("legacy", [False, True])
def test_a_handler_that_fails_where_there_are_no_words(tmp_path, azure, priority, *, legacy):
    """The site's build ends there, and nothing was requested for it; where autodoc shows none of it, neither do we."""
    project = _project(tmp_path, azure, RAISES, priority)
    plain = project.build(aidoc_enabled="0", autodoc_use_legacy_class_based=legacy)
    built = project.build(fresh=True, autodoc_use_legacy_class_based=legacy)
    assert "no words for house." in plain.error
    assert built.error.partition("(exception: ")[2] == plain.error.partition("(exception: ")[2]
    assert {one.path for request in azure.requests for one in request.objects} == {"house.part"}
    project.write({"docs/index.rst": "I\n=\n\n.. automodule:: house\n   :members:\n"})
    plain = project.build(fresh=True, aidoc_enabled="0", autodoc_use_legacy_class_based=legacy)
    built = project.build(fresh=True, autodoc_use_legacy_class_based=legacy)
    assert (built.error, built.warnings, plain.error) == ("", [], "")
    assert "bare" not in built.text()
    assert "house.bare" not in built.filled()


ON_PAGE = "lines += ['', 'Of ' + app.env.docname + '.', '']"


@pytest.mark.parametrize("priority", [1, 900])
def test_a_handler_that_asks_for_the_document(tmp_path, azure, priority):
    """It is told the document that shows the object, before that is read; all is filled."""
    built = _project(tmp_path, azure, ON_PAGE, priority).build()
    assert built.warnings == []
    assert built.text().count("Of index.") == 5
    assert {"house.bare", "house.part", "house.Door.turn"} <= set(built.filled())


NO_BLANKS = "lines[:] = [line for line in lines if line]"


@pytest.mark.parametrize("priority", [1, 400, 500, 900])
def test_a_handler_that_drops_empty_lines(tmp_path, azure, priority):
    """No word of markup is on the page as text: what would run on is not shown, and not requested."""
    project = _project(tmp_path, azure, NO_BLANKS, priority)
    plain = project.build("html", aidoc_enabled="0")
    built = project.build("html", fresh=True)
    before, page = (
        re.sub("<[^>]*>", " ", (one.out / "index.html").read_text(encoding="utf-8")) for one in (plain, built)
    )
    assert built.warnings == plain.warnings
    assert not [word for word in (":param", ":returns", "aidoc-badge") if page.count(word) != before.count(word)]
    asked = {one.path for request in azure.requests for one in request.objects}
    assert asked == {*built.filled()}
    assert "house.bare" in asked or priority == 900


SAYS = "from sphinx.util import logging; logging.getLogger('house').warning('seen: %s', name)"


@pytest.mark.parametrize("priority", [-5, 1, 500, 900])
def test_a_handler_that_warns(tmp_path, azure, priority):
    """It is heard as often as without aidoc, whatever is tried with it."""
    project = _project(tmp_path, azure, SAYS, priority)
    plain = project.build(aidoc_enabled="0")
    assert len(plain.warnings) == 5
    assert project.build(fresh=True).warnings == plain.warnings
    assert project.build(fresh=True, aidoc_offline="1").warnings == plain.warnings


TABLE = "if not ''.join(lines).strip() and name in words: lines[:] = [words[name], '']"
FILLED_AT = {
    "config-inited": (500, "app, config"),
    "config-inited, late": (950, "app, config"),
    "builder-inited": (2000, "app"),
    "env-get-outdated": (2000, "app, env, added, changed, removed"),
    "env-before-read-docs, early": (1, "app, env, documents"),
    "env-before-read-docs": (500, "app, env, documents"),
    "env-before-read-docs, late": (2000, "app, env, documents"),
}


@pytest.mark.parametrize("event", FILLED_AT)
def test_words_from_a_table(tmp_path, azure, event):
    """Whenever it is filled before documents are read: nothing is requested that it has words for."""
    priority, arguments = FILLED_AT[event]
    conf = CONF.format(extensions=["sphinx.ext.autodoc", "sphinx_aidoc"], does=TABLE, priority=500)
    conf += f"    app.connect({event.partition(',')[0]!r}, know, priority={priority})\n"
    conf += (
        f"\n\nwords = {{}}\n\n\ndef know({arguments}):\n    words['house.bare'] = 'Words of a table.'\n    return ()\n"
    )
    files = {"docs/conf.py": conf, "docs/index.rst": "Top\n===\n\n" + BLOCK, "src/house.py": CODE}
    built = Project(tmp_path, files=files, azure=azure.url).build()
    assert (built.error, built.warnings) == ("", [])
    assert built.text().count("Words of a table.") == 1
    asked = {one.path for request in azure.requests for one in request.objects}
    assert asked == {"house.part", "house.Door.turn"} == set(built.filled_paths)


def test_documents_that_a_handler_has_read_too(tmp_path, azure):
    """What is added to the documents that are read is filled with them, in one batch."""
    conf = CONF.format(extensions=["sphinx.ext.autodoc", "sphinx_aidoc"], does="pass", priority=500)
    conf += "    app.connect('env-before-read-docs', more)\n"
    conf += "\n\ndef more(app, env, documents):\n    documents[:] = sorted({*documents, 'index'})\n"
    files = {"docs/conf.py": conf, "docs/index.rst": "Top\n===\n\n" + BLOCK, "src/house.py": CODE}
    site = Project(tmp_path, files=files | {"docs/other.rst": ":orphan:\n\nO\n=\n"}, azure=azure.url)
    site.build()
    (site.root / "docs/.aidoc").rename(site.root / "elsewhere")
    azure.requests.clear()
    site.edit("docs/other.rst", "O\n=", "P\n=")
    built = site.build()
    assert built.warnings == []
    assert set(built.read) == {"index", "other"}
    assert len(azure.requests) == 1


@pytest.mark.parametrize("mark", ["badge", "none"])
@pytest.mark.parametrize("priority", [1, 400, 500, 600, 900])
@pytest.mark.parametrize(
    "does", ["lines[:] = [line for line in lines if line.strip()]", "lines[:] = ' '.join(lines).split('  ')"]
)
def test_empty_lines_that_a_handler_takes_away(tmp_path, azure, does, priority, mark):
    """No markup of generated text is shown as text, nothing is requested in vain, and no warning comes of it."""
    conf = CONF.format(extensions=["sphinx.ext.autodoc", "sphinx_aidoc"], does=does, priority=priority)
    files = {"docs/conf.py": conf, "docs/index.rst": "Top\n===\n\n" + BLOCK, "src/house.py": CODE}
    site = Project(tmp_path, files=files, azure=azure.url)
    plain = site.build(aidoc_enabled="0")
    before = plain.text()
    built = site.build(fresh=True, aidoc_mark=mark)
    assert (built.error, built.warnings) == ("", plain.warnings)
    assert ":returns:" not in built.text().replace(":returns:", "", before.count(":returns:"))
    assert "aidoc-badge" not in built.text()
    assert ":param b:" not in built.text()
    asked = {one.path for request in azure.requests for one in request.objects}
    assert asked == set(built.filled_paths)


LOGS = "__import__('sphinx.util.logging').util.logging.getLogger('house').warning('%s says %r', name, lines[:1])"


@pytest.mark.parametrize("priority", [1, 400, 500])
def test_what_a_handler_logs(tmp_path, azure, priority):
    """It is heard as often as without aidoc."""
    site = _project(tmp_path, azure, LOGS, priority)
    plain = site.build(aidoc_enabled="0")
    built = site.build(fresh=True)
    assert len(plain.warnings) == 5
    assert {"house.bare", "house.part"} <= set(built.filled())
    assert len(built.warnings) == 5  # at 500 it hears what aidoc has put there
    assert priority == 500 or sorted(built.warnings) == sorted(plain.warnings)


def test_numpydoc_judges_what_it_judges_without_aidoc(tmp_path, azure):
    """Nothing more, and nothing twice."""
    site = _project(tmp_path, azure, "pass", 400, ("numpydoc", "sphinx_aidoc"))
    checks = "numpydoc_validation_checks = {'all'}\nnumpydoc_show_class_members = False\n"
    site.write("docs/conf.py", checks + (site.root / "docs/conf.py").read_text(encoding="utf-8"))
    plain = site.build(aidoc_enabled="0")
    built = site.build(fresh=True)
    assert len(plain.warnings) > 3
    assert sorted(built.warnings) == sorted(plain.warnings)
