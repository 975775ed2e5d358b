"""Edits of bodies of functions: what documents show stays, and no code has to be loaded to know it.

Most edits are of such a body, and mostly of one that has been edited before, so that its answer is gone already.
Nothing of a document is another one then. What is remembered of the code is brought up to date from the edited modules
alone, and so is the record of each edited function that a document shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build.prominence import names_in
from aidoc_core.code.decoding import source_text
from aidoc_core.code.edited_bodies import edited_bodies
from aidoc_core.code.lookup.digests import text_digest
from sphinx_aidoc.rests_on import file_digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session
    from aidoc_core.code.edited_bodies import EditedBodies
    from sphinx_aidoc.state import BuildState

_LONGEST = 2**18
"""Characters of a module whose text is kept."""
_MOST = 2**24
"""Characters of all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InBodies:
    """What edits of bodies come to.

    Attributes:
        code: What documents rest on by now (`what_documents_rest_on`).
        records: The records of edited functions that documents show.
    """

    code: Mapping[str, Any]
    records: Mapping[str, Record]


def in_bodies(
    session: Session, state: BuildState, code: Mapping[str, Any], files: Mapping[str, str], packages: Mapping[str, Any]
) -> InBodies | None:
    """What the edits since an earlier build come to; `None` where any may change more than a body that nobody shows.

    Args:
        session: The build.
        state: What Sphinx' environment remembers of that build.
        code: What documents rest on, and the files that were there, each with its digest.
        files: The same files now.
        packages: Where packages are, by name (`rests_on.places`).

    Raises:
        OSError: A file cannot be read.
        ValueError: It holds no text.
    """
    before = code["files"]
    edits: dict[Path, EditedBodies] = {}
    for file in (Path(file) for file, digest in files.items() if digest != before[file]):
        edit = _edit(session, file, before[str(file)], packages)
        if edit is None:
            return None
        edits[file] = edit
    table = None if None in code["modules"].values() else _table(edits, code)
    if table is None:
        return None
    records: dict[str, Record] = {}
    for edit in edits.values():
        found = _records(session, state, edit)
        if found is None:
            return None
        records |= found
    names = {path: names_in(record.obj) for path, record in records.items()}
    return InBodies(code={**code, "asked": table, "names": {**code["names"], **names}}, records=records)


def keep_texts(session: Session, files: Mapping[str, str], before: Mapping[str, Any]) -> list[str]:
    """Keep the texts of modules, for a build after an edit.

    Args:
        session: The build.
        files: All files of the code, each with its digest.
        before: The same of an earlier build, and the list of those that it has kept.

    Returns:
        The files whose texts are kept.
    """
    known = {file for file in before.get("texts", ()) if before["files"].get(file) == files.get(file)}
    kept, room = [], _MOST
    for file, digest in files.items():
        if not file.endswith(".py"):
            continue
        room -= (size := Path(file).stat().st_size)
        if size > _LONGEST or room < 0:
            continue
        kept.append(file)
        if file not in known:
            text = source_text(Path(file))
            if file_digest(Path(file)) == digest:
                session.memory.memos.write(_name(file), digest, {"text": text})
    return kept


def _name(file: str) -> str:
    return f"text {file}"


def _edit(session: Session, file: Path, before: str, packages: Mapping[str, Any]) -> EditedBodies | None:
    module = _module(file, packages)
    if not module or file.suffix != ".py" or file.with_suffix(".pyi").exists():
        return None
    found = session.memory.memos.read(_name(str(file)), before)
    return edited_bodies(module, found["text"], source_text(file)) if found else None


def _module(file: Path, packages: Mapping[str, Any]) -> str:
    """The path of the module that stands in a file; empty where that is not known."""
    for name, (_, where) in packages.items():
        for place in map(Path, where):
            if file == place:
                return name
            if place in file.parents:
                parts = file.relative_to(place).with_suffix("").parts
                return ".".join((name, *(parts[:-1] if parts[-1] == "__init__" else parts)))
    return ""


def _table(edits: Mapping[Path, EditedBodies], code: Mapping[str, Any]) -> list[Any] | None:
    """The table of questions with their answers now; `None` where one may have another that is not known."""
    table = [*code["asked"]]
    for file, edit in edits.items():
        of = edit.module.partition(".")[0]
        whole = text_digest(file, edit.before)
        touched = {*edit.touched((kind, name) for package, kind, name, _ in table if package == of)}
        for place, (package, kind, name, answer) in enumerate(table):
            if package == of and kind == "piece" and answer == whole:
                return None  # its lines could not be told from others
            if package != of or (kind, name) not in touched:
                continue
            others = (places for module, places in code["modules"].items() if module != edit.module)
            if (kind != "piece" and (kind != "text" or answer != whole)) or any(place in one for one in others):
                return None
            # Nobody knows the piece before the code is loaded: until then its answer is never the same again.
            table[place] = [package, kind, name, text_digest(file, edit.now) if kind == "text" else None]
    return table


def _records(session: Session, state: BuildState, edit: EditedBodies) -> dict[str, Record] | None:
    """The records of edited functions that documents show; `None` where any shows more than that it has no answer."""
    shown = state.shown()
    lacking = {path for path, one in state.records.items() if one.lacks_answer and path in shown}
    found: dict[str, Record] = {}
    for path in edit.functions:
        above = path
        while (above := above.rpartition(".")[0]) != edit.module:
            if above in lacking:  # the source of a class is kept whole
                return None
        if path not in shown:
            continue
        if path not in lacking:
            return None
        from aidoc_core.build.edited_records import still_unanswered  # noqa: PLC0415 - as `sphinx_aidoc.build`

        now = still_unanswered(session, state.records[path], edit)
        if now is None:
            return None
        found[path] = now
    return found
