"""The environments that set-ups are built in, made by uv when they are first needed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.packages import WORK

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.matrix.setup import Environment

TOP = WORK / "matrix" / "environments"
_ROOT = WORK.parents[1]
_UV = (sys.executable, "-m", "uv")


class NotInstalledError(Exception):
    """What an environment needs cannot be installed together, or here."""


def interpreter(environment: Environment) -> Path:
    """The Python of an environment.

    Args:
        environment: What it consists of; made anew if that has changed.

    Raises:
        NotInstalledError: There is no such Python, or no versions that go together.
    """
    home = TOP / environment.name
    python, ready = home / "bin" / "python", home / "ready"
    project = (_ROOT / "pyproject.toml").read_bytes()
    state = hashlib.sha256(project + repr(environment).encode() + sys.version.encode()).hexdigest()
    if not ready.is_file() or ready.read_text(encoding="utf-8") != state:
        shutil.rmtree(home, ignore_errors=True)
        _run("venv", "-q", "--no-python-downloads", "--python", environment.python or sys.executable, str(home))
        lowest = ["--resolution", "lowest-direct"] if environment.lowest else []
        _run("pip", "install", "-q", "--python", str(python), *lowest, "-e", f"{_ROOT}[{environment.extras}]",
             *environment.requires)  # fmt: skip
        ready.write_text(state, encoding="utf-8")
    return python


def versions(python: Path) -> dict[str, str]:
    """The versions of all that is installed, and of Python, by name."""
    told = _run("pip", "list", "--python", str(python), "--format", "json")
    exact = subprocess.check_output([str(python), "-c", "import platform; print(platform.python_version())"], text=True)
    return {"python": exact.strip()} | {one["name"]: one["version"] for one in json.loads(told)}


def _run(*command: str) -> str:
    done = subprocess.run([*_UV, *command], cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalledError(" ".join(re.sub(r"[^\x00-\x7f]", " ", done.stderr).split())[:300])
    return done.stdout
