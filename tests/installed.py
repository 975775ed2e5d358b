"""The wheel of this checkout, and environments that it is installed in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "dev.txt"


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command out of reach of the checkout, and give what it printed."""
    kept = {k: v for k, v in {**os.environ, **environment}.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=kept, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build_wheel(directory: Path) -> Path:
    """The wheel of this checkout, built into a directory."""
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", directory, ROOT, cwd=directory)
    return next(directory.glob("*.whl"))


def new_python(directory: Path) -> Path:
    """A new virtual environment, and its Python."""
    venv.create(directory, with_pip=True)
    return directory / ("Scripts" if os.name == "nt" else "bin") / "python"


def constraints(directory: Path) -> Path:
    """The lock file as constraints: pip takes no hashes in these."""
    text = re.sub(r" \\\n\s+--hash=\S+", "", LOCK.read_text(encoding="utf-8"))
    text = re.sub(r"\s+--hash=\S+", "", text)
    file = directory / "constraints.txt"
    file.write_text(text, encoding="utf-8")
    return file
