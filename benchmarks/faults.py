"""What each way to fail costs, and what the user reads: a package of 24 functions, six requests, the second one hit."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.build.session import Session
from aidoc_core.settings import Settings
from tests.azure import Fault, LocalAzure

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.code.objects import ApiObject
    from tests.azure import SeenRequest

FUNCTIONS = 24
BUNDLE = 4
_SOON = {"retry-after-ms": "20"}
CASES: dict[str, tuple[Any, ...]] = {
    "400 bad parameter": ("second", "status", {"status": 400, "body": {"error": {"code": "unsupported_parameter"}}}),
    "400 context length": ("second", "context_length", {}),
    "400 content filter": ("second", "content_filter", {}),
    "401": ("all", "status", {"status": 401}),
    "403": ("all", "status", {"status": 403}),
    "404 deployment": ("all", "status", {"status": 404, "body": {"error": {"code": "DeploymentNotFound"}}}),
    "408": ("second", "status", {"status": 408, "headers": _SOON}),
    "409": ("second", "status", {"status": 409, "headers": _SOON}),
    "413": ("second", "status", {"status": 413}),
    "422": ("second", "status", {"status": 422}),
    "429 in ms": ("third", "status", {"status": 429, "headers": _SOON}),
    "429 in seconds": ("second", "status", {"status": 429, "headers": {"Retry-After": "1"}}),
    "429 silent": ("second", "status", {"status": 429}),
    "429 a day": ("second", "status", {"status": 429, "headers": {"Retry-After": "86400"}}),
    "500": ("second", "status", {"status": 500, "headers": _SOON}),
    "502": ("second", "status", {"status": 502, "headers": _SOON}),
    "503": ("second", "status", {"status": 503, "headers": _SOON}),
    "504": ("second", "status", {"status": 504, "headers": _SOON}),
    "connection reset": ("second", "reset", {}),
    "200 with HTML": ("second", "html", {}),
    "200 cut JSON": ("second", "cut", {}),
    "200 empty body": ("second", "empty_body", {}),
    "200 wrong types": ("second", "wrong_type", {"part": "choices"}),
    "200 of 50 MB": ("second", "huge", {"megabytes": 50}),
    "slower than the timeout": ("second", "hang", {"seconds": 3.0}),
    "dripping": ("second", "drip", {"seconds": 3.0}),
    "answer cut": ("second", "cut_content", {}),
    "finish_reason length": ("second", "finish_length", {}),
    "finish_reason content_filter": ("second", "finish_content_filter", {}),
    "refusal": ("second", "refusal", {}),
    "empty choices": ("second", "empty_choices", {}),
    "null content": ("second", "null_content", {}),
    "usage missing": ("second", "no_usage", {}),
}


def run(*, quick: bool = False) -> dict[str, Any]:
    """Run every case; `quick` runs every fourth."""
    names = list(CASES)[:: 4 if quick else 1]
    rows = {name: _measure(*CASES[name]) for name in names}
    rows["connection refused"] = _refused()
    return {"cases": len(rows), "objects_lost": sum(row["lost"] for row in rows.values()), "rows": rows}


def _measure(when: str, kind: str, options: dict[str, Any]) -> dict[str, Any]:
    with LocalAzure(faults=[Fault(_WHEN[when], kind, **options)]) as azure:
        return _fill(azure.url, azure)


def _refused() -> dict[str, Any]:
    with LocalAzure() as azure:
        url = azure.url
    return _fill(url, None)


_WHEN: dict[str, int | Callable[[SeenRequest], bool]] = {
    "second": 2,
    "third": lambda request: request.number % 3 == 0,
    "all": lambda _: True,
}


def _fill(url: str, azure: LocalAzure | None) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as root:
        settings = Settings(endpoint=url, deployment="docs", bundle=BUNDLE, concurrency=2, request_timeout=1.0)
        session = Session(settings, root=Path(root), tool="benchmark", environment={"AZURE_OPENAI_API_KEY": "test-key"})
        session.fill(_objects(session, Path(root)))
        outcomes = session.ledger.outcomes()
        said = [*map(str, session.new_problems()), *map(str, session.verdict().problems)]
        session.close()
    billed = azure.billed_usage().total_tokens if azure else 0
    usage = session.counters.usage
    return {
        "generated": outcomes["generated"],
        "lost": outcomes["failed"] + outcomes["missed"],
        "requests": session.counters.requests,
        "tokens_counted": usage.input_tokens + usage.output_tokens,
        "tokens_billed": billed,
        "says": said[0] if said else "",
        "lines": len(said),
    }


def _objects(session: Session, root: Path) -> list[ApiObject]:
    code = "".join(f"def measure_{n}(depth):\n    return depth + {n}\n\n\n" for n in range(FUNCTIONS))
    (root / "pkg.py").write_text(code, encoding="utf-8")
    module = griffe.load("pkg", search_paths=[str(root)])
    functions = [member for member in module.members.values() if isinstance(member, griffe.Function)]
    return [read for function in functions if (read := session.collector.read(function))]


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = [f"{figures['cases']} cases, {FUNCTIONS} objects each", "fault | lost | requests | counted/billed | says"]
    for name, row in figures["rows"].items():
        tokens = f"{row['tokens_counted']}/{row['tokens_billed']}"
        more = f" (+{row['lines'] - 1} lines)" if row["lines"] > 1 else ""
        lines.append(f"{name} | {row['lost']} | {row['requests']} | {tokens} | {row['says']}{more}")
    return "\n".join(lines)
