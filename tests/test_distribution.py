"""What is published: the wheel, the documents beside it, and what they say of each other."""

from __future__ import annotations

import json
import re
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import aidoc_core
from aidoc_core.checks import RULES
from tests.installed import constraints, new_python, run

ROOT = Path(__file__).resolve().parents[1]


def test_the_changelog_tells_the_version() -> None:
    """The version in pyproject.toml has a section in the changelog."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    sections = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sections[:2] == ["Unreleased", version]


def test_files_that_the_documents_name_exist() -> None:
    """No map is stale: every path in backticks or links of README, CONTRIBUTING and the documentation is there."""
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        *(page.relative_to(ROOT).as_posix() for page in ROOT.glob("docs/*.md")),
    ):
        text = (ROOT / name).read_text(encoding="utf-8")
        named = set(
            re.findall(
                r"`((?:aidoc_core|mkdocs_aidoc|sphinx_aidoc|benchmarks|tests|docs|requirements|scripts)/[\w./]*)`", text
            )
        )
        named |= {link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link}
        missing = [
            path for path in sorted(named) if not (ROOT / path).exists() and not ((ROOT / name).parent / path).exists()
        ]
        assert missing == [], name


@pytest.mark.slow
def test_the_documentation_builds(tmp_path: Path) -> None:
    """The documentation of this project has no broken link and no warning, and shows every rule and the flow."""
    run(
        sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", tmp_path, cwd=ROOT,
        DISABLE_MKDOCS_2_WARNING="true", NO_MKDOCS_2_WARNING="1",
    )  # fmt: skip
    assert len(list(tmp_path.glob("checks/AD*/index.html"))) == len(RULES)
    assert "</svg>\n</figure>" in (tmp_path / "how-it-works" / "index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_core_installs_without_a_doc_tool(wheel: Path, tmp_path: Path, outside: Mapping[str, str]) -> None:
    """The wheel without extras brings no doc tool, imports, and its command runs."""
    python = new_python(tmp_path / "venv")
    run(python, "-m", "pip", "install", "-q", "-c", constraints(tmp_path), wheel, cwd=tmp_path, **outside)
    probe = (
        "import importlib.util as u, json, sys, aidoc_core.build.session;"
        "heavy = ['openai', 'tiktoken', 'genai_prices', 'rich.progress'];"
        "print(json.dumps([[n for n in ('mkdocs', 'mkdocstrings', 'sphinx') if u.find_spec(n)],"
        " [n for n in heavy if n in sys.modules]]))"
    )
    assert json.loads(run(python, "-c", probe, cwd=tmp_path)) == [[], []]
    assert "export" in run(python.with_name("aidoc"), "--help", cwd=tmp_path)


@pytest.mark.slow
def test_the_wheel_is_typed(wheel: Path, tmp_path: Path, outside: Mapping[str, str]) -> None:
    """A project that uses the installed wheel, the sources out of reach, is told the types of every public name."""
    python = new_python(tmp_path / "venv")
    packages = (f"{wheel}[mkdocs,sphinx]", "mypy", "types-docutils", "types-pyyaml")
    run(python, "-m", "pip", "install", "-q", "-c", constraints(tmp_path), *packages, cwd=tmp_path, **outside)
    consumer = (ROOT / "tests" / "typing" / "consumer.py").read_text(encoding="utf-8")
    (tmp_path / "consumer.py").write_text(consumer, encoding="utf-8")
    for name in aidoc_core.__all__:
        assert f"    {name},\n" in consumer
    told = run(python, "-m", "mypy", "--strict", "consumer.py", cwd=tmp_path)
    assert told == "Success: no issues found in 1 source file\n"


def test_the_wheel_carries_the_mark_of_types(wheel: Path) -> None:
    """Each package of the wheel has a `py.typed`, without which a type checker takes everything for `Any`."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    packages = {name.split("/")[0] for name in names if name.endswith("/__init__.py")}
    assert packages == {"aidoc_core", "mkdocs_aidoc", "sphinx_aidoc"}
    assert [f"{package}/py.typed" for package in sorted(packages) if f"{package}/py.typed" not in names] == []


TEXTS = ("Water levels.", "Predict the water level.", "Hours since high water.", "Metres above the datum.")


@pytest.fixture
def tide(tmp_path: Path) -> Path:
    """A site of a small package, with texts that people accepted."""
    site = tmp_path / "site"
    (site / "docs").mkdir(parents=True)
    (site / "aidoc-reviewed").mkdir()
    (site / "tide.py").write_text("def level(time: float) -> float:\n    return time * 2\n", encoding="utf-8")
    (site / "docs" / "index.md").write_text("::: tide\n", encoding="utf-8")
    (site / "aidoc-reviewed" / "tide.yml").write_text(
        "module: tide\nanswers:\n  .: {state: accepted, summary: Water levels.}\n"
        "  level: {state: accepted, summary: Predict the water level., parameters: {time: Hours since high water.},"
        " returns: Metres above the datum.}\n",
        encoding="utf-8",
    )
    (site / "mkdocs.yml").write_text(
        "site_name: x\ntheme: mkdocs\nplugins: [aidoc: {offline: true}, mkdocstrings]\n", encoding="utf-8"
    )
    return site


def is_filled(site: Path) -> None:
    """The texts are on the page, and in the report."""
    page = (site / "site" / "index.html").read_text(encoding="utf-8")
    assert [text for text in TEXTS if text not in page] == []
    report = json.loads((site / "site" / "aidoc" / "report.json").read_text(encoding="utf-8"))
    assert report["outcomes"]["reviewed"] == 2


@pytest.mark.slow
def test_the_wheel_fills_a_site(wheel: Path, tmp_path: Path, tide: Path, outside: Mapping[str, str]) -> None:
    """A site built with the installed wheel, the sources out of reach, shows a reviewed answer."""
    python = new_python(tmp_path / "venv")
    run(python, "-m", "pip", "install", "-q", "-c", constraints(tmp_path), f"{wheel}[mkdocs]", cwd=tmp_path, **outside)
    run(python, "-m", "mkdocs", "build", "--strict", cwd=tide, DISABLE_MKDOCS_2_WARNING="true")
    is_filled(tide)


@pytest.mark.slow
def test_the_wheel_works_without_being_unpacked(wheel: Path, tide: Path) -> None:
    """Python reads packages from archives, too: styles, recipes and schemas are found there."""
    python = ("env", f"PYTHONPATH={wheel}", sys.executable)
    told = run(*python, "-c", "import aidoc_core; print(aidoc_core.__file__)", cwd=tide)
    assert Path(told.strip()).is_relative_to(wheel)
    run(*python, "-m", "mkdocs", "build", "--strict", cwd=tide, DISABLE_MKDOCS_2_WARNING="true")
    is_filled(tide)
    assert (tide / "site" / "assets" / "aidoc.css").is_file()
    aidoc = ("-c", "from aidoc_core.cli import main; main()")
    run(*python, *aidoc, "init", "--ci", "gitlab", "--no-plan", "--deployment", "docs", cwd=tide)
    assert (tide / ".gitlab" / "aidoc.yml").is_file()
