"""Fetch stations and readings from a gauge service, without blocking."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen

from tidemark.errors import ClientError, FormatError
from tidemark.readings import Reading, parse_reading
from tidemark.stations import Station

P = ParamSpec("P")
R = TypeVar("R")

#: Seconds to wait for an answer unless another time is given.
DEFAULT_TIMEOUT = 10.0


def retry(attempts: int = 3, *, delay: float = 0.5) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
    def decorate(function: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
        @wraps(function)
        async def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            for attempt in range(1, attempts):
                try:
                    return await function(*args, **kwargs)
                except ClientError as error:
                    if not error.is_temporary:
                        raise
                    await asyncio.sleep(delay * attempt)
            return await function(*args, **kwargs)

        return wrapper

    return decorate


class GaugeClient:
    """Talks to one gauge service over HTTP, in a thread of its own."""

    def __init__(self, base_url: str, *, timeout: float = DEFAULT_TIMEOUT) -> None:
        self._base_url = base_url.rstrip("/")
        self._timeout = timeout

    async def _fetch(self, path: str) -> str:
        return await asyncio.to_thread(self._get, f"{self._base_url}/{path}")

    def _get(self, url: str) -> str:
        try:
            with urlopen(url, timeout=self._timeout) as answer:
                return str(answer.read(), "utf-8")
        except HTTPError as error:
            raise ClientError(str(error), error.code) from error
        except (URLError, TimeoutError) as error:
            raise ClientError(str(error)) from error

    async def ping(self) -> None:
        await self._fetch("status")

    @retry()
    async def station(self, station_id: str) -> Station:
        """Fetch the description of a station.

        Args:
            station_id: The station to ask for.

        Returns:
            The station, with the tags the service gives it.

        Raises:
            ClientError: If the service does not answer with a valid station.
        """
        text = await self._fetch(f"stations/{quote(station_id)}.json")
        try:
            return Station.from_json(text)
        except FormatError as error:
            raise ClientError(str(error), 200) from error

    @retry(attempts=5)
    async def latest(self, station_id: str) -> Reading:
        """Fetch the newest reading of a station."""
        text = await self._fetch(f"latest/{quote(station_id)}")
        return parse_reading(text)

    async def stream(self, station_id: str, *, every: float = 60.0) -> AsyncIterator[Reading]:
        """Poll a station for ever and pass on each new reading."""
        last = None
        while True:
            reading = await self.latest(station_id)
            if last is None or reading.time > last.time:
                yield reading
                last = reading
            await asyncio.sleep(every)


async def fetch_latest(client: GaugeClient, *station_ids: str, limit: int = 4) -> dict[str, Reading | ClientError]:
    gate = asyncio.Semaphore(limit)

    async def fetch_one(station_id: str) -> Reading | ClientError:
        async with gate:
            try:
                return await client.latest(station_id)
            except ClientError as error:
                return error

    results = await asyncio.gather(*map(fetch_one, station_ids))
    return dict(zip(station_ids, results, strict=True))


@asynccontextmanager
async def connect(base_url: str, **options: float) -> AsyncIterator[GaugeClient]:
    client = GaugeClient(base_url, **options)
    await client.ping()
    yield client
