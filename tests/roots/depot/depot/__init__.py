"""A depot that takes parcels in and sends them out."""

from depot.errors import DepotError, FullError
from depot.parcels import Depot, Parcel

LIMIT = 40

__all__ = ["LIMIT", "Depot", "DepotError", "FullError", "Parcel"]
