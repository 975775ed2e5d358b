"""The pace of requests, on a clock of the test's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aidoc_core.model.counting import Bucket, Ticket, Window
from aidoc_core.model.failures import retry_after
from aidoc_core.model.pacing import Pace
from tests.azure.paced import WORLDS, Course, Known
from tests.azure.paced import pace as paced


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def waits(pace: Pace, tokens: int, clock: Clock) -> float:
    """How long a request would have to wait, without sending it."""
    return pace._wait(tokens, clock())[0]


class TestWindow:
    def test_lets_the_quota_through_at_once(self) -> None:
        """Within a minute the whole quota may go, then nothing."""
        window = Window(60.0)
        for _ in range(10):
            assert window.wait(100, 1000, 0.0) == 0.0
            window.add(Ticket(0.0, 100))
        assert window.wait(100, 1000, 0.0) == pytest.approx(60.6)

    def test_waits_for_as_many_tickets_as_are_in_the_way(self) -> None:
        """A large request waits until enough of the older ones have left the minute."""
        window = Window(60.0)
        window.add(Ticket(0.0, 400))
        window.add(Ticket(10.0, 400))
        assert window.wait(500, 1000, 20.0) == pytest.approx(0.0 + 60.6 - 20.0)
        assert window.wait(900, 1000, 20.0) == pytest.approx(10.0 + 60.6 - 20.0)

    def test_a_request_larger_than_the_quota_goes_alone(self) -> None:
        """What never fits is not waited for forever."""
        assert Window(60.0).wait(5000, 1000, 0.0) == 0.0


class TestBucket:
    def test_is_full_at_the_start_and_refills_evenly(self) -> None:
        """A bucket of one minute's flow gives all of it, then as much as has flowed in."""
        bucket = Bucket(60.0)
        assert bucket.wait(600, 10.0, 0.0) == 0.0
        bucket.take(600)
        assert bucket.wait(100, 10.0, 0.0) == pytest.approx(10.0)
        assert bucket.wait(100, 10.0, 5.0) == pytest.approx(5.0)


class TestPace:
    def test_a_refusal_stops_everybody_for_as_long_as_the_service_says(self) -> None:
        """One 429 is one pause for all workers."""
        clock = Clock()
        pace = Pace(clock=clock)
        assert pace.throttled(Ticket(clock(), 100), 7.5) == 7.5
        assert pace._blocked_until == clock() + 7.5

    def test_pauses_grow_where_the_service_does_not_say(self) -> None:
        """Without Retry-After, pauses double from one second to thirty, and begin anew after a success."""
        clock = Clock()
        pace = Pace(clock=clock)
        pauses = []
        for _ in range(7):
            pauses.append(pace.throttled(Ticket(clock(), 1), None))
            clock.now += 100
        assert pauses == [1, 2, 4, 8, 16, 30, 30]
        pace.succeeded(Ticket(clock(), 1), {})
        assert pace.throttled(Ticket(clock(), 1), None) == 1

    def test_a_service_that_says_at_once_is_not_flooded(self) -> None:
        """Pauses grow, however short the service says they may be; a sensible length is kept to."""
        clock = Clock()
        pace = Pace(clock=clock)
        pauses = []
        for _ in range(10):
            pauses.append(pace.throttled(Ticket(clock(), 1), 0.001))
            clock.now += 100
        assert pauses == [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 1.875, 1.875, 1.875, 1.875, 1.875]
        assert pace.throttled(Ticket(clock(), 1), 2.0) == 2.0

    def test_refusals_of_one_moment_count_as_one(self) -> None:
        """Eight workers refused together do not make the pause 128 seconds long."""
        clock = Clock()
        pace = Pace(clock=clock)
        assert [pace.throttled(Ticket(clock(), 1), None) for _ in range(3)] == [1, 2, 2]

    def test_a_refused_request_used_nothing_of_the_quota(self) -> None:
        """Its tokens are given back."""
        clock = Clock()
        pace = Pace(tokens_per_minute=1000, clock=clock)
        ticket = Ticket(clock(), 900)
        pace._window.add(ticket)
        pace.throttled(ticket, 0.1)
        assert pace._window.used(clock()) == 0

    def test_headers_teach_the_quota_unless_it_is_configured(self) -> None:
        """x-ratelimit-limit-tokens counts where the user has said nothing."""
        clock = Clock()
        learning, told = Pace(clock=clock), Pace(tokens_per_minute=500, clock=clock)
        for pace in (learning, told):
            pace.succeeded(Ticket(clock(), 1), {"x-ratelimit-limit-tokens": "1000"})
            pace._window.add(Ticket(clock(), 800))
            pace._bucket.take(800)
        assert waits(learning, 100, clock) == 0
        assert waits(told, 100, clock) > 0

    @pytest.mark.parametrize("text", ["-1", "0", "", "many", "nan", "inf", "0.001"])
    def test_headers_are_hints(self, text: str) -> None:
        """Azure has been seen to send -1; nonsense teaches nothing."""
        clock = Clock()
        pace = Pace(clock=clock)
        pace.succeeded(Ticket(clock(), 1), {"x-ratelimit-limit-tokens": text, "x-ratelimit-limit-requests": text})
        pace._window.add(Ticket(clock(), 10**9))
        assert waits(pace, 10**9, clock) == 0

    def test_requests_are_counted_in_slices_of_a_second(self) -> None:
        """600 requests a minute are 10 in any second."""
        clock = Clock()
        pace = Pace(requests_per_minute=600, clock=clock)
        for _ in range(10):
            assert waits(pace, 1, clock) == 0
            pace._request_bucket.take(1)
        assert waits(pace, 1, clock) == pytest.approx(0.1)


class TestRetryAfter:
    @pytest.mark.parametrize(
        ("headers", "seconds"),
        [
            ({"retry-after-ms": "1500"}, 1.5),
            ({"retry-after": "20"}, 20.0),
            ({"retry-after-ms": "250", "retry-after": "20"}, 0.25),
            ({"retry-after": "86400"}, 86400.0),
            ({"retry-after": "-3"}, 0.0),
            ({"retry-after": "soon"}, None),
            ({}, None),
            ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ],
    )
    def test_reads_every_form(self, headers: dict[str, str], seconds: float | None) -> None:
        """Milliseconds, seconds, a date, nonsense, nothing."""
        assert retry_after(headers) == seconds


def test_refusals_take_no_more_than_some_percent_of_the_quota() -> None:
    """A known quota that refuses now and then costs some percent of the pace, not all of it."""
    clock = Clock()
    pace = Pace(tokens_per_minute=1000, clock=clock)
    for _ in range(50):
        pace.throttled(Ticket(clock(), 1), 30.0)
        clock.now += 100
    assert pace._fits == pytest.approx(940)


@pytest.mark.parametrize("known", ["configured", "learnt"])
@pytest.mark.parametrize("world", WORLDS)
def test_a_known_quota_is_used_up(world: str, known: Known) -> None:
    """The pace reaches 97 % of what the service takes, with few refusals, on a clock of its own."""
    found = paced(replace(WORLDS[world], known=known))
    assert found.share >= 0.97
    assert found.refused <= 16


@pytest.mark.parametrize("bucket", [False, True])
def test_an_unknown_quota_is_used_up(bucket: bool) -> None:
    """Where nobody tells the quota, refusals tell it."""
    assert paced(Course(known="unknown", bucket=bucket)).share >= 0.97
