"""Which objects people describe by a directive of their own, in a docstring or in a document.

Owns the reading of such directives by lines, and of lists of methods. What is described there is not described a second
time: somebody has said it, and where the directives make objects, two descriptions of one name are a warning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import griffe

_KINDS = (
    "attribute|method|classmethod|staticmethod|property|data|function|decorator|decoratormethod|class|exception"
    "|currentmodule|module"
)
_DIRECTIVE = regex(
    rf"(?P<indent>\s*)(?:\.\.\s+|(?:`{{3,}}|:{{3,}})\{{)(?:py:)?(?P<auto>auto)?(?P<kind>{_KINDS})(?:::|\}})\s*"
    r"(?P<signature>.*)$"
)
_NAME = regex(r"[A-Za-z_][\w.]*")
_KEPT_OUT = regex(r"\s*:no-?index:")
_METHODS = regex(r"^(?P<indent>[ \t]*)Methods(?::|[ \t]*\n(?P=indent)-{3,})[ \t]*$", re.MULTILINE)
DESCRIBED = "described by a directive of its own"
"""Why such an object is left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The names that a text describes, each as whole as the text tells it.

    Attributes:
        written: Those described in words, by directives like `method`.
        auto: Those that autodoc describes where they stand, by directives like `automethod`.
        contents: Of the latter, what people say of them in the content of the directive, by path.
        signatures: Likewise, the signatures that people write in the directive; autodoc shows those.
        handled: Likewise, the parameters in the signatures that the host's handlers leave, with their stars, where
            those are others than the code has; each with its default, where that is another one.
    """

    written: frozenset[str] = frozenset()
    auto: frozenset[str] = frozenset()
    contents: Mapping[str, str] = field(default_factory=dict)
    signatures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    handled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@lru_cache(maxsize=4096)
def declared_in(text: str, module: str = "", cls: str = "") -> Declared:
    """What the directives of a text describe.

    Args:
        text: A docstring or a document, as written.
        module: The module that it belongs to, empty for none.
        cls: The class that it belongs to, in that module.
    """
    found: dict[bool, set[str]] = {True: set(), False: set()}
    if "::" not in text and "{" not in text:
        return Declared()
    classes = [(-1, cls)] if cls else []
    lines = text.splitlines()
    for place, line in enumerate(lines):
        match = _DIRECTIVE.match(line)
        if match is None:
            continue
        while classes and classes[-1][0] >= len(match["indent"]):
            classes.pop()
        kind, auto = match["kind"], bool(match["auto"])
        if kind in ("module", "currentmodule"):
            module = "" if match["signature"].rstrip() == "None" else match["signature"].rstrip()
            continue
        name = _name(match["signature"].rstrip())
        if not name:
            continue
        names = list(_paths(name, module, classes[-1][1] if classes else ""))
        if not _without_index(lines[place + 1 :]):
            found[auto].update(names)
        if kind in ("class", "exception"):
            inside = classes[-1][1] if classes else ""
            short = name.removeprefix(f"{module}.").removeprefix(f"{inside}.") if inside else name
            classes.append((len(match["indent"]), ".".join(filter(None, (inside, short.removeprefix(f"{module}."))))))
    return Declared(written=frozenset(found[False]), auto=frozenset(found[True]))


def together(texts: Iterable[Declared]) -> Declared:
    """What some texts describe, all in all."""
    texts = list(texts)
    contents: dict[str, list[str]] = {}
    signatures: dict[str, tuple[str, ...]] = {}
    handled: dict[str, list[Mapping[str, str]]] = {}
    for one in texts:
        for path, said in one.contents.items():
            contents.setdefault(path, []).append(said)
        for path, written in one.signatures.items():
            signatures[path] = (*signatures.get(path, ()), *written)
        for path, parameters in one.handled.items():
            handled.setdefault(path, []).append(parameters)
    return Declared(
        written=frozenset().union(*(one.written for one in texts)),
        auto=frozenset().union(*(one.auto for one in texts)),
        contents={path: "\n\n".join(dict.fromkeys(said)) for path, said in contents.items()},
        signatures=signatures,
        handled={path: in_any(found) for path, found in handled.items()},
    )


def differing(one: Declared, other: Declared) -> set[str]:
    """The names of which two texts tell something else.

    Args:
        one: What one of them describes.
        other: What the other describes.
    """
    pairs: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = [
        (one.contents, other.contents),
        (one.signatures, other.signatures),
        (one.handled, other.handled),
    ]
    found = {name for old, new in pairs for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    return found | (one.written ^ other.written) | (one.auto ^ other.auto)


def in_any(signatures: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The parameters that are in any of some signatures; their defaults where these are the same wherever they are.

    Args:
        signatures: Those of one object in several places.
    """
    found: dict[str, str] = {}
    for one in signatures:
        for name, default in one.items():
            found[name] = default if found.get(name, default) == default else ""
    return found


def declared_by_owner(obj: griffe.Object) -> bool:
    """Whether the docstring of an object's class or module describes it by a directive, or in a list of methods."""
    from aidoc_core.code.handwritten import hand_written  # noqa: PLC0415 - what is pickled needs nothing that reads code

    owner = obj.parent
    if owner is None or not (owner.is_module or owner.is_class):
        return False
    text = hand_written(owner).text
    if not text or obj.name not in text:
        return False
    if obj.path in declared_members(owner):
        return True
    if obj.is_attribute and obj.name in hand_written(owner).documents(owner).attributes:
        return True
    return obj.is_function and owner.is_class and obj.name in _methods(text)


def declared_members(owner: griffe.Object) -> frozenset[str]:
    """The paths that directives in the docstring of a class or module describe."""
    from aidoc_core.code.handwritten import hand_written  # noqa: PLC0415 - as in `declared_by_owner`

    text = hand_written(owner).text
    cls = owner.path.removeprefix(f"{owner.module.path}.") if owner.is_class else ""
    return declared_in(text, owner.module.path, cls).written if text else frozenset()


def without_described(text: str) -> str:
    """A text without what its directives describe."""
    lines: list[str] = []
    inside = -1  # the indentation of the directive that a line belongs to
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip())
        if line.strip() and depth <= inside:
            inside = -1
        if inside < 0 and _DIRECTIVE.match(line):
            inside = depth
        if inside < 0:
            lines.append(line)
    return "\n".join(lines).strip("\n")


def _name(signature: str) -> str:
    """The name in a signature; words such as `async` stand before it."""
    found = _NAME.findall(signature.replace("::", ".").partition("(")[0].partition(":")[0].partition("=")[0])
    return found[-1] if found else ""


def _paths(name: str, module: str, cls: str) -> Iterator[str]:
    """Dotted names that a name may mean where it stands."""
    if not cls or name.startswith(f"{cls}.") or (module and name.startswith(f"{module}.")):
        yield name
    else:
        name = f"{cls}.{name}"
        yield name
    if module and not name.startswith(f"{module}."):
        yield f"{module}.{name}"


def _without_index(following: Iterable[str]) -> bool:
    """Whether a directive's options say that it makes no target."""
    for line in following:
        if not line.lstrip().startswith(":"):
            return False
        if _KEPT_OUT.match(line):
            return True
    return False


@lru_cache(maxsize=512)
def _methods(text: str) -> frozenset[str]:
    """The names below a heading `Methods`, in Google's or NumPy's style; napoleon makes directives of them."""
    found: set[str] = set()
    for heading in _METHODS.finditer(text):
        margin, depth = len(heading["indent"]), None
        for line in text[heading.end() :].splitlines()[1:]:
            indent = len(line) - len(line.lstrip())
            if not line.strip():
                continue
            numpy = "-" in heading.group()
            if (indent < margin) or (indent == margin and not numpy) or re.match(r"\s*-{3,}\s*$", line):
                break
            depth = indent if depth is None else depth
            entry = re.match(r"(\w+)\s*(?:\(.*\)\s*)?(:|$)", line.strip()) if indent == depth else None
            if entry:
                found.add(entry[1])
    return frozenset(found)
