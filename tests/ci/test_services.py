"""Services that build sites for people, each by the commands of its recipe, with the wheel in a new environment."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.ci.github import Job
from tests.ci.gitlab import Pipeline
from tests.ci.machine import Machine
from tests.ci.test_schemas import validated
from tests.core.packages import write
from tests.installed import constraints, new_python, run
from tests.project import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "ci.md").read_text(encoding="utf-8").partition("## Services")[2]
READ_THE_DOCS = dict(
    zip(("MkDocs", "Sphinx"), re.findall(r"^```yaml\n(.*?)^```", DOCUMENTED, re.MULTILINE | re.DOTALL), strict=True)
)
"""`.readthedocs.yaml` by the tool."""
BUILDS = dict(
    zip(("MkDocs", "Sphinx", "Zensical"), re.findall(r"`(pip install [^`]+)` \| `site`", DOCUMENTED), strict=True)
)
"""What Netlify and Cloudflare Pages run, by the tool."""
SOURCE = {
    "pyproject.toml": "[project]\nname = 'tide'\nversion = '1'\n",
    "tide.py": "def level(time: float) -> float:\n    return time * 2\n",
    ".gitignore": "site/\nbase-report.json\n",
    "docs/requirements.txt": "aidoc-plugins[mkdocs,sphinx]\nzensical\n",
}
REVIEWED = """\
module: tide
answers:
  .: {state: accepted, summary: Water levels.}
  level: {state: accepted, summary: Predict the water level., parameters: {time: Hours since high water.},
    returns: Metres above the datum.}
"""
MKDOCS = {
    "docs/index.md": "# Tide\n\n::: tide\n",
    "aidoc-reviewed/tide.yml": REVIEWED,
    "mkdocs.yml": "site_name: x\nplugins: [aidoc, {mkdocstrings: {handlers: {python: {paths: [.]}}}}]\n",
}
ZENSICAL = {
    **MKDOCS,
    "mkdocs.yml": "site_name: x\nplugins: [mkdocstrings: {handlers: {python: {paths: [.], options: "
    "{extensions: [mkdocs_aidoc.griffe]}}}}]\n",
}
SPHINX = {
    "docs/index.rst": "Tide\n====\n\n.. automodule:: tide\n   :members:\n",
    "docs/aidoc-reviewed/tide.yml": REVIEWED,
    "docs/conf.py": "import pathlib, sys\nsys.path.insert(0, str(pathlib.Path(__file__).parents[1]))\nextensions = ['sphinx.ext.autodoc', 'sphinx_aidoc']\n"
    "exclude_patterns = ['requirements.txt']\n",
}
SITES = {"MkDocs": MKDOCS, "Sphinx": SPHINX, "Zensical": ZENSICAL}
TEXTS = ("Water levels.", "Predict the water level.", "Hours since high water.", "Metres above the datum.")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment in which nothing is installed."""
    return new_python(tmp_path_factory.mktemp("service") / "venv")


@pytest.fixture
def service(python: Path, wheel: Path, tmp_path: Path, outside: Mapping[str, str]) -> dict[str, str]:
    """What a service sets for its builds; pip finds the wheel."""
    return {
        **clean(outside),
        **{name: value for name, value in outside.items() if name.lower().endswith("_proxy")},
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
        "PIP_FIND_LINKS": str(wheel.parent),
        "PIP_CONSTRAINT": str(constraints(tmp_path)),
        "AIDOC_OFFLINE": "1",
    }


def shown(directory: Path) -> None:
    """The texts that people accepted are on the page."""
    page = (directory / "index.html").read_text(encoding="utf-8")
    assert [text for text in TEXTS if text not in page] == []


@pytest.mark.parametrize("tool", READ_THE_DOCS)
def test_the_file_for_read_the_docs_is_valid(tool: str, tmp_path: Path) -> None:
    """Read the Docs' own schema takes it, and not one with a wrong key."""
    file = tmp_path / ".readthedocs.yaml"
    file.write_text(READ_THE_DOCS[tool], encoding="utf-8")
    assert validated("readthedocs", file)[0] == 0
    file.write_text(READ_THE_DOCS[tool].replace("fail_on_warning", "fail_on_warnings"), encoding="utf-8")
    assert validated("readthedocs", file)[0] == 1


@pytest.mark.slow
@pytest.mark.parametrize("tool", READ_THE_DOCS)
def test_read_the_docs(tool: str, tmp_path: Path, service: dict[str, str]) -> None:
    """The commands that Read the Docs makes of the file succeed offline, and fail on an object without a text."""
    project = write(tmp_path / "project", {**SOURCE, **SITES[tool]})
    file = yaml.safe_load(READ_THE_DOCS[tool])
    (install,) = file["python"]["install"]
    output = tmp_path / "output" / "html"
    more = {**service, "READTHEDOCS": "True", "READTHEDOCS_OUTPUT": str(output.parent)}
    pip = ["python", "-m", "pip", "install", "--exists-action=w", "--no-cache-dir", "-r", install["requirements"]]
    run(*pip, cwd=project, **more)
    if tool == "MkDocs":
        place = project
        strict = ["--strict"] if file["mkdocs"]["fail_on_warning"] else []
        build = [
            "mkdocs",
            "build",
            "--clean",
            "--site-dir",
            str(output),
            "-f",
            file["mkdocs"]["configuration"],
            *strict,
        ]
    else:
        place = (project / file["sphinx"]["configuration"]).parent
        strict = ["-W", "--keep-going"] if file["sphinx"]["fail_on_warning"] else []
        build = ["sphinx", "-T", *strict, "-b", "html", "-d", "_build/doctrees", "-D", "language=en", ".", str(output)]
    run("python", "-m", *build, cwd=place, **more)
    shown(output)
    with (project / "tide.py").open("a", encoding="utf-8") as source:
        source.write("\n\ndef ebb(time: float) -> float:\n    return -time\n")
    done = subprocess.run(
        ["python", "-m", *build], cwd=place, env={**os.environ, **more}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "tide.ebb: not in the cache. Build once online, or write the docstring." in done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("tool", BUILDS)
def test_a_build_command(tool: str, tmp_path: Path, service: dict[str, str]) -> None:
    """What Netlify and Cloudflare Pages are told to run builds the site, without a key."""
    project = write(tmp_path / "project", {**SOURCE, **SITES[tool]})
    run("bash", "-c", BUILDS[tool], cwd=project, **service)
    shown(project / "site")


@pytest.mark.slow
@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_pages(host: str, tmp_path: Path, python: Path, wheel: Path, service: dict[str, str]) -> None:
    """The files of `aidoc init` for GitHub and GitLab Pages, with their own `pip install`."""
    work = write(tmp_path / "work", {**SOURCE, **MKDOCS})
    origin = tmp_path / "origin.git"
    own = {name: value for name, value in service.items() if name != "PATH"}
    machine = Machine(tmp_path / "ci", origin, own, python, wheel)
    run(python, "-m", "pip", "install", "-q", f"{wheel}[mkdocs]", cwd=work, **service)
    run(python.with_name("aidoc"), "init", "--ci", host, "--no-plan", "--deployment", "docs", cwd=work)
    machine.git(tmp_path, "init", "-q", "--bare", "-b", "main", str(origin))
    for command in ("init -q -b main", "add -A", "commit -qm Begin", f"push -q {origin} main"):
        machine.git(work, *command.split())
    if host == "github":
        one = Job(machine, ".github/workflows/aidoc.yml", "main", {"github": {"event_name": "push", "run_id": 1}})
        ran, output = one.run("site"), one.place / "site"
    else:
        variables = {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main", "CI_DEFAULT_BRANCH": "main"}
        pipeline = Pipeline(machine, ".gitlab/aidoc.yml", "main", variables)
        ran, output = pipeline.run("pages"), pipeline.place / "public"
    assert ran.ok, ran.log
    shown(output)
