"""What Sphinx' environment remembers from build to build, and gathers from parallel readers.

Sphinx pickles it with the environment. Values only; nothing in here opens a file or knows autodoc.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sphinx_aidoc.remembered import Outline, Remembered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sphinx.environment import BuildEnvironment

    from aidoc_core.asking.counters import Counters
    from aidoc_core.build.ledger import Record
    from aidoc_core.code.declared import Declared
    from aidoc_core.code.objects import Documented, Said
    from aidoc_core.problems import Problem
    from aidoc_core.settings import Settings

VERSION = 16
"""Raised whenever the shape of `BuildState` changes; Sphinx then makes its environment anew."""

ANY = "*"
"""In place of a document, where it is not known which."""
NO_SOURCE = "no Python source"
"""Why nothing is requested for what a compiled module has."""
MADE = "made while the code runs"
"""Why an object that no line of the source makes is left alone."""
ELSEWHERE = "defined in another package: "
"""Likewise, with the package, of what others have made."""
IN_STUB = "its words stand in the stub alone, which autodoc does not read"
"""Why an object is left alone that has words in the source, and none on its page."""
LOST = "its docstring is lost at run time"
"""Likewise, where code takes them away."""
UNKNOWN = "?"
"""The state of a text that would have to be asked for."""


@dataclass(slots=True)
class BuildState:
    """What is remembered.

    Attributes:
        pages: For each document, the objects it shows, each with the state of its text (`text_state`).
        records: What became of each of them, without its source.
        files: The source files that the last build read.
        reports: Documents with an `aidoc-report` directive.
        names: For each document, the names under which it shows objects where those are not their own: a package
            exports what a module of it defines. By the object's path.
        exceptions: Cross-references that generated text made: document and target.
        on_demand: Objects of each document that the scan had missed.
        spent: What another process asked for while it read a document, in this build.
        problems: What went wrong there.
        declared: For each document, what it describes by directives that stand in it.
        left_out: Objects of each document whose answers are not shown after all, each with the reason.
        revealed: What only aidoc makes appear: document, and name as it is shown there.
        words: People's words that objects have at run time only, by path.
        told: People's words in code that only running code tells, by path.
        twins: What is not missing of objects under whose names pages show others, by path.
        rows: For each document, the objects of which it shows the first words alone, in a table of summaries.
        silent: Documents that showed nothing when they were read, each with a digest of its text.
        events: What became of each docstring of documents that this build has read (`Journal`); nobody keeps it here.
        token: Tells this state from all others; empty where it has changed since it was given.
    """

    pages: dict[str, dict[str, str]] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    exceptions: set[tuple[str, str]] = field(default_factory=set)
    on_demand: dict[str, set[str]] = field(default_factory=dict)
    spent: dict[str, Counters] = field(default_factory=dict)
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    declared: dict[str, Declared] = field(default_factory=dict)
    left_out: dict[str, dict[str, str]] = field(default_factory=dict)
    revealed: set[tuple[str, str]] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)
    told: dict[str, Said] = field(default_factory=dict)
    twins: dict[str, Documented] = field(default_factory=dict)
    rows: dict[str, set[str]] = field(default_factory=dict)
    silent: dict[str, str] = field(default_factory=dict)
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    token: str = ""

    def show(self, document: str, record: Record, look: Sequence[str]) -> None:
        """Remember that a document shows an object, and the state of its text (`text_state`)."""
        path = record.obj.path
        self.pages.setdefault(document, {})[path] = text_state(record, look)
        self.records[path] = slim(record)

    def forget(self, documents: Collection[str]) -> None:
        """Forget documents; their objects' records go when no other document shows them."""
        gone = frozenset(documents)
        self.token = ""
        for document in gone:
            for known in (self.pages, self.names, self.on_demand, self.declared, self.left_out, self.rows, self.silent):
                known.pop(document, None)
        self.reports -= gone
        self.exceptions = {pair for pair in self.exceptions if pair[0] not in gone}
        self.revealed = {pair for pair in self.revealed if pair[0] not in gone}

    def of_reader(self) -> BuildState:
        """What another process that reads documents has to send back: what is not here knows whoever started it."""
        new = {path for paths in self.on_demand.values() for path in paths}
        worked_out = {path for document in self.events for path in self.pages.get(document, ())}
        return BuildState(
            pages=self.pages,
            records={
                path: record
                for path, record in self.records.items()
                if path in new or is_of_page(record) or (record.obj.skip and path in worked_out)
            },
            reports=self.reports,
            exceptions=self.exceptions,
            on_demand=self.on_demand,
            spent=self.spent,
            problems=self.problems,
            left_out=self.left_out,
            revealed=self.revealed,
            rows=self.rows,
            events=self.events,
            declared={document: self.declared[document] for document in self.on_demand if document in self.declared},
        )

    def merge(self, documents: Iterable[str], other: BuildState) -> None:
        """Take over what another process has found in some documents (`of_reader`)."""
        self.token = ""
        for document in documents:
            shown = other.pages.get(document, {})
            self.pages.setdefault(document, {}).update(shown)
            self.records.update({path: other.records[path] for path in shown if path in other.records})
            self.exceptions |= {pair for pair in other.exceptions if pair[0] == document}
            self.revealed |= {pair for pair in other.revealed if pair[0] == document}
            self.reports |= {document} & other.reports
            for own, theirs in zip(self._found_in_documents(), other._found_in_documents(), strict=True):
                if document in theirs:
                    own[document] = theirs[document]

    def _found_in_documents(self) -> tuple[dict[str, Any], ...]:
        """What is found out while a document is read, by document."""
        return (self.left_out, self.on_demand, self.declared, self.rows, self.spent, self.events, self.problems)

    def declares(
        self, reading: Mapping[str, Collection[str]] | None = None, *, without: Collection[str] = ()
    ) -> Declared:
        """What documents describe by directives, all in all.

        Where one shows the signature of the code, those that others show, by a directive or a handler, take nothing
        from that: each page has its own.

        Args:
            reading: What documents show that are about to be read, by path.
            without: Documents that do not count.
        """
        from aidoc_core.code.declared import Declared, together  # noqa: PLC0415 - where objects are looked up

        found = together(one for document, one in self.declared.items() if document not in without)
        others = found.signatures.keys() | found.handled.keys()
        if not others:
            return found
        plain: set[str] = set()
        for shown in (self.pages, reading or {}):
            for document in shown.keys() - {*without}:
                told = self.declared.get(document, Declared())
                plain |= others.intersection(shown[document]) - told.signatures.keys() - told.handled.keys()
        return replace(
            found,
            signatures={path: one for path, one in found.signatures.items() if path not in plain},
            handled={path: one for path, one in found.handled.items() if path not in plain},
        )

    def outline(self) -> Outline:
        """What decides whether there is anything to do."""
        return Outline(
            frozenset(document for document, shown in self.pages.items() if shown),
            dict(self.silent),
            tuple(self.files),
            frozenset(self.reports),
            any(record.lacks_answer for record in self.records.values()),
            frozenset(self.revealed),
            self.token,
            frozenset().union(*(record.unread for record in self.records.values())),
        )

    def exported(self, path: str) -> list[str]:
        """The other names under which documents show an object."""
        return sorted({names[path] for names in self.names.values() if path in names})

    def shown(self) -> set[str]:
        """The paths that any document shows."""
        return {path for shown in self.pages.values() for path in shown}

    def in_full(self) -> set[str]:
        """The paths of which any document shows more than their first words."""
        return {
            path for document, shown in self.pages.items() for path in shown.keys() - self.rows.get(document, set())
        }

    def carried(self) -> list[Record]:
        """The records of all objects that are shown, as a later build sees them: paid for, and in the cache."""
        wanted = self.shown()
        self.records = {path: record for path, record in self.records.items() if path in wanted}
        out = self.reasons()
        return [_later(record.left_out(out[path]) if path in out else record) for path, record in self.records.items()]

    def waiting(self, settings: Settings) -> set[str]:
        """The documents that show any object of which a build with these options would request something."""
        lack = {path for path, record in self.records.items() if record.waits(settings)}
        return {document for document, shown in self.pages.items() if not lack.isdisjoint(shown)}

    def reasons(self) -> dict[str, str]:
        """Why answers are not shown after all, by the paths of their objects."""
        return {path: reason for found in self.left_out.values() for path, reason in found.items()}


def remembered(env: BuildEnvironment) -> Remembered[BuildState]:
    """What the environment remembers, read when it is first looked at."""
    found: Remembered[BuildState] | None = getattr(env, "aidoc", None)
    if found is None:
        found = Remembered(BuildState())
        env.aidoc = found  # type: ignore[attr-defined]
    return found


def of(env: BuildEnvironment) -> BuildState:
    """What the environment remembers, all of it."""
    return remembered(env).state


def text_state(record: Record | None, look: Sequence[str]) -> str:
    """What of a record shows on a page, as a text to compare: empty for nothing.

    Args:
        record: The record; `None` where it would have to be asked for.
        look: What else decides how it is shown: `mark`, `link_hosts`.
    """
    if record is None:
        return UNKNOWN
    from aidoc_core.render.mark import mark_of  # noqa: PLC0415 - where objects are looked up

    parts: list[Any] = [asdict(record.said)] if record.said else []
    if record.filled and record.entry is not None:
        parts += [record.entry.answer.to_dict(), mark_of(record.entry, record.gaps).text, *look]
    if not parts:
        return ""
    text = json.dumps(parts, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return digest if record.filled or not record.gaps else UNKNOWN + digest


def is_of_page(record: Record) -> bool:
    """Whether a record is of an object that a page alone tells of."""
    return record.obj.skip in (MADE, NO_SOURCE) or record.obj.skip.startswith(ELSEWHERE)


def is_unanswered(state: str) -> bool:
    """Whether a page shows no answer for an object: nothing, or people's words alone where an answer is missing."""
    return not state or state.startswith(UNKNOWN)


def slim(record: Record) -> Record:
    """A record without what only asking needs: the environment is read and written with every build.

    What lacks an answer keeps it: a report estimates what requesting it would take.
    """
    if record.lacks_answer:
        return record
    return replace(record, obj=replace(record.obj, source="", code="", members=(), human=""))


def _later(record: Record) -> Record:
    from aidoc_core.answers.usage import Usage  # noqa: PLC0415 - a record has it

    outcome = "cached" if record.outcome == "generated" else record.outcome
    return replace(record, outcome=outcome, usage=Usage(), repeated=Usage())
