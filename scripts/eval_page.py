"""Write the output of `aidoc eval` into its page: the example package against the local server of the tests.

`python scripts/eval_page.py`. Nothing is requested from any other server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.azure import LocalAzure  # noqa: E402 - from the checkout, which is no package

PAGE = ROOT / "docs" / "quality.md"
_START = "<!-- output: made by scripts/eval_page.py -->\n"
_END = "<!-- end of output -->"
_MODELS = {"mini": "gpt-4.1-mini-2025-04-14", "large": "gpt-4.1-2025-04-14"}
_COMMAND = ("eval", "tidemark", "--deployment", "mini", "--deployment", "large")


def output() -> str:
    """What the command prints."""
    with tempfile.TemporaryDirectory() as place, LocalAzure(deployments=_MODELS) as azure:
        shutil.copytree(ROOT / "example_site" / "src" / "tidemark", Path(place) / "tidemark")
        environment = {**os.environ, "AZURE_OPENAI_API_KEY": "test-key", "AIDOC_ENDPOINT": azure.url}
        command = [sys.executable, "-c", "from aidoc_core.cli import main; main()", *_COMMAND]
        done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def main() -> None:
    """Write the page."""
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(_START)
    _, found, tail = rest.partition(_END)
    if not found:
        sys.exit(f"{PAGE}: the marks are not there")
    made = f"\n```console\n$ aidoc {' '.join(_COMMAND)}\n{output().rstrip()}\n```\n\n"
    PAGE.write_text(f"{head}{_START}{made}{_END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
