"""How generated text reads in Sphinx: stars, lists and code in every field, summaries, nothing empty."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from click.testing import CliRunner

from aidoc_core.cli import main
from tests.mkdocs.test_reads_well import CODE, LISTED
from tests.sphinx.project import Project
from tests.sphinx.test_builds import PACKAGE

SET_UPS: dict[str, tuple[list[str], dict[str, Any]]] = {
    "plain": ([], {}),
    "napoleon": (["sphinx.ext.napoleon"], {}),
    "napoleon, groups": (["sphinx.ext.napoleon"], {"napoleon_use_param": False, "napoleon_use_rtype": False}),
    "numpydoc": (["numpydoc"], {"numpydoc_show_class_members": False}),
    "types in the description": (["sphinx.ext.napoleon"], {"autodoc_typehints": "description"}),
}
PERSON = {
    "plain": ":param args: Without stars.",
    "numpydoc": "Parameters\n    ----------\n    args\n        Without stars.",
}


def _project(tmp_path, answers, extensions, person=""):
    conf = PACKAGE["docs/conf.py"].replace(", 'sphinx.ext.napoleon'", "".join(f", '{one}'" for one in extensions))
    code = CODE.replace("Args:\n        args: Without stars.", person) if person else CODE
    reviewed = {name: {"state": "edited", **answer} for name, answer in answers.items()}
    files = PACKAGE | {
        "src/pkg/one.py": code,
        "docs/conf.py": conf,
        "docs/aidoc-reviewed/pkg.one.yml": yaml.safe_dump({"module": "pkg.one", "answers": reviewed}),
    }
    return Project(tmp_path, files=files)


def _page(built, name="one"):
    return BeautifulSoup((built.out / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("name", SET_UPS)
def test_lists_stars_and_code_survive_in_every_field(tmp_path, name):
    """Beside nobody's text and beside a person's, whose fields may be one group."""
    extensions, options = SET_UPS[name]
    texts = {"returns": LISTED, "raises": {"ValueError": LISTED}}
    whole = {"a": LISTED, "*args": "More of `it`.", "**kwargs": "Options."}
    answers = {
        "act": {"summary": "Act on it.", "parameters": whole, **texts},
        "act_of_a_person": {"parameters": {"a": LISTED, "**kwargs": "Options."}, **texts},
    }
    project = _project(tmp_path, answers, extensions, PERSON.get(name, ""))
    built = project.build("html", aidoc_on_miss="ignore", aidoc_mark="none", **options)
    assert (built.error, built.warnings) == ("", [])
    page = _page(built)
    for function in ("act", "act_of_a_person"):
        body = page.find(id=f"pkg.one.{function}").find_next_sibling("dd")
        items = [item.get_text(" ", strip=True) for item in body.select("li li, dd > ul > li, dd ul li")]
        assert sum(text == "a , the first" for text in items) == 3
        assert sum(p.get_text().startswith("Or none.") for p in body.select("p")) == 3
        names = [strong.get_text(strip=True) for strong in body.select("strong")]
        wanted = ["a", "*args", "**kwargs"] if function == "act" else ["args", "a", "**kwargs"]
        assert [one for one in names if one.strip("*") in ("a", "args", "kwargs")] == wanted
        titles = [title.get_text(strip=True).rstrip(":") for title in body.select("dl.field-list > dt")]
        assert [titles.count(title) for title in ("Parameters", "Returns", "Raises")] == [1, 1, 1]


def test_what_says_nothing_is_not_shown(tmp_path):
    """No field and no badge for a text that holds nothing to see."""
    empty = {"parameters": {"a": "\u200b", "*args": " "}, "returns": "\xad", "raises": {"ValueError": "\u2060"}}
    project = _project(
        tmp_path, {"act": {"summary": "Act.", **empty}, "act_of_a_person": empty}, ["sphinx.ext.napoleon"]
    )
    built = project.build("html", aidoc_on_miss="ignore")
    page = _page(built)
    assert page.find(id="pkg.one.act").find_next_sibling("dd").select("dl.field-list") == []
    person = page.find(id="pkg.one.act_of_a_person").find_next_sibling("dd")
    assert [title.get_text(strip=True).rstrip(":") for title in person.select("dl.field-list > dt")] == ["Parameters"]
    assert person.select(".aidoc-badge") == []


def test_the_first_line_in_an_autosummary(tmp_path):
    """A cell of the table is the summary, code spans included, and its label."""
    answers = {"act": {"summary": "Act on `it`: *so*, 100 % & more.", "description": "Further.\n\n- one"}}
    project = _project(tmp_path, answers, ["sphinx.ext.autosummary"])
    project.write("docs/two.rst", "two\n===\n\n.. currentmodule:: pkg.one\n\n.. autosummary::\n\n   act\n")
    built = project.build("html", aidoc_on_miss="ignore")
    assert (built.error, built.warnings) == ("", [])
    (cell,) = [cell for cell in _page(built, "two").select("td") if "Act on" in cell.get_text()]
    assert cell.get_text().strip() == "Act on it: *so*, 100 % & more. written-in-review"
    assert cell.select("code")


@pytest.mark.parametrize("style", ["google", "numpy", "sphinx"])
def test_a_site_of_patched_source_shows_the_same_words(tmp_path, style):
    """What `aidoc patch` writes into the source is shown as what aidoc filled, word for word."""
    answers = {
        "act": {
            "summary": "Say *it* with `<b>` and a|b, two_.",
            "description": "More:\n\n- one\n- two",
            "parameters": {"a": "What is `said`.", "*args": "More.", "**kwargs": "Options."},
            "returns": "A: b.",
            "raises": {"ValueError": "If nothing is said."},
        }
    }
    project = _project(tmp_path, answers, ["sphinx.ext.napoleon"])
    filled = project.build("html", aidoc_mark="none", aidoc_report="0", aidoc_on_miss="ignore")
    assert filled.warnings == []
    root = project.root / "docs"
    arguments = ["--root", str(root), "--search", str(project.root / "src"), "--style", style]
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True)
    patch = CliRunner().invoke(main, ["patch", "pkg", *arguments])
    assert patch.exit_code == 0, patch.stderr
    words = _page(filled).find(role="main").get_text(" ").split()
    subprocess.run(["git", "apply", "-"], cwd=project.root, input=patch.stdout_bytes, check=True)
    patched = project.build("html", fresh=True, aidoc_enabled="0")
    assert patched.warnings == []
    shown = iter(_page(patched).find(role="main").get_text(" ").split())
    assert all(word in shown for word in words)  # in this order
    assert list(shown) == []
    if style != "numpy":  # which repeats the types of the signature
        assert _page(patched).find(role="main").get_text(" ").split() == words
