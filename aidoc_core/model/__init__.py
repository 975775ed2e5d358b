"""Asking the model: the client, its pace, tokens and prices. The only place that imports `openai`, and lazily."""

from aidoc_core.model.connection import connect
from aidoc_core.model.dialect import Learnt
from aidoc_core.model.exchange import Client, Reply, Request
from aidoc_core.model.pacing import Pace

__all__ = ["Client", "Learnt", "Pace", "Reply", "Request", "connect"]
