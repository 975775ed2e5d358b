"""Build the example site offline, and say what was filled and where to look."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from aidoc_core.build.figures import percent

HERE = Path(__file__).resolve().parent


def build(command: list[str]) -> None:
    """Run a documentation build offline; its own words tell what went wrong."""
    environment = {**os.environ, "AIDOC_OFFLINE": "1"}
    subprocess.run([sys.executable, "-m", *command], check=True, cwd=HERE, env=environment)


def tell(tool: str, site: Path) -> None:
    """Print coverage before and after from the build's report."""
    report = json.loads((site / "aidoc" / "report.json").read_text(encoding="utf-8"))
    before, after = report["coverage"]["before"], report["coverage"]["after"]
    total = after["total"]
    print(f"\n{tool}: {total} API objects, no network, source untouched")
    rows = {"documented": "have a docstring", "complete": "parameters, results, exceptions are described"}
    for name, meaning in rows.items():
        old, new = before[name], after[name]
        print(f"  {name:<11} {old:>4} ({percent(old, total)}) -> {new:>4} ({percent(new, total)})   {meaning}")
    print(f"  requests    {report['usage']['requests']:>4}")
    print(f"  open        {(site / 'index.html').as_uri()}")
    appendix = next(file for file in (site / "aidoc" / "index.html", site / "aidoc.html") if file.is_file())
    print(f"  appendix    {appendix.as_uri()}")


def zensical() -> None:
    """Build with Zensical, which runs aidoc's Griffe extension and writes no report."""
    build(["zensical", "build", "--clean", "--strict", "--config-file", "zensical.toml"])
    site = HERE / "site" / "zensical"
    marks = [page.read_text(encoding="utf-8").count("aidoc-badge") for page in sorted(site.rglob("*.html"))]
    print(f"\nZensical: {sum(marks)} marked texts on {sum(map(bool, marks))} pages, no network, source untouched")
    print(f"  open        {(site / 'index.html').as_uri()}")
    if not any(marks):
        sys.exit("no text was filled in")


def main() -> None:
    """Build with each tool, over the same package and the same answers."""
    if "zensical" in sys.argv[1:]:
        zensical()
        return
    build(["mkdocs", "build", "--quiet", "--strict"])
    tell("MkDocs", HERE / "site" / "mkdocs")
    build(["sphinx", "-q", "-W", "--keep-going", "-b", "html", "sphinx", "site/sphinx"])
    tell("Sphinx", HERE / "site" / "sphinx")


if __name__ == "__main__":
    main()
