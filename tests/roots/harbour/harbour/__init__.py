"""A harbour, with one thing of each sort that is marked."""

from harbour.ships import Ferry, Ship, moor

__all__ = ["Ferry", "Ship", "moor"]
