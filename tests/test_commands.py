"""The commands that look at a site: the site's own tool is started, and what it finds is planned, filled and checked."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from aidoc_core.answers.fingerprint import PROMPT_VERSION
from aidoc_core.cli import main
from tests.azure import LocalAzure
from tests.mkdocs.project import Project

COMMAND = [sys.executable, "-c", "from aidoc_core.cli import main; main()"]
PAGE = "# Weather\n\n::: small.weather\n"
CONF = "import os, sys\nsys.path.insert(0, os.path.abspath('../src'))\nextensions = ['sphinx.ext.autodoc', 'sphinx_aidoc']\n"


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.out)
        return told


@dataclass(slots=True)
class Site:
    """A site of the package `small`, and its commands."""

    project: Project
    azure: LocalAzure

    @property
    def root(self) -> Path:
        return self.project.root

    def run(self, *arguments: str, **variables: str) -> Done:
        """Run a command as a user does."""
        environment = {**os.environ, **variables}
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def git(self, *arguments: str) -> None:
        """Run git, as a person with a name."""
        who = ["-c", "user.name=Ada Byron", "-c", "user.email=ada@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True)

    def reviewed(self) -> dict[str, Any]:
        """The entries of the reviewed file."""
        text = (self.root / "aidoc-reviewed" / "small.weather.yml").read_text(encoding="utf-8")
        found: dict[str, Any] = yaml.safe_load(text)["answers"]
        return found


@pytest.fixture
def site(tmp_path: Path, azure: LocalAzure) -> Site:
    """A site whose page shows `small.weather`; nothing is filled."""
    project = Project(tmp_path / "project", azure)
    project.copy_root("small")
    project.aidoc = {"endpoint": azure.url, "deployment": "docs", "model": "gpt-4.1-mini"}
    project.write({"docs/index.md": PAGE})
    project.configure()
    return Site(project, azure)


def test_plan_fill_and_check_of_a_site(site: Site) -> None:
    """What is planned is what is requested and billed; a second run requests nothing; the site is left as it was."""
    before = site.project.sums()
    planned = site.run("plan", "--json")
    assert (planned.code, planned.err, site.azure.requests) == (0, "", [])
    assert not (site.root / ".aidoc").exists()
    plan = planned.json
    assert (plan["tool"], plan["requests"], plan["root"]) == ("mkdocs", 1, str(site.root))
    checked = site.run("check")
    assert checked.code == 1
    assert "src/small/weather.py:4: small.weather.forecast: no answer yet" in checked.out
    assert plan["budget_usd"] > plan["cost_usd"]
    filled = site.run("fill", "--json", "--budget", str(plan["budget_usd"]))  # the plan's own advice is enough
    assert (filled.code, filled.err) == (0, "")
    usage = filled.json["usage"]
    billed = site.azure.billed_usage()
    assert (usage["input_tokens"], usage["output_tokens"]) == (billed.prompt_tokens, billed.completion_tokens)
    assert usage["requests"] == plan["requests"]
    # Packages are within 5 %; on a page of few objects single answers count.
    assert plan["cost_usd"] == pytest.approx(usage["cost_usd"], rel=0.25)
    asked = sorted(asked.path for request in site.azure.requests for asked in request.objects)
    assert sorted(plan["paths"]) == asked
    assert filled.json["outcomes"]["generated"] == plan["objects"] == len(asked)
    site.azure.reset()
    again = site.run("fill")
    assert (again.code, site.azure.requests) == (0, [])
    assert f"0 new answers, {len(asked)} in the cache" in again.out
    assert site.run("plan").out.startswith("nothing to request")
    checked = site.run("check", "--format", "text")
    assert (checked.code, checked.out) == (0, "")
    assert site.project.changed_since(before) == [
        name for name in site.project.changed_since(before) if name.startswith(".aidoc/")
    ]
    built = site.project.build_as_is()  # the build uses what the command has filled
    reviewed = site.root / "aidoc-reviewed"
    reviewed.write_text("no directory", encoding="utf-8")
    told = f"{len(asked)} of {plan['selected']} objects without a text, for reasons that `aidoc check` tells"
    assert site.run("plan").out == f"nothing to request: {told}\n"
    reviewed.unlink()
    assert (built.error, built.logged, built.requests) == (None, [], [])


def test_a_report_is_made_from_what_is_kept(site: Site, tmp_path: Path) -> None:
    """Without a build: of a site's pages, or of a package that no site shows, as an offline build reports it."""
    filled = len(site.run("fill", "--json").json["items"] or site.azure.requests[0].objects)
    site.azure.reset()
    before = site.project.sums()
    made = site.run("report", "--json", "--output", str(tmp_path / "made" / "report.json"))
    assert (made.code, made.err, site.azure.requests) == (0, "", [])
    assert site.project.changed_since(before) == []
    assert json.loads((tmp_path / "made/report.json").read_text("utf-8")) == made.json
    assert len(list((tmp_path / "made").rglob("*.svg"))) > 1
    built = site.project.build_as_is().report
    same = ("coverage", "authors", "approval", "outcomes", "modules", "objects", "next")
    assert {name: made.json[name] for name in same} == {name: built[name] for name in same}
    assert made.json["outcomes"]["cached"] == filled
    screen = site.run("report")
    assert (screen.code, screen.err) == (0, "")
    assert "small.weather" in screen.out
    (site.root / "mkdocs.yml").unlink()  # a tool whose builds write no report
    alone = site.run("report", "--package", "small", "--search", "src", "--json", AIDOC_DEPLOYMENT="docs")
    assert (alone.code, alone.err) == (0, "")
    assert alone.json["build"]["tool"] == "cli"
    assert alone.json["outcomes"]["cached"] == filled
    both = site.run("report", str(tmp_path / "made" / "report.json"), "--package", "small")
    assert both.code == 2
    assert "FILE is a report already: --site, --package and --search are for one made anew." in both.err


def test_each_command_says_what_comes_next(site: Site) -> None:
    """A new user is led from one command to the next; half a file is told once, with its line, also by a build."""
    lost = site.run("export")
    assert (lost.code, lost.out) == (2, "")
    assert "run `aidoc fill`" in lost.err
    missing = site.run("check")
    number = len(missing.out.splitlines())
    assert (missing.code, missing.err.splitlines()) == (
        1,
        [f"{number + 2} objects, {number} findings", "`aidoc fill` requests what is missing."],
    )
    assert all(line.endswith(": no answer yet") for line in missing.out.splitlines())
    assert site.run("fill").code == 0
    exported = site.run("export")
    assert exported.out.endswith(f"added to {site.root / 'aidoc-reviewed'}\n")
    assert exported.err == "Review them with `aidoc review` or in the files, then commit the files.\n"
    assert site.run("export").err == "Nothing is new. `aidoc review` shows what waits for a decision.\n"
    whole = site.run("check")
    assert (whole.code, whole.out, whole.err) == (
        0,
        "",
        f"{number + 2} objects, 0 findings, {number} texts not reviewed\n",
    )
    file = site.root / "aidoc-reviewed" / "small.weather.yml"
    text = file.read_text(encoding="utf-8")
    half = text[: text.index("\n\n", len(text) // 2) + 1]
    file.write_text(half, encoding="utf-8")
    place, what = f"{file}:{half.count(chr(10))}", "it is cut off, as its last line, `# end of file`, is missing"
    told = site.run("check")
    assert told.code == 1
    assert told.out.splitlines() == [
        f"{place}: Ignoring reviewed file: {what}. Restore it from git or, if nothing else is missing, add the line; "
        "its objects have no answer until then."
    ]
    assert "cut off" not in told.err
    built = site.project.build_as_is()
    assert [line.partition(": it is")[0] for line in built.logged if what in line] == [
        f"WARNING aidoc: {place.replace(str(site.root), '<root>')}: Ignoring reviewed file"
    ]


def test_a_sphinx_site(site: Site) -> None:
    """The same with Sphinx, found in docs/ by itself; whole packages and packages by name see what no page shows."""
    (site.root / "mkdocs.yml").unlink()
    conf = CONF + f"aidoc_endpoint = {site.azure.url!r}\naidoc_deployment = 'docs'\n"
    site.project.write(
        {"docs/conf.py": conf, "docs/index.rst": "W\n=\n\n.. automodule:: small.weather\n   :members:\n"}
    )
    plan = site.run("plan", "--json", "--model", "gpt-4.1-mini").json
    assert (plan["tool"], plan["root"]) == ("sphinx", str(site.root / "docs"))
    assert "small.weather.forecast" in plan["paths"]
    assert not any(path.startswith("small.unseen") for path in plan["paths"])
    assert plan["cost_usd"] > 0
    everything = site.run("plan", "--json", "--all").json
    assert any(path.startswith("small.unseen") for path in everything["paths"])
    filled = site.run("fill", "--only", "small.weather.forecast", "--json").json
    assert (filled["outcomes"], filled["requested"]) == ({"generated": 1}, 1)
    checked = site.run("check", "--json", "--only", "small.weather.f*").json
    assert checked["findings"] == []
    with (site.root / "docs" / "index.rst").open("a", encoding="utf-8") as file:
        file.write("\n.. automodule:: small.nosuch\n\n.. autoclass:: small.broken.Thing\n")
    site.project.write({"src/small/broken.py": "import nosuchpackage\n\n\nclass Thing:\n    pass\n"})
    told = [
        f"autodoc cannot import 'small.{name}': nothing of it is looked at. A build tells why."
        for name in ("broken", "nosuch")
    ]
    again = site.run("check", "--only", "small.weather.f*", "--format", "text")
    assert (again.code, again.out) == (1, "".join(f"{site.root}/docs/index.rst: {one}\n" for one in told))
    assert [*map(site.run("plan").err.count, told)] == [1, 1]
    assert [sorted(path.name for path in site.root.iterdir())] == [["docs", "src"]]
    assert sorted(path.name for path in (site.root / "docs").iterdir()) == [
        ".aidoc",
        "conf.py",
        "index.md",
        "index.rst",
    ]


@pytest.mark.slow
def test_only_what_has_changed(site: Site) -> None:
    """`--changed-since` looks at code that differs from the commit; what git does not know is told."""
    assert site.run("check", "--changed-since", "main").err.startswith("aidoc: --changed-since needs a git repository")
    site.git("init", "-q", "-b", "main")
    site.git("add", "-A")
    site.git("commit", "-qm", "A site")
    assert site.run("plan", "--json", "--changed-since", "main").json["objects"] == 0
    site.project.edit("src/small/weather.py", "return [place] * days", "return [place] * (days + 1)")
    plan = site.run("plan", "--json", "--changed-since", "main").json
    assert plan["paths"] == ["small.weather.forecast"]
    wrong = site.run("check", "--changed-since", "nosuchref")
    assert (wrong.code, wrong.out) == (2, "")
    assert "git knows no commit 'nosuchref'" in wrong.err
    checked = site.run("check", "--changed-since", "HEAD", "--fail-under", "human=50", "--format", "github")
    place = "file=src/small/weather.py,line=4,title=aidoc missing"
    assert checked.code == 1
    assert checked.out.splitlines() == [
        f"::error {place}::small.weather.forecast: no answer yet",
        "::error title=aidoc floor::human: 0%25 (0 of 1) is under 50%25",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["plan", "--root", str(Path(__file__).parent)], "no mkdocs.yml, properdocs.yml or conf.py here"),
        (["refresh"], "say what to request anew"),
        (["refresh", "--prompt-older-than", "0"], "0 is not in the range x>=1"),
        (["review"], "this needs a terminal"),
        (["review", "--accept-all"], "--accept-all needs --only"),
        (["check", "--fail-under", "nothing=3"], "give a number from 0 to 100"),
        (["check", "--drift"], "--drift is about hand-written docstrings"),
    ],
)
def test_wrong_use_is_told(arguments: list[str], told: str, site: Site) -> None:
    """A wrong use ends with 2 and a sentence."""
    done = CliRunner().invoke(main, [*arguments, *([] if "--root" in arguments else ["--root", str(site.root)])])
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.split())


def test_offline_means_offline(site: Site) -> None:
    """Where `offline` is set, nothing is requested, and that is told; a plan is still made."""
    done = site.run("fill", AIDOC_OFFLINE="1")
    assert (done.code, site.azure.requests) == (2, [])
    assert "'offline' is set, so nothing was requested" in done.err


@pytest.mark.slow
def test_a_site_that_does_not_build(site: Site) -> None:
    """What the tool says is told; a site without aidoc, or without Python objects, is not silently fine."""
    site.project.configure(aidoc={"oflline": True})
    broken = site.run("plan")
    assert (broken.code, broken.out) == (2, "")
    assert "there is no option 'oflline'" in broken.err.replace("\n", " ")
    site.project.configure(plugin=False)
    without = site.run("check")
    assert (without.code, "aidoc did not run in mkdocs" in without.err) == (2, True)


@pytest.mark.slow
def test_review_is_asked_for_and_fill_proposes(site: Site) -> None:
    """Where pages show only approved texts, a fill puts proposals into the reviewed files; they wait to be approved.

    A text that has become stale waits again, with the commit in which it was approved.
    """
    site.project.configure(aidoc={"require_review": True})
    filled = site.run("fill", "--json")
    assert (filled.code, filled.json["proposed"]) == (0, filled.json["outcomes"]["generated"])
    checked = site.run("check", "--json")
    assert {row["kind"] for row in checked.json["findings"]} == {"unreviewed"}
    accepted = site.run("review", "--accept-all", "--only", "small.*")
    assert accepted.out == f"{filled.json['proposed']} texts accepted in {site.root / 'aidoc-reviewed'}\n"
    assert site.run("check").code == 0
    assert {entry["review"]["state"] for entry in site.reviewed().values()} == {"accepted"}
    site.git("init", "-q", "-b", "main")
    site.git("add", "-A")
    site.git("commit", "-qm", "Accept", "--date=2026-01-02T12:00:00Z")
    site.project.edit("src/small/weather.py", "return [place] * days", "return [place] * (days + 1)")
    waiting = site.run("review", "--list")
    assert re.fullmatch(
        r"src/small/weather\.py:4: small\.weather\.forecast: stale, 0 findings, "
        r"approved in [0-9a-f]{9} \(Ada Byron, 2026-01-02\)\n",
        waiting.out,
    ), waiting


@pytest.mark.slow
def test_fill_puts_the_new_text_beside_one_that_the_code_contradicts(site: Site) -> None:
    """A person approved a text, which is no longer shown: the pull request shows old and new, as where it still is."""
    assert site.run("fill").code == 0
    assert site.run("export").code == 0
    assert site.run("review", "--accept-all", "--only", "small.*").code == 0
    before = site.reviewed()["forecast"]
    assert "days" in before["parameters"]
    code = site.root / "src" / "small" / "weather.py"
    code.write_text(code.read_text(encoding="utf-8").replace("days", "hours"), encoding="utf-8")
    filled = site.run("fill", "--json")
    assert (filled.code, filled.json["proposed"]) == (0, 1)
    after = site.reviewed()["forecast"]
    assert "hours" in after.pop("proposal")["parameters"]
    assert after == before
    assert "0 answers added" in site.run("export").out


@pytest.mark.slow
def test_patch_of_what_the_site_shows(site: Site) -> None:
    """Without names, the packages and the options are the site's own, as with other commands."""
    site.project.aidoc = {
        "deployment": "docs",
        "endpoint": site.azure.url,
        "model": "gpt-4.1-mini",
        "reviewed_dir": "texts",
    }
    site.project.configure()
    assert site.run("fill").code == 0
    assert site.run("review", "--accept-all", "--only", "small.weather.forecast").code == 0
    site.git("init", "-q")
    patch = site.run("patch")
    assert (patch.code, patch.err) == (0, "1 docstring (google), 0 answers left out\n")
    code = site.root / "src" / "small" / "weather.py"
    before = code.read_text(encoding="utf-8")
    assert "forecast" in patch.out
    subprocess.run(["git", "apply", "-"], cwd=site.root, input=patch.out.encode(), check=True)
    assert code.read_text(encoding="utf-8") != before
    (site.root / "mkdocs.yml").rename(site.root / "other.yml")
    lost = site.run("patch")
    assert lost.code == 2
    assert "Name it with --site FILE, or name PACKAGES" in lost.err
    code.write_text(before, encoding="utf-8")
    assert site.run("patch", "--site", "other.yml").out == patch.out


@pytest.mark.slow
def test_refresh(site: Site) -> None:
    """Answers are requested anew with the hint; what a person has decided stays as it is."""
    site.run("fill")
    site.run("review", "--accept-all", "--only", "small.weather.Gauge*")
    accepted = site.reviewed()
    site.azure.reset()
    done = site.run("refresh", "--only", "small.weather.*", "--hint", "Say what a day is.", "--json")
    assert done.code == 0
    asked = {asked.path for request in site.azure.requests for asked in request.objects}
    assert "small.weather.forecast" in asked
    assert not any("Gauge" in path for path in asked)
    assert all("Say what a day is." in json.dumps(request.body) for request in site.azure.requests)
    assert site.reviewed() == accepted


@pytest.mark.slow
def test_refresh_of_answers_to_an_older_prompt(site: Site) -> None:
    """Answers to the prompt of this release stay, those to an older one are requested anew."""
    site.run("fill")
    site.azure.reset()
    assert site.run("refresh", "--prompt-older-than", str(PROMPT_VERSION)).code == 0
    assert site.azure.requests == []
    newer = ("refresh", "--prompt-older-than", str(PROMPT_VERSION + 1))
    planned = site.run(*newer, "--plan", "--json")
    told = json.loads(planned.out)
    assert (planned.code, site.azure.requests, told["cost_usd"] > 0) == (0, [], True)
    assert "stops before more" in site.run(*newer, "--plan").out
    assert "Prices: gpt-4o," in site.run(*newer, "--plan", "--model", "gpt-4o").out
    assert "add --plan" in site.run(*newer, "--model", "gpt-4o").err
    assert site.run(*newer).code == 0
    assert sum(request.asked for request in site.azure.requests) == told["objects"] > 0
    assert "small.weather.forecast" in {asked.path for one in site.azure.requests for asked in one.objects}


class Terminal:
    """A command in a real pseudo-terminal."""

    def __init__(self, site: Site, *arguments: str, columns: int = 80, **variables: str) -> None:
        import fcntl
        import struct
        import termios

        self._main, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm", **variables}
        self.process = subprocess.Popen(
            [*COMMAND, *arguments], cwd=site.root, env=environment, stdin=other, stdout=other, stderr=other
        )
        os.close(other)
        self.seen = ""

    def expect(self, text: str) -> str:
        """Wait for a text; gives what came until then."""
        until = time.monotonic() + 120
        while text not in self.seen:
            if time.monotonic() > until or not self._read():
                raise AssertionError(f"{text!r} did not come: {self.seen[-3000:]}")
        before, _, self.seen = self.seen.partition(text)
        return before

    def _read(self) -> bool:
        if not select.select([self._main], [], [], 60)[0]:
            return False
        try:
            more = os.read(self._main, 65536)
        except OSError:  # Linux tells the end of the other side like this
            return False
        self.seen += more.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(more)

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self._main, f"{text}\n".encode())

    def end(self) -> str:
        """The rest, when the command has ended."""
        while self._read():
            pass
        self.process.wait(60)
        os.close(self._main)
        return self.seen


@pytest.mark.slow
def test_review_in_a_terminal(site: Site, tmp_path: Path) -> None:
    """Accept, edit, reject, undo, search and ask again, in 80 columns; the next run goes on where the last one stopped."""
    site.git("init", "-q", "-b", "main")
    site.git("config", "user.name", "Ada Byron")
    site.run("fill")
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, re, sys\nfile = pathlib.Path(sys.argv[1])\ntext = file.read_text()\n"
        "file.write_text(re.sub(r'(summary: \\|-\\n +).*', r'\\1By hand: it says: more.', text))\n"
    )
    site.azure.reset()
    person = Terminal(site, "review", EDITOR=f"{sys.executable} {editor}")
    person.expect("as Ada Byron")
    first = person.expect("\n> ")
    assert all(len(line) <= 80 for line in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", first).splitlines())
    assert "\x1b[" in first
    person.type("/forecast")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", person.expect("\n> "))
    assert "raise ValueError(days)" in shown
    person.type("e")
    person.expect("\n> ")
    person.type("/Gauge.rise")
    person.expect("\n> ")
    person.type("a")
    person.expect("\n> ")
    person.type("u")
    person.expect("\n> ")
    person.type("r says nothing")
    person.expect("\n> ")
    person.type("/Gauge.full")
    person.expect("\n> ")
    person.type("h say when")
    person.expect("\n> ")
    person.type("nonsense")
    person.expect("? helps")
    person.type("q")
    assert "0 accepted, 1 edited, 1 rejected" in person.end()
    assert person.process.returncode == 0
    assert [[asked.path for asked in request.objects] for request in site.azure.requests] == [
        ["small.weather.Gauge.full"]
    ]
    entries = site.reviewed()
    assert entries["forecast"]["summary"] == "By hand: it says: more."
    assert entries["forecast"]["review"]["state"] == "edited"
    assert entries["forecast"]["review"]["by"] == "Ada Byron"
    assert entries["Gauge.rise"]["review"]["state"] == "rejected"
    assert entries["Gauge.rise"]["review"]["reason"] == "says nothing"
    plain = Terminal(site, "review", NO_COLOR="1", EDITOR="nosucheditor")
    told = plain.expect("\n> ")
    assert "going on where you stopped" in told
    assert "\x1b[3" not in told
    plain.type("e")
    plain.expect("cannot start the editor 'nosucheditor'")
    plain.type("\x04")
    assert plain.end().endswith("0 accepted, 0 edited, 0 rejected; 3 left\n") or plain.process.returncode == 0


@pytest.mark.slow
def test_review_shows_what_was_approved_for_code_that_is_alike(site: Site) -> None:
    """A person chooses between their own words for the old name and the new text; the old entry stays until pruned."""
    code = site.root / "src" / "small" / "weather.py"
    body = (
        "    low, high = min(days), max(days)\n    if low < 0:\n        raise ValueError(low)\n    return low * high\n"
    )
    code.write_text(f"{code.read_text(encoding='utf-8')}\n\ndef spread(days):\n{body}", encoding="utf-8")
    assert site.run("fill").code == 0
    assert site.run("export").code == 0
    file = site.root / "aidoc-reviewed" / "small.weather.yml"
    own = "Our own words for the old name."
    written = file.read_text(encoding="utf-8").replace(site.reviewed()["spread"]["summary"], own)
    file.write_text(written, encoding="utf-8")
    assert site.run("export").code == 0
    changed = code.read_text(encoding="utf-8").replace("def spread(", "def swing(").replace("low * high", "high - low")
    code.write_text(changed, encoding="utf-8")
    assert site.run("fill").code == 0
    (item,) = site.run("review", "--json", "--only", "small.weather.swing").json["items"]
    assert (item["approved"]["summary"], item["from"]) == (own, "small.weather.spread")
    assert item["answer"]["summary"] != own
    assert "proposed, as the code is alike" in site.run("export").out
    (again,) = site.run("review", "--json", "--only", "small.weather.swing").json["items"]
    assert {**again, "state": ""} == {**item, "state": ""}
    before = file.read_bytes()
    for key, summary, state in (("r", own, "edited"), ("a", item["answer"]["summary"], "accepted")):
        file.write_bytes(before)
        person = Terminal(site, "review", "--only", "small.weather.swing")
        shown = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", person.expect("\n> ")).split())
        assert "Approved before, for small.weather.spread, whose code is alike and gone (r keeps it):" in shown
        assert own in shown
        person.type(key)
        person.end()
        entries = site.reviewed()
        assert (entries["swing"]["summary"], entries["swing"]["review"]["state"]) == (summary, state)
        assert entries["spread"]["summary"] == own


@pytest.mark.slow
def test_an_interruption_keeps_what_was_paid(site: Site) -> None:
    """Ctrl-C ends a fill in words; every answer that was billed is kept, and the next run pays for the rest alone."""
    site.azure.latency = 0.7
    site.project.configure(aidoc={"bundle": 1, "concurrency": 1})
    process = subprocess.Popen(
        [*COMMAND, "fill", "--json"], cwd=site.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    until = time.monotonic() + 120
    while len(site.azure.requests) < 3 and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    told = json.loads(out)
    assert (process.returncode, told["interrupted"]) == (130, True)
    assert "what was answered is kept" in err
    assert "Traceback" not in err
    paid = {asked.path for request in site.azure.requests[:2] for asked in request.objects}
    site.azure.reset()
    rest = site.run("fill", "--json")
    assert (rest.code, rest.json["interrupted"]) == (0, False)
    assert not paid & {asked.path for request in site.azure.requests for asked in request.objects}
