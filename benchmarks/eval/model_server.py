"""Real models on this machine, behind the address that any OpenAI-compatible client knows: llama.cpp's own server.

A request that was answered before is answered from the record, byte by byte: at temperature 0 the model would only say
the same again. So a run that ends early goes on where it stopped, and two configurations that ask the same of an
object are billed the time of one. It knows nothing of aidoc, and needs xllamacpp (llama.cpp as wheels) alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

_LONGEST_S = 3_600


def main() -> None:
    """Serve models until somebody ends the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", type=Path, nargs="+", help="GGUF files; each goes by its name without the suffix")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--context", type=int, default=16_384, metavar="TOKENS")
    parser.add_argument("--record", type=Path, metavar="FILE", help="where requests and answers are kept, a line each")
    arguments = parser.parse_args()
    files = {file.stem: file for file in arguments.models}
    _Handler.models = _Models(files, threads=arguments.threads, context=arguments.context)
    _Handler.record = _Record(arguments.record)
    print(f"{', '.join(files)} at http://127.0.0.1:{arguments.port}/v1", flush=True)
    ThreadingHTTPServer(("127.0.0.1", arguments.port), _Handler).serve_forever()


class _Models:
    """Servers of llama.cpp by the names of their models, each started when it is first wanted."""

    def __init__(self, files: dict[str, Path], *, threads: int, context: int) -> None:
        self.files = files
        self._threads = threads
        self._context = context
        self._started: dict[str, Any] = {}

    def address(self, name: str) -> str:
        """Where a model answers."""
        if name not in self._started:
            self._started[name] = self._start(name)
        address: str = self._started[name].listening_address
        return address

    def _start(self, name: str) -> Any:
        import xllamacpp  # noqa: PLC0415 - in an environment of its own

        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(self.files[name])
        parameters.model_alias = {name}
        parameters.port = 0
        parameters.n_ctx, parameters.n_parallel = self._context, 1
        parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = self._threads
        parameters.cache_prompt = True
        parameters.sampling.temp = 0.0
        return xllamacpp.Server(parameters)


class _Record:
    """Answers by the bytes of their requests."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._kept: dict[str, tuple[int, str]] = {}
        if file is not None and file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                one = json.loads(line)
                self._kept[one["key"]] = one["status"], one["answer"]

    def find(self, body: bytes) -> tuple[int, str] | None:
        """The status and the answer of a request that was answered before."""
        return self._kept.get(hashlib.sha256(body).hexdigest())

    def keep(self, body: bytes, status: int, answer: str, seconds: float) -> None:
        """Write an answer down before it is sent."""
        key = hashlib.sha256(body).hexdigest()
        self._kept[key] = status, answer
        if self._file is None:
            return
        said = {"key": key, "request": json.loads(body), "status": status, "answer": answer, "s": round(seconds, 1)}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(said)}\n")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    models: ClassVar[_Models]
    record: ClassVar[_Record]
    turn: ClassVar[threading.Lock] = threading.Lock()

    def do_GET(self) -> None:
        listed = [{"id": name, "object": "model", "owned_by": "llama.cpp"} for name in self.models.files]
        self._answer(200, json.dumps({"object": "list", "data": listed}))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        name = json.loads(body).get("model", "")
        if name not in self.models.files:
            self._answer(404, json.dumps({"error": {"code": 404, "message": f"there is no model {name!r} here"}}))
            return
        with self.turn:
            found = self.record.find(body)
            if found is None and self._is_gone():
                self.close_connection = True
                return
            if found is None:
                started = time.monotonic()
                found = self._forward(self.models.address(name), body)
                self.record.keep(body, *found, time.monotonic() - started)
        self._answer(*found)

    def _is_gone(self) -> bool:
        """Whether nobody waits for the answer any more: minutes may pass until a request has its turn."""
        self.connection.setblocking(False)  # noqa: FBT003 - the name of its parameter differs by version
        try:
            return not self.connection.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True
        finally:
            self.connection.setblocking(True)  # noqa: FBT003 - as above

    def _forward(self, address: str, body: bytes) -> tuple[int, str]:
        headers = {"content-type": "application/json"}
        request = urllib.request.Request(f"{address}{self.path}", data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=_LONGEST_S) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def _answer(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing for each request."""


if __name__ == "__main__":
    main()
