"""What a prompt costs: its text as the model gets it, its tokens, and the part that is cached.

Azure caches the longest leading part that an earlier, completed request to the same deployment had too: from
1,024 tokens on, in steps of 128. The schema of a structured answer is the first part of the prompt.
"""

from __future__ import annotations

import bisect
import json
import math
from collections import deque
from dataclasses import dataclass

from tests.azure.messages import JsonObject, message_text

_SMALLEST = 1024
_STEP = 128
_MOST_PROMPTS = 5000


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """A prompt as the model gets it; `shared` is the leading part that a completed one had too."""

    text: str
    shared: str


def estimate_tokens(text: str) -> int:
    """The default tokenizer: a token for each four bytes, rounded up."""
    return math.ceil(len(text.encode("utf-8", "surrogatepass")) / 4)


def render_prompt(body: JsonObject) -> str:
    """The prompt of a request: its schema, if it has one, then the messages in order."""
    schema = (body.get("response_format") or {}).get("json_schema")
    head = json.dumps(schema) + "\n" if schema is not None else ""
    return head + "".join(f"<|{message.get('role')}|>\n{message_text(message)}\n" for message in body["messages"])


def cached_tokens(tokens: int) -> int:
    """How many of the `tokens` that two prompts begin with come from the cache."""
    return tokens // _STEP * _STEP if tokens >= _SMALLEST else 0


class PromptCache:
    """The prompts that were completed, by deployment. Not thread-safe: the caller holds its lock."""

    def __init__(self) -> None:
        """Start empty."""
        self._sorted: dict[str, list[str]] = {}
        self._by_age: deque[tuple[str, str]] = deque()

    def look_up(self, deployment: str, prompt: str) -> Prompt:
        """Find the longest leading part of `prompt` that a completed prompt has too."""
        known = self._sorted.get(deployment, [])
        # In sorted order the prompt that shares most is a neighbour of the place where this one belongs.
        place = bisect.bisect_left(known, prompt)
        lengths = [_shared_length(prompt, other) for other in known[max(place - 1, 0) : place + 1]]
        return Prompt(text=prompt, shared=prompt[: max(lengths, default=0)])

    def add(self, deployment: str, prompt: str) -> None:
        """Remember a completed prompt, at the cost of the oldest one if there are too many."""
        known = self._sorted.setdefault(deployment, [])
        place = bisect.bisect_left(known, prompt)
        if known[place : place + 1] == [prompt]:
            return
        known.insert(place, prompt)
        self._by_age.append((deployment, prompt))
        if len(self._by_age) > _MOST_PROMPTS:
            old_deployment, old_prompt = self._by_age.popleft()
            old = self._sorted[old_deployment]
            del old[bisect.bisect_left(old, old_prompt)]


def _shared_length(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
