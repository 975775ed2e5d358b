"""A throw-away project for a test: files in, a real build, what came of it, and the files that it changed.

What the tests of both hosts have in common; `tests/mkdocs/project.py` and `tests/sphinx/project.py` know how each builds.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOTS = Path(__file__).parent / "roots"
REPORT = "aidoc/report.json"
KEY = "test-key"
_FOREIGN = re.compile(
    r"(AIDOC|AZURE|OPENAI)_.*|(HTTPS?|ALL|NO)_PROXY|SSL_CERT_(FILE|DIR)|(FORCE|NO)_COLOR|PY_COLORS|SPHINXOPTS",
    re.IGNORECASE,
)
"""What a shell may hold that would change a build: options, keys, proxies, certificates, colours."""
_SET = {
    "AZURE_OPENAI_API_KEY": KEY,
    "SOURCE_DATE_EPOCH": "1700000000",  # MkDocs writes the date of the build into the site
    # Material and gen-files print banners about MkDocs 2.
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
}


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment that names no real service and no option, with the key of the tests."""
    return {name: value for name, value in environment.items() if not _FOREIGN.fullmatch(name)} | _SET


def run_python(
    arguments: Sequence[str], *, cwd: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def read_report(site: Path) -> dict[str, Any]:
    """report.json of a site, `{}` where there is none."""
    file = site / REPORT
    report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return report


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of one build.

    Attributes:
        site: The directory of what was built; the next build writes over it.
        changed: Files outside the site and the cache that appeared, vanished or differ.
        report: report.json, `{}` where there is none.
    """

    site: Path
    changed: list[str] = field(default_factory=list)
    report: dict[str, Any] = field(default_factory=dict)

    @property
    def outcome_by_path(self) -> dict[str, str]:
        """The outcome of each object in report.json."""
        return {row["path"]: row["outcome"] for row in self.report["objects"]}

    @property
    def filled_paths(self) -> list[str]:
        """The paths of the objects that got an answer, in the order of report.json."""
        filled = {"reviewed", "cached", "generated"}
        return [path for path, outcome in self.outcome_by_path.items() if outcome in filled]


class Project:
    """Files in a directory.

    Args:
        root: The directory; made if it does not exist.
    """

    made: ClassVar[tuple[str, ...]] = ()
    """What builds may write: directories below the root, or names of directories anywhere."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def write(self, files: Mapping[str, str | bytes] | str, text: str | bytes = "") -> None:
        """Write files, given by their names under the root; or one file by its name."""
        for name, content in files.items() if isinstance(files, Mapping) else [(files, text)]:
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that a file holds once."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def copy_root(self, name: str, package: str = "") -> None:
        """Put a package of tests/roots under `src`, under another name if one is given."""
        target = self.root / "src" / (package or name)
        shutil.copytree(ROOTS / name / name, target)
        if package:
            for file in target.rglob("*.py"):
                text = file.read_text(encoding="utf-8")
                file.write_text(re.sub(rf"\b{name}\b(?=\.| import)", package, text), encoding="utf-8")

    def sums(self) -> dict[str, str]:
        """A sum of every file that no build may write, to compare."""
        return {
            name: hashlib.sha256(file.read_bytes()).hexdigest()
            for file in self.root.rglob("*")
            if file.is_file() and not self._is_made(name := file.relative_to(self.root).as_posix())
        }

    def changed_since(self, before: Mapping[str, str]) -> list[str]:
        """The files that appeared, vanished or differ since sums were taken."""
        after = self.sums()
        return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))

    def _is_made(self, name: str) -> bool:
        return any(name.startswith(f"{made}/") or f"/{made}/" in name for made in self.made)
