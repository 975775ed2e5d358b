"""What a reader of `-j` sends back: what it has found, without what the process that started it knows."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
import sys
from typing import TYPE_CHECKING

import pytest

from aidoc_core.asking.counters import Counters
from aidoc_core.build.ledger import Record
from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.problems import Problem
from sphinx_aidoc.remembered import Remembered
from sphinx_aidoc.state import BuildState

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue


def _record(path: str) -> Record:
    module = path.rpartition(".")[0]
    return Record(
        obj=ApiObject(path=path, kind="function", module=module, location=Location(file="pkg.py")), outcome="cached"
    )


def _known() -> BuildState:
    """What is known before documents are read."""
    state = BuildState(files=["one.py"], words={"pkg.one": "Words."})
    for document, path in (("first", "pkg.one"), ("first", "pkg.two"), ("second", "pkg.one")):
        state.show(document, _record(path), ())
    state.names["first"] = {"pkg.one": "other.one"}
    return state


def _read(state: BuildState) -> BuildState:
    """The same after a reader has read the first document, and found there what nobody had foreseen."""
    state.show("first", _record("pkg.three"), ())
    state.on_demand["first"] = {"pkg.three"}
    state.rows["first"] = {"pkg.three"}
    state.spent["first"] = Counters(requests=1)
    state.problems["first"] = [Problem(kind="source", message="Odd.")]
    state.exceptions.add(("first", "pkg.Error"))
    state.revealed.add(("first", "pkg.two"))
    state.left_out["first"] = {"pkg.two": "A handler of the site says otherwise."}
    state.reports.add("first")
    return state


def test_nothing_is_lost_that_was_found() -> None:
    """Merging it comes to the same as merging all that the reader knew."""
    whole, sent = _known(), _known()
    found = _read(_known())
    whole.merge(["first"], copy.deepcopy(found))
    sent.merge(["first"], pickle.loads(pickle.dumps(found.of_reader())))
    assert sent == whole
    assert sent.records.keys() == {"pkg.one", "pkg.two", "pkg.three"}


def _send(remembered: Remembered[BuildState], queue: SimpleQueue[bytes]) -> None:
    queue.put(pickle.dumps(remembered))


@pytest.mark.skipif(sys.platform != "linux", reason="Sphinx reads in other processes where it can fork")
def test_only_what_was_found_is_sent() -> None:
    """The report of the last build, and the records of all objects, stay where they are; a build writes all of it."""
    remembered = Remembered(_read(_known()))
    remembered.report = {"objects": [{"path": "pkg.one"}] * 1000}
    fork = multiprocessing.get_context("fork")
    queue: SimpleQueue[bytes] = fork.SimpleQueue()
    process = fork.Process(target=_send, args=(remembered, queue))
    process.start()
    sent: Remembered[BuildState] = pickle.loads(queue.get())
    process.join()
    assert list(sent.state.records) == ["pkg.three"]
    assert not sent.report
    assert not sent.state.files
    written: Remembered[BuildState] = pickle.loads(pickle.dumps(remembered))
    assert written.state == remembered.state
    assert written.report == remembered.report
