"""Servers that people run, through a cold build, a warm one and a run of faults: what is lost, what is paid in vain.

aimock (npm) and litellm's proxy (PyPI) are installed below `benchmarks/work` where node and pip can do that, and stand
before the local Azure, which writes the answers and the bill. The others are the local Azure with their refusals.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.asking.breaker import CREDIT, GAIN
from aidoc_core.build.session import Session
from aidoc_core.settings import Settings
from benchmarks.faults import BUNDLE, CONCURRENCY, FUNCTIONS, SOON, functions
from benchmarks.packages import WORK
from tests.azure import Fault, LocalAzure, every
from tests.azure.servers import SERVERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AIMOCK = "@copilotkit/aimock@1.43.0"
LITELLM = "litellm[proxy]==1.108.7"
PLACE = WORK / "servers"
INSTALL_S = 400.0
START_S = 300.0
DEADLINE = 45.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """A server as a build reaches it.

    Attributes:
        base_url: Its address.
        key: What it wants to be sent; the local Azure's own key where empty.
        deployment: What it calls the model.
        options: Other options of the build.
    """

    base_url: str
    key: str = ""
    deployment: str = "docs"
    options: dict[str, Any] = field(default_factory=dict)


def run(*, quick: bool = False) -> dict[str, Any]:
    """Run every server; `quick` leaves out those that have to be installed."""
    rows: dict[str, dict[str, Any]] = {}
    real: list[str] = []
    absent: dict[str, str] = {}
    for name, server in SERVERS.items():
        with LocalAzure(faults=server.faults()) as azure:
            behind = Behind(base_url=f"{azure.url}/v1", options=server.options)
            rows[name] = _three_builds(azure, behind, [*server.faults(), *_faults()])
    for program, install, start in () if quick else _REAL:
        try:
            with LocalAzure() as azure, start(install(), azure) as servers:
                for name, one in servers.items():
                    azure.faults = []
                    rows[name] = _three_builds(azure, one, _faults())
                real += servers
        except (OSError, subprocess.SubprocessError) as error:
            absent[program] = " ".join(str(error).split())[:200]
    return {
        "servers": len(rows),
        "real": real,
        "not_installed": absent,
        "objects_lost": sum(row["lost"] for row in rows.values()),
        "paid_in_vain": sum(row["in_vain"] for row in rows.values()),
        "paid_twice": sum(row["warm_requests"] for row in rows.values()),
        "within_bound": all(row["within_bound"] for row in rows.values()),
        "crashes": sum(row["crashes"] for row in rows.values()),
        "rows": rows,
    }


def _faults() -> list[Fault]:
    """What goes wrong in the run of faults: of each five requests one fails, one is fenced, one is cut."""
    return [
        Fault(every(5), "status", status=503, headers=SOON),
        Fault(lambda request: request.number % 5 == 1, "reword", reword=lambda text: f"```json\n{text}\n```"),
        Fault(lambda request: request.number % 5 == 3, "cut_content"),
    ]


def _three_builds(azure: LocalAzure, behind: Behind, faults: Sequence[Fault]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        cold = _build(azure, behind, root)
        warm = _build(azure, behind, root)
    azure.faults = list(faults)
    with tempfile.TemporaryDirectory() as directory:
        faulty = _build(azure, behind, Path(directory))
    builds = (cold, warm, faulty)
    return {
        "lost": cold["lost"] + faulty["lost"],
        "in_vain": cold["in_vain"] + faulty["in_vain"],
        "requests": [one["requests"] for one in builds],
        "warm_requests": warm["requests"],
        "refused": cold["refused"],
        "within_bound": all(one["within_bound"] for one in builds),
        "crashes": sum(bool(one["crash"]) for one in builds),
        "seconds": [one["seconds"] for one in builds],
        "says": next((one["crash"] or one["says"] for one in builds if one["crash"] or one["says"]), ""),
    }


def _build(azure: LocalAzure, behind: Behind, root: Path) -> dict[str, Any]:
    """Fill the functions through a server, and count what reached the local Azure."""
    azure.reset()
    options = {"bundle": BUNDLE, "concurrency": CONCURRENCY, "request_timeout": 20.0, "deadline": DEADLINE}
    settings = Settings(base_url=behind.base_url, deployment=behind.deployment, **(options | behind.options))
    session = Session(
        settings, root=root, tool="benchmark", environment={"OPENAI_API_KEY": behind.key or azure.api_key}
    )
    objects = functions(session, root)
    crash = ""
    started = time.monotonic()
    try:
        session.fill(objects)
    except Exception as error:  # noqa: BLE001 - this is what is counted
        crash = f"{type(error).__name__}: {error}"
    seconds = time.monotonic() - started
    outcomes = session.ledger.outcomes()
    said = [*map(str, session.new_problems()), *map(str, session.verdict().problems)]
    asker = session._batch.filler.asker  # noqa: SLF001 - the breaker's own count
    session.close()
    assert asker is not None
    breaker = asker.breaker
    return {
        "lost": FUNCTIONS - outcomes["generated"] - outcomes["cached"],
        "in_vain": breaker.vain,
        "within_bound": breaker.vain <= CREDIT + GAIN * breaker.useful + CONCURRENCY,
        "requests": len(azure.requests),
        "refused": sum(400 <= (request.status or 0) < 500 for request in azure.requests),
        "crash": crash,
        "seconds": round(seconds, 1),
        "says": said[0] if said else "",
    }


def _install_aimock() -> Path:
    script = PLACE / "aimock" / "node_modules" / "@copilotkit" / "aimock" / "dist" / "cli.js"
    if not script.is_file():
        npm = shutil.which("npm")
        if npm is None or shutil.which("node") is None:
            raise FileNotFoundError("node and npm are not there")
        command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(PLACE / "aimock"), AIMOCK]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return script


def _install_litellm() -> Path:
    """In an environment of its own: what it needs is not what aidoc needs."""
    place = PLACE / LITELLM.replace("[proxy]==", "-")
    script = place / "bin" / "litellm"
    if not script.is_file():
        uv = [sys.executable, "-m", "uv"]  # pip takes minutes for its hundred packages
        for command in (
            [*uv, "venv", "-q", "--clear", "--python", sys.executable, str(place)],
            [*uv, "pip", "install", "-q", "--python", str(place), LITELLM],
        ):
            subprocess.run(command, check=True, capture_output=True, timeout=INSTALL_S)
    return script


@contextlib.contextmanager
def _aimock(script: Path, azure: LocalAzure) -> Iterator[dict[str, Behind]]:
    """As a proxy that records nothing; a tenth of its own replies are chaos."""
    port = _free_port()
    command = ["node", str(script), "--port", str(port), "--proxy-only", "--provider-openai", azure.url]
    command += ["--chaos-ratelimit", "0.1", "--chaos-malformed", "0.1", "--log-level", "silent"]
    with tempfile.TemporaryDirectory() as fixtures, _running([*command, "--fixtures", fixtures], port, {}):
        yield {"aimock, real": Behind(base_url=f"http://127.0.0.1:{port}/v1")}


@contextlib.contextmanager
def _litellm(script: Path, azure: LocalAzure) -> Iterator[dict[str, Behind]]:
    """One proxy for two kinds of service, with its settings as they come and no tries of its own."""
    port = _free_port()
    config = {
        "model_list": [
            {"model_name": name, "litellm_params": {"api_key": azure.api_key, **model}}
            for name, model in (
                ("OpenAI", {"model": "openai/docs", "api_base": f"{azure.url}/v1"}),
                ("Azure", {"model": "azure/docs", "api_base": azure.url, "api_version": "2024-10-21"}),
            )
        ],
        "litellm_settings": {"num_retries": 0, "telemetry": False},
        "router_settings": {"num_retries": 0, "disable_cooldowns": True},
    }
    environment = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False"}
    environment["LITELLM_MASTER_KEY"] = key = f"sk-{secrets.token_hex(24)}"
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "config.yaml"
        file.write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML
        command = [str(script), "--config", str(file)]
        with _running([*command, "--host", "127.0.0.1", "--port", str(port)], port, environment):
            yield {
                f"litellm before {name}, real": Behind(base_url=f"http://127.0.0.1:{port}", key=key, deployment=name)
                for name in ("OpenAI", "Azure")
            }


_REAL = (
    ("aimock", _install_aimock, _aimock),
    ("litellm", _install_litellm, _litellm),
)


@contextlib.contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    """A server in a process of its own, from the moment when it listens."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=os.environ | environment, **quiet) as process:  # type: ignore[call-overload]
        try:
            until = time.monotonic() + START_S
            while not _listens(port):
                if process.poll() is not None or time.monotonic() > until:
                    raise OSError(f"{Path(command[0]).name} does not start")
                time.sleep(0.2)
            yield
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(1.0)
        return one.connect_ex(("127.0.0.1", port)) == 0


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    head = (
        f"{figures['servers']} servers ({len(figures['real'])} real) of {FUNCTIONS} objects each, a cold build, "
        f"a warm one and one with faults: {figures['objects_lost']} objects lost, {figures['paid_in_vain']} requests "
        f"paid in vain, {figures['paid_twice']} paid twice, {figures['crashes']} crashes, bound held: "
        f"{figures['within_bound']}"
    )
    lines = [head, "server | lost | in vain | requests: cold, warm, faults | refusals learnt from | says"]
    for name, row in figures["rows"].items():
        requests = ", ".join(map(str, row["requests"]))
        lines.append(f"{name} | {row['lost']} | {row['in_vain']} | {requests} | {row['refused']} | {row['says']}")
    lines += [f"{name} | not installed: {why}" for name, why in figures["not_installed"].items()]
    return "\n".join(lines)
