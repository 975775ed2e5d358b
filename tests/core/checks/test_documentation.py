"""docs/checks.md is what the rules say."""

import subprocess
import sys
from pathlib import Path

from aidoc_core.checks import RULES

ROOT = Path(__file__).parents[3]


def test_the_page_is_current():
    """The page in the repository is the one that the script makes of the docstrings."""
    done = subprocess.run(
        [sys.executable, "scripts/checks_page.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_page_names_every_rule():
    """Each rule has a section of its own."""
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert [rule.id for rule in RULES if f"\n### {rule.id}: " not in text] == []
