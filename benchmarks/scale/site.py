"""Sites over made-up packages, with an answer in the cache for all that has none: what is measured is a warm build."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

from aidoc_core.answers import DiskAnswers, Entry
from aidoc_core.answers.answer import Answer
from aidoc_core.answers.fingerprint import PROMPT_VERSION
from aidoc_core.answers.wire import WireAnswer
from aidoc_core.build.session import Session
from aidoc_core.code.packages import Packages
from aidoc_core.settings import Settings
from benchmarks.packages import WORK
from benchmarks.scale.made_up import TOP, write_copy, write_package
from benchmarks.sites import make_site
from tests.azure.asked import AskedObject
from tests.azure.prose import write_answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aidoc_core.build.ledger import Record

TOP_DIRECTORY = WORK / "scale"
_AIDOC = "  - aidoc: {offline: true, on_miss: ignore}\n"


def site_of(copies: int, goes_on: Callable[[], bool], top: Path = TOP_DIRECTORY, *, name: str = "site") -> Path | None:
    """A site over a package of some copies, made once.

    Args:
        copies: How many.
        goes_on: Asked before each step; what is made by then is kept.
        top: Where sites and answers are.
        name: What it begins with; a benchmark that edits the source has a site of its own.

    Returns:
        Its directory; `None` where there was no time.
    """
    site = top / f"{name}-{copies}-{PROMPT_VERSION}"
    ready = site / "ready"
    if ready.is_file():
        return site
    cache = _answers(copies, goes_on, top)
    if cache is None:
        return None
    write_package(source_of(site), copies)
    make_site(site, source_of(site), TOP, aidoc=_AIDOC)
    shutil.copytree(cache, site / ".aidoc/cache")
    ready.touch()
    return site


def source_of(site: Path) -> Path:
    """Where the package of a site is."""
    return site.with_name(f"source-of-{site.name}")


def _answers(copies: int, goes_on: Callable[[], bool], top: Path) -> Path | None:
    """A cache with the answers for some copies: those for fewer, and then one after the other."""
    place = top / f"answers-{copies}-{PROMPT_VERSION}"
    done = place / "copies"
    if not place.is_dir():
        fewer = [int(one.name.split("-")[1]) for one in top.glob(f"answers-*-{PROMPT_VERSION}")]
        start = max((number for number in fewer if number < copies and _is_ready(top, number)), default=0)
        if start:
            shutil.copytree(top / f"answers-{start}-{PROMPT_VERSION}", place)
        else:
            (place / "cache").mkdir(parents=True)
            done.write_text("0")
    for number in range(int(done.read_text()), copies):
        if not goes_on():
            return None
        _answer_copy(number, place / "cache", top / "one")
        done.write_text(str(number + 1))
    return place / "cache"


def _is_ready(top: Path, copies: int) -> bool:
    return (top / f"answers-{copies}-{PROMPT_VERSION}" / "copies").read_text() == str(copies)


def _answer_copy(number: int, cache: Path, place: Path) -> None:
    """Answer what one copy lacks, read alone: an answer hangs on its own object."""
    shutil.rmtree(place, ignore_errors=True)
    write_copy(place, number)
    settings = Settings(offline=True, cache_dir=str(place / "cache"))
    session = Session(settings, root=place, tool="benchmark")
    try:
        records = session.fill(Packages([place], root=place).objects(TOP))
    finally:
        session.close()
    store = DiskAnswers(cache)
    for record in records:
        if record.outcome == "missed":
            store.put(_entry(record))
    store.close()


def _entry(record: Record) -> Entry:
    """An answer as the local Azure writes it."""
    obj, name = record.obj, record.obj.qualname
    asked = AskedObject(
        n=1, kind=obj.kind, name="" if name == "." else name, module=obj.module, only=tuple(record.gaps.names()),
        parameters=tuple(one.name for one in obj.parameters),
    )  # fmt: skip
    wire = WireAnswer.model_validate(write_answer(asked))
    return Entry(
        fingerprint=record.fingerprint, path=obj.path, module=obj.module, kind=obj.kind, state="answered",
        answer=Answer.from_wire(wire), model="gpt-4.1-mini", deployment="docs", date="2026-11-26",
        prompt=PROMPT_VERSION, build="benchmark",
    )  # fmt: skip


def edit(file: Path) -> None:
    """Change the body of the last function of a module: another number each time, or no run would find it changed."""
    text = file.read_text(encoding="utf-8")
    head, sign, _ = text.rpartition("\n    edited = ")
    if not sign:
        head = text.rstrip("\n") + "\n\n\ndef edited():"
    file.write_text(f"{head}\n    edited = {time.time_ns()}\n", encoding="utf-8")
