"""What can go wrong on demand: which requests a fault hits, and what it does to their reply.

A fault that spoils a completion leaves error replies alone; a fault of the wire hits every reply. Faults are
applied in the order of the list.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.azure.records import Reply, SeenRequest, error_reply, invalid_request

if TYPE_CHECKING:
    from tests.azure.alters import Alter

When = int | Collection[int] | Callable[[SeenRequest], bool]

_FILTERED = {"filtered": True, "severity": "medium"}
_HTML = b"<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Sign in</h1></body></html>"
_FILTER_MESSAGE = (
    "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. "
    "Please modify your prompt and retry."
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong with the requests that `when` names.

    Attributes:
        when: The number of a request (the first is 1), several numbers, or a test of the request; see `every`.
        kind: One of `FAULT_KINDS`.
        status: For `status` and `raw`: the status code.
        body: For `status`: the body, an object for JSON or text; the error that Azure sends if None.
        headers: For `status`, `raw` and `html`: more headers, such as `Retry-After` or another `Content-Type`.
        seconds: For `hang`: how long nothing happens; for `drip`: how long the body takes.
        megabytes: For `huge`: the size of the first summary.
        text: For `content`: what stands in the answer's message; for `refusal`: its words.
        part: For `wrong_type`: what is of the wrong type: body, choices, message, content or usage.
        raw: For `raw`: the bytes of the body.
        reword: For `reword`: makes another message out of the model's.
        spoil_usage: For `usage`: what is told of the tokens instead of the truth.
        recode: For `recode`: makes other bytes of the body.
        alter: For `alter`: makes other answers out of the right ones.
    """

    when: When
    kind: str
    status: int = 500
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.5
    megabytes: int = 1
    text: str = "I'm sorry, but I cannot assist with that request."
    part: str = "content"
    raw: bytes = b""
    reword: Callable[[str], str] = lambda text: text
    spoil_usage: Any = None
    recode: Callable[[bytes], bytes] = lambda body: body
    alter: Alter | None = None

    def __post_init__(self) -> None:
        """Refuse a kind that does not exist, and `alter` without its function."""
        if self.kind not in FAULT_KINDS:
            raise ValueError(f"no fault is called {self.kind!r}; there are {', '.join(sorted(FAULT_KINDS))}")
        if (self.kind == "alter") != (self.alter is not None):
            raise ValueError("kind 'alter' and the function `alter` go together")

    def hits(self, request: SeenRequest) -> bool:
        """Whether the fault befalls this request."""
        if callable(self.when):
            return self.when(request)
        return request.number == self.when if isinstance(self.when, int) else request.number in self.when

    def spoil(self, reply: Reply) -> Reply:
        """The reply as the client gets it."""
        if self.kind in _COMPLETION_FAULTS:
            if reply.usage is not None:
                _COMPLETION_FAULTS[self.kind](self, reply)
            return reply
        return _REPLY_FAULTS[self.kind](self, reply)


def every(n: int) -> Callable[[SeenRequest], bool]:
    """For `Fault.when`: every `n`th request; `every(1)` is all of them."""
    return lambda request: request.number % n == 0


def _status(fault: Fault, _reply: Reply) -> Reply:
    reply = error_reply(fault.status, str(fault.status), f"The service answered with status {fault.status}.")
    if isinstance(fault.body, str):
        reply.raw = fault.body.encode()
    elif fault.body is not None:
        reply.payload = fault.body
    reply.headers = dict(fault.headers)
    return reply


def _raw(fault: Fault, _reply: Reply) -> Reply:
    return Reply(status=fault.status, raw=fault.raw, headers=dict(fault.headers))


def _context_length(_fault: Fault, _reply: Reply) -> Reply:
    message = "This model's maximum context length is 128000 tokens. Please reduce the length of the messages."
    return invalid_request(message, code="context_length_exceeded", param="messages")


def _content_filter(_fault: Fault, _reply: Reply) -> Reply:
    inner = {"code": "ResponsibleAIPolicyViolation", "content_filter_result": {"jailbreak": _FILTERED}}
    members = {"type": None, "param": "prompt", "status": 400, "innererror": inner}
    return error_reply(400, "content_filter", _FILTER_MESSAGE, **members)


def _html(fault: Fault, _reply: Reply) -> Reply:
    return Reply(status=200, raw=_HTML, headers=dict(fault.headers))


def _reset(_fault: Fault, _reply: Reply) -> Reply:
    return Reply(status=0, reset=True)


def _hang(fault: Fault, reply: Reply) -> Reply:
    reply.delay += fault.seconds
    return reply


def _drip(fault: Fault, reply: Reply) -> Reply:
    reply.drip = fault.seconds
    return reply


def _cut(_fault: Fault, reply: Reply) -> None:
    reply.cut = True


def _empty_body(_fault: Fault, reply: Reply) -> None:
    reply.raw = b""


def _cut_content(_fault: Fault, reply: Reply) -> None:
    content = _message(reply)["content"]
    _message(reply)["content"] = content[: len(content) // 2]


def _finish_length(_fault: Fault, reply: Reply) -> None:
    _cut_content(_fault, reply)
    reply.payload["choices"][0]["finish_reason"] = "length"


def _finish_content_filter(_fault: Fault, reply: Reply) -> None:
    _cut_content(_fault, reply)
    reply.payload["choices"][0] |= {"finish_reason": "content_filter", "content_filter_results": {"hate": _FILTERED}}


def _refusal(fault: Fault, reply: Reply) -> None:
    _message(reply).update(content=None, refusal=fault.text)


def _content(fault: Fault, reply: Reply) -> None:
    _message(reply)["content"] = fault.text


def _null_content(_fault: Fault, reply: Reply) -> None:
    _message(reply)["content"] = None


def _empty_choices(_fault: Fault, reply: Reply) -> None:
    reply.payload["choices"] = []


def _no_usage(_fault: Fault, reply: Reply) -> None:
    del reply.payload["usage"]


def _huge(fault: Fault, reply: Reply) -> None:
    filler = "tide " * (fault.megabytes * 200_000)
    content = _message(reply)["content"].replace('"summary":"', '"summary":"' + filler, 1)
    _message(reply)["content"] = content.replace('"summary: ', '"summary: ' + filler, 1)


def _gzip(_fault: Fault, reply: Reply) -> None:
    reply.raw = gzip.compress(reply.encoded())
    reply.headers["Content-Encoding"] = "gzip"


def _recode(fault: Fault, reply: Reply) -> None:
    reply.raw = fault.recode(reply.encoded())
    reply.headers |= fault.headers


def _reword(fault: Fault, reply: Reply) -> None:
    _message(reply)["content"] = fault.reword(_message(reply)["content"])


def _usage(fault: Fault, reply: Reply) -> None:
    reply.payload["usage"] = fault.spoil_usage


def _wrong_type(fault: Fault, reply: Reply) -> None:
    if fault.part == "body":
        reply.payload = [1, 2, 3]
    elif fault.part == "message":
        reply.payload["choices"][0]["message"] = "none"
    elif fault.part == "content":
        _message(reply)["content"] = {"answers": 7}
    else:
        reply.payload[fault.part] = "none"


def _message(reply: Reply) -> dict[str, Any]:
    message: dict[str, Any] = reply.payload["choices"][0]["message"]
    return message


_REPLY_FAULTS: dict[str, Callable[[Fault, Reply], Reply]] = {
    "status": _status,
    "raw": _raw,
    "context_length": _context_length,
    "content_filter": _content_filter,
    "html": _html,
    "reset": _reset,
    "hang": _hang,
    "drip": _drip,
}
_COMPLETION_FAULTS: dict[str, Callable[[Fault, Reply], None]] = {
    "cut": _cut,
    "empty_body": _empty_body,
    "cut_content": _cut_content,
    "content": _content,
    "finish_length": _finish_length,
    "finish_content_filter": _finish_content_filter,
    "refusal": _refusal,
    "null_content": _null_content,
    "empty_choices": _empty_choices,
    "no_usage": _no_usage,
    "wrong_type": _wrong_type,
    "huge": _huge,
    "gzip": _gzip,
    "recode": _recode,
    "reword": _reword,
    "usage": _usage,
    "alter": lambda _fault, _reply: None,  # its work is done on the answers, before they are written out
}
FAULT_KINDS = frozenset(_REPLY_FAULTS) | frozenset(_COMPLETION_FAULTS)
