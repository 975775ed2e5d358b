"""Asking the model: the client, its pace, tokens and prices. The only place that imports `openai`, and lazily."""

from typing import TYPE_CHECKING

from aidoc_core.lazy import on_first_use

if TYPE_CHECKING:
    from aidoc_core.model.connection import connect
    from aidoc_core.model.dialect import Learnt
    from aidoc_core.model.exchange import Client, Reply, Request
    from aidoc_core.model.pacing import Pace
else:  # who only wants a price needs no client
    _MODULES = {
        "Client": "exchange",
        "Learnt": "dialect",
        "Pace": "pacing",
        "Reply": "exchange",
        "Request": "exchange",
        "connect": "connection",
    }
    __getattr__ = on_first_use(__name__, _MODULES)

__all__ = ["Client", "Learnt", "Pace", "Reply", "Request", "connect"]
