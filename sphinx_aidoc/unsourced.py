"""What pages show and no source of ours has: names of other packages, fields that a call makes, names in slots.

They are counted, so that every object of a page is a row of the report; nothing is requested for them.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from sphinx.util.inspect import safe_getattr

from aidoc_core.code.objects import ApiObject, Documented, Location
from sphinx_aidoc.live_words import slots_of

if TYPE_CHECKING:
    import griffe

    from sphinx_aidoc.words import LivePackages


def foreign(packages: LivePackages, module: griffe.Module, name: str) -> ApiObject | None:
    """What a module shows that somebody else's package defines; `None` for all else.

    Args:
        packages: The code.
        module: The module.
        name: The name there.
    """
    path = f"{module.path}.{name}"
    found, words = packages.live.find(path), packages.live.words(path)
    if found is None or not (isinstance(found.obj, type) or inspect.isroutine(found.obj)):
        return None
    home = found.module.partition(".")[0]
    if home in ("", module.path.partition(".")[0]):
        return None
    return ApiObject(
        path=path,
        kind="class" if isinstance(found.obj, type) else "function",
        module=module.path,
        location=Location(file=packages.locate(module)),
        documented=Documented(summary=words is not None and bool(words.text)),
        skip=f"defined in another package: {home}",
    )


def tuple_fields(packages: LivePackages, obj: griffe.Object) -> list[ApiObject]:
    """The fields of a class that a call of `namedtuple` makes: no code tells what they mean.

    Args:
        packages: The code.
        obj: The assignment.
    """
    found = packages.live.find(obj.path) if obj.is_attribute else None
    names = safe_getattr(found.obj, "_fields", ()) if found is not None and isinstance(found.obj, type) else ()
    if found is None or not isinstance(names, tuple) or found.module != obj.module.path or found.renamed:
        return []
    paths = [f"{obj.path}.{name}" for name in names]
    words = [packages.live.words(path) for path in paths]
    return [
        ApiObject(
            path=path,
            kind="field",
            module=obj.module.path,
            location=Location(file=packages.locate(obj), line=obj.lineno or 0),
            documented=Documented(summary=one is not None and bool(one.text)),
            skip="made by a call of namedtuple",
        )
        for path, one in zip(paths, words, strict=True)
    ]


def slots(packages: LivePackages, cls: griffe.Class, at: str) -> dict[str, ApiObject]:
    """What stands in `__slots__` of a class, by name: where nothing else is said of it, no code tells more.

    Args:
        packages: The code.
        cls: The class.
        at: The name under which it is shown.
    """
    found = packages.live.find(at)
    names = slots_of(found.obj) if found is not None and isinstance(found.obj, type) else {}
    told = {name: text for name, text in names.items() if isinstance(text, str) and text.strip()}
    return {
        name: ApiObject(
            path=f"{at}.{name}",
            kind="field",
            module=cls.module.path,
            location=Location(file=packages.locate(cls), line=cls.lineno or 0),
            documented=Documented(summary=name in told),
            skip="" if name in told else "named in __slots__ alone",
        )
        for name in names
    }
