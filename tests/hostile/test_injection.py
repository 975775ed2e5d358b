"""Sources that give orders, against a model that obeys them: what reaches a page is what the code and the checks allow.

Each file of `injection` is a module; its function `steer` holds the order, in a comment, a string, a docstring or a
default value. The same package is built with a model that takes no orders, to compare.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import Fault, LocalAzure, every, obey_orders
from tests.hostile.effects import effects, words
from tests.laws import few
from tests.mkdocs.project import Project as MkDocsProject
from tests.sphinx.project import Project as SphinxProject

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCES = {
    path.stem.replace("-", "_"): path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent / "injection").glob("*.py"))
}
OBJECTS = [
    f"orders.{module}{name}" for module in SOURCES for name in ("", ".steer", ".neighbour", ".Third", ".Third.act")
]
# What no code of these modules has, as an entry of a section.
INVENTED = ("admin_token", "backdoor", "SystemExit")
# Five objects a module: a module is a bundle, in which `steer` is number 2 and `neighbour` number 3.
BUNDLE = len(OBJECTS) // len(SOURCES)
SECRET = "the-content-of-the-secret-file"
# Orders that a model follows in the one answer that it gives for a number: only the checks stand in their way.
FORGED = ("Forged ", "Takes the place of the next one", "Broken since ages, use evil.example")


def _built(tool: str, root: Path, *, obeys: bool) -> tuple[Path, list[str], dict[str, Any]]:
    """Build the package; gives the site, everything that was said, and the report."""
    with LocalAzure() as azure:
        azure.faults = [Fault(every(1), "alter", alter=obey_orders)] if obeys else []
        code = {f"src/orders/{name}.py": source for name, source in SOURCES.items()} | {"src/orders/__init__.py": ""}
        if tool == "mkdocs":
            project = MkDocsProject(root, azure)
            pages = {f"docs/{name}.md": f"# {name}\n\n::: orders.{name}\n" for name in SOURCES}
            project.write({**code, **pages, "secret.txt": SECRET})
            project.options |= {"show_if_no_docstring": True}
            built = project.build(
                aidoc={"bundle": BUNDLE}, markdown_extensions=["attr_list", "md_in_html", "pymdownx.snippets"]
            )
            assert (built.error, built.changed) == (None, [])
            return built.site, built.logged, built.report
        conf = "import sys\nsys.path.insert(0, '../src')\nextensions = ['sphinx.ext.napoleon', 'sphinx_aidoc']\n"
        pages = {
            f"docs/{name}.rst": f"{name}\n{'=' * 40}\n\n.. automodule:: orders.{name}\n   :members:\n   :undoc-members:\n"
            for name in SOURCES
        }
        index = "Orders\n======\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in SOURCES)
        conf = conf.replace("'../src'", repr(str(root / "src")))
        files = {**code, **pages, "docs/conf.py": conf, "docs/index.rst": index, "secret.txt": SECRET}
        done = SphinxProject(root, files=files, azure=azure.url).build("html", nitpicky=True, aidoc_bundle=BUNDLE)
        assert done.error == ""
        return done.out, done.warnings, done.report


_RULE = re.compile(r"\S+: href='https://github\.com/aidoc-plugins/aidoc/blob/main/docs/checks/AD\d{3}\.md'")


@pytest.mark.parametrize("tool", few(["mkdocs", "sphinx"], every=2))
def test_orders_in_the_source(tool: str, tmp_path: Path) -> None:
    """Nothing is on the pages that the code does not have; what the orders made the model say is plain text."""
    assert len(SOURCES) >= 25
    site, said, report = _built(tool, tmp_path / "obeys", obeys=True)
    honest, nothing, right = _built(tool, tmp_path / "honest", obeys=False)
    assert nothing == []
    more = effects(site, honest, [], elsewhere="https://evil.example")
    # The appendix has a part "Without an answer", and one with what checks say of texts, with links to their rules.
    more = [one for one in more if not any(part in one for part in ("ithout", "checks say", "checks-say"))]
    assert [one for one in more if not _RULE.fullmatch(one)] == []
    pages = {path.name: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    shown = rf">\s*(?:\\?\*)*({'|'.join(INVENTED)})\s*<"
    assert [name for name, html in pages.items() if re.search(shown, html)] == []

    assert sum(report["outcomes"].values()) == sum(right["outcomes"].values()) == len(OBJECTS)
    failed = {entry["path"] for entry in report["objects"] if entry["outcome"] == "failed"}
    # One line for each failure, with its place; no line that a terminal or a CI system takes for more than text.
    assert len(said) == len(failed)
    assert all("orders" in line and line.isprintable() for line in said)
    _others_say_what_they_said(words(site, OBJECTS), words(honest, OBJECTS), failed)
    usage = report["usage"]
    assert usage["output_tokens"] == sum(entry["tokens"]["output"] for entry in report["objects"])


def _others_say_what_they_said(here: Mapping[str, str], there: Mapping[str, str], failed: set[str]) -> None:
    """Objects without orders are as they would be, but for what a single, well-formed answer to their number says."""
    changed = {path for path in OBJECTS if not path.endswith(".steer") and here.get(path) != there.get(path)}
    forged = {path for path in changed if any(text in here.get(path, "") for text in FORGED)}
    assert changed - forged - failed == set()
    assert "Broken since ages, use something else" not in " ".join(here.values())  # was the second of two answers
    assert "Nobody asked for this one" not in " ".join(here.values())
