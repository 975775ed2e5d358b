"""What goes to a model and what comes back, and whatever answers: values, and one small protocol."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from aidoc_core.answers.usage import Usage
    from aidoc_core.answers.wire import WireReply


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request.

    Attributes:
        system: The system message, the same for every request of a build.
        user: The user message.
        max_output_tokens: The limit on what is written, reasoning included.
        paths: The objects asked for, in the order of their numbers.
        texts: For each of them, what its texts stand behind: `summary`, `parameter url`; empty where any may come.
        choices: The only texts there are, where a model is to choose and not to write.
    """

    system: str
    user: str
    max_output_tokens: int
    paths: tuple[str, ...] = ()
    texts: tuple[tuple[str, ...], ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a request brought back.

    Attributes:
        content: The answers as they came over the wire.
        usage: What was billed.
        model: The model as the response names it.
        headers: The response's headers, names in lower case.
        request_id: The service's name for the request.
        partial: Whether the reply was broken or cut, so that what is missing in it may come another time.
    """

    content: WireReply
    usage: Usage
    model: str
    headers: dict[str, str] = field(default_factory=dict)
    request_id: str = ""
    partial: bool = False


class Client(Protocol):
    """Something that answers requests; tests pass in their own."""

    async def ask(self, request: Request) -> Reply:
        """Send one request.

        Raises:
            aidoc_core.errors.ModelError: One leaf for each way to react.
        """
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...
