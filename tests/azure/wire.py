"""HTTP on sockets: reads requests, writes replies (slowly, cut or not at all if so told), stops cleanly.

Knows nothing of Azure but the names of its tracing headers; what a reply says comes from the `Backend`.
"""

from __future__ import annotations

import contextlib
import json
import socket
import socketserver
import struct
import threading
import time
import uuid
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from tests.azure.records import Reply, SeenRequest

if TYPE_CHECKING:
    import ssl

    from tests.azure.messages import JsonObject

_LARGEST_BODY = 64 * 1024 * 1024
_IDLE_SECONDS = 120.0
_JOIN_SECONDS = 10.0


class Backend(Protocol):
    """What decides the replies."""

    def opened(self) -> None:
        """Take note of a new connection."""

    def receive(self, request: SeenRequest) -> Reply:
        """Decide the reply to a request."""

    def finish(self, request: SeenRequest, reply: Reply) -> None:
        """Take note that the reply is about to be complete."""

    def pause(self, until: float) -> bool:
        """Wait; False if the server stops."""

    def rate_headers(self) -> dict[str, str]:
        """More headers for a reply."""


class WireServer(socketserver.TCPServer):
    """A thread for each connection; `stop` closes the connections and joins the threads."""

    allow_reuse_address = True
    request_queue_size = 512

    def __init__(self, backend: Backend, *, tls: ssl.SSLContext | None = None) -> None:
        """Bind to a free port of the loopback interface."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.backend = backend
        self._tls = tls
        self.port: int = self.server_address[1]
        self._lock = threading.Lock()
        self._open: dict[socket.socket, threading.Thread] = {}
        self._accepting = threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.02}, name="local-azure", daemon=True
        )

    def start(self) -> None:
        """Accept connections, in a thread of its own."""
        self._accepting.start()

    def stop(self) -> None:
        """Close everything; raises if a thread does not end."""
        self.shutdown()
        self.server_close()
        with self._lock:
            connections = dict(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in (*connections.values(), self._accepting):
            thread.join(_JOIN_SECONDS)
            if thread.is_alive():
                raise RuntimeError(f"thread {thread.name} of the local Azure does not end")

    def get_request(self) -> tuple[Any, Any]:
        """Accept a connection. Hands are shaken in its own thread, when it reads first."""
        connection, address = super().get_request()
        if self._tls is not None:
            connection = self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in its own thread."""
        self.backend.opened()
        thread = threading.Thread(
            target=self._serve, args=(request, client_address), name="local-azure-connection", daemon=True
        )
        with self._lock:
            self._open[request] = thread
        thread.start()

    def _serve(self, connection: socket.socket, client_address: Any) -> None:
        try:
            self.finish_request(connection, client_address)
        except OSError:
            pass  # the client is gone, which is its right
        except Exception:
            self.handle_error(connection, client_address)
        finally:
            # Forgotten before it is closed: `stop` must not shut down a socket whose number is in use again.
            with self._lock:
                self._open.pop(connection, None)
            connection.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = _IDLE_SECONDS
    server: WireServer

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Stay silent."""

    def _serve(self) -> None:
        raw = self._read_body()
        if raw is None:
            return
        split = urlsplit(self.path)
        request = SeenRequest(
            number=0,
            method=self.command,
            path=split.path,
            query=dict(parse_qsl(split.query)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=_json_object(raw),
            started=time.monotonic(),
        )
        backend = self.server.backend
        reply = backend.receive(request)
        stays = backend.pause(request.started + reply.delay)
        if reply.reset or not stays:
            reply.status = 0
            backend.finish(request, reply)
            self._reset()
        else:
            self._write(request, reply)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815

    def _read_body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "0")
        if self.headers.get("Transfer-Encoding") or not length.isdigit() or int(length) > _LARGEST_BODY:
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            self.close_connection = True
            return None
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            self.close_connection = True
            return None
        return body

    def _reset(self) -> None:
        """Close with RST, as a gateway does that lost its server: linger on, for no time."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def _write(self, request: SeenRequest, reply: Reply) -> None:
        body = reply.encoded()
        rest = self._head(reply, body) + body
        if reply.drip:
            with contextlib.suppress(OSError):  # a client that gave up is met again by the last write
                rest = self._drip(rest, len(body), reply.drip)
        self.server.backend.finish(request, reply)
        self.wfile.write(rest)
        if reply.headers.get("Connection") == "close":
            self.close_connection = True

    def _drip(self, message: bytes, length: int, seconds: float) -> bytes:
        """Send a message, its body byte by byte, all but the last byte: that is given back."""
        head = len(message) - length
        self.wfile.write(message[:head])
        started = time.monotonic()
        for sent in range(length - 1):
            self.wfile.write(message[head + sent : head + sent + 1])
            if not self.server.backend.pause(started + seconds * (sent + 1) / length):
                break
        return message[-1:]

    def _head(self, reply: Reply, body: bytes) -> bytes:
        trace = str(uuid.uuid4())
        html = reply.raw is not None and reply.raw.lstrip().startswith(b"<")
        headers = {
            "Content-Type": "text/html; charset=utf-8" if html else "application/json",
            "Content-Length": str(len(body)),
            "apim-request-id": trace,
            "x-request-id": str(uuid.uuid4()),
            "x-ms-region": "Local",
            **self.server.backend.rate_headers(),
            **reply.headers,
        }
        try:
            reason = HTTPStatus(reply.status).phrase
        except ValueError:
            reason = "Unknown"
        lines = [f"HTTP/1.1 {reply.status} {reason}", *(f"{name}: {value}" for name, value in headers.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _json_object(raw: bytes) -> JsonObject | None:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
