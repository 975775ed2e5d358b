"""What the texts of documents rest on, told without loading any code: configuration, releases, sources, directives."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from importlib.machinery import PathFinder
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

import docutils
import sphinx

from aidoc_core.code.declared import declared_in
from aidoc_core.code.files import files_beside, stamp_of
from aidoc_core.code.installed import SOURCES, Digest, installed_state, reader_state
from sphinx_aidoc.directives import scan_file
from sphinx_aidoc.other_directives import directives

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from aidoc_core.settings import Settings

_SKIPS = "autodoc-skip-member"


def surroundings(app: Sphinx, settings: Settings) -> str:
    """A digest of options, releases, extensions and conf.py.

    Args:
        app: Sphinx.
        settings: aidoc's options.
    """
    total = Digest()
    total.add(reader_state(), installed_state(Path(__file__).parent), sphinx.__version__, docutils.__version__)
    total.add(repr(settings), app.builder.name, app.builder.format, sorted(map(str, app.tags)))
    conf = Path(app.confdir) / "conf.py"
    total.add(_configured(app.config), file_digest(conf) if conf.is_file() else "")
    total.add(sorted(_handlers(app)))
    for name, extension in sorted(app.extensions.items()):
        file = getattr(extension.module, "__file__", None)
        total.add(name, extension.version, file and stamp_of(Path(file)))
    for directive, documenter in sorted(directives(app).items()):
        file = getattr(sys.modules.get(documenter.__module__), "__file__", None)
        total.add(directive, documenter.__qualname__, file and stamp_of(Path(file)))
    return total.hex


def _configured(config: Config) -> str:
    values = {one.name: one.value for one in config.filter(frozenset({"env"})) if not one.name.startswith("aidoc_")}
    return json.dumps([values, config.extensions], default=_plain)


def _plain(value: Any) -> object:
    """A value that JSON does not know; of what may be anything, its kind alone."""
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return str(value) if isinstance(value, Path) else type(value).__qualname__


def by_conf(app: Sphinx) -> bool:
    """Whether conf.py itself decides on members: nobody knows what such a handler goes by."""
    return any(event == _SKIPS for event, _ in _own_handlers(app))


def _handlers(app: Sphinx) -> Iterator[str]:
    """What the project's own handlers of autodoc's events are: where they stand, and their code as it is."""
    for event, handler in _own_handlers(app):
        module, code = str(getattr(handler, "__module__", None)), getattr(handler, "__code__", None)
        file = getattr(sys.modules.get(module), "__file__", None)
        told = file_digest(Path(file)) if file and Path(file).is_file() else ""
        yield repr((event, module, getattr(handler, "__qualname__", ""), told, code and _code(code)))


def _own_handlers(app: Sphinx) -> Iterator[tuple[str, Any]]:
    known = {"sphinx_aidoc", "sphinx", *(name.partition(".")[0] for name in app.extensions)}
    for event, listeners in app.events.listeners.items():
        for listener in listeners if event.startswith("autodoc-") else ():
            handler = getattr(listener.handler, "__func__", listener.handler)
            if str(getattr(handler, "__module__", None) or "").partition(".")[0] not in known:
                yield event, handler


def _code(code: CodeType) -> list[object]:
    constants = [
        _code(one) if isinstance(one, CodeType) else sorted(map(repr, one)) if isinstance(one, frozenset) else repr(one)
        for one in code.co_consts
    ]
    return [code.co_code.hex(), code.co_names, constants]


def places(names: Mapping[str, Sequence[str]]) -> dict[str, list[list[str]]]:
    """Where packages are found: by Python now, and as they were read.

    Args:
        names: The directories of each package, or its file; none of what could not be found.
    """
    return {name: [_found(name), [*where]] for name, where in sorted(names.items())}


def are_there(known: Mapping[str, Sequence[Sequence[str]]]) -> bool:
    """Whether Python finds packages where it found them then (`places`), whatever else is searched."""
    return all(_found(name) == [*found] for name, (found, _) in known.items())


def _found(name: str) -> list[str]:
    try:
        spec = PathFinder.find_spec(name)
    except (ImportError, ValueError):
        return []
    if spec is None:
        return []
    return [*(spec.submodule_search_locations or ([spec.origin] if spec.origin else []))]


def sources(known: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, str]:
    """All files that reading packages may look at, each with a digest of it where its text counts.

    Args:
        known: Where they are (`places`).

    Raises:
        OSError: A file is gone by now.
    """
    found: dict[str, str] = {}
    for name, (_, where) in known.items():
        for place in map(Path, where):
            found |= {str(file): file_digest(file) if file.suffix in SOURCES else "" for file in sorted(_within(place))}
            found |= {str(file): file_digest(file) for file in files_beside(name, place.parent)}
    return found


def only_code_differs(files: Mapping[str, str], before: Mapping[str, str]) -> bool:
    """Whether the same files are there, and those that differ hold code."""
    return files.keys() == before.keys() and all(
        digest == before[file] or Path(file).suffix in (".py", ".pyi") for file, digest in files.items()
    )


def file_digest(file: Path) -> str:
    """A digest of what a file holds.

    Raises:
        OSError: It cannot be read.
    """
    return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()


def _within(place: Path) -> Iterator[Path]:
    if not place.is_dir():
        yield place
        return
    for directory, inner, names in os.walk(place):
        inner[:] = [name for name in inner if name != "__pycache__"]
        yield from (Path(directory, name) for name in names)


def told_by(file: Path, source: Path, others: Collection[str] = ()) -> str:
    """A digest of what a document shows and describes, as its text tells it; its other words do not count.

    Args:
        file: The document.
        source: The directory of all documents.
        others: Names of directives that other extensions have for objects.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
    found = declared_in(text)
    described = [sorted(found.written), sorted(found.auto), sorted(found.contents), sorted(found.signatures)]
    told = repr(([*scan_file(file, source, others)], described))
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
