"""Words of the source that no page shows: gone with a decorator, or in a stub beside the source alone.

autodoc shows what running code says. Where that is nothing, nobody is asked either: a person has said it, elsewhere.
"""

from __future__ import annotations

import inspect
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import PycodeError
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.inspect import isproperty, unpartial

from aidoc_core.code.files import files_of
from aidoc_core.code.objects import Documented

if TYPE_CHECKING:
    import griffe

    from aidoc_core.code.objects import ApiObject
    from sphinx_aidoc.live import Live

IN_STUB = "its words stand in the stub alone, which autodoc does not read"
LOST = "its docstring is lost at run time"


def without_unspoken(api: ApiObject, obj: griffe.Object, live: Live) -> ApiObject:
    """An object as pages show it: without words that running code does not have, and left alone then.

    Args:
        api: The object.
        obj: The same in the source.
        live: The objects at run time.
    """
    if not api.human or api.skip or api.inherits or api.said.summary is not None or not is_unspoken(obj, live):
        return api
    reason = IN_STUB if _stub(obj) is not None and not _in_source(obj, api.human) else LOST
    return replace(api, human="", documented=Documented(), skip=reason)


def is_unspoken(obj: griffe.Object, live: Live) -> bool:
    """Whether the words of the source are none at run time: in a stub alone, or gone with a decorator.

    Args:
        obj: An object that has words in the source.
        live: The objects at run time.
    """
    found, words = live.find(obj.path), live.words(obj.path)
    if found is None or words is None or not words.fixed or words.text:
        return False
    if obj.is_attribute and "property" not in obj.labels:
        return _stub(obj) is not None and not _commented(obj, found.owner)
    # What a decorator has made a mere value may say something that autodoc shows for values.
    made = inspect.ismodule(found.obj) or isinstance(found.obj, type) or isproperty(found.obj)
    return made or inspect.isroutine(unpartial(found.obj))


def _stub(obj: griffe.Object) -> Path | None:
    """The stub beside the source of an object."""
    file = files_of(obj)
    stub = file.with_suffix(".pyi") if isinstance(file, Path) and file.suffix == ".py" else None
    return stub if stub is not None and stub.is_file() else None


def _in_source(obj: griffe.Object, text: str) -> bool:
    """Whether the first line of a docstring stands in the source, too."""
    file = files_of(obj)
    first = next(iter(text.strip().splitlines()), "")
    try:
        return isinstance(file, Path) and first in file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True


def _commented(obj: griffe.Object, owner: object) -> bool:
    """Whether autodoc finds a comment for a value, in the source of its module or in that of a base class."""
    places = [(obj.module.path, obj.path[len(obj.module.path) + 1 :].rpartition(".")[0])]
    bases = inspect.getmro(owner)[1:] if isinstance(owner, type) else ()
    places += [(one.__module__, one.__qualname__) for one in bases if one.__module__ in sys.modules]
    for module, namespace in places:
        try:
            if (namespace, obj.name) in ModuleAnalyzer.for_module(module).find_attr_docs():
                return True
        except PycodeError:  # no source
            continue
    return False
