"""Every kind of object that autodoc shows, through real builds against the local Azure."""

from __future__ import annotations

from typing import Any

import pytest
import sphinx

from tests.laws import few
from tests.sphinx.project import Project

NAPOLEON = ["sphinx_aidoc", "sphinx.ext.napoleon"]
SETUPS = {
    "plain": ["sphinx_aidoc"],
    "napoleon": NAPOLEON,
    "napoleon, listed later": ["sphinx_aidoc", "sphinx.ext.viewcode", "sphinx.ext.napoleon"],
    "numpydoc": ["sphinx_aidoc", "numpydoc"],
    "typehints": [*NAPOLEON, "sphinx_autodoc_typehints"],
    "autosummary": [*NAPOLEON, "sphinx.ext.autosummary"],
}
# Undocumented in oddpkg.kinds, and never ours: what a person describes elsewhere, typing details, what is marked.
LEFT_ALONE = [
    "oddpkg.kinds.Child.documented",
    "oddpkg.kinds.Child.size",
    "oddpkg.kinds.Worker.run",
    "oddpkg.kinds.Mapping.get",
    "oddpkg.kinds.Color.GREEN",
    "oddpkg.kinds.Point.y",
    "oddpkg.kinds.T",
    "oddpkg.kinds.UserId",
    "oddpkg.kinds.LIMIT",
    "oddpkg.kinds.UNSAID",
    "oddpkg.kinds.Holder._private",
    "oddpkg.kinds.Holder.__len__",
    "oddpkg.kinds.left_alone",
]


@pytest.mark.parametrize("setup", few(SETUPS, every=3))
@pytest.mark.parametrize("typehints", ["signature", "description"])
def test_everything_predicted_is_shown(tmp_path, azure, setup, typehints):
    """What the scan has found is what autodoc shows, in every set-up, without a warning of any kind."""
    if setup == "typehints":  # not among the oldest requirements: its oldest release changes Sphinx for later builds
        pytest.importorskip("sphinx_autodoc_typehints")
    project = Project(tmp_path, root="sphinx-odd", azure=azure.url)
    conf: dict[str, Any] = {"numpydoc_show_class_members": False} if setup == "numpydoc" else {}
    built = project.build(extensions=SETUPS[setup], autodoc_typehints=typehints, **conf)
    assert built.warnings == []
    filled = built.filled()
    assert len(filled) >= 50
    assert built.outcomes() == {"human": built.outcomes()["human"], "generated": len(filled)}
    assert built.report["on_demand"] == 0
    assert not set(filled) & set(LEFT_ALONE)
    page = built.text("kinds")
    inits = [path for path in filled if path.endswith(".__init__")]
    here = [path for path in filled if path.startswith("oddpkg.kinds")]
    completed_classes = ["oddpkg.kinds.Described"]  # a person's words on the class, a model's on its parameter
    assert page.count("· gpt-4.1-mini-2025-04-14 ·") == len(here) - len(inits) + len(completed_classes)
    assert "\x02" not in page


@pytest.mark.skipif(sphinx.version_info < (9,), reason="Sphinx has but one implementation")
@pytest.mark.parametrize("setup", few(["napoleon", "numpydoc"], every=2))
def test_legacy_autodoc(tmp_path, azure, setup):
    """Autodoc's older implementation shows the same texts."""
    project = Project(tmp_path, root="sphinx-odd", azure=azure.url)
    conf: dict[str, Any] = {"numpydoc_show_class_members": False} if setup == "numpydoc" else {}
    built = project.build(extensions=SETUPS[setup], **conf)
    legacy = project.build(extensions=SETUPS[setup], autodoc_use_legacy_class_based=True, fresh=True, **conf)
    assert legacy.warnings == []
    assert legacy.report["on_demand"] == 0
    assert legacy.filled() == built.filled()
    assert legacy.text("kinds").count("Generated ·") == built.text("kinds").count("Generated ·")


def test_source_is_untouched(tmp_path, azure):
    """A build leaves documents and package as they were, to the byte."""
    project = Project(tmp_path, root="sphinx-odd", azure=azure.url)
    before = project.tree()
    project.build(extensions=NAPOLEON, aidoc_report_page="coverage")
    assert project.tree() == before


def test_words_of_a_person_stay(tmp_path, azure):
    """Every sentence that a person wrote is on the page, exactly as without aidoc."""
    project = Project(tmp_path, root="sphinx-odd", azure=azure.url)
    human = project.build(extensions=NAPOLEON, aidoc_enabled="0").text("kinds")
    filled = project.build(extensions=NAPOLEON).text("kinds")
    for sentence in (
        "A person's words on half of it.",
        "Told by a person.",
        "A person's comment on a constant.",
        "A person's comment on a member.",
        "A person's words on a field.",
        "Do what a person says.",
    ):
        assert human.count(sentence) == filled.count(sentence) > 0
    assert filled.count("A person's words, inherited.") == 2
    assert "Return the value for key if key is in the dictionary, else default." in filled


def test_parameters_of_init_stand_with_the_class_once(tmp_path, azure):
    """`__init__` is described with its class, or by itself where it is shown, never twice."""
    project = Project(tmp_path, root="sphinx-odd", azure=azure.url)
    text = project.build(extensions=NAPOLEON).text("kinds")
    holder = text.partition("class oddpkg.kinds.Holder(")[2].partition("class Inner")[0]
    assert holder.count("**item** --") == 1
    assert holder.count("Raises: **OddError** --") == 1
    apart = project.build(extensions=NAPOLEON, autodoc_class_signature="separated", fresh=True).text("kinds")
    holder = apart.partition("class oddpkg.kinds.Holder")[2].partition("class oddpkg.kinds.InitOnly")[0]
    holder = holder.partition("__init__(item: T, *, deep: bool = False) -> None")[2].partition("classmethod make")[0]
    assert holder.count("**item** --") == 1


@pytest.mark.parametrize("content", few(["both", "init"], every=2))
def test_class_content_from_init(tmp_path, azure, content):
    """With `autoclass_content`, a person's text on `__init__` stays beside the generated one on the class."""
    project = Project(tmp_path, root="sphinx-odd", azure=azure.url)
    built = project.build(extensions=NAPOLEON, autoclass_content=content)
    assert built.warnings == []
    init_only = built.text("kinds").partition("class oddpkg.kinds.InitOnly(one)")[2].partition("oddpkg.kinds.LIMIT")[0]
    assert init_only.count("A person's words on making one.") == 1
    assert init_only.count("**one** --") == 1
    described = built.text("kinds").partition("class oddpkg.kinds.Described(")[2].partition("exception")[0]
    assert described.count("A person's words on a class.") == 1
    assert described.count("**two** --") == 1


def test_reexports_appear(tmp_path, azure):
    """What `__all__` exports from elsewhere appears on the package's page, under its own name."""
    page = Project(tmp_path, root="sphinx-odd", azure=azure.url).build(extensions=NAPOLEON).text("package")
    for signature in ("class oddpkg.Color(", "oddpkg.helper(left, *args,", "oddpkg.Public", "oddpkg.own("):
        assert page.count(signature) == 1
        after = page.partition(signature)[2]
        assert "Generated ·" in after


def test_names_with_markup_in_them(tmp_path, azure):
    """Stars and underscores of parameters are shown as they are."""
    page = Project(tmp_path, root="sphinx-odd", azure=azure.url).build(extensions=NAPOLEON).text("package")
    parameters = page.partition("oddpkg.helper(")[2].partition("Returns:")[0]
    assert "***args** --" in parameters
    assert "**type_** --" in parameters
    assert "****kwargs** --" in parameters


def test_explicit_directives(tmp_path, azure):
    """Functions, methods, attributes and the like are filled where a directive names just them."""
    page = Project(tmp_path, root="sphinx-odd", azure=azure.url).build(extensions=NAPOLEON).text("single")
    for signature in ("oddpkg.kinds.count(", "class oddpkg.kinds.Holder(", "method(first, second=2)",
                      "classmethod Holder.make(item)", "property Holder.prop", "Point.x: int"):  # fmt: skip
        assert "Generated ·" in page.partition(signature)[2][:600], signature
    assert "A person's comment on a constant." in page


def test_offline_nothing_appears_that_has_no_text(tmp_path):
    """Offline with an empty cache the pages are what they are without aidoc."""
    project = Project(tmp_path, root="sphinx-odd")
    without = project.build(extensions=NAPOLEON, aidoc_enabled="0").text("kinds")
    built = project.build(extensions=NAPOLEON, aidoc_on_miss="ignore", fresh=True)
    assert built.text("kinds") == without
    assert built.warnings == []


def test_reveal_off(tmp_path, azure):
    """Without `reveal` no member appears that was hidden for want of a docstring."""
    project = Project(tmp_path, root="sphinx-odd", azure=azure.url)
    without = project.build(extensions=NAPOLEON, aidoc_enabled="0").text("kinds")
    page = project.build(extensions=NAPOLEON, aidoc_reveal="0").text("kinds")
    assert page.count("class oddpkg") == without.count("class oddpkg")
    assert "Completed (one, two, raises OddError)" in page


@pytest.mark.parametrize("mark", few(["badge", "label", "both", "none"], every=4))
def test_marks(tmp_path, azure, mark):
    """The mark is a line below the text, a label in the signature, both or nothing."""
    project = Project(tmp_path, root="sphinx-odd", azure=azure.url)
    html = project.build("html", extensions=NAPOLEON, aidoc_mark=mark).text("kinds", ".html")
    badges, labels = html.count('<p class="aidoc-badge '), html.count('<span class="aidoc-label ')
    assert (badges > 0) == (mark in ("badge", "both"))
    assert (labels > 0) == (mark in ("label", "both"))
    assert ("aidoc.css" in html) == (mark != "none")


def test_names_that_end_in_underscores(tmp_path, azure):
    """Exceptions and packages whose names are references to docutils are shown to the letter, and nobody is warned."""
    files = {
        "src/io_/__init__.py": "",
        "src/io_/errors.py": "class Stop_(Exception):\n    pass\n\n\nclass _End__(Exception):\n    pass\n",
        "src/io_/run.py": "from elsewhere import *\nfrom io_.errors import Stop_, _End__\n\n\ndef run(type_, end__):\n"
        "    if type_:\n        raise Stop_\n    if end__:\n        raise Gone_\n    raise _End__\n",
        "docs/index.rst": "io\n==\n\n.. automodule:: io_.run\n   :members:\n",
    }
    files["docs/conf.py"] = f"import sys\nsys.path.insert(0, {str(tmp_path / 'src')!r})\n"
    project = Project(tmp_path, files=files, azure=azure.url)
    built = project.build(extensions=NAPOLEON, nitpicky=True, autodoc_mock_imports=["elsewhere"])
    assert built.warnings == []
    page = built.text()
    for name in ("type_", "end__", "Stop_", "Gone_", "_End__"):
        assert f"**{name}** --" in page
