"""The benchmark of `aidoc eval` with a model server, and the server's record."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from benchmarks.eval import model_server, real
from tests.azure import LocalAzure

CODE = '"""Tell the tide of harbours."""\n' + "".join(
    f'''

def {name}(depth: int) -> int:
    """Work out how far the water would {name} at this place.

    Args:
        depth: Metres of water that stand there by now.

    Returns:
        Metres of water at the next tide.
    """
    return {other}(depth) + 1
'''
    for name, other in (("rise", "fall"), ("fall", "turn"), ("turn", "rise"))
)
PICKED = {"tides==1.0": ("tides", ("rise", "fall"))}


@pytest.mark.slow
def test_a_run_that_ends_early_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What there was no time for is told; the next run requests the rest alone, and has figures for every part."""
    monkeypatch.setenv("OPENAI_API_KEY", "test-key")
    (tmp_path / "tides.py").write_text(CODE)

    def run(seconds: float) -> dict[str, Any]:
        where: dict[str, Any] = {"picked": PICKED, "find": lambda _: tmp_path, "place": tmp_path, "seconds": seconds}
        return real.measure(str(azure.v1_url), ["small", "large"], quick=True, **where)

    with LocalAzure(deployments={"small": "qwen", "large": "qwen-large"}) as azure:
        early = "\n".join(real.table(run(0.0)))
        assert azure.requests == []
        assert "Not answered in full in the time there was: small, large, small without context" in early
        told = run(120.0)
        answered = [one for one in azure.requests if one.status == 200]
        assert [one.deployment for one in answered] == ["small"] * 2 + ["large"] * 2 + ["small"] * 2
        assert told["differences"].keys() == {"small without context"}
        sent = len(azure.requests)
        again = "\n".join(real.table(run(120.0)))
        assert len(azure.requests) == sent
    assert "tides==1.0: 2 docstrings" in again
    assert "| agreement with the person, 0 to 1 | 0." in again
    assert "Judge small: 0 pairs" in again  # the local server writes the same for both


class Upstream(model_server._Handler):
    """Stands in for llama.cpp: counts what it is asked."""

    seen: ClassVar[list[bytes]] = []

    def do_POST(self) -> None:  # noqa: N802 - the name that the library calls
        self.seen.append(self.rfile.read(int(self.headers["content-length"])))
        self._answer(200, json.dumps({"said": len(self.seen)}))


@contextmanager
def served(handler: type[model_server._Handler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_the_same_request_is_answered_from_the_record(tmp_path: Path) -> None:
    """Byte by byte, also by the next process; another model is refused, and not answered by the one that is there."""

    def ask(address: str, **body: str) -> tuple[int, str]:
        request = urllib.request.Request(f"{address}/v1/chat/completions", data=json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    with served(Upstream) as upstream:
        for _ in range(2):  # two processes, one record

            class Models(model_server._Models):
                def address(self, name: str) -> str:
                    return upstream

            class Handler(model_server._Handler):
                models = Models({"small": Path("small.gguf")}, threads=1, context=1)
                record = model_server._Record(tmp_path / "record.jsonl")

            with served(Handler) as address:
                assert [ask(address, model="small", text="a")[1] for _ in range(2)] == ['{"said": 1}'] * 2
                assert ask(address, model="small", text="b") == (200, '{"said": 2}')
                assert ask(address, model="large", text="a")[0] == 404
                with urllib.request.urlopen(f"{address}/v1/models") as response:
                    assert [one["id"] for one in json.loads(response.read())["data"]] == ["small"]
    assert len(Upstream.seen) == 2
