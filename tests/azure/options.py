"""How a `LocalAzure` behaves: every option with its default, all of them changeable while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.azure.prompt_cache import estimate_tokens
from tests.azure.prose import Answer, write_answers

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping, Sequence

    from tests.azure.asked import AskedObject
    from tests.azure.faults import Fault
    from tests.azure.quota import Quota


def _docs() -> dict[str, str]:
    return {"docs": "gpt-4.1-mini-2025-04-14"}


@dataclass(kw_only=True)
class Options:
    """The options of a `LocalAzure`.

    Attributes:
        api_key: The resource's key.
        entra_token: A bearer token that is accepted as well, if set.
        deployments: The model id that each deployment answers with.
        latency: Seconds that a completion takes at least.
        output_tokens_per_s: Adds time in proportion to the output, if set.
        answer: Writes the answers to the objects that a request asks for.
        wrong: Says in a second reading what the code does instead of what a sentence of a part says; empty where it is
            right.
        faults: What goes wrong, and when.
        quota: How much may be asked in a minute; no limit if None. One for all deployments.
        tokenizer: Counts the tokens of a text.
        reasoning_tokens: Billed with each completion as thought before the answer.
        tls: The certificate to show; plain HTTP without it. Not changed while it runs.
    """

    api_key: str = "test-key"
    entra_token: str | None = None
    deployments: Mapping[str, str] = field(default_factory=_docs)
    latency: float = 0.0
    output_tokens_per_s: float | None = None
    answer: Callable[[Sequence[AskedObject]], list[Answer]] = write_answers
    wrong: Callable[[AskedObject, str, str], str] = lambda _object, _part, _sentence: ""
    faults: Sequence[Fault] = ()
    quota: Quota | None = None
    tokenizer: Callable[[str], int] = estimate_tokens
    reasoning_tokens: int = 0
    tls: ssl.SSLContext | None = None
