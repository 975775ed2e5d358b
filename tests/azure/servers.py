"""Servers that speak OpenAI's language with an accent: what each refuses, in its own words.

The words are those of llama.cpp, vLLM, Ollama, LM Studio, DeepSeek, Mistral, litellm and API Management. A `Server` is a
fault of the local Azure: it refuses what that server refuses, and lets the rest be answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.azure.faults import Fault

if TYPE_CHECKING:
    from tests.azure.messages import JsonObject
    from tests.azure.records import SeenRequest


def _openai(message: str, kind: str = "invalid_request_error", code: Any = None, param: Any = None) -> JsonObject:
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def _has(name: str) -> Callable[[JsonObject], bool]:
    return lambda body: body.get(name) is not None


def _format(*kinds: str) -> Callable[[JsonObject], bool]:
    return lambda body: (body.get("response_format") or {}).get("type") in kinds


def _role(name: str) -> Callable[[JsonObject], bool]:
    return lambda body: any(message.get("role") == name for message in body.get("messages", []))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that a server does not take.

    Attributes:
        when: A test of the request's body.
        status: What it answers.
        body: Its words.
    """

    when: Callable[[JsonObject], bool]
    status: int
    body: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server and what it refuses.

    Attributes:
        refusals: The first that fits a request is given.
        takes: What a request must look like in the end: the form of the answer, the limit, the first role.
    """

    refusals: tuple[Refusal, ...]
    takes: tuple[str, str, str] = ("json_schema", "max_completion_tokens", "system")
    options: dict[str, Any] = field(default_factory=dict)

    def faults(self) -> list[Fault]:
        """The faults of a local Azure that make it this server."""
        return [_fault(one, self.refusals[:place]) for place, one in enumerate(self.refusals)]


def _fault(one: Refusal, before: tuple[Refusal, ...]) -> Fault:
    def hits(request: SeenRequest) -> bool:
        body = request.body or {}
        return one.when(body) and not any(other.when(body) for other in before)

    return Fault(hits, "status", status=one.status, body=one.body)


SERVERS: dict[str, Server] = {
    "llama.cpp, before it knew json_schema": Server(
        refusals=(
            Refusal(
                _format("json_schema"),
                400,
                {
                    "error": {
                        "code": 400,
                        "message": 'response_format type must be one of "text" or "json_object", but got: json_schema',
                        "type": "invalid_request_error",
                    }
                },
            ),
        ),
        takes=("json_object", "max_completion_tokens", "system"),
    ),
    "llama.cpp, grammar": Server(
        refusals=(
            Refusal(
                _format("json_schema", "json_object"),
                400,
                {"error": {"code": 400, "message": "Failed to parse grammar", "type": "invalid_request_error"}},
            ),
        ),
        takes=("text", "max_completion_tokens", "system"),
    ),
    "llama.cpp, a template without system": Server(
        refusals=(
            Refusal(
                _role("system"),
                500,
                {"error": {"code": 500, "message": "System role not supported", "type": "server_error"}},
            ),
        ),
        takes=("json_schema", "max_completion_tokens", "user"),
    ),
    "vLLM, old": Server(
        refusals=(
            Refusal(
                _has("max_completion_tokens"),
                400,
                {
                    "object": "error",
                    "message": "[{'type': 'extra_forbidden', 'loc': ('body', 'max_completion_tokens'), 'msg': 'Extra "
                    "inputs are not permitted', 'input': 900}]",
                    "type": "BadRequestError",
                    "param": None,
                    "code": 400,
                },
            ),
            Refusal(
                _format("json_schema"),
                400,
                {
                    "object": "error",
                    "message": "[{'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': \"Input "
                    "should be 'text' or 'json_object'\", 'input': 'json_schema'}]",
                    "type": "BadRequestError",
                    "param": None,
                    "code": 400,
                },
            ),
        ),
        takes=("json_object", "max_tokens", "system"),
    ),
    "vLLM, Gemma": Server(
        refusals=(
            Refusal(
                _role("system"),
                400,
                _openai("System role not supported", "BadRequestError", 400),
            ),
        ),
        takes=("json_schema", "max_completion_tokens", "user"),
    ),
    "Ollama": Server(
        refusals=(
            Refusal(
                _has("reasoning_effort"),
                400,
                _openai('"llama3.2" does not support thinking', "invalid_request_error"),
            ),
        ),
        options={"reasoning_effort": "low"},
    ),
    "LM Studio": Server(
        refusals=(
            Refusal(
                _format("json_schema"),
                400,
                {"error": "Failed to process regex: json_schema is not supported by this runtime"},
            ),
            Refusal(
                _format("json_object"),
                400,
                {"error": "'response_format.type' must be 'json_schema' or 'text'"},
            ),
        ),
        takes=("text", "max_completion_tokens", "system"),
    ),
    "DeepSeek": Server(
        refusals=(
            Refusal(
                _format("json_schema"),
                400,
                _openai(
                    "This response_format type is unavailable now", "invalid_request_error", "invalid_request_error"
                ),
            ),
        ),
        takes=("json_object", "max_completion_tokens", "system"),
    ),
    "Mistral": Server(
        refusals=(
            Refusal(
                _has("max_completion_tokens"),
                422,
                {
                    "object": "error",
                    "message": {
                        "detail": [
                            {
                                "type": "extra_forbidden",
                                "loc": ["body", "max_completion_tokens"],
                                "msg": "Extra inputs are not permitted",
                                "input": 900,
                            }
                        ]
                    },
                    "type": "invalid_request_error",
                    "param": None,
                    "code": None,
                },
            ),
        ),
        takes=("json_schema", "max_tokens", "system"),
    ),
    "litellm before Ollama": Server(
        refusals=(
            Refusal(
                _has("reasoning_effort"),
                400,
                _openai(
                    "litellm.UnsupportedParamsError: ollama does not support parameters: ['reasoning_effort'], for "
                    "model=llama3. To drop these, set `litellm.drop_params=True` or for proxy:",
                    "None",
                    "400",
                    "None",
                ),
            ),
            Refusal(
                _format("json_schema"),
                400,
                _openai(
                    "litellm.UnsupportedParamsError: ollama does not support parameters: ['response_format'], for "
                    "model=llama3.",
                    "None",
                    "400",
                    "None",
                ),
            ),
            Refusal(
                _format("json_object"),
                400,
                _openai("litellm.UnsupportedParamsError: response_format is not supported.", "None", "400", "None"),
            ),
        ),
        takes=("text", "max_completion_tokens", "system"),
        options={"reasoning_effort": "low"},
    ),
    "API Management before an old API version": Server(
        refusals=(
            Refusal(
                _format("json_schema"),
                400,
                {
                    "error": {
                        "code": "BadRequest",
                        "message": "response_format value as json_schema is enabled only for api versions "
                        "2024-08-01-preview and later",
                    }
                },
            ),
        ),
        takes=("json_object", "max_completion_tokens", "system"),
    ),
    "OpenAI, o1-mini": Server(
        refusals=(
            Refusal(
                _role("system"),
                400,
                _openai(
                    "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
                    "invalid_request_error",
                    "unsupported_value",
                    "messages[0].role",
                ),
            ),
        ),
        takes=("json_schema", "max_completion_tokens", "user"),
    ),
}
"""By name; each takes requests in the end."""

TOO_LONG: dict[str, tuple[int, Any]] = {
    "Ollama, as a fault of its own": (500, _openai("the input length exceeds the context length", "api_error")),
    "OpenAI": (
        400,
        _openai(
            "This model's maximum context length is 128000 tokens. However, your messages resulted in 140000 tokens.",
            "invalid_request_error",
            "context_length_exceeded",
            "messages",
        ),
    ),
    "llama.cpp": (
        400,
        {
            "error": {
                "code": 400,
                "message": "the request exceeds the available context size. try increasing the context size",
                "type": "exceed_context_size_error",
                "n_prompt_tokens": 9000,
                "n_ctx": 4096,
            }
        },
    ),
    "vLLM": (
        400,
        {
            "object": "error",
            "message": "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4100 in "
            "the messages, 900 in the completion). Please reduce the length of the messages or completion.",
            "type": "BadRequestError",
            "param": None,
            "code": 400,
        },
    ),
    "vLLM, the limit": (
        400,
        _openai(
            "'max_tokens' or 'max_completion_tokens' is too large: 8192. This model's maximum context length is 4096 "
            "tokens and your request has 1234 input tokens (8192 > 4096 - 1234).",
            "BadRequestError",
            400,
        ),
    ),
    "Ollama": (400, _openai("the input length exceeds the context length", "api_error")),
    "LM Studio": (
        400,
        {
            "error": "Trying to keep the first 4500 tokens when context the overflows. However, the model is loaded with "
            "context length of only 4096 tokens, which is not enough."
        },
    ),
    "DeepSeek": (400, _openai("Invalid max_tokens value, the valid range of max_tokens is [1, 8192]")),
    "Mistral": (
        400,
        {
            "object": "error",
            "message": "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context "
            "length",
            "type": "invalid_request_prompt",
            "code": "3051",
        },
    ),
    "litellm": (
        400,
        _openai("litellm.ContextWindowExceededError: litellm.BadRequestError: the prompt is too long", "None", "400"),
    ),
}
"""Too long a prompt, in everybody's words."""

STOPS: dict[str, tuple[int, Any, str]] = {
    "litellm, key": (
        400,
        _openai(
            "Authentication Error, Invalid proxy server token passed. Received API Key = sk-...", "auth_error", "400"
        ),
        "refuses the key",
    ),
    "litellm, model": (
        400,
        _openai("{'error': '/chat/completions: Invalid model name passed in model=docs.'}", "None", "400"),
        "has no deployment 'docs'",
    ),
    "Ollama, model": (
        404,
        _openai('model "docs" not found, try pulling it first', "api_error"),
        "has no deployment 'docs'",
    ),
    "DeepSeek, balance": (402, _openai("Insufficient Balance", "unknown_error", "invalid_request_error"), "used up"),
    "API Management, key": (
        401,
        {"statusCode": 401, "message": "Access denied due to missing subscription key."},
        "refuses the key",
    ),
    "API Management, quota": (
        403,
        {"statusCode": 403, "message": "Out of call volume quota. Quota will be replenished in 01:02:03."},
        "used up",
    ),
    "Azure, api_version": (
        400,
        _openai("The requested API version is not supported.", "None", "unsupported_api-version"),
        "Check 'api_version'",
    ),
}
"""What no request gets around, with words of what is told."""

FILTERS: dict[str, tuple[int, Any]] = {
    "Azure": (
        400,
        {
            "error": {
                "message": "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
                "code": "content_filter",
                "innererror": {"code": "ResponsibleAIPolicyViolation"},
            }
        },
    ),
    "Azure, the inner code alone": (
        400,
        {"error": {"code": "BadRequest", "message": "no", "innererror": {"code": "ResponsibleAIPolicyViolation"}}},
    ),
    "Azure AI": (400, {"error": {"code": "contentFilter", "message": "filtered"}}),
    "OpenAI": (
        400,
        _openai("Your request was rejected as a result of our safety system.", code="content_policy_violation"),
    ),
    "OpenRouter": (403, _openai("Your chosen model requires moderation and your input was flagged", code=403)),
    "litellm": (400, _openai("litellm.ContentPolicyViolationError: no", "None", "400")),
    "API Management": (403, {"statusCode": 403, "message": "Request failed content safety check."}),
    "a guardrail": (422, {"error": {"message": "Blocked by guardrail", "code": "guardrail"}}),
}
"""What filters of contents say of a request."""
