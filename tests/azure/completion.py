"""A chat completion as the model makes it: the parameters it refuses, the content it writes, what it bills."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tests.azure.prompt_cache import Prompt, cached_tokens
from tests.azure.readings import object_to
from tests.azure.records import Reply, SeenRequest, Usage, error_reply, invalid_request
from tests.azure.strict_schema import conforms, fill_schema, schema_problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.azure.faults import Fault
    from tests.azure.messages import JsonObject
    from tests.azure.options import Options
    from tests.azure.routes import Route

_REASONING = re.compile(r"gpt-5|o\d")
_NAME = re.compile(r"[\w-]{1,64}", re.ASCII)
_SHORT = '"texts"'
"""In the schema of the short form, wherever it stands; other schemas get an object for each section."""
_SAFE = {kind: {"filtered": False, "severity": "safe"} for kind in ("hate", "self_harm", "sexual", "violence")}


def refused_parameters(body: JsonObject, route: Route) -> Reply | None:
    """The 400 for a request that the model does not take as it is."""
    if not isinstance(body.get("messages"), list) or not body["messages"]:
        return invalid_request("Missing required parameter: 'messages'.", code="missing_required_parameter")
    if body.get("stream"):
        return invalid_request("The local Azure does not stream.", code="unsupported_value", param="stream")
    return _refused_by_model(body, route) or _refused_format(body.get("response_format"), route)


def complete(request: SeenRequest, route: Route, options: Options, prompt: Prompt, *, faults: Sequence[Fault]) -> Reply:
    """Write the completion, altered by the faults that alter answers.

    Raises:
        ValueError: If the answers, before they are altered, break the schema: the service would never let them.
    """
    root = _strict_schema(request.body or {})
    if root is not None and "answers" not in root.get("properties", {}):
        value = fill_schema(root, root, request.objects[0].path if request.objects else "")
    else:
        reads = any(asked.sentences is not None for asked in request.objects)
        answers = object_to(request.objects, options.wrong) if reads else options.answer(request.objects)
        short = _SHORT in json.dumps(root) or (root is None and _SHORT in prompt.text)
        if root is not None and not conforms({"answers": _written(answers, request, short=short)}, root, root):
            raise ValueError(f"the answers do not conform to the schema: {answers!r:.300}")
        for fault in faults:
            answers = fault.alter(answers, request.objects) if fault.alter else answers
        value = {"answers": _written(answers, request, short=short)}
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _billed(content, request, route, options, prompt)


def _written(answers: Sequence[JsonObject], request: SeenRequest, *, short: bool) -> Sequence[JsonObject]:
    """Answers as the request wants them: short, number and name are one text, and so is each part."""
    if not short:
        return answers
    names = {asked.n: asked.name.rpartition(".")[2] or asked.module for asked in request.objects}
    return [
        {"n": f"{answer['n']} {names.get(answer['n'], '')}".rstrip(), "texts": list(_texts(answer))}
        for answer in answers
    ]


def _texts(answer: JsonObject) -> Iterator[str]:
    yield from (f"{kind}: {answer[kind]}" for kind in ("summary", "details") if answer[kind])
    for section in answer["sections"]:
        head = f"{section['kind']} {section['name']}".rstrip()
        yield f"{head}: {section['text']}"


def _billed(content: str, request: SeenRequest, route: Route, options: Options, prompt: Prompt) -> Reply:
    body = request.body or {}
    visible = options.tokenizer(content)
    most = body.get("max_completion_tokens") or body.get("max_tokens")
    finish = "stop"
    if most is not None and visible + options.reasoning_tokens > most:
        room = max(most - options.reasoning_tokens, 0)
        content, visible, finish = content[: len(content) * room // visible], room, "length"
    thought = min(options.reasoning_tokens, most or options.reasoning_tokens)
    usage = Usage(
        prompt_tokens=options.tokenizer(prompt.text),
        cached_tokens=cached_tokens(options.tokenizer(prompt.shared)),
        completion_tokens=visible + thought,
        reasoning_tokens=thought,
    )
    payload = _payload(request.number, route.model, content, finish)
    speed = options.output_tokens_per_s
    delay = options.latency + (usage.completion_tokens / speed if speed else 0.0)
    return Reply(status=200, payload=payload | {"usage": usage.as_json()}, usage=usage, prompt=prompt, delay=delay)


def _payload(number: int, model: str, content: str, finish: str) -> JsonObject:
    message: JsonObject = {"role": "assistant", "content": content, "refusal": None, "annotations": []}
    return {
        "id": f"chatcmpl-local{number:06d}",
        "object": "chat.completion",
        "created": 1_760_000_000 + number,
        "model": model,
        "prompt_filter_results": [{"prompt_index": 0, "content_filter_results": _SAFE}],
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "logprobs": None,
                "message": message,
                "content_filter_results": _SAFE,
            }
        ],
        "system_fingerprint": "fp_local",
    }


def _refused_by_model(body: JsonObject, route: Route) -> Reply | None:
    reasoning = _REASONING.match(route.model) is not None
    if reasoning and body.get("max_tokens") is not None:
        return invalid_request(
            "Unsupported parameter: 'max_tokens' is not supported with this model. "
            "Use 'max_completion_tokens' instead.",
            code="unsupported_parameter",
            param="max_tokens",
        )
    temperature = body.get("temperature")
    if reasoning and temperature not in {None, 1}:
        return invalid_request(
            f"Unsupported value: 'temperature' does not support {temperature} with this model. "
            "Only the default (1) value is supported.",
            code="unsupported_value",
            param="temperature",
        )
    old = route.api_version is not None and route.api_version < "2024-12-01"
    if body.get("reasoning_effort") is not None and (old or not reasoning):
        return invalid_request("Unrecognized request argument supplied: reasoning_effort")
    return None


def _refused_format(response_format: Any, route: Route) -> Reply | None:
    if not response_format or response_format.get("type") != "json_schema":
        return None
    if route.api_version is not None and route.api_version < "2024-08-01":
        message = "response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later"
        return error_reply(400, "BadRequest", message)
    wanted = response_format.get("json_schema") or {}
    name = wanted.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        message = f"Invalid 'response_format.json_schema.name': {name!r} does not match '^[a-zA-Z0-9_-]+$'."
        return invalid_request(message, code="invalid_value", param="response_format.json_schema.name")
    problem = schema_problem(wanted.get("schema") or {}) if wanted.get("strict") else None
    if problem is not None:
        message = f"Invalid schema for response_format '{name}': {problem}"
        return invalid_request(message, param="response_format")
    return None


def _strict_schema(body: JsonObject) -> JsonObject | None:
    wanted = (body.get("response_format") or {}).get("json_schema") or {}
    return wanted.get("schema") if wanted.get("strict") else None
