"""`aidoc init`: the few lines in mkdocs.yml or conf.py, all else byte for byte, and the files for CI."""

from __future__ import annotations

import json
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from aidoc_core.answers import DiskAnswers
from aidoc_core.cli import main
from aidoc_core.cli.conf_py import has_extension, with_extension
from aidoc_core.cli.hosts import Host, find_host
from aidoc_core.cli.mkdocs_yml import with_plugin
from aidoc_core.cli.search_paths import search_paths
from aidoc_core.cli.zensical import extension_in_toml, extension_in_yaml
from aidoc_core.errors import ConfigError
from aidoc_core.render.stylesheet import MARKS
from tests.core.packages import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

OPTIONS = {"deployment": "gpt-4.1-mini"}
TAGS = (
    "theme: {name: material, custom_dir: !ENV [DIR, x]}\nmarkdown_extensions:\n  - emoji: {to: !!python/name:a.b ''}\n"
)

YML = {
    "a list": ("plugins:\n  - search\n  - mkdocstrings\nnav: []\n", "plugins:\n  - search\n  - mkdocstrings\n  - aidoc:\n      deployment: gpt-4.1-mini\nnav: []\n"),
    "comments and tags": (
        f"# top\n{TAGS}plugins:  # ours\n- search   # find\n- mkdocstrings:\n    handlers:\n      python:\n        paths: [src]  # here\n\n# navigation\nnav:\n- index.md\n",
        f"# top\n{TAGS}plugins:  # ours\n- search   # find\n- mkdocstrings:\n    handlers:\n      python:\n        paths: [src]  # here\n- aidoc:\n    deployment: gpt-4.1-mini\n\n# navigation\nnav:\n- index.md\n",
    ),
    "a mapping": ("plugins:\n    search:\n    mkdocstrings: {}\n\nx: 1\n", "plugins:\n    search:\n    mkdocstrings: {}\n    aidoc:\n      deployment: gpt-4.1-mini\n\nx: 1\n"),
    "in brackets": ("plugins: [search, mkdocstrings]  # two\n", "plugins: [search, mkdocstrings, {aidoc: {deployment: gpt-4.1-mini}}]  # two\n"),
    "brackets on lines": ("plugins: [\n  search,  # one\n  mkdocstrings,\n]\n", "plugins: [\n  search,  # one\n  mkdocstrings, {aidoc: {deployment: gpt-4.1-mini}},\n]\n"),
    "a mapping in brackets": ("plugins: {search: {}, x: {a: 1}}\n", "plugins: {search: {}, x: {a: 1}, aidoc: {deployment: gpt-4.1-mini}}\n"),
    "nothing in brackets": ("plugins: []\n", "plugins: [{aidoc: {deployment: gpt-4.1-mini}}]\n"),
    "no plugins": ("site_name: x", "site_name: x\nplugins:\n  - search\n  - aidoc:\n      deployment: gpt-4.1-mini\n"),
    "no end of line": ("plugins:\n  - search", "plugins:\n  - search\n  - aidoc:\n      deployment: gpt-4.1-mini"),
    "Windows": ("plugins:\r\n  - search\r\nx: 1\r\n", "plugins:\r\n  - search\r\n  - aidoc:\r\n      deployment: gpt-4.1-mini\r\nx: 1\r\n"),
    "a block of text at the end": ("plugins:\n  - x:\n      y: |\n        - no\n\n  # below\nz: 1\n", "plugins:\n  - x:\n      y: |\n        - no\n  - aidoc:\n      deployment: gpt-4.1-mini\n\n  # below\nz: 1\n"),
    "an alias at the end": ("a: &a {b: 1}\nplugins:\n  - x: *a\n", "a: &a {b: 1}\nplugins:\n  - x: *a\n  - aidoc:\n      deployment: gpt-4.1-mini\n"),
    "other letters": ("site_name: Grüße 🎉\nplugins:\n  - search\n", "site_name: Grüße 🎉\nplugins:\n  - search\n  - aidoc:\n      deployment: gpt-4.1-mini\n"),
    "a byte order mark": ("\ufeffplugins:\n  - search\n", "\ufeffplugins:\n  - search\n  - aidoc:\n      deployment: gpt-4.1-mini\n"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), YML.values(), ids=YML)
def test_mkdocs_yml(before: str, after: str) -> None:
    """The plugin comes last, in the form of the others."""
    assert with_plugin(before, OPTIONS) == after


@pytest.mark.parametrize(
    "text",
    ["plugins: !ENV PLUGINS\n", "plugins: *nothing\n", "a: &a [x]\nplugins: *a\n", "- a\n", "{plugins: [x]}\n", "plugins:\n", "a: [\n", "a: 1\n...\n"],
)  # fmt: skip
def test_a_mkdocs_yml_that_is_not_edited(text: str) -> None:
    """Where it is not certain what an edit would do, nothing is edited."""
    with pytest.raises(ConfigError, match="by hand"):
        with_plugin(text, OPTIONS)


CONF = {
    "one line": ('extensions = ["a", "b"]\n', 'extensions = ["a", "b", "sphinx_aidoc"]\naidoc_deployment = "gpt-4.1-mini"\n'),
    "lines": ("extensions = [\n    'a',\n    'b',  # for b\n]\nx = 1\n", "extensions = [\n    'a',\n    'b',  # for b\n    'sphinx_aidoc',\n]\naidoc_deployment = \"gpt-4.1-mini\"\nx = 1\n"),
    "no last comma": ("extensions = [\n    'a',\n    'b'  # for, b\n]\n", "extensions = [\n    'a',\n    'b',  # for, b\n    'sphinx_aidoc',\n]\naidoc_deployment = \"gpt-4.1-mini\"\n"),
    "a comma": ("extensions = ['a',]", "extensions = ['a', 'sphinx_aidoc',]\naidoc_deployment = \"gpt-4.1-mini\"\n"),
    "empty": ("extensions = []\n", 'extensions = ["sphinx_aidoc"]\naidoc_deployment = "gpt-4.1-mini"\n'),
    "typed": ("extensions: list[str] = [  # none\n]\n", 'extensions: list[str] = ["sphinx_aidoc"  # none\n]\naidoc_deployment = "gpt-4.1-mini"\n'),
    "more": ("extensions = ['a']\nif x:\n    extensions += ['b']\ny = 1\n", "extensions = ['a', 'sphinx_aidoc']\nif x:\n    extensions += ['b']\naidoc_deployment = \"gpt-4.1-mini\"\ny = 1\n"),
    "twice": ("extensions = ['a']\nextensions = ['b'] + extensions\n", "extensions = ['a']\nextensions = ['b'] + extensions\nextensions = [*extensions, \"sphinx_aidoc\"]\naidoc_deployment = \"gpt-4.1-mini\"\n"),
    "from elsewhere": ("from base import *\nextensions += ['b']\n", "from base import *\nextensions += ['b']\nextensions = [*extensions, \"sphinx_aidoc\"]\naidoc_deployment = \"gpt-4.1-mini\"\n"),
    "a tuple": ("extensions = ('a',)\n", "extensions = ('a',)\nextensions = [*extensions, \"sphinx_aidoc\"]\naidoc_deployment = \"gpt-4.1-mini\"\n"),
    "missing": ("project = 'é'\n", 'project = \'é\'\nextensions = ["sphinx_aidoc"]\naidoc_deployment = "gpt-4.1-mini"\n'),
    "Windows": ("extensions = [\r\n\t'a',\r\n]\r\n", "extensions = [\r\n\t'a',\r\n\t'sphinx_aidoc',\r\n]\r\naidoc_deployment = \"gpt-4.1-mini\"\r\n"),
    "other letters": ("extensions = ['ä', 'b']; x = 1\n", "extensions = ['ä', 'b', 'sphinx_aidoc']; x = 1\naidoc_deployment = \"gpt-4.1-mini\"\n"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), CONF.values(), ids=CONF)
def test_conf_py(before: str, after: str) -> None:
    """The extension comes last, in the form of the others, and its options below."""
    edited = with_extension(before.encode(), OPTIONS)
    assert edited.decode() == after
    assert has_extension(edited)


@pytest.mark.parametrize("text", ["from base import *\n", "extensions = ['a'\n", "extensions = [('a')]\n", "x = \0"])
def test_a_conf_py_that_is_not_edited(text: str) -> None:
    """Where it is not certain what an edit would do, nothing is edited."""
    with pytest.raises(ConfigError, match=r"by hand|can be read"):
        with_extension(text.encode(), OPTIONS)


SITE = {
    "mkdocs.yml": "site_name: x  # ours\nplugins:\n- mkdocstrings\n",
    "docs/index.md": "::: pkg\n",
    "pkg/__init__.py": "def f(a):\n    return a\n",
}


def init(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["init", "--root", str(root), *arguments])


def test_a_new_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines are written, and the first plan tells what a build would request; the second time nothing is written."""
    monkeypatch.setenv("PYTHONWARNINGS", "default")
    root = write(tmp_path, SITE)
    result = init(root, "--deployment", "gpt-4.1-mini")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == f"{root / 'mkdocs.yml'}: changed"
    assert "2 of 2 objects in 1 request" in lines
    steps = lines[lines.index("Next:") + 1 :]  # the last words on the screen
    assert [step[:3] for step in steps] == ["1. ", "2. ", "3. ", "4. "]
    assert steps[0] == "1. Set AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_API_KEY in the environment."
    text = "site_name: x  # ours\nplugins:\n- mkdocstrings\n- aidoc:\n    deployment: gpt-4.1-mini\n"
    assert (root / "mkdocs.yml").read_text(encoding="utf-8") == text
    again = init(root, "--no-plan")
    assert again.stdout.splitlines()[0] == f"{root / 'mkdocs.yml'}: has aidoc already"
    assert (root / "mkdocs.yml").read_text(encoding="utf-8") == text


def test_a_dry_run_prints_a_diff_that_git_applies(tmp_path: Path) -> None:
    """Nothing is written; standard output is the diff alone, of new files too."""
    root = write(tmp_path, SITE)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    result = init(root, "--ci", "github", "--dry-run")
    assert result.exit_code == 0
    assert (root / "mkdocs.yml").read_text(encoding="utf-8") == SITE["mkdocs.yml"]
    assert not (root / ".github").exists()
    subprocess.run(["git", "apply"], cwd=root, input=result.stdout, text=True, check=True)
    assert init(root, "--ci", "github", "--no-plan").stdout.count("already") == 1 + len(
        list((root / ".github/workflows").iterdir())
    )


def test_files_for_ci_are_never_overwritten(tmp_path: Path) -> None:
    """What is there and differs is a person's, and is told."""
    root = write(tmp_path, {**SITE, ".github/workflows/aidoc-fill.yml": "on: push\n"})
    result = init(root, "--ci", "github", "--no-plan")
    fill = root / ".github" / "workflows" / "aidoc-fill.yml"
    assert f"{fill}: is there already and differs; it was left alone" in result.stdout.splitlines()
    assert fill.read_text(encoding="utf-8") == "on: push\n"


def test_what_an_inherited_file_says(tmp_path: Path) -> None:
    """Plugins are added where they are: in the file that a mkdocs.yml inherits them from."""
    root = write(tmp_path, {**SITE, "mkdocs.yml": "INHERIT: base.yml\n", "base.yml": SITE["mkdocs.yml"]})
    rows = json.loads(init(root, "--json").stdout)["files"]
    assert rows == [{"file": str(root / "base.yml"), "changed": True, "why": ""}]
    assert json.loads(init(root, "--json").stdout)["files"][0]["why"] == "has aidoc already"
    assert (root / "mkdocs.yml").read_text(encoding="utf-8") == "INHERIT: base.yml\n"


def test_the_file_of_properdocs(tmp_path: Path) -> None:
    """ProperDocs' own file gets the plugin, the files for CI build with it, and its packages are found as in mkdocs.yml."""
    site = "plugins:\n- mkdocstrings:\n    handlers: {python: {paths: [src]}}\n"
    root = write(tmp_path, {"properdocs.yml": site, "src/pkg/__init__.py": SITE["pkg/__init__.py"]})
    assert init(root, "--no-plan", "--ci", "github").exit_code == 0
    assert (root / "properdocs.yml").read_text(encoding="utf-8") == f"{site}- aidoc\n"
    workflow = (root / ".github" / "workflows" / "aidoc.yml").read_text(encoding="utf-8")
    assert "build: properdocs build --strict" in workflow
    assert "mkdocs build" not in workflow
    assert search_paths(root) == [root / "src"]
    host = Host(tool="mkdocs", config=root / "properdocs.yml", source=root, root=root)
    assert host.command(tmp_path)[:2] == ["properdocs", "build"]
    if find_spec("properdocs") is None:
        with pytest.raises(
            ConfigError, match=r"properdocs\.yml needs properdocs, and it is not installed beside aidoc"
        ):
            find_host(root)


def test_init_fails_in_words(tmp_path: Path) -> None:
    """No traceback: one line on standard error and exit code 2, and nothing is written."""
    empty = write(tmp_path / "empty", {"a.txt": ""})
    both = write(tmp_path / "both", {"mkdocs.yml": "", "docs/conf.py": ""})
    broken = write(tmp_path / "broken", {"mkdocs.yml": "plugins: [\n"})
    python = write(tmp_path / "python", {"conf.py": "extensions = [\n"})
    odd = write(tmp_path / "odd", {"conf.py": ""})
    (odd / "conf.py").write_bytes(b"# coding: latin-1\nextensions = ['\xe4']\n")
    said = {
        empty: "has no mkdocs.yml",
        both: "--tool mkdocs or --tool sphinx",
        broken: "mkdocs.yml:2: it is not YAML.",
        python: "conf.py: line 1: it is not Python that can be read.",
    }
    for root, words in said.items():
        result = init(root, "--no-plan")
        assert (result.exit_code, result.stdout) == (2, "")
        assert words in result.stderr
        assert result.stderr.startswith("aidoc: ")
    assert init(both, "--tool", "sphinx", "--no-plan").exit_code == 0
    before = (odd / "conf.py").read_bytes()  # another encoding: where columns are is not certain
    result = init(odd, "--no-plan")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "by hand" in result.stderr
    assert (odd / "conf.py").read_bytes() == before


def test_a_new_cache_keeps_itself_out_of_git(tmp_path: Path) -> None:
    """A directory that aidoc makes has a .gitignore that says what to commit; one with other things in it has none."""
    DiskAnswers(tmp_path / "cache").close()
    ignored = tmp_path / "cache" / ".gitignore"
    assert ignored.read_text(encoding="utf-8").endswith("\n*\n")
    assert "aidoc export" in ignored.read_text(encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    status = ["git", "status", "--porcelain", "-uall"]
    assert subprocess.run(status, cwd=tmp_path, check=True, capture_output=True, text=True).stdout == ""
    ignored.unlink()  # somebody commits it all the same
    DiskAnswers(tmp_path / "cache").close()
    assert not ignored.exists()
    write(tmp_path / "ours", {"notes.txt": ""})
    DiskAnswers(tmp_path / "ours").close()
    assert sorted(path.name for path in (tmp_path / "ours").iterdir()) == ["cache.db", "notes.txt"]


LISTED = "plugins:\n- mkdocstrings:\n    handlers:\n      python:\n        options:\n          {}show_source: false  # no\nx: 1\n"
ZENSICAL = {
    "no list": (
        extension_in_yaml,
        LISTED.format(""),
        LISTED.format("extensions: [mkdocs_aidoc.griffe]\n          "),
    ),
    "a list in brackets": (
        extension_in_yaml,
        LISTED.format("extensions: [griffe_pydantic: {schema: true}]\n          "),
        LISTED.format("extensions: [mkdocs_aidoc.griffe, griffe_pydantic: {schema: true}]\n          "),
    ),
    "a list on lines": (
        extension_in_yaml,
        LISTED.format("extensions:\n          - griffe_pydantic  # first\n          "),
        LISTED.format("extensions:\n          - mkdocs_aidoc.griffe\n          - griffe_pydantic  # first\n          "),
    ),
    "a mapping of plugins": (
        extension_in_yaml,
        "plugins:\n  mkdocstrings:\n    handlers: {python: {options: {extensions: []}}}\n",
        "plugins:\n  mkdocstrings:\n    handlers: {python: {options: {extensions: [mkdocs_aidoc.griffe]}}}\n",
    ),
    "the plugin alone": (
        extension_in_yaml,
        "plugins:\n  - search\n  - 'mkdocstrings'  # ours\n  - aidoc\n",
        "plugins:\n  - search\n  - mkdocstrings:\n      handlers:\n        python:\n          options:\n"
        "            extensions: [mkdocs_aidoc.griffe]  # ours\n  - aidoc\n",
    ),
    "no handler": (
        extension_in_yaml,
        "plugins:\r\n- mkdocstrings:\r\n    # ours\r\n    default_handler: python\r\n",
        "plugins:\r\n- mkdocstrings:\r\n    # ours\r\n    handlers:\r\n      python:\r\n        options:\r\n"
        "          extensions: [mkdocs_aidoc.griffe]\r\n    default_handler: python\r\n",
    ),
    "no options": (
        extension_in_yaml,
        "plugins:\n  mkdocstrings:\n    handlers:\n      python:\n        paths: [src]\n",
        "plugins:\n  mkdocstrings:\n    handlers:\n      python:\n        options:\n"
        "          extensions: [mkdocs_aidoc.griffe]\n        paths: [src]\n",
    ),
    "no table": (
        extension_in_toml,
        '[project]\nsite_name = "x"\n',
        '[project]\nsite_name = "x"\n\n[project.plugins.mkdocstrings.handlers.python.options]\nextensions = ["mkdocs_aidoc.griffe"]\n',
    ),
    "a table": (
        extension_in_toml,
        "[project.plugins.mkdocstrings.handlers.python.options] # ours\nshow_source = false\n[project.theme]\nextensions = [1]\n",
        '[project.plugins.mkdocstrings.handlers.python.options] # ours\nextensions = ["mkdocs_aidoc.griffe"]\nshow_source = false\n[project.theme]\nextensions = [1]\n',
    ),
    "a table with a list": (
        extension_in_toml,
        '[project.plugins.mkdocstrings.handlers.python.options]\nextensions = [\n  "a",\n]\n',
        '[project.plugins.mkdocstrings.handlers.python.options]\nextensions = ["mkdocs_aidoc.griffe", \n  "a",\n]\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "before", "after"), ZENSICAL.values(), ids=ZENSICAL)
def test_the_extension_for_zensical(edit: Callable[[str], str], before: str, after: str) -> None:
    """The Griffe extension is added to mkdocstrings' options, and not a second time."""
    assert edit(before) == after
    assert edit(after) == after


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (extension_in_yaml, "plugins: [mkdocstrings]\n"),
        (extension_in_yaml, "plugins:\n- mkdocstrings:\n"),
        (extension_in_yaml, "plugins:\n- search\n"),
        (
            extension_in_yaml,
            "x: &x {options: {a: 1}}\nplugins:\n- mkdocstrings:\n    handlers:\n      python:\n        <<: *x\n",
        ),
        (extension_in_yaml, "plugins: [{mkdocstrings: {handlers: {python: {options: {a: 1}}}}}]\n"),
        (extension_in_toml, "[project.plugins.mkdocstrings]\nhandlers = {python = {options = {a = 1}}}\n"),
        (extension_in_toml, "[project\n"),
    ],
)
def test_what_is_not_edited_for_zensical(edit: Callable[[str], str], text: str) -> None:
    """Other forms are left to people, who are told what to write."""
    with pytest.raises(ConfigError, match=r"extensions: \[mkdocs_aidoc\.griffe\]"):
        edit(text)


def test_init_recognises_zensical(tmp_path: Path) -> None:
    """A zensical.toml gets the extension; so does a mkdocs.yml that Zensical builds, where somebody says so."""
    write(tmp_path, {"a/zensical.toml": "[project]\n", "b/mkdocs.yml": LISTED.format("")})
    for name, arguments in (("a/zensical.toml", []), ("b/mkdocs.yml", ["--tool", "zensical"])):
        file = tmp_path / name
        result = CliRunner().invoke(main, ["init", "--root", str(file.parent), *arguments])
        assert result.exit_code == 0
        assert "aidoc fill YOUR_PACKAGE" in result.stdout
        assert "mkdocs_aidoc.griffe" in file.read_text(encoding="utf-8")
        assert (file.parent / "docs" / "stylesheets" / "aidoc.css").read_text(encoding="utf-8") == MARKS
        assert "has aidoc already" in CliRunner().invoke(main, ["init", "--root", str(file.parent), *arguments]).stdout


def test_a_package_in_src_under_zensical(tmp_path: Path) -> None:
    """Where a zensical.toml says that packages are, commands look too; who has not said so yet learns how."""
    root = write(tmp_path, {"zensical.toml": "[project]\n", "src/pkg/__init__.py": SITE["pkg/__init__.py"]})
    told = '`paths = ["src"]` under [project.plugins.mkdocstrings.handlers.python]'
    assert told in init(root).stdout
    assert search_paths(root) == [root]
    with (root / "zensical.toml").open("a", encoding="utf-8") as file:
        file.write('\n[project.plugins.mkdocstrings.handlers.python]\npaths = ["src"]\n')
    assert search_paths(root) == [root / "src"]
    assert told not in init(root).stdout
    write(tmp_path, {"b/mkdocs.yml": LISTED.format(""), "b/src/pkg/__init__.py": ""})
    result = CliRunner().invoke(main, ["init", "--root", str(tmp_path / "b"), "--tool", "zensical"])
    assert "`paths: [src]` below the Python handler" in result.stdout
    (root / "zensical.toml").write_text("[project\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"zensical\.toml: it is not TOML\."):
        search_paths(root)


@pytest.mark.parametrize("command", ["plan", "fill", "check", "report"])
def test_commands_beside_a_zensical_toml(tmp_path: Path, command: str) -> None:
    """Zensical tells no command what its pages show; they say so, and what to name instead."""
    file = write(tmp_path, {"zensical.toml": "[project]\n"}) / "zensical.toml"
    for arguments in (["--root", str(tmp_path)], ["--root", str(tmp_path), "--site", str(file)]):
        result = CliRunner().invoke(main, [command, *arguments])
        assert result.exit_code == 2
        assert result.stderr == (
            f"aidoc: {file}: Zensical cannot tell what its pages show. Look at whole packages: `aidoc fill PACKAGE`, "
            "`aidoc report --package PACKAGE`.\n"
        )


def test_the_example_has_the_style_sheet_of_marks() -> None:
    """What the example site links under Zensical is what the plugin writes."""
    sheet = Path(__file__).parents[2] / "example_site" / "docs" / "stylesheets" / "aidoc.css"
    assert sheet.read_text(encoding="utf-8") == MARKS
