"""What a server understands of a request, learnt from its refusals once a build.

Azure and OpenAI take everything. Of the servers that speak their language, some know no JSON schema, no
`max_completion_tokens`, no system message or no `reasoning_effort`, and each says so in words of its own.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from aidoc_core.answers.wire import narrow_schema, wire_schema
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from aidoc_core.model.exchange import Request

_REFUSED = regex(
    r"unsupported|not support|not currently support|unrecognized|unknown|unexpected"
    r"|extra[ _](?:inputs|forbidden|fields)|not permitted|not allowed|not available|unavailable"
    r"|not enabled|enabled only|only enabled|not implemented"
    r"|must be|should be|invalid|failed to (?:parse|compile|initialize)|does not exist|cannot|can't|not valid|no such"
)
_FORMAT = regex(r"response_format|json_schema|json_object|structured[ _]output|grammar|guided")
_NARROW = regex(r"'required'|additional_?properties|grammar|invalid schema")
"""What is said of a schema's keywords, and not of schemas as such."""
_ROLE = regex(
    r"system (?:role|message|prompt)|role '?\"?system|'system'|developer (?:role|message)|\.role\b|roles must"
)
_EFFORT = regex(r"reasoning|thinking")
_SCHEMA = "Answer with one JSON object and nothing else, of the form that this JSON schema describes:\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a request is put.

    Attributes:
        form: How the form of the answer is asked for; without a schema the system message describes it.
        limit: The name of the limit on output tokens.
        role: Who says what stands first; `user` puts it before the code, in one message.
        effort: Whether `reasoning_effort` is sent where it is set.
        narrow: Whether the schema says which answers and which texts have to come; at Azure a new schema costs seconds.
    """

    form: Literal["json_schema", "json_object", "text"] = "json_schema"
    limit: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"
    role: Literal["system", "developer", "user"] = "system"
    effort: bool = True
    narrow: bool = False

    def body(self, request: Request, *, effort: str) -> dict[str, Any]:
        """The members of a request that depend on the dialect.

        Args:
            request: What to ask.
            effort: The option `reasoning_effort`.
        """
        body: dict[str, Any] = {self.limit: request.max_output_tokens}
        system = request.system
        if self.form == "json_schema":
            narrow = self.narrow and request.texts
            form = narrow_schema(request.paths, request.texts, request.choices) if narrow else wire_schema()
            schema = {"name": "answers", "strict": True, "schema": form}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        else:
            system = f"{system}\n{_SCHEMA}{json.dumps(wire_schema(), separators=(',', ':'))}"
        if self.form == "json_object":
            body["response_format"] = {"type": "json_object"}
        if self.role == "user":
            body["messages"] = [{"role": "user", "content": f"{system}\n\n{request.user}"}]
        else:
            body["messages"] = [{"role": self.role, "content": system}, {"role": "user", "content": request.user}]
        if effort and self.effort:
            body["reasoning_effort"] = effort
        return body

    def without(self, said: str, *, effort: str = "") -> Dialect | None:
        """The dialect to try next, by what a server says; `None` where nothing of a dialect is refused.

        Args:
            said: Everything that the refusal says, in lower case.
            effort: The option `reasoning_effort`, if one is set.
        """
        if not _REFUSED.search(said):
            return None
        if effort and self.effort and _EFFORT.search(said):
            return replace(self, effort=False)
        # OpenAI's own words name both: "'max_tokens' is not supported. Use 'max_completion_tokens' instead."
        if self.limit == "max_completion_tokens" and re.search(r"max_completion_tokens(?!'? instead)", said):
            return replace(self, limit="max_tokens")
        if self.form != "text" and _FORMAT.search(said):
            return self._simpler(said)
        if self.role != "user" and _ROLE.search(said):
            return replace(self, role="developer" if "developer" in said and self.role == "system" else "user")
        return None

    def _simpler(self, said: str) -> Dialect:
        """The next form that is less to understand."""
        if self.narrow and _NARROW.search(said):
            return replace(self, narrow=False)
        return replace(self, narrow=False, form="json_object" if self.form == "json_schema" else "text")


@dataclass(slots=True)
class Learnt:
    """What a build has learnt of its server, over all its clients.

    Attributes:
        dialect: How requests are put; `None` until a server has refused something.
    """

    dialect: Dialect | None = None
