"""What servers say when they refuse a request, in lower case.

The words of OpenAI and Azure, vLLM, llama.cpp, Ollama, LM Studio, DeepSeek, Mistral, litellm, and gateways before them;
the tests serve a fixture of each. Every pattern is linear in the text, and error bodies are short.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    import openai

TOO_LONG = regex(
    r"context[ _]?(?:length|size|window)|maximum (?:context|input|prompt)"
    r"|(?:prompt|input|request) (?:is |was )?too (?:long|large)|too large for model"
    r"|too many (?:input )?tokens"
    r"|tokens to keep from the initial prompt|reduce the length|input length exceeds"
    r"|exceeds the (?:maximum|limit|model's)|string_above_max_length|valid range of max_tokens"
    r"|max(?:_completion)?_tokens'? is too large|trying to keep the first"
)
KEY = regex(
    r"(?:invalid|incorrect|missing|wrong|no|malformed) (?:\w+ ){0,3}(?:api[ _-]?key|subscription key|token passed)"
    r"|api[ _-]?key (?:is )?(?:invalid|missing|not valid|required)|authentication error|invalid_api_key"
)
MODEL = regex(
    r"invalid model name|model_not_found|unknown model|no such model|model .{0,120}(?:does not exist|not found)"
)
FILTER = regex(
    r"content[ _-]?(?:filter|policy|management|safety)|responsible ?ai|was flagged|input_flagged|guardrail"
    r"|(?:moderation|safety)[ _](?:blocked|violation|system|policy|filter)|by (?:our )?(?:moderation|safety)"
)
"""A filter of contents, in the words of Azure, OpenAI, OpenRouter, litellm and gateways."""
CONTENT = regex(
    rf"{FILTER.pattern}|invalid_prompt|json_validate_failed|failed to generate json|flagged|moderation|safety"
)
PARAMETERS = regex(
    r"unsupported_(?:parameter|value)|unknown_parameter|missing_required_parameter|unrecognized request argument"
    r"|unsupported parameter|unsupported value|unsupportedparamserror|extra_forbidden|api[ -]version|invalid parameter"
    r"|unknown (?:field|name|parameter)|extra inputs are not permitted"
)
USED_UP = regex(r"insufficient_quota|insufficient balance|out of call volume quota|billing|credit balance")
_ESCAPED = regex(r"[^ !#-&(-\[\]-~]+")
"""Characters that are written in another way in a string: quotes, backslashes, ends of lines, all beyond ASCII."""
_PIECE = 8
_QUOTED = 200
"""Characters of a body that may quote a request, and of a piece of it."""
OPTIONS = (
    ("reasoning_effort", "'reasoning_effort'"),
    ("api version", "'api_version'"),
    ("api-version", "'api_version'"),
    ("max_", "'max_output_tokens'"),
    ("model", "'deployment'"),
    ("response_format", "'api_version' and the model behind 'deployment'"),
)


def said(error: openai.APIStatusError) -> str:
    """Everything that an HTTP error says of its own, without what it quotes of the request."""
    text = error.response.text
    pieces = _pieces(error.request.content) if len(text) > _QUOTED else []
    if pieces and pieces[0] in text:  # source may hold any word that is looked for here
        for piece in pieces:
            text = text.replace(piece, " ")
    return f"{error.code} {error.param} {text}".lower()


def _pieces(request: bytes) -> list[str]:
    """What a request says, in pieces that stand in any quotation of it, however it is escaped; the longest first."""
    try:
        texts = [str(message["content"]) for message in json.loads(request)["messages"]]
    except (ValueError, TypeError, KeyError):
        return []
    pieces = {piece.strip() for text in texts for piece in _ESCAPED.split(text)}
    return sorted((piece for piece in pieces if len(piece) >= _PIECE), key=len, reverse=True)


def of_the_form(error: BaseException) -> str:
    """What an HTTP error says against the form of a request; empty where it says something else."""
    import openai  # noqa: PLC0415 - loaded already when something was sent

    if not isinstance(error, openai.APIStatusError) or error.status_code not in (400, 404, 422, 500, 501):
        return ""
    words = said(error)
    return "" if TOO_LONG.search(words) or CONTENT.search(words) else words
