"""What each way to fail costs, and what the user reads: a package of 24 functions in six requests.

Most cases hit the second request, some every one. Lost are objects that another try could have saved; paid in vain are
requests that were billed and brought no answer that is kept.
"""

from __future__ import annotations

import gzip
import json
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.asking.breaker import CREDIT, GAIN
from aidoc_core.build.session import Session
from aidoc_core.settings import Settings
from tests.azure import Fault, LocalAzure
from tests.azure.servers import SERVERS, STOPS, TOO_LONG

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.code.objects import ApiObject
    from tests.azure import SeenRequest

FUNCTIONS = 24
BUNDLE = 4
CONCURRENCY = 2
DEADLINE = 30.0
SOON = {"retry-after-ms": "20"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A way to fail.

    Attributes:
        faults: What goes wrong.
        hopeless: Whether no try could save the objects: a wrong key, a server that never answers.
        options: Other options of the build.
    """

    faults: tuple[Fault, ...]
    hopeless: bool = False
    options: dict[str, Any] = field(default_factory=dict)


def _second(kind: str, **how: Any) -> Case:
    return Case(faults=(Fault(2, kind, **how),))


def _each(kind: str, *, hopeless: bool = False, **how: Any) -> Case:
    return Case(faults=(Fault(lambda _: True, kind, **how),), hopeless=hopeless)


def _third(kind: str, **how: Any) -> Case:
    when: Callable[[SeenRequest], bool] = lambda request: request.number % 3 == 0  # noqa: E731
    return Case(faults=(Fault(when, kind, **how),))


def _of_each(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    def reword(text: str) -> str:
        reply = json.loads(text)
        for answer in reply["answers"]:
            change(answer)
        return json.dumps(reply)

    return reword


def _number(answer: dict[str, Any]) -> tuple[int, str]:
    number, _, name = answer["n"].partition(" ")
    return int(number), name


def _in_objects(answer: dict[str, Any], **name: Any) -> None:
    """An answer with a key for everything, as models write it that have seen much of that."""
    answer |= {"n": _number(answer)[0], "sections": []}
    for text in answer.pop("texts"):
        kind, _, rest = text.partition(": ")
        if kind in ("summary", "details"):
            answer[kind] = rest
        else:
            word, _, of = kind.partition(" ")
            answer["sections"].append({"kind": word, "name": of or name.get("nothing", ""), "text": rest})


_USAGE = {
    "usage: more cached than sent": {
        "prompt_tokens": 9,
        "completion_tokens": 5,
        "prompt_tokens_details": {"cached_tokens": 99},
    },
    "usage: negative": {"prompt_tokens": -1, "completion_tokens": -5},
    "usage: huge": {"prompt_tokens": 10**30, "completion_tokens": 5},
    "usage: text": {"prompt_tokens": "many", "completion_tokens": None},
    "usage: a list": [1, 2],
}
_SHAPES: dict[str, Callable[[str], str]] = {
    "reply: fenced": lambda text: f"```json\n{text}\n```",
    "reply: prose around": lambda text: f"Here you are:\n{text}\nAnything else?",
    "reply: thought before": lambda text: f"<think>Well, {{x}}.</think>\n{text}",
    "reply: byte order mark": lambda text: "\ufeff" + text,
    "reply: bare list": lambda text: json.dumps(json.loads(text)["answers"]),
    "reply: an extra key": lambda text: text[:-1] + ',"confidence":1}',
    "reply: a key for everything": _of_each(_in_objects),
    "reply: name null": _of_each(lambda answer: _in_objects(answer, nothing=None)),
    "reply: param": lambda text: text.replace('"parameter ', '"param '),
    "reply: n as a number": _of_each(lambda answer: answer.update(n=_number(answer)[0])),
    "reply: numbered from 0": _of_each(
        lambda answer: answer.update(n=f"{_number(answer)[0] - 1} {_number(answer)[1]}")
    ),
    "reply: raw newlines": lambda text: text.replace(". ", ".\n"),
    "reply: one bad section": lambda text: text.replace('"texts":[', '"texts":[{"kind":7},', 1),
}
_BOMB = gzip.compress(b" " * 300_000_000, 9)
CASES: dict[str, Case] = {
    "400 bad parameter": _second("status", status=400, body={"error": {"code": "unsupported_parameter"}}),
    "400 context length": _second("context_length"),
    "400 content filter": _second("content_filter"),
    "400 invalid prompt": _second("status", status=400, body={"error": {"code": "invalid_prompt"}}),
    "401": _each("status", status=401, hopeless=True),
    "403": _each("status", status=403, hopeless=True),
    "403 once": _second("status", status=403),
    "404 deployment": _each("status", status=404, body={"error": {"code": "DeploymentNotFound"}}, hopeless=True),
    "404 once": _second("status", status=404),
    "307 elsewhere": _each("status", status=307, headers={"Location": "http://127.0.0.1:9/"}, hopeless=True),
    "408": _second("status", status=408, headers=SOON),
    "409": _second("status", status=409, headers=SOON),
    "413": _second("status", status=413),
    "422": _second("status", status=422),
    "424": _second("status", status=424, headers=SOON),
    "429 in ms": _third("status", status=429, headers=SOON),
    "429 in seconds": _second("status", status=429, headers={"Retry-After": "1"}),
    "429 silent": _second("status", status=429),
    "429 a day": Case(
        faults=(Fault(2, "status", status=429, headers={"Retry-After": "86400"}),),
        hopeless=True,
    ),
    "500": _second("status", status=500, headers=SOON),
    "502": _second("status", status=502, headers=SOON),
    "503": _second("status", status=503, headers=SOON),
    "504": _second("status", status=504, headers=SOON),
    "connection reset": _second("reset"),
    "200 with HTML": _second("html"),
    "200 cut JSON": _second("cut"),
    "200 empty body": _second("empty_body"),
    "200 wrong types": _second("wrong_type", part="choices"),
    "200 of 50 MB": _second("huge", megabytes=50),
    "200 packed": _each("gzip"),
    "200 packed bomb": _second("raw", status=200, raw=_BOMB, headers={"Content-Encoding": "gzip"}),
    "500 packed bomb": _second("raw", status=500, raw=_BOMB, headers={"Content-Encoding": "gzip"} | SOON),
    "slower than the timeout": _second("hang", seconds=3.0),
    "dripping": _second("drip", seconds=3.0),
    "answer cut": _second("cut_content"),
    "finish_reason length": _second("finish_length"),
    "finish_reason content_filter": _second("finish_content_filter"),
    "refusal": _second("refusal"),
    "refusal always": _each("refusal", hopeless=True),
    "empty choices": _second("empty_choices"),
    "empty choices always": _each("empty_choices", hopeless=True),
    "null content": _second("null_content"),
    "prose always": _each("content", hopeless=True),
    "usage missing": _second("no_usage"),
    **{name: _each("usage", spoil_usage=usage) for name, usage in _USAGE.items()},
    **{name: _each("reword", reword=reword) for name, reword in _SHAPES.items()},
    "reply: broken in one place": _second(
        "reword", reword=lambda text: text.replace('"summary":"', '"summary":"a "b" ', 1)
    ),
    **{
        f"server: {name}": Case(faults=tuple(server.faults()), options=server.options)
        for name, server in SERVERS.items()
        if "reasoning_effort" not in server.options
    },
    **{f"too long: {name}": _second("status", status=status, body=body) for name, (status, body) in TOO_LONG.items()},
    **{
        f"stop: {name}": _each("status", status=status, body=body, hopeless=True)
        for name, (status, body, _) in STOPS.items()
    },
}


def run(*, quick: bool = False) -> dict[str, Any]:
    """Run every case; `quick` runs every fourth."""
    names = list(CASES)[:: 4 if quick else 1]
    rows = {name: _measure(CASES[name]) for name in names}
    rows["connection refused"] = _refused()
    return {
        "cases": len(rows),
        "objects_lost": sum(row["lost"] for row in rows.values() if not row["hopeless"]),
        "paid_in_vain": sum(row["in_vain"] for row in rows.values()),
        "most_in_vain": max(row["in_vain"] for row in rows.values()),
        "within_bound": all(row["within_bound"] for row in rows.values()),
        "crashes": sum(bool(row["crash"]) for row in rows.values()),
        "deadline_held": all(row["seconds"] <= DEADLINE + 1 for row in rows.values()),
        "rows": rows,
    }


def _measure(case: Case) -> dict[str, Any]:
    with LocalAzure(faults=list(case.faults)) as azure:
        return _fill(azure.url, azure, case)


def _refused() -> dict[str, Any]:
    with LocalAzure() as azure:
        url = azure.url
    return _fill(url, None, Case(faults=(), hopeless=True))


def _fill(url: str, azure: LocalAzure | None, case: Case) -> dict[str, Any]:
    options = {
        "bundle": BUNDLE,
        "concurrency": CONCURRENCY,
        "request_timeout": 1.0,
        "deadline": DEADLINE,
    } | case.options
    crash = ""
    with tempfile.TemporaryDirectory() as root:
        settings = Settings(endpoint=url, deployment="docs", **options)
        session = Session(settings, root=Path(root), tool="benchmark", environment={"AZURE_OPENAI_API_KEY": "test-key"})
        objects = functions(session, Path(root))
        started = time.monotonic()
        try:
            session.fill(objects)
        except Exception as error:  # noqa: BLE001 - this is what is counted
            crash = type(error).__name__
        seconds = time.monotonic() - started
        outcomes = session.ledger.outcomes()
        said = [*map(str, session.new_problems()), *map(str, session.verdict().problems)]
        asker = session._batch.filler.asker  # noqa: SLF001 - the breaker's own count
        session.close()
    assert asker is not None
    billed = azure.billed_usage().total_tokens if azure else 0
    usage = session.counters.usage
    breaker = asker.breaker
    return {
        "generated": outcomes["generated"],
        "lost": FUNCTIONS - outcomes["generated"],
        "hopeless": case.hopeless,
        "in_vain": breaker.vain,
        "within_bound": breaker.vain <= CREDIT + GAIN * breaker.useful + CONCURRENCY,
        "crash": crash,
        "seconds": round(seconds, 1),
        "requests": session.counters.requests,
        "tokens_counted": usage.input_tokens + usage.output_tokens,
        "tokens_billed": billed,
        "says": said[0] if said else "",
        "lines": len(said),
    }


def functions(session: Session, root: Path) -> list[ApiObject]:
    """The functions that are filled."""
    code = "".join(f"def measure_{n}(depth):\n    return depth + {n}\n\n\n" for n in range(FUNCTIONS))
    (root / "pkg.py").write_text(code, encoding="utf-8")
    module = griffe.load("pkg", search_paths=[str(root)])
    functions = [member for member in module.members.values() if isinstance(member, griffe.Function)]
    return [read for function in functions if (read := session.collector.read(function))]


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    head = (
        f"{figures['cases']} cases of {FUNCTIONS} objects each: {figures['objects_lost']} lost that a try could have "
        f"saved, {figures['paid_in_vain']} requests paid in vain (at most {figures['most_in_vain']} in one build), "
        f"{figures['crashes']} crashes, deadline held: {figures['deadline_held']}, "
        f"bound held: {figures['within_bound']}"
    )
    lines = [head, "fault | lost | in vain | requests | counted/billed | says"]
    for name, row in figures["rows"].items():
        tokens = f"{row['tokens_counted']}/{row['tokens_billed']}"
        more = f" (+{row['lines'] - 1} lines)" if row["lines"] > 1 else ""
        crash = f"CRASH {row['crash']} " if row["crash"] else ""
        lost = f"{row['lost']}{' (hopeless)' if row['hopeless'] else ''}"
        says = f"{crash}{row['says']}{more}"
        lines.append(f"{name} | {lost} | {row['in_vain']} | {row['requests']} | {tokens} | {says}")
    return "\n".join(lines)
