"""What is sent, for the log: a value for each request and each retry."""

from __future__ import annotations

from dataclasses import dataclass

from aidoc_core.answers.usage import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One request that was answered or given up, for the log.

    Attributes:
        number: Its number in the build, from 1.
        paths: The objects asked for.
        seconds: From sending to the last byte.
        retries: How often the same had been sent before.
        usage: What it was billed, also where it failed; of unknown cost where nobody says.
        model: The model that answered; empty where it failed.
        failure: Why it failed; empty where it was answered.
        request_id: The service's name for it; empty where it gave none.
    """

    number: int
    paths: tuple[str, ...]
    seconds: float
    retries: int = 0
    usage: Usage = Usage()
    model: str = ""
    failure: str = ""
    request_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """A request that failed and is going to be sent again.

    Attributes:
        number: The number of the one that failed.
        paths: The objects asked for.
        retry: How often the same will have been sent again by then, from 1.
        wait: Seconds until then.
        why: Why it failed.
    """

    number: int
    paths: tuple[str, ...]
    retry: int
    wait: float
    why: str
