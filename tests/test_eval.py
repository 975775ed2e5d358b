"""`aidoc eval` from its command to its report, against the local Azure."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from aidoc_core.cli import main
from tests.azure import Answer, AskedObject, Fault, LocalAzure, SeenRequest, every
from tests.azure.messages import message_text
from tests.azure.prose import write_answers
from tests.mkdocs.project import Project

COMMAND = [sys.executable, "-c", "from aidoc_core.cli import main; main()"]
MODELS = {"docs": "gpt-4.1-mini-2025-04-14", "large": "gpt-4.1-2025-04-14"}
NAMES = ("rise", "fall", "turn", "wait", "moor", "cast")
CODE = '"""Tell the tide of harbours."""\n' + "".join(
    f'''

def {name}(depth: int, place: str = "quay") -> int:
    """Work out how far the water would {name} at one place.

    Args:
        depth: Metres of water that stand there by now.
        place: Where to look it up.

    Returns:
        Metres of water at the next tide.

    Raises:
        ValueError: If nobody has ever measured there.
    """
    if not place:
        raise ValueError("{name}")
    return depth + {number}
'''
    for number, name in enumerate(NAMES)
)
ALL = sorted(["tides", *(f"tides.{name}" for name in NAMES)])


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
class Lab:
    """A project with a documented package, and a server."""

    root: Path
    azure: LocalAzure

    def eval(self, *arguments: str, package: str = "tides") -> Done:
        """Run the command in this process."""
        done = CliRunner().invoke(main, ["eval", *([package] if package else []), *arguments])
        return Done(done.exit_code, done.stdout, done.stderr)

    def asked(self) -> list[str]:
        """The objects that were asked for, in the order of the requests."""
        return [asked.path for request in self.azure.requests for asked in request.objects]

    def options(self, **options: str) -> None:
        lines = [f'{name} = "{value}"' for name, value in options.items()]
        text = "\n".join(['[project]\nname = "tides"\n\n[tool.aidoc]', *lines, ""])
        (self.root / "pyproject.toml").write_text(text)


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lab]:
    """A project in the working directory."""
    (tmp_path / "tides.py").write_text(CODE)
    monkeypatch.chdir(tmp_path)
    with LocalAzure(deployments=MODELS) as azure:
        found = Lab(tmp_path, azure)
        found.options(endpoint=azure.url, deployment="docs", model="gpt-4.1-mini")
        yield found


def test_a_package_is_measured(lab: Lab) -> None:
    """Docstrings are hidden, filled in and measured; a second run requests nothing; the project's own cache is not used."""
    planned = lab.eval("--plan", "--json").json["plan"]
    assert lab.azure.requests == []
    done = lab.eval("--json", "--output", "report.md")
    assert (done.code, done.err) == (0, "")
    told = done.json
    assert sorted(lab.asked()) == ALL
    assert (told["objects"], told["scored"], told["lacking"], told["left_out"]) == (7, 7, [], [])
    sent = "\n".join(str(request.body["messages"]) for request in lab.azure.requests if request.body)
    assert "the water would" not in sent
    assert "Metres" not in sent
    [one] = told["configurations"]
    billed = lab.azure.billed_usage()
    assert (one["billed"]["input_tokens"], one["billed"]["output_tokens"]) == (
        billed.prompt_tokens,
        billed.completion_tokens,
    )
    assert planned[0]["objects"] == 7
    assert planned[0]["cost_usd"] == pytest.approx(one["billed"]["cost_usd"], rel=0.35)
    assert one["scores"]["usd"] == pytest.approx(one["billed"]["cost_usd"])
    assert one["scores"]["usd_per_100"] == pytest.approx(100 / 7 * one["billed"]["cost_usd"])
    assert one["scores"]["complete"] == one["scores"]["filled"] == 1.0
    assert told["people"]["complete"] == 1.0
    rise = next(row for row in told["texts"] if row["path"] == "tides.rise")
    assert rise["person"] == {
        "summary": "Work out how far the water would rise at one place.",
        "parameter depth": "Metres of water that stand there by now.",
        "parameter place": "Where to look it up.",
        "returns": "Metres of water at the next tide.",
        "raises ValueError": "If nobody has ever measured there.",
    }
    assert rise["texts"]["docs"].keys() == rise["person"].keys()
    assert not (lab.root / ".aidoc" / "cache").exists()
    lab.azure.reset()
    again = lab.eval()
    assert (again.code, again.err, lab.azure.requests) == (0, "", [])
    assert "7 docstrings hidden and filled in" in again.out
    assert "This run was billed $0.0000." in again.out
    text = (lab.root / "report.md").read_text()
    assert text.startswith(
        "# Texts of a model, measured against people's\n\n|  | docs | people |\n| --- | --- | --- |\n"
    )
    assert "## Agrees most: `tides" in text
    assert "| summary | Work out how far the water would" in text
    assert lab.eval("--sample", "3").out.count("3 docstrings hidden") == 1
    assert lab.azure.requests == []


def test_a_text_like_the_persons_scores_full_marks(lab: Lab) -> None:
    """A model that writes what the person wrote agrees with the person in all parts; one that makes things up is told."""

    def person(objects: Sequence[AskedObject]) -> list[Answer]:
        texts = {
            "parameter": {"depth": "Metres of water that stand there by now.", "place": "Where to look it up."},
            "returns": {"": "Metres of water at the next tide."},
            "raises": {"ValueError": "If nobody has ever measured there."},
        }
        answers = write_answers(objects)
        for answer, asked in zip(answers, objects, strict=True):
            answer["summary"] = f"Work out how far the water would {asked.name} at one place."
            for section in answer["sections"]:
                section["text"] = texts[section["kind"]][section["name"]]
            if asked.name == "fall":
                answer["details"] = "It reads the environment variable TIDE_TABLE_PATH. New in version 7.3."
        return answers

    lab.azure.answer = person
    told = lab.eval("--json").json
    scores = {row["path"]: row["scores"]["docs"] for row in told["texts"]}
    parts = ("agreement", "agreement summary", "agreement parameters", "agreement results", "agreement raises", "told")
    assert [scores["tides.rise"][part] for part in parts] == [1.0] * 6
    assert (scores["tides.fall"]["unsupported"], scores["tides.rise"]["unsupported"]) == (2.0, 0.0)
    assert scores["tides.rise"]["contradicted"] == 0.0


def test_two_deployments_side_by_side(lab: Lab) -> None:
    """Two deployments are asked the same and measured side by side, each with answers and prices of its own."""
    done = lab.eval("--deployment", "docs", "--deployment", "large", "--json")
    assert (done.code, done.err) == (0, "")
    told = done.json
    assert [one["name"] for one in told["configurations"]] == ["docs", "large"]
    assert sorted(lab.asked()) == sorted(ALL * 2)
    assert {request.deployment for request in lab.azure.requests} == {"docs", "large"}
    cheap, dear = (one["scores"]["usd_per_100"] for one in told["configurations"])
    assert dear > 3 * cheap
    [difference] = told["differences"]
    assert (difference["name"], difference["against"]) == ("large", "docs")
    assert difference["scores"]["agreement"] == {"mean": 0.0, "plus_minus": 0.0}  # the server writes the same for both
    shown = lab.eval("--deployment", "docs", "--deployment", "large").out
    assert re.search(r"US dollars for 100 objects +0\.\d{4} +0\.\d{4} +—", shown)
    assert "against docs" in shown


def test_options_of_a_file_and_parts_of_the_context(lab: Lab) -> None:
    """A file with other options, and a part of the context left out, are compared with the project's own."""
    (lab.root / "short.toml").write_text('instructions = "Write short sentences."\n')
    done = lab.eval("--against", "short.toml", "--without", "usage", "--without", "context", "--json")
    assert (done.code, done.err) == (0, "")
    names = [one["name"] for one in done.json["configurations"]]
    assert names == ["docs", "short", "docs without usage", "docs without context"]
    systems = [str((request.body or {})["messages"][0]) for request in lab.azure.requests]
    assert sum("Write short sentences." in text for text in systems) == len(systems) // 4
    assert len(list((lab.root / ".aidoc" / "eval").iterdir())) == 4


@pytest.mark.parametrize(
    ("text", "arguments", "told"),
    [
        ("deploymnet = 'x'\n", [], "there is no option 'deploymnet'. Did you mean 'deployment'?"),
        ("context = 'perhaps'\n", [], "option 'context' cannot be 'perhaps'; allowed: true · false."),
        ("context = \n", [], "cannot be read as TOML"),
        ("[tool]\naidoc = 3\n", [], "[tool.aidoc] must be a table of options."),
        ("", ["--deployment", "docs", "--deployment", "docs"], "'docs' would be compared with itself."),
        ("", ["--embedding", "nowhere"], "nowhere: is no directory of a model2vec model"),
    ],
)
def test_bad_settings(lab: Lab, text: str, arguments: list[str], told: str) -> None:
    """What is wrong with the options is one clear error, before anything is sent."""
    (lab.root / "other.toml").write_text(text)
    done = lab.eval(*(arguments or ["--against", "other.toml"]))
    assert (done.code, done.out, lab.azure.requests) == (2, "", [])
    assert done.err.startswith("aidoc: ")
    assert done.err.count("\n") == 1
    assert told in done.err


def test_wrong_use(lab: Lab) -> None:
    """A judge with nothing to compare, a package that is not there or has no docstring: words, and nothing is sent."""
    (lab.root / "bare.py").write_text("def one(): return 1\n")
    (lab.root / "broken.py").write_text("def (")
    for arguments, package, told in (
        (["--judge"], "tides", "--judge needs two texts to compare"),
        ([], "nowhere", "there is no package 'nowhere'"),
        ([], "bare", "no docstring to hide in bare: of 2 objects that were read"),
        ([], "broken", "broken.py:1: cannot be read as Python"),
    ):
        done = lab.eval(*arguments, package=package)
        assert (done.code, done.out) == (2, ""), done
        assert told in done.err
        assert "Traceback" not in done.err
    assert lab.azure.requests == []


@pytest.mark.parametrize("place", ["nowhere/report.md", "tides.py/report.md"])
def test_a_report_that_cannot_be_written(lab: Lab, place: str) -> None:
    """Where the report has no place is one error before anything is paid for."""
    done = lab.eval("--output", place)
    assert (done.code, done.out, lab.azure.requests) == (2, "", [])
    assert done.err.startswith(f"aidoc: {place}: ")
    assert done.err.count("\n") == 1


def test_a_package_that_does_not_parse_in_part(lab: Lab) -> None:
    """Modules that cannot be read are told, and the others are measured."""
    (lab.root / "harbour").mkdir()
    (lab.root / "harbour" / "__init__.py").write_text(CODE)
    (lab.root / "harbour" / "broken.py").write_text('"""The tide of yesterday."""\ndef (')
    done = lab.eval("--json", package="harbour")
    assert (done.code, done.json["scored"]) == (0, 7)
    assert done.err.startswith("aidoc: harbour/broken.py:2: cannot be read as Python")
    assert done.err.count("\n") == 1


def test_the_budget_is_held(lab: Lab) -> None:
    """No more is spent than the budget says, over all configurations; the next run pays for the rest alone."""
    lab.options(endpoint=lab.azure.url, deployment="docs", model="gpt-4.1-mini", bundle="1")
    whole = lab.eval("--plan", "--json").json["plan"][0]["cost_usd"]
    budget = 2 * whole
    done = lab.eval("--without", "context", "--json", "--budget", f"{budget:.6f}")
    assert done.code == 1
    assert "'budget_usd' was reached" in done.err
    assert 0 < done.json["spent_usd"] <= budget
    assert done.json["lacking"]
    first = lab.asked()
    assert 0 < len(first) < 14
    again = lab.eval("--without", "context", "--json")
    assert (again.code, again.json["lacking"]) == (0, [])
    assert sorted(lab.asked()) == sorted(ALL * 2)  # each once for each configuration: none is paid twice
    sent = len(lab.azure.requests)
    unknown = lab.eval("--deployment", "docs", "--deployment", "large", "--seed", "1", "--budget", "1")
    assert unknown.code == 2
    assert "'budget_usd' cannot be kept: the price of 'large' is not known" in unknown.err
    assert "name both in a file for --against" in unknown.err
    assert len(lab.azure.requests) == sent  # nothing is paid for the first one before that
    (lab.root / "big.toml").write_text("deployment = 'large'\nmodel = 'gpt-4.1'\n")
    assert lab.eval("--against", "big.toml", "--budget", "1").code == 0


def test_it_goes_on_after_a_kill(lab: Lab) -> None:
    """A run that is killed has lost no more than what was in flight; the next one goes on from there."""
    lab.options(endpoint=lab.azure.url, deployment="docs", model="gpt-4.1-mini", bundle="1", concurrency="1")
    lab.azure.latency = 0.3
    run = subprocess.Popen([*COMMAND, "eval", "tides"], env=dict(os.environ), stdout=-3, stderr=-3)
    until = time.monotonic() + 60
    while len(lab.azure.requests) < 3 and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    before = [request.objects[0].path for request in lab.azure.requests]
    assert 3 <= len(before) < 7
    lab.azure.latency = 0.0
    done = lab.eval()
    assert (done.code, done.err) == (0, "")
    paid = lab.asked()
    twice = {path for path in paid if paid.count(path) > 1}
    assert (sorted(set(paid)), twice <= {before[-1]}) == (ALL, True)


def test_a_blind_judge(lab: Lab) -> None:
    """A judge sees each pair in both orders and no name; who only prefers a place decides nothing; verdicts are kept."""
    here = threading.local()  # a fault is told of a request, and then alters its answers in the same thread

    def is_comparison(request: SeenRequest) -> bool:
        here.shown = "\n".join(message_text(message) for message in (request.body or {})["messages"])
        return "You compare two reference texts" in here.shown

    def verdict(answers: list[Answer], objects: Sequence[AskedObject]) -> list[Answer]:
        """Prefer the text about swift tides; of `turn`, what stands first."""
        pairs = re.findall(r"# First:\n# (.*)", here.shown)
        words = ["first" if "swift" in first else "second" for first in pairs]
        words = ["first" if asked.name == "turn" else word for word, asked in zip(words, objects, strict=True)]
        return [
            {"n": one["n"], "summary": word, "details": "", "sections": []}
            for one, word in zip(answers, words, strict=True)
        ]

    def other(objects: Sequence[AskedObject]) -> list[Answer]:
        answers = write_answers(objects)
        for answer in answers:
            answer["summary"] = f"Reckon the swift tide of the harbour, number {answer['n']}."
        return answers

    lab.eval()  # the first configuration's texts
    lab.azure.answer = other
    lab.azure.faults = [Fault(is_comparison, "alter", alter=verdict)]
    (lab.root / "short.toml").write_text('instructions = "Write short sentences."\n')
    lab.azure.reset()
    done = lab.eval("--against", "short.toml", "--judge", "--json")
    assert (done.code, done.err) == (0, "")
    [judged] = done.json["judged"]
    assert judged["pairs"] == 7
    assert judged["wins"] == {"docs": 0, "short": 6}
    assert (judged["ties"], judged["unjudged"], judged["better"]["tides.turn"]) == (1, 0, "tie")
    assert judged["swayed"] == 1  # of `turn`, it prefers what stands first in both orders
    shown = [here.shown for request in lab.azure.requests if is_comparison(request)]
    assert len(shown) == judged["billed"]["requests"] == 2
    assert [text.count("# First:") for text in shown] == [7, 7]
    assert [name for name in ("docs", "short", "gpt") for text in shown if name in text] == []
    lab.azure.reset()
    again = lab.eval("--against", "short.toml", "--judge")
    assert (again.code, lab.azure.requests) == (0, [])
    said = "docs better 0, short better 6, tie 1 (in 1 the verdict turns with the order)."
    assert f"Blind comparison of 7 pairs, each in both orders: {said}" in again.out


def test_a_server_that_fails(lab: Lab) -> None:
    """A refused key and rejected answers are told, the scores count what the model got wrong, and no traceback comes."""
    lab.azure.faults = [Fault(every(1), "status", status=401)]
    done = lab.eval()
    assert done.code == 1
    assert "7 objects without an answer so far, in no figure: run it again." in done.out
    assert "Stopped sending requests" in done.err
    assert "Traceback" not in done.err


def test_offline_measures_what_is_kept(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `offline`, kept answers are measured and nothing is requested; without any, it says so."""
    monkeypatch.setenv("AIDOC_OFFLINE", "true")
    done = lab.eval()
    assert (done.code, lab.azure.requests) == (2, [])
    assert "'offline' is set, so nothing was requested" in done.err
    monkeypatch.delenv("AIDOC_OFFLINE")
    lab.eval()
    lab.azure.reset()
    monkeypatch.setenv("AIDOC_OFFLINE", "true")
    done = lab.eval("--json")
    assert (done.code, done.json["scored"], lab.azure.requests) == (0, 7, [])


def test_offline_of_one_that_is_compared(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only a file for `--against` sets `offline`, the other is requested, and what to do is no second run."""
    (lab.root / "kept.toml").write_text("offline = true\ninstructions = 'Be brief.'\n")
    done = lab.eval("--against", "kept.toml")
    assert done.code == 2
    assert sorted(lab.asked()) == ALL
    said = "7 objects without an answer so far, in no figure: 'offline' is set for kept, so nothing was requested."
    assert said in done.out.splitlines()
    assert "run it again" not in done.out
    assert done.err.splitlines()[-1].endswith("so nothing was requested. Take it out of the file for --against.")
    monkeypatch.setenv("AIDOC_OFFLINE", "true")
    whole = lab.eval("--against", "kept.toml")
    assert whole.err.splitlines()[-1].endswith("so nothing was requested. Run with AIDOC_OFFLINE=false.")


def test_a_server_of_another_kind(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that names another server is asked there alone, with the defaults and the price of such a server."""
    monkeypatch.setenv("OPENAI_API_KEY", "test-key")
    with LocalAzure(deployments={"small": "qwen2.5-coder-1.5b"}) as local:
        lab.options(endpoint=lab.azure.url, deployment="docs", model="gpt-4.1-mini")
        (lab.root / "local.toml").write_text(f"base_url = '{local.v1_url}'\ndeployment = 'small'\n")
        done = lab.eval("--against", "local.toml", "--json")
        assert (done.code, done.err) == (0, "")
        answered = [one for one in local.requests if one.status == 200]
        assert sorted(lab.asked()) == sorted(asked.path for one in answered for asked in one.objects) == ALL
        assert [len(one.objects) for one in lab.azure.requests] == [7]
        assert sorted(len(one.objects) for one in answered) == [3, 4]  # small bundles, at the same time
        lab.options(base_url=str(local.v1_url), deployment="small")
        (lab.root / "cloud.toml").write_text(f"endpoint = '{lab.azure.url}'\ndeployment = 'large'\n")
        local.reset()
        assert lab.eval("--against", "cloud.toml", "--json").code == 0
        answered = [one for one in local.requests if one.status == 200]
        assert sorted(asked.path for one in answered for asked in one.objects) == ALL
        assert [request.deployment for request in lab.azure.requests[1:]] == ["large"] * len(lab.azure.requests[1:])
        assert len(lab.asked()) == 14


@pytest.mark.parametrize(("columns", "widest"), [("", 80), ("40", 80), ("120", 120)])
def test_tables_fit_the_terminal(lab: Lab, monkeypatch: pytest.MonkeyPatch, columns: str, widest: int) -> None:
    """No line of a table is longer than the terminal, however many are compared; no figure is cut or lost."""
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    lab.options(endpoint=lab.azure.url, deployment="docs-of-the-whole-department-2026", model="gpt-4.1-mini")
    lab.azure.deployments = {**MODELS, "docs-of-the-whole-department-2026": "gpt-4.1-mini-2025-04-14"}
    done = lab.eval("--without", "context", "--without", "style", "--without", "types", "--without", "callees")
    assert (done.code, done.err) == (0, "")
    tables = done.out.partition("7 docstrings hidden")[0].splitlines()
    assert max(map(len, tables)) <= widest
    summed = [line for line in tables if line.startswith(" of what is missing, described")]
    figures = [cell for line in summed for cell in re.findall(r"\S+%|\S+% ± \S+%", line)]
    assert figures.count("100%") == 6
    assert sum(cell.startswith("+0%") for cell in figures) == 4


def test_the_pages_of_a_site(tmp_path: Path, azure: LocalAzure, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without packages it hides docstrings of what the site shows, with the options of the site, and leaves all as it was."""
    project = Project(tmp_path / "project", azure)
    project.aidoc = {"endpoint": azure.url, "deployment": "docs", "model": "gpt-4.1-mini"}
    shown = CODE.replace("harbours", "ports")
    project.write({"docs/index.md": "# T\n\n::: tides\n", "src/tides.py": shown, "src/unseen.py": CODE})
    project.configure()
    before = project.sums()
    monkeypatch.chdir(project.root)
    lab = Lab(project.root, azure)
    done = lab.eval("--json", package="")
    assert (done.code, done.err) == (0, "")
    assert (done.json["packages"], sorted(lab.asked())) == (["tides"], ALL)
    assert [name for name in project.changed_since(before) if not name.startswith(".aidoc/eval/")] == []


def test_one_object_tells_nothing_about_chance(lab: Lab) -> None:
    """With a sample of one no difference is marked, and none is said to be certain."""
    prompts: list[str] = []

    def longer(objects: Sequence[AskedObject]) -> list[Answer]:
        answers = write_answers(objects)
        for answer in answers:
            answer["summary"] = f"Work out how far it goes{' and back' * len(prompts)}."
        prompts.append("")
        return answers

    lab.azure.answer = longer
    done = lab.eval("--sample", "1", "--deployment", "docs", "--deployment", "large", "--json")
    assert done.json["differences"][0]["scores"]["words"]["plus_minus"] is None
    table = lab.eval("--sample", "1", "--deployment", "docs", "--deployment", "large").out.split("against docs")[1]
    assert "±" not in table
    assert "*" not in table.partition("\n1 docstring")[0]


def test_a_server_that_fails_half_way(lab: Lab) -> None:
    """Why objects are without an answer is told, and the legend only with its table."""
    lab.options(endpoint=lab.azure.url, deployment="docs", model="gpt-4.1-mini", bundle="1")
    lab.azure.faults = [
        Fault(lambda request: request.number > 2, "status", status=400, body={"error": {"code": "odd"}})
    ]
    done = lab.eval("--deployment", "docs", "--deployment", "large")
    assert done.code == 1
    assert "without an answer so far" in done.out
    assert re.search(r"^aidoc: docs: \d objects? failed, tides\S* first: .*HTTP 400", done.err, re.MULTILINE), done.err


def test_what_was_rejected_costs_the_same_later(lab: Lab) -> None:
    """An answer that could not be used was billed; a second run knows it, and finds the same against it."""
    lab.options(endpoint=lab.azure.url, deployment="docs", model="gpt-4.1-mini", bundle="1", concurrency="1")
    lab.azure.faults = [Fault(4, "content", text="bananas")]
    first, second = lab.eval("--json").json, lab.eval("--json").json
    assert first["configurations"][0]["scores"]["usd"] == pytest.approx(first["spent_usd"])
    assert second["spent_usd"] == 0.0
    assert 0.8 < second["configurations"][0]["scores"]["filled"] < 1
    assert second["configurations"][0]["scores"] == pytest.approx(first["configurations"][0]["scores"])


def test_an_interrupted_run(lab: Lab) -> None:
    """Ctrl-C ends with 130 at any moment; what was in flight may have been billed, and is told."""
    lab.options(endpoint=lab.azure.url, deployment="docs", model="gpt-4.1-mini", bundle="1", concurrency="1")
    lab.azure.latency = 0.5
    run = subprocess.Popen([*COMMAND, "eval", "tides"], env=dict(os.environ), stdout=-1, stderr=-1, text=True)
    until = time.monotonic() + 60
    while len(lab.azure.requests) < 3 and time.monotonic() < until:
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "This run was billed at least $0.0" in out
    assert "(1 request of unknown cost)" in out
    assert "interrupted; what was answered is kept" in err


def test_what_matches_nothing_is_told(lab: Lab) -> None:
    """A pattern without an object, and a disk without room."""
    done = lab.eval("--only", "tides.nothing*")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("aidoc: nothing in tides matches --only tides.nothing*.")
    if Path("/dev/full").exists():
        done = lab.eval("--output", "/dev/full")
        assert done.code == 2
        assert done.err.startswith("aidoc: /dev/full: No space left on device. What was answered is kept")
