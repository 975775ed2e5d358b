from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple, Self

from tidemark.errors import DuplicateStation, FormatError, UnknownStation
from tidemark.units import Metres

#: Mean radius of the Earth in kilometres.
EARTH_RADIUS_KM = 6371.0


class Position(NamedTuple):
    latitude: float
    longitude: float

    def distance_to(self, other: Position, /) -> float:
        lat1, lon1, lat2, lon2 = map(radians, (*self, *other))
        a = sin((lat2 - lat1) / 2) ** 2
        b = cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
        return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(a + b)))


@dataclass(frozen=True, slots=True)
class Station:
    """A tide gauge at a fixed place.

    Stations never change once they are created, so they can be used as keys
    and shared between threads.
    """

    id: str
    name: str
    position: Position
    datum_offset: Metres = 0.0
    tags: frozenset[str] = frozenset()

    @classmethod
    def from_json(cls, text: str, /) -> Self:
        try:
            data = json.loads(text)
            position = Position(data["lat"], data["lon"])
            return cls(data["id"], data["name"], position, tags=frozenset(data.get("tags", ())))
        except (KeyError, ValueError) as error:
            raise FormatError(f"not a station: {error}") from error

    def has_tags(self, *tags: str) -> bool:
        return self.tags.issuperset(tags)

    def to_sea_level(self, level: Metres) -> Metres:
        """Refer a level measured at this station to mean sea level."""
        return level - self.datum_offset


class StationRegistry:
    def __init__(self, stations: Iterable[Station] = ()) -> None:
        self._stations: dict[str, Station] = {}
        for station in stations:
            self.add(station)

    def __len__(self) -> int:
        return len(self._stations)

    def __iter__(self) -> Iterator[Station]:
        return iter(self._stations.values())

    def add(self, station: Station, *, replace: bool = False) -> None:
        """Register a station under its `id`.

        Args:
            station: The station to register.
            replace: Whether a station with the same `id` may be overwritten.

        Raises:
            DuplicateStation: If the `id` is taken and `replace` is false.
        """
        if station.id in self._stations and not replace:
            raise DuplicateStation(station.id)
        self._stations[station.id] = station

    def get(self, station_id: str) -> Station:
        """Look a station up by its `id`.

        Args:
            station_id: The `id` to look for, in the exact case.
        """
        try:
            return self._stations[station_id]
        except KeyError:
            raise UnknownStation(f"no station is registered as {station_id!r}") from None

    def nearest(
        self,
        position: Position,
        /,
        count: int = 1,
        *,
        within_km: float | None = None,
    ) -> list[Station]:
        """Find the stations closest to a position."""
        ranked = sorted(self, key=lambda s: position.distance_to(s.position))
        if within_km is not None:
            ranked = [s for s in ranked if position.distance_to(s.position) <= within_km]
        return ranked[:count]

    def find(self, *tags: str, **fields: object) -> Iterator[Station]:
        for station in self:
            matches = all(getattr(station, key) == fields[key] for key in fields)
            if matches and station.has_tags(*tags):
                yield station
