"""What servers say when they refuse a request, in lower case.

The words of OpenAI and Azure, vLLM, llama.cpp, Ollama, LM Studio, DeepSeek, Mistral, litellm, and gateways before them;
the tests serve a fixture of each. Every pattern is linear in the text, and error bodies are short.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import openai

TOO_LONG = re.compile(
    r"context[ _]?(?:length|size|window)|maximum (?:context|input|prompt)"
    r"|(?:prompt|input|request) (?:is |was )?too (?:long|large)|too large for model"
    r"|too many (?:input )?tokens"
    r"|tokens to keep from the initial prompt|reduce the length|input length exceeds"
    r"|exceeds the (?:maximum|limit|model's)|string_above_max_length|valid range of max_tokens"
    r"|max(?:_completion)?_tokens'? is too large|trying to keep the first"
)
KEY = re.compile(
    r"(?:invalid|incorrect|missing|wrong|no|malformed) (?:\w+ ){0,3}(?:api[ _-]?key|subscription key|token passed)"
    r"|api[ _-]?key (?:is )?(?:invalid|missing|not valid|required)|authentication error|invalid_api_key"
)
MODEL = re.compile(
    r"invalid model name|model_not_found|unknown model|no such model|model .{0,120}(?:does not exist|not found)"
)
FILTER = re.compile(
    r"content[ _-]?(?:filter|policy|management|safety)|responsible ?ai|was flagged|input_flagged|guardrail"
    r"|(?:moderation|safety)[ _](?:blocked|violation|system|policy|filter)|by (?:our )?(?:moderation|safety)"
)
"""A filter of contents, in the words of Azure, OpenAI, OpenRouter, litellm and gateways."""
CONTENT = re.compile(
    rf"{FILTER.pattern}|invalid_prompt|json_validate_failed|failed to generate json|flagged|moderation|safety"
)
PARAMETERS = re.compile(
    r"unsupported_(?:parameter|value)|unknown_parameter|missing_required_parameter|unrecognized request argument"
    r"|unsupported parameter|unsupported value|unsupportedparamserror|extra_forbidden|api[ -]version|invalid parameter"
    r"|unknown (?:field|name|parameter)|extra inputs are not permitted"
)
USED_UP = re.compile(r"insufficient_quota|insufficient balance|out of call volume quota|billing|credit balance")
OPTIONS = (
    ("reasoning_effort", "'reasoning_effort'"),
    ("api version", "'api_version'"),
    ("api-version", "'api_version'"),
    ("max_", "'max_output_tokens'"),
    ("model", "'deployment'"),
    ("response_format", "'api_version' and the model behind 'deployment'"),
)


def said(error: openai.APIStatusError) -> str:
    """Everything that an HTTP error says."""
    return f"{error.code} {error.param} {error.response.text}".lower()


def of_the_form(error: BaseException) -> str:
    """What an HTTP error says against the form of a request; empty where it says something else."""
    import openai  # noqa: PLC0415 - loaded already when something was sent

    if not isinstance(error, openai.APIStatusError) or error.status_code not in (400, 404, 422, 500, 501):
        return ""
    words = said(error)
    return "" if TOO_LONG.search(words) or CONTENT.search(words) else words
