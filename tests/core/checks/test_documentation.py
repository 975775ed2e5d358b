"""The generated pages in docs are what rules and options say."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from aidoc_core.checks import RULES
from aidoc_core.settings import options

ROOT = Path(__file__).parents[3]


def test_the_pages_are_current():
    """The pages in the repository are the ones that the script makes of rules, options and examples."""
    done = subprocess.run(
        [sys.executable, "scripts/pages.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_old_page_is_told(tmp_path):
    """A page that somebody has edited, and one of a rule that is gone, are named; exit 1."""
    for part in ("docs", "scripts", "tests/core/checks"):
        (tmp_path / part).mkdir(parents=True)
    for name in ("docs/options.md", "scripts/pages.py", "tests/core/checks/rule_examples.yml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "docs/checks").mkdir()
    for page in (ROOT / "docs/checks").iterdir():
        (tmp_path / "docs/checks" / page.name).write_bytes(page.read_bytes())
    (tmp_path / "docs/checks/AD999.md").write_text("# AD999\n", encoding="utf-8")
    with (tmp_path / "docs/options.md").open("a", encoding="utf-8") as file:
        file.write("\nMore words are the author's own.\n")
    with (tmp_path / "docs/checks/AD101.md").open("a", encoding="utf-8") as file:
        file.write("\nEdited.\n")
    done = subprocess.run(
        [sys.executable, "scripts/pages.py", "--check"], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    named = re.findall(r"docs/[\w/]+\.md", done.stderr)
    assert (done.returncode, named) == (1, ["docs/checks/AD101.md", "docs/checks/AD999.md"])


def test_the_index_names_every_rule_and_every_option():
    """Each rule has a row and a page, each option a row."""
    index = (ROOT / "docs/checks/index.md").read_text(encoding="utf-8")
    assert [rule.id for rule in RULES if f"\n| [{rule.id}]({rule.id}.md) | " not in index] == []
    table = (ROOT / "docs/options.md").read_text(encoding="utf-8")
    assert [option.name for option in options() if f"\n| `{option.name}` | " not in table] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_where_its_page_is(rule):
    """The address that findings carry leads to the page of the rule, for whoever has no repository, too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    address, _, page = rule.url.partition("/docs/")
    assert address == project["urls"]["Documentation"].removesuffix("/docs").replace("/tree/", "/blob/")
    assert (ROOT / "docs" / page).read_text(encoding="utf-8").count(f"\n# {rule.id}: ") == 1


def test_the_number_of_rules_is_right_where_it_is_told():
    """README and documentation tell how many rules there are."""
    pages = [ROOT / "README.md", *ROOT.glob("docs/*.md"), ROOT / "docs/checks/index.md"]
    told = {int(n) for page in pages for n in re.findall(r"(\d+)\s+rules", page.read_text(encoding="utf-8"))}
    assert told == {len(RULES)}
