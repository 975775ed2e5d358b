"""A local Azure OpenAI for tests and benchmarks: a real HTTP server on loopback that answers aidoc's requests.

`with LocalAzure() as azure:` starts it; `azure.url` and `azure.v1_url` are what a client is given. Start reading
at `server`; `asked` knows how code is asked about, `prose` what is answered, `faults` what can go wrong.
"""

from tests.azure.alters import (
    INVENTED,
    Alter,
    answer_unasked,
    double_answer,
    double_parameter,
    drop_parameter,
    invent_parameter,
    leave_out_last,
    obey_injection,
    obey_orders,
    rename_parameter,
)
from tests.azure.asked import AskedObject, UnreadableCodeError, asked_in, read_code
from tests.azure.faults import FAULT_KINDS, Fault, every
from tests.azure.options import Options
from tests.azure.prompt_cache import cached_tokens, estimate_tokens, render_prompt
from tests.azure.prose import Answer, write_answer, write_answers
from tests.azure.quota import Quota
from tests.azure.records import SeenRequest, Usage
from tests.azure.server import LocalAzure

__all__ = [
    "FAULT_KINDS",
    "INVENTED",
    "Alter",
    "Answer",
    "AskedObject",
    "Fault",
    "LocalAzure",
    "Options",
    "Quota",
    "SeenRequest",
    "UnreadableCodeError",
    "Usage",
    "answer_unasked",
    "asked_in",
    "cached_tokens",
    "double_answer",
    "double_parameter",
    "drop_parameter",
    "estimate_tokens",
    "every",
    "invent_parameter",
    "leave_out_last",
    "obey_injection",
    "obey_orders",
    "read_code",
    "rename_parameter",
    "render_prompt",
    "write_answer",
    "write_answers",
]
