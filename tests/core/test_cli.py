"""The `aidoc` command: results on stdout, problems on stderr, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from aidoc_core.answers import DiskAnswers, Question, ReviewedAnswers
from aidoc_core.answers.answer import Answer
from aidoc_core.cli import main
from aidoc_core.cli.code import read_code
from aidoc_core.settings import Settings
from tests.core.packages import write
from tests.core.test_disk_answers import OBJ, Canary, entry, filled, sql, state_of
from tests.core.test_session import objects

if TYPE_CHECKING:
    from click.testing import Result


__all__ = ["objects"]  # a fixture


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


FILL = "`aidoc fill` requests what is missing.\n"
REVIEW = "Review them with `aidoc review` or in the files, then commit the files.\n"
NOTHING = {"added": 0, "edited": 0, "rewritten": 0, "beside": 0, "settled": 0, "moved": [], "alike": [], "removed": []}


def test_export(tmp_path: Path) -> None:
    """Cached answers become proposals; what is there stays, and the cache is left as it was."""
    directory = filled(tmp_path / ".aidoc" / "cache")
    before = state_of(directory)
    target = tmp_path / "aidoc-reviewed"
    result = run("export", "--root", tmp_path)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"3 answers added to {target}\n", REVIEW)
    found = ReviewedAnswers(target).get_many([Question(obj=OBJ, fingerprint="")]).get(OBJ.path)
    assert found is None  # `pkg.f` itself was never asked for
    text = (target / "pkg.yml").read_text(encoding="utf-8")
    assert text.count("state: proposed") == 3
    result = run("export", "--root", tmp_path, "--json")
    assert json.loads(result.stdout) == {**NOTHING, "directory": str(target)}
    assert (target / "pkg.yml").read_text(encoding="utf-8") == text
    assert state_of(directory) == before


def test_export_takes_the_newest_answer_that_is_one(tmp_path: Path) -> None:
    """Of several for one object the last counts; failures are no answers."""
    cache = DiskAnswers(tmp_path / "c")
    for number, date, summary in ((1, "2026-01-02", "New."), (2, "2026-01-01", "Old.")):
        cache.put(replace(entry(number), path="pkg.f", date=date, answer=Answer(summary=summary)))
    cache.put(replace(entry(3), path="pkg.g", state="failed"))
    cache.close()
    result = run("export", "--root", tmp_path, "--cache-dir", "c", "--reviewed-dir", "r")
    assert result.stdout == f"1 answer added to {tmp_path / 'r'}\n"
    assert "New." in (tmp_path / "r" / "pkg.yml").read_text(encoding="utf-8")


def test_export_from_a_hostile_cache(tmp_path: Path) -> None:
    """Rows that are not ours are passed over: nothing runs, nothing is written elsewhere."""
    import pickle

    directory = filled(tmp_path / "c")
    sql(
        directory,
        "UPDATE Cache SET raw = 0, key = ? WHERE key = ?",
        pickle.dumps(Canary(tmp_path / "x")),
        entry(0).fingerprint,
    )
    evil = entry(1).to_json().replace('"module": "pkg"', '"module": "../evil"')
    sql(directory, "UPDATE Cache SET value = ? WHERE key = ?", evil, entry(1).fingerprint)
    result = run("export", "--root", tmp_path, "--cache-dir", "c", "--reviewed-dir", "r")
    assert (result.exit_code, result.stderr) == (0, REVIEW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c", "r"]
    assert [path.name for path in (tmp_path / "r").iterdir()] == ["pkg.yml"]


def test_export_fails_in_words(tmp_path: Path) -> None:
    """No traceback: one line on stderr and exit code 2, for each thing that can be wrong."""
    cases = {}
    cases["does not exist"] = run("export", "--root", tmp_path)
    filled(tmp_path / ".aidoc" / "cache")
    (tmp_path / "pyproject.toml").write_text("[tool.aidoc]\ncache = 1\n", encoding="utf-8")
    cases["there is no option 'cache'"] = run("export", "--root", tmp_path)
    (tmp_path / "pyproject.toml").unlink()
    (tmp_path / "aidoc-reviewed").mkdir()
    (tmp_path / "aidoc-reviewed" / "pkg.yml").write_text("answers: [\n", encoding="utf-8")
    cases["pkg.yml:2: it is not YAML"] = run("export", "--root", tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    cases["file/r: file, in which it should be, is a file, not a directory. Move file away first."] = run(
        "export", "--root", tmp_path, "--reviewed-dir", "file/r"
    )
    (tmp_path / "r" / "pkg.part").mkdir(parents=True)
    cases["r: cannot be written (is a directory). Make it writable, or set `reviewed_dir`."] = run(
        "export", "--root", tmp_path, "--reviewed-dir", "r"
    )
    (tmp_path / ".aidoc" / "cache" / "cache.db").write_bytes(b"x" * 5000)
    cases["cannot be read"] = run("export", "--root", tmp_path)
    for told, result in cases.items():
        assert result.exit_code == 2, told
        assert result.stdout == ""
        assert result.stderr.startswith("aidoc: ")
        assert told in result.stderr
        assert result.stderr.count("\n") == 1


def _package(root: Path) -> None:
    """A package of two functions, and answers about them in the cache."""
    write(root, {"pkg/__init__.py": "def f(a: int = 1) -> int:\n    return a\n\n\ndef g() -> None: ...\n"})
    cache = DiskAnswers(root / ".aidoc" / "cache")
    for number, name in enumerate("fg"):
        cache.put(replace(entry(number), path=f"pkg.{name}", answer=Answer(summary=f"Do: {name}.")))
    cache.close()


def test_export_shows_what_an_answer_is_about(tmp_path: Path) -> None:
    """Above each entry stand the signature and the place of its object."""
    _package(tmp_path)
    assert run("export", "--root", tmp_path).exit_code == 0
    text = (tmp_path / "aidoc-reviewed" / "pkg.yml").read_text(encoding="utf-8")
    assert "\n\n  # def f(a: int=1) -> int\n  # pkg/__init__.py:1\n  f:\n    review: {state: proposed," in text
    assert "\n    summary: |-\n      Do: f.\n\n  # def g() -> None\n  # pkg/__init__.py:5\n  g:\n" in text


def test_export_records_edits_and_rewrites_old_files(tmp_path: Path) -> None:
    """An edit becomes `edited` in the file; an old file takes the present form when asked; the rest stays."""
    _package(tmp_path)
    run("export", "--root", tmp_path)
    file, old = tmp_path / "aidoc-reviewed" / "pkg.yml", tmp_path / "aidoc-reviewed" / "other.yml"
    before = file.read_text(encoding="utf-8").replace("Do: f.", "Ada: does # f - 'well'.")
    file.write_text(before, encoding="utf-8")
    old.write_text("module: other\nanswers:\n  f: {state: accepted, summary: Mine.}\n", encoding="utf-8")
    result = run("export", "--root", tmp_path, "--rewrite", "--json")
    assert json.loads(result.stdout) == {**NOTHING, "edited": 1, "rewritten": 1, "directory": str(file.parent)}
    after = file.read_text(encoding="utf-8")
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert len(changed) == 1
    assert changed[0][1].startswith("    review: {state: edited,")
    assert "  f:\n    review: {state: accepted, text: " in old.read_text(encoding="utf-8")
    assert "    summary: |-\n      Mine.\n" in old.read_text(encoding="utf-8")
    assert run("export", "--root", tmp_path, "--rewrite").stdout == f"0 answers added to {file.parent}\n"


def test_check_fails_on_a_reviewed_file_that_cannot_be_read(tmp_path: Path) -> None:
    """Whichever module it belongs to: the place, the fault, exit code 1."""
    write(tmp_path, {"pkg/__init__.py": '"""All said."""\n', "aidoc-reviewed/pkg.yml": "<<<<<<< HEAD\n"})
    result = run("check", "pkg", "--root", tmp_path)
    assert result.stdout == (
        f"{tmp_path}/aidoc-reviewed/pkg.yml:1: Ignoring reviewed file: it holds a merge conflict. Correct it; "
        "its objects have no answer until then.\n"
    )
    assert (result.stderr, result.exit_code) == ("1 object, 0 findings, 1 unreadable file\n", 1)
    # Read on other machines: without the directory of this one.
    comment = run("check", "pkg", "--root", tmp_path, "--format", "markdown").stdout.replace("\\", "")
    assert "| aidoc-reviewed/pkg.yml:1 |" in comment
    assert str(tmp_path) not in comment


@pytest.mark.parametrize("bad", ["binary", "file for directory", "loop", "dead link"])
def test_no_command_takes_what_it_cannot_read_for_nothing(bad: str, tmp_path: Path) -> None:
    """Each fails, names the place and what to do, and changes nothing."""
    write(tmp_path, {"pkg/__init__.py": "def f(a):\n    return a\n"})
    filled(tmp_path / ".aidoc" / "cache")
    directory = tmp_path / "aidoc-reviewed"
    if bad == "binary":
        directory.mkdir()
        (directory / "pkg.yml").write_bytes(bytes(range(256)))
        told = f"{directory / 'pkg.yml'}:2: ", "it is not text in UTF-8 (byte 0x80). Correct it"
    elif bad == "loop":
        directory.symlink_to(directory)
        told = f"{directory}: ", "it is a link that leads back to itself. Remove the link"
    elif bad == "dead link":
        directory.symlink_to(tmp_path / "nothing")
        told = f"{directory}: ", "it is a link to a directory that is not there. Correct the link"
    else:
        directory.write_bytes(b"mine")
        told = f"{directory}: ", "it is a file, not a directory. Move aidoc-reviewed away"
    for command in (["check", "pkg"], ["export"], ["export", "--rewrite"], ["prune", "--yes"], ["import"]):
        result = run(*command, "--root", tmp_path)
        assert result.exit_code == (1 if command[0] == "check" or (command[0], bad) == ("import", "binary") else 2)
        assert all(words in result.output for words in told), (command, result.output)
    assert bad != "file for directory" or directory.read_bytes() == b"mine"


CODE = {
    "src/pkg/__init__.py": '"""A package."""\n\nfrom pkg.core.app import run\n',
    "src/pkg/core/app.py": '"""A module."""\n\n\ndef run(path):\n    """Run."""\n',
}
MISSING = "src/pkg/core/app.py:4: pkg.core.app.run: no answer yet\n"
MKDOCS = """\
site_name: Test
site_url: !ENV [NOWHERE_SET, https://example.org]
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      more: !!python/object/apply:os.system [touch never]
      base: !relative $config_dir
plugins:
  - search
  - mkdocstrings:
      handlers:
        python:
          paths: [src]
"""


def test_check_sees_what_the_site_shows(tmp_path: Path) -> None:
    """Packages are found where mkdocs.yml says, directories without `__init__.py` are read, and misses are findings."""
    write(tmp_path, {**CODE, "mkdocs.yml": MKDOCS})
    result = run("check", "pkg", "--root", tmp_path)
    assert (result.stdout, result.stderr, result.exit_code) == (MISSING, f"4 objects, 1 finding\n{FILL}", 1)
    data = json.loads(run("check", "pkg", "--root", tmp_path, "--json").stdout)
    assert (data["objects"], data["unreadable"]) == (4, [])
    assert [row["path"] for row in data["findings"]] == ["pkg.core.app.run"]
    assert not (tmp_path / "never").exists()


@pytest.mark.parametrize(
    "config",
    [
        {"mkdocs.yml": "plugins:\n  mkdocstrings:\n    handlers:\n      python:\n        paths: [s*c]\n"},
        {"mkdocs.yaml": MKDOCS},
        {"mkdocs.yml": "INHERIT: more/base.yml\nplugins: {search: {}}\n", "more/base.yml": "plugins:\n  mkdocstrings:\n    handlers:\n      python:\n        paths: [!ENV [NOWHERE_SET, src]]\n"},
    ],
    ids=["mapping", "yaml", "inherited"],
)  # fmt: skip
def test_check_reads_configurations_of_any_form(config: dict[str, str], tmp_path: Path) -> None:
    """Plugins as a list or a mapping, patterns, files that inherit, variables of the environment."""
    write(tmp_path, {**CODE, **config})
    assert run("check", "pkg", "--root", tmp_path).stdout == MISSING


@pytest.mark.parametrize("config", ["", "plugins:\n- mkdocstrings\n- search:\n", "plugins: 3\n", "[]\n", "plugins: [mkdocstrings: {handlers: [python]}]\n"])  # fmt: skip
def test_check_without_paths(config: str, tmp_path: Path) -> None:
    """Where nothing is said, packages are beside mkdocs.yml, or where `--search` says."""
    write(tmp_path, {**CODE, "mkdocs.yml": config, "near/__init__.py": "def f(x): ...\n"})
    assert run("check", "near", "--root", tmp_path).stderr == f"2 objects, 2 findings\n{FILL}"
    assert run("check", "pkg", "--root", tmp_path).exit_code == 2
    assert run("check", "pkg", "--root", tmp_path, "--search", tmp_path / "src").stdout == MISSING


def test_check_is_never_green_about_what_it_could_not_read(tmp_path: Path) -> None:
    """Each module that cannot be read is a row with its place, and exit code 1, however good the rest is."""
    write(tmp_path, {"pkg/__init__.py": '"""A package."""\n', "pkg/bad.py": "x = 1\ndef f(:\n"})
    (tmp_path / "pkg" / "odd.py").write_bytes(b"# -*- coding: x-odd -*-\nx = '\xe9'\n")
    rows = [
        (
            "pkg/bad.py:2",
            "cannot be read as Python (invalid syntax), so nothing in it is documented. Correct the file.",
        ),
        (
            "pkg/odd.py:2",
            "cannot be read as Python (unknown encoding: x-odd), so nothing in it is documented. Correct the file.",
        ),
    ]
    for human in ((), ("--human",)):
        result = run("check", "pkg", "--root", tmp_path, *human)
        assert result.stdout == "".join(f"{where}: {message}\n" for where, message in rows)
        assert result.stderr == "1 object, 0 findings, 2 unreadable files\n"
        assert result.exit_code == 1
    result = run("check", "pkg", "--root", tmp_path, "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert {name: told[name] for name in ("objects", "findings", "unreadable")} == {
        "objects": 1,
        "findings": [],
        "unreadable": [
            {"source": where, "message": message, "file": where.partition(":")[0], "line": 2} for where, message in rows
        ],
    }


def test_check_of_a_package_that_cannot_be_read_at_all(tmp_path: Path) -> None:
    """A fault in `__init__.py` is told as such, not as a package that is not there."""
    write(tmp_path, {"pkg/__init__.py": "def f(:\n"})
    result = run("check", "pkg", "--root", tmp_path)
    assert result.stdout.startswith("pkg/__init__.py:1: cannot be read as Python")
    assert (result.stderr, result.exit_code) == ("0 objects, 0 findings, 1 unreadable file\n", 1)


@pytest.mark.parametrize("files", [{"pkg/__init__.py": ""}, {"pkg/data.txt": "none"}], ids=["empty file", "no code"])
def test_check_of_nothing(files: dict[str, str], tmp_path: Path) -> None:
    """A package in which there is nothing to document is more likely a wrong name than a perfect package."""
    write(tmp_path, files)
    result = run("check", "pkg", "--root", tmp_path)
    assert (
        result.stdout == "pkg: the package has no object that can be documented. Is it the one that the site shows?\n"
    )
    assert (result.stderr, result.exit_code) == ("1 object, 1 finding\n", 1)


def test_check_fails_in_words(tmp_path: Path) -> None:
    """A package that is not there, and a configuration that cannot be read: one line, exit code 2."""
    told = {"there is no package 'nosuchpackage'": run("check", "nosuchpackage", "--root", tmp_path)}
    write(tmp_path, {"mkdocs.yml": "plugins: [\n"})
    told["mkdocs.yml:2: it is not YAML."] = run("check", "pkg", "--root", tmp_path)
    write(tmp_path, {"mkdocs.yml": "INHERIT: nowhere.yml\n"})
    told["nowhere.yml: cannot be read"] = run("check", "pkg", "--root", tmp_path)
    for message, result in told.items():
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("aidoc: ")
        assert message in result.stderr
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["nosuch"], ["export", "--root", "/nowhere"], ["report", "/nowhere"], ["report", "--site", "/nowhere"]],
)
def test_usage_errors(arguments: list[str]) -> None:
    """Click's own errors have exit code 2 too."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


@pytest.mark.parametrize("taken", [True, False])
def test_a_text_that_is_replaced_is_printed(tmp_path: Path, *, taken: bool) -> None:
    """A person accepts the new text beside their own: theirs leaves the file, and is printed. If not, theirs stays."""
    filled(tmp_path / ".aidoc" / "cache")
    _package(tmp_path)
    run("export", "--root", tmp_path)
    file = tmp_path / "aidoc-reviewed" / "pkg.yml"
    text = file.read_text(encoding="utf-8").replace("Do: g.", "Ada: # goes.")
    start = text.index("  g:\n")
    state = "accepted" if taken else "rejected"
    beside = f"    proposal:\n      review: {{state: {state}, fingerprint: '11'}}\n      summary: New.\n\n# end of file"
    file.write_text(text[:start] + text[start:].replace("\n# end of file", beside, 1), encoding="utf-8")
    done = run("export", "--root", tmp_path)
    assert done.exit_code == 0
    assert ("replaced, as the new text was accepted:\ng:\n" in done.stdout) == taken
    assert ("    Ada: # goes.\n" in done.stdout) == taken
    assert ("Ada" in file.read_text(encoding="utf-8")) == (not taken)
    assert ("New." in file.read_text(encoding="utf-8")) == taken


def test_the_installed_command(tmp_path: Path) -> None:
    """The console script is there, tells its version, and passes exit codes on."""
    script = Path(sys.executable).with_name("aidoc")
    version = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("aidoc, version ")
    missing = subprocess.run([script, "export", "--root", tmp_path], capture_output=True, text=True, check=False)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.startswith("aidoc: ")
    filled(tmp_path / ".aidoc" / "cache")
    done = subprocess.run([script, "export", "--root", tmp_path, "--json"], capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)["added"], done.stderr) == (0, 3, "")


def test_import(tmp_path: Path) -> None:
    """Answers go from reviewed files back into a cache; what is there, and what people wrote, is left alone."""
    filled(tmp_path / ".aidoc" / "cache")
    run("export", "--root", tmp_path)
    result = run("import", "--root", tmp_path, "--cache-dir", "other")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"3 answers added to {tmp_path / 'other'}\n", "")
    again = json.loads(run("import", "--root", tmp_path, "--cache-dir", "other", "--json").stdout)
    assert (again["added"], again["present"]) == (0, 3)
    cache = DiskAnswers(tmp_path / "other")
    try:
        assert {entry.state for entry in cache.entries()} == {"answered"}
    finally:
        cache.close()
    missing = run("import", "--root", tmp_path, "--reviewed-dir", "nowhere")
    assert (missing.exit_code, "does not exist" in missing.stderr) == (2, True)
    (tmp_path / "file").touch()
    wrong = run("import", "--root", tmp_path, "--cache-dir", "file")
    told = f"aidoc: {tmp_path / 'file'}: the cache cannot be opened (it is a file, not a directory).\n"
    assert (wrong.exit_code, wrong.stderr) == (2, told)


def test_prune_lists_and_removes_what_is_gone(tmp_path: Path) -> None:
    """It lists, and with --yes removes and prints whole what has no object any more; what moved or is unknown stays."""
    _package(tmp_path)
    run("export", "--root", tmp_path)
    file, other = tmp_path / "aidoc-reviewed" / "pkg.yml", tmp_path / "aidoc-reviewed" / "nowhere.yml"
    namesake = "module: nowhere\nanswers:\n  g: {state: accepted, summary: Mine.}\n"
    other.write_text(namesake, encoding="utf-8")
    text = file.read_text(encoding="utf-8").replace("Do: g.", "Ada: # goes.")
    file.write_text(text, encoding="utf-8")
    write(tmp_path, {"pkg/__init__.py": "def f(a: int = 1) -> int:\n    return a\n"})
    listed = run("prune", "--root", tmp_path)
    assert (listed.exit_code, file.read_text(encoding="utf-8")) == (0, text)
    assert listed.stdout == f"{file}: pkg.g: text that a person wrote, and no such object\n"
    assert listed.stderr == (
        "1 entry to remove: run again with --yes\n"
        "kept: all of nowhere: Python does not find it, or cannot read all of it\n"
    )
    told = json.loads(run("prune", "--root", tmp_path, "--cache", "--json").stdout)
    assert [row["path"] for row in told["entries"]] == told["cached"] == ["pkg.g"]
    done = run("prune", "--root", tmp_path, "--yes", "--cache")
    assert done.exit_code == 0
    assert "\npkg.g:\n  review: {state: edited," in done.stdout
    assert "    Ada: # goes.\n" in done.stdout
    assert file.read_text(encoding="utf-8") == text[: text.index("\n  # def g")] + "\n# end of file\n"
    assert other.read_text(encoding="utf-8") == namesake
    assert run("prune", "--root", tmp_path, "--yes", "--cache").stderr.startswith("0 entries removed")
    assert run("export", "--root", tmp_path).stdout.startswith("0 answers added")


def test_a_new_text_stands_beside_the_old_one(tmp_path: Path) -> None:
    """After a change the file shows old and new; accepting the new one by hand takes the old one's place."""
    _package(tmp_path)
    run("export", "--root", tmp_path)
    cache, file = DiskAnswers(tmp_path / ".aidoc" / "cache"), tmp_path / "aidoc-reviewed" / "pkg.yml"
    code = read_code(["pkg"], [tmp_path], Settings(), tmp_path)
    cache.put(replace(entry(7), path="pkg.f", fingerprint=code.current["pkg.f"], answer=Answer(summary="Old.")))
    run("export", "--root", tmp_path)
    text = file.read_text(encoding="utf-8").replace("{state: proposed", "{state: accepted", 1)
    assert "      Old.\n" in text
    file.write_text(text, encoding="utf-8")
    write(tmp_path, {"pkg/__init__.py": "def f(a: int = 2) -> int:\n    return a\n\n\ndef g() -> None: ...\n"})
    code = read_code(["pkg"], [tmp_path], Settings(), tmp_path)
    cache.put(replace(entry(8), path="pkg.f", fingerprint=code.current["pkg.f"], answer=Answer(summary="New.")))
    cache.close()
    assert "1 new text beside reviewed ones" in run("export", "--root", tmp_path).stdout
    both = file.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line not in both.splitlines()] == []  # every line stays
    assert "\n\n  # def g() -> None\n" in both
    assert both.index("      Old.\n") < both.index("    proposal:\n      review: {state: proposed") < both.index("New.")
    file.write_text(both.replace("      review: {state: proposed", "      review: {state: accepted"), encoding="utf-8")
    assert "1 decision about new texts carried out" in run("export", "--root", tmp_path).stdout
    after = file.read_text(encoding="utf-8")
    assert "Old." not in after
    assert "proposal:" not in after
    assert "  # def f(a: int=2) -> int\n  # pkg/__init__.py:1\n  f:\n    review: {state: accepted," in after


def test_texts_follow_their_code(tmp_path: Path) -> None:
    """A rename and a move in modules that may have any name: entries go along, whatever people decided; it is told."""
    body = "\n    rows = load(a)\n    return rows.sum()\n"
    other = "\n    rows = store(a)\n    return rows.max()\n"
    head = "from os.path import *\n\n\ndef __getattr__(name): ...\n\n\n"
    write(tmp_path, {"pk/__init__.py": "", "pk/a.py": f"{head}def f(a):{body}\n\ndef g(a):{other}", "pk/b.py": head})
    code = read_code(["pk"], [tmp_path], Settings(), tmp_path)
    cache = DiskAnswers(tmp_path / ".aidoc" / "cache")
    for name in "fg":
        path = f"pk.a.{name}"
        answer = Answer(summary=f"Text of {name}.")
        cache.put(replace(entry(1), path=path, module="pk.a", fingerprint=code.current[path], answer=answer))
    cache.close()
    run("export", "--root", tmp_path)
    directory = tmp_path / "aidoc-reviewed"
    file = directory / "pk.a.yml"
    text = file.read_text(encoding="utf-8").replace("{state: proposed", "{state: rejected", 1)
    text = text.replace("  # def g(a)", "  # Ada: in metres.\n  # def g(a)").replace("Text of g.", "Ada's text of g.")
    file.write_text(text, encoding="utf-8")
    write(tmp_path, {"pk/a.py": f"{head}def first(a):{body}", "pk/b.py": f"{head}def g(a):{other}"})
    code = read_code(["pk"], [tmp_path], Settings(), tmp_path)
    store = ReviewedAnswers(directory)
    found = store.get_many([Question(obj=o, fingerprint=code.current[p]) for p, o in code.objects.items()])
    assert {path: (one.state, one.followed, one.stale) for path, one in found.items()} == {
        "pk.a.first": ("rejected", "pk.a.f", False),
        "pk.b.g": ("edited", "pk.a.g", False),
    }
    assert [str(problem) for problem in store.problems] == [
        f"{file}: 2 texts follow their code to a new name or place (pk.a.f → pk.a.first, pk.a.g → pk.b.g). Run 'aidoc "
        "export' to move the entries, too."
    ]
    assert run("prune", "--root", tmp_path).stderr == (
        "0 entries to remove\n"
        "kept: pk.a.f → pk.a.first: 'aidoc export' moves it\n"
        "kept: pk.a.g → pk.b.g: 'aidoc export' moves it\n"
    )
    told = run("export", "--root", tmp_path).stdout
    assert "followed its code: pk.a.f → pk.a.first\nfollowed its code: pk.a.g → pk.b.g\n" in told
    moved = (directory / "pk.b.yml").read_text(encoding="utf-8")
    assert "Ada's text of g." in moved
    assert "review: {state: edited," in moved
    assert "  first:\n    review: {state: rejected," in file.read_text(encoding="utf-8")
    assert "g:" not in file.read_text(encoding="utf-8")
    store = ReviewedAnswers(directory)
    again = store.get_many([Question(obj=o, fingerprint=code.current[p]) for p, o in code.objects.items()])
    assert {path: (one.state, one.followed) for path, one in again.items()} == {
        "pk.a.first": ("rejected", ""),
        "pk.b.g": ("edited", ""),
    }
    assert store.problems == []


def test_a_text_that_is_replaced_is_printed_also_where_its_code_was_renamed(tmp_path: Path) -> None:
    """A person takes the new text beside their own and renames the function: their words are gone, and printed."""
    body = "\n    rows = load(a)\n    return rows.sum()\n"
    write(tmp_path, {"pk/__init__.py": f"def f(a):{body}"})
    code = read_code(["pk"], [tmp_path], Settings(), tmp_path)
    made = replace(entry(1), path="pk.f", module="pk", fingerprint=code.current["pk.f"], answer=Answer(summary="New."))
    directory = tmp_path / "aidoc-reviewed"
    ReviewedAnswers(directory).propose([made], code.objects, code.current)
    file = directory / "pk.yml"
    head, line, rest = file.read_text(encoding="utf-8").partition("    review: {state: proposed")
    beside = "\n".join(f"  {one}" if one else "" for one in (line + rest.partition("\n# end of file")[0]).split("\n"))
    own = "    review: {state: edited, fingerprint: '11'}\n    summary: Mine.\n    proposal:\n"
    text = f"{head}{own}{beside.replace('proposed', 'accepted')}\n# end of file\n"
    file.write_text(text, encoding="utf-8")
    write(tmp_path, {"pk/__init__.py": f"def g(a):{body}"})
    (tmp_path / ".aidoc" / "cache").mkdir(parents=True)
    done = run("export", "--root", tmp_path)
    assert (done.exit_code, "followed its code: pk.f → pk.g" in done.stdout) == (0, True)
    assert "replaced, as the new text was accepted:\nf:\n" in done.stdout
    assert done.stdout.count("Mine.") == 1
    assert ("Mine." in (after := file.read_text(encoding="utf-8")), "New." in after) == (False, True)


@pytest.mark.parametrize("state", ["accepted", "edited", "rejected"])
def test_a_text_of_code_that_is_only_alike_waits_for_a_person(state: str, tmp_path: Path) -> None:
    """Renamed and changed at once: an approved text is proposed for the new code, not shown, not cached for it."""
    lines = "\n    rows = load(a)\n    for row in rows:\n        use(row, a)\n    return rows.sum()\n"
    write(tmp_path, {"pk/__init__.py": f"def f(a):{lines}"})
    (tmp_path / "aidoc-reviewed").mkdir()
    file = tmp_path / "aidoc-reviewed" / "pk.yml"
    cache = DiskAnswers(tmp_path / ".aidoc" / "cache")
    path = read_code(["pk"], [tmp_path], Settings(), tmp_path).current["pk.f"]
    cache.put(replace(entry(1), path="pk.f", module="pk", fingerprint=path, answer=Answer(summary="Old.")))
    cache.close()
    run("export", "--root", tmp_path)
    text = file.read_text(encoding="utf-8").replace("{state: proposed", f"{{state: {state}, by: Ada, on: 2026-11-25", 1)
    file.write_text(text, encoding="utf-8")
    more = lines.replace("    return", "    check(rows)\n    return")
    write(tmp_path, {"pk/__init__.py": f"def h(a):{more}"})
    code = read_code(["pk"], [tmp_path], Settings(), tmp_path)
    question = Question(obj=code.objects["pk.h"], fingerprint=code.current["pk.h"])
    told = run("export", "--root", tmp_path).stdout
    after = file.read_text(encoding="utf-8")
    assert ReviewedAnswers(file.parent).get_many([question]) == {}
    if state == "rejected":
        assert after == text
        return
    assert "proposed, as the code is alike: pk.f → pk.h: accept it, or remove it" in told
    assert (
        after.replace(after[after.index("  # def h") : after.index("# end of file")], "") == text
    )  # the old one stays
    copy = after[after.index("\n  h:\n") :]
    assert copy.startswith("\n  h:\n    review: {state: proposed, from: pk.f, ")
    assert "Ada" not in copy  # nobody has approved it for this code
    assert run("import", "--root", tmp_path, "--cache-dir", "other").stdout.startswith("1 answer added") == (
        state == "accepted"
    )
    cache = DiskAnswers(tmp_path / "other")
    assert [one.path for one in cache.entries()] == (["pk.f"] if state == "accepted" else [])
    cache.close()
    file.write_text(after.replace(copy, copy.replace("state: proposed", "state: accepted", 1)), encoding="utf-8")
    found = ReviewedAnswers(file.parent).get_many([question])["pk.h"]
    assert (found.state, found.stale, found.answer.summary) == ("accepted", False, "Old.")
    run("export", "--root", tmp_path)
    assert "state: accepted" in file.read_text(encoding="utf-8").partition("\n  h:\n")[2].partition("\n")[0]
