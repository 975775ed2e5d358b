"""Documents that an edit of code leaves as they are: what each rests on, and whether that is as it was.

A document rests on the modules that it shows: on their text, on what all that they reach is like from outside, and on
what was asked of the package when their objects were read and answers checked. It rests on where the names in its
directives lead, too. What objects are at run time is looked at elsewhere (`live_digest`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.build.prominence import names_in
from aidoc_core.code.lookup.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aidoc_core.code.lookup.notes import Note
    from sphinx_aidoc.build import Build


class Code:
    """The code, and what may be asked of it.

    Args:
        build: The build that has loaded it.
    """

    def __init__(self, build: Build) -> None:
        self._build = build
        self._questions: dict[str, Questions | None] = {}
        self._holds: dict[int, bool] = {}

    def questions(self, name: str) -> Questions | None:
        """What answers questions about the package that a dotted name is in; `None` where it is not loaded."""
        first = name.partition(".")[0]
        if first not in self._questions:
            package = self._build.packages.package(first)
            self._questions[first] = None if package is None else Questions(package)
        return self._questions[first]

    def of_module(self, module: str) -> list[tuple[Note, Any]] | None:
        """The questions that everything about a module rests on, with their answers.

        Args:
            module: A module that documents show.

        Returns:
            None where nobody knows all of them.
        """
        questions, packages, session = self.questions(module), self._build.packages, self._build.session
        package = packages.package(module.partition(".")[0])
        if questions is None or package is None:
            return []  # not ours
        read, judged = session.memory.readings.asked(package, module), session.opened.verdicts.asked(package, module)
        if read is None or judged is None or packages.unnoted(module):
            return None
        return [*self.answered(("text", module), ("reach", module)), *read, *judged]

    def answered(self, *notes: Note) -> Iterable[tuple[Note, Any]]:
        """Questions with the answers that they have."""
        for note in notes:
            questions = self.questions(note[1])
            if questions is not None:
                yield from ((one, questions.answer(one)) for one in questions.written_out([note]))

    def holds(self, asked: Sequence[tuple[str, Note, Any]], places: Iterable[int]) -> bool:
        """Whether the answers to some questions of a table are what they were.

        Args:
            asked: The table: of which package, the question, and its answer then.
            places: Where they stand in it.
        """
        for place in places:
            if place not in self._holds:
                of, note, answer = asked[place]
                questions = self.questions(of)
                self._holds[place] = questions is not None and questions.holds(note, answer)
            if not self._holds[place]:
                return False
        return True


class Table:
    """Questions with their answers, each once.

    Args:
        asked: Those that are there already.
    """

    def __init__(self, asked: Iterable[tuple[str, Note, Any]] = ()) -> None:
        self.asked = [*asked]
        self._places = {(of, note, repr(answer)): place for place, (of, note, answer) in enumerate(self.asked)}

    def put(self, of: str, found: Iterable[tuple[Note, Any]]) -> list[int]:
        """Put questions into it, and give their places."""
        first, places = of.partition(".")[0], set()
        for note, answer in found:
            place = self._places.setdefault((first, note, repr(answer)), len(self.asked))
            if place == len(self.asked):
                self.asked.append((first, note, answer))
            places.add(place)
        return sorted(places)


def what_documents_rest_on(build: Build, noted: Iterable[str], earlier: Mapping[str, Any]) -> dict[str, Any]:
    """What documents rest on, as plain data.

    Args:
        build: The build that has filled what they show.
        noted: The documents that it has filled.
        earlier: The same of documents that an earlier build has filled, and that nothing has touched since.
    """
    code, state = Code(build), build.state
    table = Table((of, (kind, name), answer) for of, kind, name, answer in earlier.get("asked", ()))
    modules: dict[str, list[int] | None] = dict(earlier.get("modules", {}))
    documents = dict(earlier.get("documents", {}))
    anew: dict[str, list[int] | None] = {}
    for document in noted:
        shown = [state.records[path].obj.module for path in state.pages.get(document, {}) if path in state.records]
        rests = sorted({*shown, *(module for module, _ in build.asked.get(document, ()))})
        for module in rests:
            if module not in anew:
                found = code.of_module(module)
                anew[module] = None if found is None else table.put(module, found)
        named = sorted({*state.names.get(document, {}).values()})
        ways = [place for name in named for place in table.put(name, code.answered(("along", name)))]
        documents[document] = [rests, sorted({*ways})]
    for module, places in anew.items():
        before = modules.get(module, [])
        modules[module] = None if places is None or before is None else sorted({*before, *places})
    asked = [[of, *note, answer] for of, note, answer in table.asked]
    return {"asked": asked, "modules": modules, "documents": documents, "names": _names(build)}


def _names(build: Build) -> dict[str, list[str]]:
    """The names in the code of objects, by path; of what was carried over without its code, where they are known."""
    session = build.session
    noted = {path for document in build.asked for path in build.state.pages.get(document, ())}
    return {
        record.obj.path: names_in(record.obj) or [*session.names_read.get(record.obj.path, ())]
        for record in session.ledger
        if record.obj.path in noted or record.obj.path in session.names_read
    }


def only(known: Mapping[str, Any], documents: Iterable[str]) -> dict[str, Any]:
    """What some documents rest on, without what only others do.

    Args:
        known: What all rest on (`what_documents_rest_on`).
        documents: The documents.
    """
    left = {document: known["documents"][document] for document in documents if document in known.get("documents", ())}
    modules = {module: known["modules"][module] for rests, _ in left.values() for module in rests}
    used = sorted(
        {place for places in (*modules.values(), *(ways for _, ways in left.values())) for place in places or ()}
    )
    now = {old: place for place, old in enumerate(used)}
    return {
        "asked": [known["asked"][old] for old in used],
        "modules": {
            module: None if places is None else [now[old] for old in places] for module, places in modules.items()
        },
        "documents": {document: [rests, [now[old] for old in ways]] for document, (rests, ways) in left.items()},
    }


def untouched(build: Build, known: Mapping[str, Any], documents: Iterable[str]) -> set[str]:
    """Those of some documents that rest on nothing that has changed.

    Args:
        build: A build that has loaded the code; objects have the words that they have at run time, or had.
        known: What they rest on (`what_documents_rest_on`).
        documents: The documents.
    """
    code = Code(build)
    asked = [(of, (kind, name), answer) for of, kind, name, answer in known["asked"]]
    whole = {
        module: places is not None and code.holds(asked, places) for module, places in known["modules"].items()
    }  # fmt: skip
    found = set()
    for document in documents:
        modules, ways = known["documents"].get(document, (None, ()))
        if modules is not None and all(whole[module] for module in modules) and code.holds(asked, ways):
            found.add(document)
    return found
