"""Secrets stay home: nothing of them in any request, log, cache or report; and `send: signatures`."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from benchmarks.redaction.planting import plant
from benchmarks.redaction.secrets_made import KINDS
from tests.azure import Fault, every, rename_parameter

if TYPE_CHECKING:
    from tests.azure import LocalAzure
    from tests.mkdocs.project import Built, Project

FUNCTION = 'def f{number}(a, b=1):\n    """Do it."""\n    # why\n    return a + b\n'
PLANTED = [
    one
    for number, kind in enumerate(kind for kind in KINDS if kind.name != "hexadecimal, unnamed")
    if (one := plant(FUNCTION.format(number=number), kind, Random(number))) is not None and one.form != "docstring"
]
PASSWORD = "hunter" + "2"
CANARY = f'''
class Tank:
    size = "canary-field"
    shape: str = "canary-value"  # canary-comment
    def fill(self, litres: float, *, password: str = "{PASSWORD}") -> float:
        """Fill it.

        Args:
            password: Opens it.
        """
        # canary-comment
        level = litres * 2  # canary-comment
        if level > 10:
            raise OverflowError("canary-message")
        return level
    def empty(self):
        for _ in range(4711):
            yield "canary-yield"
    def left(self, secret_default="canary-skipped"):  # aidoc: skip
        return "canary-skipped"
    def out(self, other_default="canary-excluded"):
        return "canary-excluded"
'''


def bodies(built: Built) -> str:
    """Every request, as it came over the wire."""
    return "\n".join(repr(request.body) for request in built.requests)


def show(project: Project, code: str) -> None:
    project.write({"src/small/hidden.py": code, "docs/index.md": "::: small.hidden\n"})


def test_planted_secrets_leave_in_no_way(project: Project, azure: LocalAzure) -> None:
    """Of every kind one stands in the source, and none in a request, the log, the cache, the report or the site."""
    assert len(PLANTED) > 35
    azure.faults = [Fault(1, "content_filter"), Fault(every(3), "alter", alter=rename_parameter)]
    show(project, "\n\n".join(one.code for one in PLANTED))
    project.configure(aidoc={"concurrency": 1})
    done = project.run("build", "--verbose", environment={"AZURE_OPENAI_API_KEY": "test-key"})
    assert done.returncode == 0, done.stderr
    assert "small.hidden" in repr(azure.requests[0].body)
    assert "<redacted>" in repr([request.body for request in azure.requests])
    source = (project.root / "src/small/hidden.py").read_text(encoding="utf-8")
    files = {
        file.relative_to(project.root).as_posix(): file.read_bytes().decode(errors="replace")
        for file in project.root.rglob("*")
        if file.is_file() and file.suffix not in (".py", ".pyc")
    }
    said = done.stdout + done.stderr
    texts = {**files, "output": said, "requests": "\n".join(repr(request.body) for request in azure.requests)}
    for one in PLANTED:
        for secret in one.secrets:
            assert secret in source
            assert [name for name, text in texts.items() if secret in text] == []
    assert f"redacted {len(PLANTED)} literals in {len(PLANTED)} objects before sending (possible secrets): " in said
    assert "at src/small/hidden.py:4" in said
    assert f"requesting {len(PLANTED) + 1} objects in " in said
    assert "request 1: " in said


def test_they_are_counted(project: Project) -> None:
    """In each object's row, in the total and on the page; in the next build, which asks nothing, too."""
    show(
        project,
        f"def f(a):\n    return login('{PASSWORD}', password='{PASSWORD}')\n\ndef g(a, token='x'):\n    return a\n",
    )
    for requests in (1, 0):
        built = project.build()
        assert (len(built.requests), built.logged, built.error) == (requests, [], None)
        assert {row["path"]: row["withheld"] for row in built.report["objects"]} == {
            "small.hidden": 0,
            "small.hidden.f": 1,
            "small.hidden.g": 0,
        }
        assert built.report["withheld"] == {"literals": 1, "objects": 1, "kinds": {"password or key": 1}}
        assert built.report["version"] == 2
        assert "Redacted 1 literal in 1 object before sending (possible secret): password or key (1)." in built.text(
            "aidoc.html"
        )


def test_nothing_withheld_is_not_spoken_of(project: Project) -> None:
    """A build without secrets has no such line, and zeros in the report."""
    built = project.build()
    assert built.report["withheld"] == {"literals": 0, "objects": 0, "kinds": {}}
    assert "edacted" not in built.text("aidoc.html")


def test_signatures_leave_without_bodies(project: Project, azure: LocalAzure) -> None:
    """No body, value, comment or message is sent, in repairs neither; every object is still asked for."""
    azure.faults = [Fault(1, "alter", alter=rename_parameter)]
    show(project, CANARY)
    built = project.build(aidoc={"send": "signatures", "exclude": ["*.out"]})
    assert built.error is None
    sent = bodies(built)
    assert len(built.requests) > 1
    assert "Problems:" in sent
    for canary in ("canary", "4711", "litres * 2", "OverflowError", PASSWORD):
        assert canary in CANARY
        assert canary not in sent
    assert "def fill(self, litres: float, *, password: str='<redacted>') -> float:" in sent.replace("\\'", "'")
    assert "Opens it." in sent
    assert {"small.hidden.Tank", "small.hidden.Tank.empty", "small.hidden.Tank.shape"} <= built.filled()


def test_signatures_are_honest_about_what_they_lack(project: Project) -> None:
    """Exceptions are not asked for, so what raises one is not complete."""
    show(
        project,
        "def f(a: int) -> int:\n    if a:\n        raise KeyError(a)\n    return a\n\ndef g(a: int) -> int:\n    return a\n",
    )
    bare = project.build(aidoc={"send": "signatures"})
    assert bare.report["coverage"]["after"] == {"documented": 3, "complete": 2, "total": 3}
    assert "KeyError" not in bare.html()
    whole = project.build()
    assert whole.report["coverage"]["after"]["complete"] == 3


def test_only_exceptions_lacking_is_no_question(project: Project) -> None:
    """Where nothing but an exception is missing, nothing is asked, and the report says why."""
    show(project, '"""M."""\ndef f():\n    """Do."""\n    raise KeyError\n')
    built = project.build(aidoc={"send": "signatures"})
    assert (built.requests, built.logged) == ([], [])
    row = next(row for row in built.report["objects"] if row["path"] == "small.hidden.f")
    assert (row["outcome"], row["reason"], row["gaps"]) == ("human", "send: signatures", ["raises KeyError"])
    assert built.report["coverage"]["after"] == {"documented": 2, "complete": 1, "total": 2}


def test_a_body_costs_nothing_under_signatures(project: Project) -> None:
    """Another body is the same question; another signature, and bodies themselves, are not."""
    show(project, "def f(a):\n    return a\n")
    signatures = {"send": "signatures"}
    assert project.build(aidoc=signatures).asked == ["small.hidden", "small.hidden.f"]
    project.edit("src/small/hidden.py", "return a", "return a + 1  # more")
    assert project.build(aidoc=signatures).requests == []
    assert project.build().asked == ["small.hidden", "small.hidden.f"]
    assert project.build(aidoc=signatures).requests == []
    project.edit("src/small/hidden.py", "(a)", "(a, b)")
    assert project.build(aidoc=signatures).asked == ["small.hidden", "small.hidden.f"]


def test_reviewed_texts_serve_both(project: Project) -> None:
    """What a person has edited is not stale because bodies are not sent any more."""
    show(project, '"""M."""\ndef f(a):\n    return a\n')
    fingerprint = next(r["fingerprint"] for r in project.build().report["objects"] if r["path"] == "small.hidden.f")
    project.write(
        {
            "aidoc-reviewed/small.hidden.yml": "module: small.hidden\nanswers:\n  f:\n    state: edited\n"
            f"    fingerprint: {fingerprint}\n    summary: Written by hand.\n"
        }
    )
    built = project.build(aidoc={"send": "signatures"})
    assert (built.requests, built.logged) == ([], [])
    assert "Written by hand." in built.html()


@pytest.mark.parametrize("options", [{}, {"send": "signatures"}])
def test_left_alone_is_not_sent(project: Project, options: dict[str, str]) -> None:
    """Of what is skipped or excluded neither body nor header leaves, not in the outline of its class or module."""
    code = CANARY + "\n\ndef alone(deep='canary-skipped'):  # aidoc: skip\n    return 'canary-skipped'\n"
    show(project, code)
    built = project.build(aidoc={"exclude": ["*.out"], **options})
    assert built.logged == []
    assert {"small.hidden", "small.hidden.Tank", "small.hidden.Tank.fill"} <= set(built.asked)
    for canary in (
        "canary-skipped",
        "canary-excluded",
        "secret_default",
        "other_default",
        "def left",
        "alone",
        "def out",
    ):
        assert canary in code
        assert canary not in bodies(built)
