"""The files that services read, against the schemas that these services publish."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECIPES = ROOT / "aidoc_core" / "cli" / "recipes"
FILES = {
    "github-actions": [ROOT / "action.yml"],
    "github-workflows": [*RECIPES.glob("github/*.yml"), *(ROOT / ".github" / "workflows").glob("*.yml")],
    "gitlab-ci": [*RECIPES.glob("gitlab/*.yml")],
}


def validated(schema: str, *files: Path) -> tuple[int, str]:
    """Validate files against a schema that comes with check-jsonschema: nothing is downloaded."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    more = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    done = subprocess.run([*command, *more, *map(str, files)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("schema", FILES)
def test_files_for_services_are_valid(schema: str) -> None:
    """The Action, the recipes and our own workflows have the shape that the service wants."""
    files = FILES[schema]
    assert files
    code, told = validated(schema, *files)
    assert code == 0, told


@pytest.mark.parametrize(
    ("schema", "old", "new"),
    [("github-actions", "using: composite", "using: nosuch"), ("github-workflows", "runs-on:", "run-on:"), ("gitlab-ci", "script:", "scripts:")],
)  # fmt: skip
def test_a_wrong_file_is_found(schema: str, old: str, new: str, tmp_path: Path) -> None:
    """The validation above can fail."""
    text = FILES[schema][0].read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(text.replace(old, new), encoding="utf-8")
    assert validated(schema, wrong)[0] == 1


def test_the_hooks_are_valid() -> None:
    """pre-commit reads the hooks of this repository."""
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
