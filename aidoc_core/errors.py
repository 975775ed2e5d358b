"""Every error of the core, one leaf for each way to react.

```
AidocError
├── ConfigError        the build stops: an option or the environment is wrong
├── CacheError         the build goes on without this store
│   ├── NewerEntryError this answer is left alone: a newer release wrote it
│   └── UnreachableError no more is tried of it: its file system does not answer
├── ReportError        this report.json is of no use: it is told, and nothing is shown of it
├── StopAsking         no further request makes sense (key, deployment, endpoint): keep what is there
├── RetryLater         the same request may succeed after a pause
└── GiveUp             these objects fail, the others go on
    ├── Misunderstood  the service and we do not speak the same language: other objects will hardly do better
    ├── ContextTooLong the same objects may succeed with less context
    └── AnswerCut      the same objects may succeed with more room for the answer
```

Messages say what happened, where, and what to do; they never hold prompts, source or keys.
"""

from __future__ import annotations


class AidocError(Exception):
    """Root of all errors that aidoc raises on purpose."""


class ConfigError(AidocError):
    """An option, a file of options or the environment is wrong; the build stops.

    Attributes:
        option: The option at fault, empty where the fault is not in one option.
    """

    def __init__(self, message: str, *, option: str = "") -> None:
        super().__init__(message)
        self.option = option


class CacheError(AidocError):
    """A store of answers cannot be read or written; the build goes on without it."""


class NewerEntryError(CacheError):
    """An entry was written by a newer release; it is neither read nor written over."""


class UnreachableError(CacheError):
    """The file system of a store does not answer; whatever else were tried would hang as well."""


class ReportError(AidocError):
    """A file is no report of a build, or a newer release wrote it."""


class ModelError(AidocError):
    """Asking the model went wrong.

    Attributes:
        usage: What the failed request was billed, as a `Usage`, or `None` where nothing was billed.
        request_id: The service's name for the request; empty where it gave none.
    """

    def __init__(self, message: str, *, usage: object | None = None) -> None:
        super().__init__(message)
        self.usage = usage
        self.request_id = ""


class StopAsking(ModelError):  # noqa: N818 - named for the reaction
    """No further request can succeed: wrong key, unknown deployment, unreachable endpoint.

    Attributes:
        otherwise: What it comes to where another request is answered, so that the cause is in this one: a firewall
            that refuses one prompt. `None` where nothing can be answered.
    """

    def __init__(self, message: str, *, usage: object | None = None, otherwise: GiveUp | None = None) -> None:
        super().__init__(message, usage=usage)
        self.otherwise = otherwise


class RetryLater(ModelError):  # noqa: N818 - named for the reaction
    """The same request may succeed later.

    Attributes:
        after: How long the server asked us to wait, in seconds; `None` if it did not say.
        shared: Whether every worker must wait (a quota, HTTP 429), not just this request.
        billed: Whether the service may have billed it: it answered too late, or what came cannot be read.
        status: The HTTP status; 0 where none came.
        late: Whether no answer came in time.
    """

    def __init__(  # noqa: PLR0913 - keyword-only
        self,
        message: str,
        *,
        after: float | None = None,
        shared: bool = False,
        billed: bool = False,
        status: int = 0,
        late: bool = False,
    ) -> None:
        super().__init__(message)
        self.after = after
        self.shared = shared
        self.billed = billed
        self.status = status
        self.late = late


class GiveUp(ModelError):  # noqa: N818 - named for the reaction
    """The objects of this request fail; the others go on.

    Attributes:
        divisible: Whether one object may be the reason (a content filter, an answer that went astray), so that the
            others of the request may pass without it.
    """

    def __init__(self, message: str, *, usage: object | None = None, divisible: bool = False) -> None:
        super().__init__(message, usage=usage)
        self.divisible = divisible


class Misunderstood(GiveUp):
    """The service refuses the form of the request, or its reply is of another form than was asked for.

    Another request will hardly do better, unless one has been answered already.
    """


class ContextTooLong(GiveUp):
    """The request was longer than the model's context: fewer objects, or less of their code, may pass."""


class AnswerCut(GiveUp):
    """The answer hit the limit on output tokens: fewer objects, or more room, may pass."""
