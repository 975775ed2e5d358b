"""What an earlier build counted of a module that nothing has touched since: a tally without records.

The same questions have the same answers; only what other modules may change is asked again, and where that is another
by now, rows are made of those that there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from aidoc_core.answers.redacted import Redacted
from aidoc_core.answers.usage import Usage
from aidoc_core.build.approval import Approval
from aidoc_core.build.authorship import count_authors
from aidoc_core.build.bills import Bill, ModelBill, Spending
from aidoc_core.build.coverage import Coverage, Covered, count_covered
from aidoc_core.build.ledger import Record
from aidoc_core.build.next_steps import Ranked, needs
from aidoc_core.build.packed_rows import WrittenModule
from aidoc_core.build.tally import Standing, Tally
from aidoc_core.code.gaps import Gaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import griffe

    from aidoc_core.build.authorship import Author
    from aidoc_core.build.ledger import Outcome
    from aidoc_core.build.provenance import Answered
    from aidoc_core.code.lookup import Package

    Row = dict[str, Any]


class Place(NamedTuple):
    """What other modules and the site tell of the objects of a module.

    Attributes:
        used: Uses of the name of each; `None` where nobody counts.
        shown: Whether a page of the navigation shows each; `None` where nobody knows.
        exports: Stands for what the `__all__` of the module and of those around it name.
        exported: Tells whether one of them names an object.
        importance: How much it matters, by its path, its kind, whether it is public, its complexity, and the three.
    """

    used: list[int] | None
    shown: list[bool] | None
    exports: str
    exported: Callable[[str], bool | None]
    importance: Callable[[Row, bool], float]


class KeptTally(Tally):
    """The tally of a module, by what is remembered of it.

    Args:
        module: The path of the module.
        data: What `module_data` gave of it.
        package: Its package, as it is loaded now.
        loaded: The module, likewise.

    Attributes:
        data: The same.
    """

    def __init__(self, module: str, data: Mapping[str, Any], package: Package, loaded: griffe.Module) -> None:
        super().__init__(module, (), keeps=False)
        self.data = data
        self.around = package, loaded
        self._known: dict[str, Callable[[], Any]] = {
            "names": lambda: data["names"],
            "paths": lambda: data["paths"],
            "has code": lambda: data["has code"],
            "read": lambda: (Counter(data["read"]), Counter(data["names"])),
            "complexity": list,
            "spending": lambda: _spending(data["spending"]),
            "approval": lambda: Approval(**{**data["approval"], "below": tuple(data["approval"]["below"])}),
        }
        self._of_rows: dict[str, Callable[[], Any]] = {
            "ranked": lambda: {need: list(map(self._ranked, found)) for need, found in data["ranked"].items()},
            "banded": lambda: {int(band): tuple(counts) for band, counts in data["banded"].items()},
            "findings": lambda: [tuple(one) for one in data["findings"]],
        }
        self._as_it_was: object = None

    def made(self, what: str, rests_on: object, make: Callable[[], Any]) -> Any:
        """What an earlier build has made of the records; what is made of its rows, where these are what they were."""
        if what in self._known:
            return self._known[what]()
        rows = rests_on[0] if isinstance(rests_on, tuple) and rests_on else rests_on
        if what in self._of_rows and rows is self._as_it_was:
            return self._of_rows[what]()
        return make()

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of its objects."""
        return frozenset(self.data["paths"])

    @property
    def fields(self) -> Mapping[str, Author]:
        """As in `Tally`."""
        found: Mapping[str, Author] = self.data["fields"]
        return found

    @cached_property
    def lacking(self) -> tuple[Record, ...]:
        """Those of its objects that have no answer, as records."""
        return tuple(map(_lacking, self.data["lacking"]))

    @cached_property
    def redacted(self) -> tuple[tuple[Redacted, ...], ...]:
        """As in `Tally`."""
        return tuple(tuple(Redacted(kind=kind, where=where) for kind, where in one) for one in self.data["redacted"])

    @property
    def answered(self) -> Iterable[Answered]:
        """As in `Tally`, each once."""
        return ((deployment, date, model) for deployment, date, model in self.data["answered"])

    @cached_property
    def outcomes(self) -> Counter[Outcome]:
        """As in `Tally`."""
        return Counter(self.data["outcomes"])

    @property
    def reviewed(self) -> bool:
        """Never: what git may tell more of is not remembered."""
        return False

    def standing(self, fields: Mapping[str, Author]) -> Standing:
        """As in `Tally`; counted again where other fields are described than were."""
        here = {path: fields[path] for path in fields.keys() & self.paths}
        data = self.data
        if here == data["here"]:
            before, after = (Coverage.from_dict(data[name]) for name in ("before", "after"))
            covers, by = _Later(lambda: self._covers(here)), _Later(lambda: self._authors(here))
            return Standing(covers=covers, by=by, before=before, after=after, authors=data["authors"])
        covered, authors = self._covers(here), self._authors(here)
        before, after = count_covered(covered.values())
        return Standing(covers=covered, by=authors, before=before, after=after, authors=count_authors(authors.values()))

    def _covers(self, here: Mapping[str, Author]) -> dict[str, Covered]:
        found = {}
        for path, (before, filled, whole, complete) in zip(self.data["paths"], self.data["covers"], strict=True):
            described = path in here
            found[path] = Covered(
                before=bool(before),
                after=bool(before or filled) or described,
                complete_before=bool(whole),
                complete=bool(complete) or described,
            )
        return found

    def _authors(self, here: Mapping[str, Author]) -> dict[str, Author]:
        pairs = zip(self.data["paths"], self.data["by"], strict=True)
        return {path: author or here.get(path, "nobody") for path, author in pairs}

    @cached_property
    def _rows(self) -> WrittenModule:
        return WrittenModule(self.data["rows"], self.data["paths"])

    def rows(self, place: Place, standing: Standing, contradicted: frozenset[str]) -> Sequence[Row]:
        """The rows of its objects: those that there were, where nothing else tells anything new of them.

        Args:
            place: What other modules and the site tell.
            standing: How far its objects are documented.
            contradicted: The paths of objects whose docstrings the code contradicts.
        """
        data = self.data
        same = isinstance(standing.by, _Later) and (place.used, place.shown) == (data["used"], data["shown"])
        if same and place.exports == data["exports"]:
            self._as_it_was = self._rows
            return self._rows
        found = [dict(row) for row in self._rows]
        for number, (row, public) in enumerate(zip(found, data["public"], strict=True)):
            row["author"] = standing.by[row["path"]]
            row["uses"] = None if place.used is None else place.used[number]
            row["exported"] = place.exported(row["path"])
            row["in_navigation"] = None if place.shown is None else place.shown[number]
            row["importance"] = place.importance(row, bool(public))
            row["needs"] = needs(row, contradicted)
        return found

    def _ranked(self, found: Sequence[Any]) -> Ranked:
        importance, place = found
        path = self.data["paths"][place]
        return Ranked(importance, path.count("."), path, place)


class _Later(Mapping[str, Any]):
    """A table that is made when it is first asked for."""

    def __init__(self, make: Callable[[], dict[str, Any]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> dict[str, Any]:
        return self._make()

    def __getitem__(self, path: str) -> Any:
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def _lacking(data: Mapping[str, Any]) -> Record:
    from aidoc_core.build.readings import read_object  # noqa: PLC0415 - it brings Griffe, and few have such objects

    gaps: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data["gaps"].items()
    }
    return Record(
        obj=read_object(data["obj"], None),
        outcome=data["outcome"],
        gaps=Gaps(**gaps),
        fingerprint=data["fingerprint"],
        reason=data["reason"],
        remembered=data["remembered"],
    )


def plain_spending(spending: Spending) -> list[Any]:
    """What objects cost, as plain data in which no digit is lost."""
    bills = [spending.all, *spending.models.values()]
    usages = (spending.failures, spending.repeated, spending.saved)
    return [[*spending.models], [[_plain(one.build), *_plain_bill(one.shown)] for one in bills], [*map(_plain, usages)]]


def _spending(data: Sequence[Any]) -> Spending:
    models, bills, usages = data
    whole, *others = [
        ModelBill(build=_usage(build), shown=Bill(texts=texts, unpriced=unpriced, usage=_usage(usage)))
        for build, texts, unpriced, usage in bills
    ]
    failures, repeated, saved = map(_usage, usages)
    by_model = dict(zip(models, others, strict=True))
    return Spending(all=whole, models=by_model, failures=failures, repeated=repeated, saved=saved)


def _plain_bill(bill: Bill) -> list[Any]:
    return [bill.texts, bill.unpriced, _plain(bill.usage)]


def _plain(usage: Usage) -> list[Any]:
    cost = None if usage.cost_usd is None else str(usage.cost_usd)
    tokens = (usage.input_tokens, usage.cached_input_tokens, usage.output_tokens, usage.reasoning_tokens)
    return [*tokens, cost]


def _usage(data: Sequence[Any]) -> Usage:
    given, cached, written, reasoning, cost = data
    return Usage(
        input_tokens=given, cached_input_tokens=cached, output_tokens=written, reasoning_tokens=reasoning,
        cost_usd=None if cost is None else Decimal(cost),
    )  # fmt: skip
