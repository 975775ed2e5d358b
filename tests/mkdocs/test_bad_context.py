"""What is sent beside the code, in a package and a project in which all of it is odd: a real build takes it as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from aidoc_core.cli import main
from tests.azure import LocalAzure
from tests.mkdocs.project import Project

TABLE = "TABLE = {\n" + "".join(f'    "key {i}": {i * 7919},\n' for i in range(20_000)) + "}\n"
CODE = '''\
from __future__ import annotations

from gone.away import Vanished
from tides import round

{table}
LINE = "{line}"


def ping(depth: Vanished, *others: "list[Nowhere | 3 +]", mode: "(((" = "x") -> "Missing.part":
    return pong(depth, TABLE, LINE) if depth else mode


def pong(depth, table, line):
    return ping(depth - 1) if line in table else self_made(depth)


def self_made(depth):
    return self_made(depth - 1)


class Loop(Loop):
    def run(self) -> Loop:
        return self.run()


class First(Second):
    """TODO"""

    def go(self, speed):
        return super().go(speed)


class Second(First):
    def go(self, speed):
        """go go go go. Args: speed: speed speed: speed"""
        return round.ping(speed)


def unused_by_anybody(first, second):
    """Args:
        first: TODO: write this.
        second:

    Returns:
    """
    return first + second
'''


@pytest.mark.slow
def test_a_build_of_a_package_in_which_all_context_is_odd(tmp_path: Path, azure: LocalAzure) -> None:
    """Huge constants, circles, lost types, broken tests, 5 MB of README, bad examples: all is filled, nothing is told.

    Its docstrings can be hidden and filled in likewise.
    """
    project = Project(tmp_path / "project", azure)
    project.aidoc = {"endpoint": azure.url, "deployment": "docs", "model": "gpt-4.1-mini", "exclude": ["tides.TABLE"]}
    code = CODE.format(table=TABLE, line="a long value " * 30_000)
    readme = "# Tides\n\n" + "".join(f"    ping({i}, 'depth of the water', mode='{i}')\n" for i in range(110_000))
    project.write(
        {
            "docs/index.md": "# Tides\n\n::: tides.round\n",
            "src/tides/__init__.py": "",
            "src/tides/round.py": code,
            "pyproject.toml": b'[project]\nname = "tides"\ndescription = ["no", "text"]\n',
            "README.md": readme,
            "tests/test_broken.py": "def test_ping(:\n    ping(((\n",
            "tests/test_bytes.py": b"\xff\xfe\x00ping(1)",
            "tests/test_deep.py": "ping(" + "(" * 3_000 + "\n",
            "examples/line.py": "ping(" + "1, " * 200_000 + ")\n",
            "docs/loop.md": "",
        }
    )
    (project.root / "examples" / "self").symlink_to(project.root / "examples")
    (project.root / "tests" / "gone.py").symlink_to(project.root / "nowhere.py")
    plain = project.build(plugin=False)
    built = project.build()
    assert (built.error, built.logged) == (None, plain.logged)
    asked = [asked.path for request in azure.requests for asked in request.objects]
    lacking = {row["path"]: row["reason"] for row in built.report["objects"] if row["outcome"] in ("failed", "missed")}
    assert lacking == {}
    assert {"tides.round.ping", "tides.round.pong", "tides.round.Loop.run", "tides.round.First.go"} <= set(asked)
    sent = "\n".join(str(request.body) for request in azure.requests)
    assert len(sent) < 20_000
    assert "key 1" not in sent
    assert "a long value" not in sent
    assert "TODO" not in sent.replace("TODO: write this", "").replace('TODO"""', "")
    size = sum(request.usage.prompt_tokens for request in azure.requests if request.usage)
    azure.reset()
    (project.root / ".aidoc").rename(tmp_path / "kept")
    assert project.build(aidoc={"context": False}).logged == plain.logged
    assert size < 1.35 * sum(request.usage.prompt_tokens for request in azure.requests if request.usage)
    (project.root / "mkdocs.yml").unlink()
    options = {"AIDOC_ENDPOINT": azure.url, "AIDOC_DEPLOYMENT": "docs"}
    done = CliRunner().invoke(
        main,
        ["eval", "tides", "--root", str(project.root), "--search", str(project.root / "src"), "--json"],
        env=options,
    )
    assert (done.exit_code, done.stderr) == (0, "")
