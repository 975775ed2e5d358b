"""What a bundle is sent along with its code, so that the model knows what the code rests on. Nothing of it is asked.

In the order of what a text needs most: constants and fields that are used, what is overridden, the types of the
signature, callees, a call. All of it goes through the same gate as code that is asked: secrets are taken out, and
nothing is shown of what `exclude` or `# aidoc: skip` leaves alone. It is no part of an answer's identity, so a change
of it makes no kept answer stale.
"""

from __future__ import annotations

import ast
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import griffe

from aidoc_core.asking.excerpt import length, quiet
from aidoc_core.code.lookup import related
from aidoc_core.code.lookup.left_alone import is_left_alone
from aidoc_core.code.source import header
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from aidoc_core.asking.prompt import Ask
    from aidoc_core.code.lookup import CodeContext, Package
    from aidoc_core.settings import Settings

SHARE = 0.35
"""Characters of all of it, at most, for each of the code that is asked."""
LEAST_WHOLE = 1_000
"""Where texts are held against the code, characters for each object beside as many as it has: a class has headers."""
_LONGEST_VALUE = 300
_LONGEST_TEXT = 600
_LONGEST_LINE = 160
_MOST_FIELDS = 12
_INDENT = "    "
_QUOTES = '"""'
_WORD = regex(r"[^\W\d]\w*")
_BLANK_LINE = regex(r"\n[^\S\n]*\n")
_NEXT_SENTENCE = regex(r"(?<=[.!?])\s+(?=[A-Z])")
"""Where a sentence ends and another begins: "e.g. a list" goes on."""
_HEAD = "What the code below rests on; not asked for."
_MANNER = "How its people write"
_USE = "Used like this"
_OVERRIDDEN = "which is overridden"
NOTES = (_HEAD, _MANNER, _USE, _OVERRIDDEN)
"""The words of ours in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Something that may be shown, under the place that it is from."""

    key: str
    place: str
    text: str


@dataclass(slots=True)
class _Page:
    """What is shown, as far as there is room.

    Attributes:
        shown: Keys of what is shown, and paths of what is asked.
        code: The code that is asked; what stands in it need not be shown again.
        room: Characters that are left.
        places: What is shown, by where it is from.
    """

    shown: set[str]
    code: str
    room: float = 0.0
    places: dict[str, list[str]] = field(default_factory=dict)

    def add(self, pieces: Iterable[_Piece], room: float) -> None:
        """Show pieces in their order; what earlier ones have left over may be used, too."""
        from aidoc_core.redaction import redact_code  # noqa: PLC0415 - imported when something is about to be sent

        self.room += room
        for piece in pieces:
            if piece.key in self.shown:
                continue
            self.shown.add(piece.key)
            text = quiet(redact_code(piece.text).text)
            if len(text) <= self.room and text not in self.code:
                self.room -= len(text)
                self.places.setdefault(piece.place, []).append(text)


def reference(asks: Sequence[Ask], *, whole: bool = False) -> str:
    """What is shown beside the code of a bundle; empty where nothing fits or nothing is known.

    Args:
        asks: The bundle's questions, which have the same settings.
        whole: Whether texts are held against the code: bodies are shown of what is called and of members of classes,
            and nothing that only tells how to write.
    """
    contexts = [(ask.obj.context, length(ask.payload.obj)) for ask in asks if ask.obj.context is not None]
    if not contexts:
        return ""
    settings, package = asks[0].settings, contexts[0][0].package
    page = _Page(shown={ask.obj.path for ask in asks}, code="\n".join(ask.payload.obj.source for ask in asks))
    if whole:
        for context, size in contexts:
            for show, share in _WHOLE:
                page.add(show(context, settings), share * (size + LEAST_WHOLE))
    else:
        total = SHARE * sum(length(ask.payload.obj) for ask in asks)
        for name, part, share in _PARTS:
            if name not in settings.without:
                rested = contexts[:1] if part is _style else contexts  # a project writes in one style
                page.add((piece for context, _ in rested for piece in part(context, settings)), share * total)
    lines = ["\n".join([f"# {place}", *texts]) for place, texts in page.places.items()]
    sentence = package.beside.sentence if "sentence" not in settings.without else ""
    about = [f"# {package.name}: {_cleaned(sentence)}"] if sentence else []
    return "\n".join([*about, *([f"# {_HEAD}", *lines] if lines else [])])


def _style(context: CodeContext, settings: Settings) -> Iterator[_Piece]:
    package = context.package
    for function in package.beside.models_of_style:
        if _may_show(package, function, settings) and (text := _documented(package, function)):
            yield _Piece(key=f"style {function.path}", place=_MANNER, text=text)


def _modules(context: CodeContext, settings: Settings) -> Iterator[_Piece]:
    module = context.module
    if (first := _first_sentence(module)) and _may_show(context.package, module, settings):
        yield _Piece(key=module.path, place=module.path, text=f"# {first}")


def _constants(context: CodeContext, settings: Settings) -> Iterator[_Piece]:
    if settings.send == "signatures":
        return
    package = context.package
    for obj in related.constants(context):
        file = package.file(obj)
        node = file.nodes.get((obj.lineno or 0, obj.name))
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not _may_show(package, obj, settings):
            continue
        text = file.text(node, obj.name)
        says_more = not isinstance(node.value, ast.Name)  # `self.url = url` tells nothing
        if says_more and len(text) <= _LONGEST_VALUE:
            yield _Piece(key=obj.path, place=_place(obj), text=text)


def _overridden(context: CodeContext, settings: Settings) -> Iterator[_Piece]:
    package, obj = context.package, related.overridden(context)
    if obj is not None and _may_show(package, obj, settings) and (text := _documented(package, obj)):
        yield _Piece(key=obj.path, place=f"{_place(obj)}, {_OVERRIDDEN}", text=text)


def _types(context: CodeContext, settings: Settings) -> Iterator[_Piece]:
    package = context.package
    for cls in related.types(context):
        if _may_show(package, cls, settings) and (text := _outline(package, cls, settings)):
            yield _Piece(key=cls.path, place=_place(cls), text=text)


def _callees(context: CodeContext, settings: Settings) -> Iterator[_Piece]:
    package = context.package
    for obj in related.called(context):
        if _may_show(package, obj, settings) and (head := _header(package, obj)):
            first = _first_sentence(obj)
            text = f"{head}: ...  # {first}" if first else f"{head}: ..."
            yield _Piece(key=obj.path, place=_place(obj), text=text)


def _bodies(context: CodeContext, settings: Settings) -> Iterator[_Piece]:
    """What is called, in full; of a class its members, with the values of fields; of a property its other halves."""
    package, obj = context.package, context.obj
    own = [*obj.members.values()] if obj.is_class else [getattr(obj, half, None) for half in ("setter", "deleter")]
    for one in (*own, *related.called(context)):
        if not isinstance(one, griffe.Function | griffe.Attribute) or not _may_show(package, one, settings):
            continue
        file = package.file(one)
        node = package.node(one) or file.nodes.get((one.lineno or 0, one.name))
        text = "" if node is None else file.text(node, one.name)
        if text and (one.is_function or len(text) <= _LONGEST_TEXT):
            yield _Piece(key=f"body {one.path} {one.lineno}", place=_place(one), text=text)


def _usages(context: CodeContext, settings: Settings) -> Iterator[_Piece]:
    package, obj = context.package, context.obj
    if settings.send == "signatures" or not (obj.is_function or obj.is_class):
        return
    line = package.beside.usage(obj, settings.exclude)
    named = [one for word in _WORD.findall(line) for one in package.by_name.get(word, ())]
    if line and all(_may_show(package, one, settings) for one in named):
        yield _Piece(key=f"use {obj.path}", place=_USE, text=line)


_PARTS: tuple[tuple[str, Callable[[CodeContext, Settings], Iterator[_Piece]], float], ...] = (
    ("style", _style, 0.2),
    ("module", _modules, 0.05),
    ("constants", _constants, 0.2),
    ("overridden", _overridden, 0.15),
    ("types", _types, 0.2),
    ("callees", _callees, 0.15),
    ("usage", _usages, 0.1),
)
"""Each part, and its share of the room; what one leaves over, the next ones may use."""
_WHOLE = ((_bodies, 0.6), (_constants, 0.2), (_overridden, 0.1), (_types, 0.1))
"""Likewise where texts are held against the code."""
PARTS = ("sentence", *(name for name, _, _ in _PARTS))
"""Names of the parts, what the project says of the package included."""


def _may_show(package: Package, obj: griffe.Object, settings: Settings) -> bool:
    return not is_left_alone(package, obj, settings.exclude)


def _place(obj: griffe.Object) -> str:
    return obj.parent.path if obj.parent is not None else obj.path


def _header(package: Package, obj: griffe.Object) -> str:
    node = package.node(obj)
    return header(node) if node is not None else ""


def _first_sentence(obj: griffe.Object) -> str:
    """What a person's docstring begins with, on one line: people break their sentences where a line is full."""
    if obj.docstring is None:
        return ""
    paragraph = _BLANK_LINE.split(_cleaned(obj.docstring.value.strip()), 1)[0]
    return _NEXT_SENTENCE.split(" ".join(paragraph.split()), 1)[0][:_LONGEST_LINE].rstrip()


def _cleaned(text: str) -> str:
    """A text without its secrets, which none can be told by half of it: so before anything is cut."""
    from aidoc_core.redaction import redact_text  # noqa: PLC0415 - imported when something is about to be sent

    return redact_text(text).text


def _documented(package: Package, obj: griffe.Object) -> str:
    """A function with its person's docstring and no body; empty where it has none."""
    head = _header(package, obj)
    text = _cleaned(obj.docstring.value.strip()) if obj.docstring is not None else ""
    if not head or not text:
        return ""
    cut = text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT].rpartition(' ')[0]} ..."
    quoted = cut.replace("\\", "\\\\").replace(_QUOTES, "'''")
    return f"{head}:\n{textwrap.indent(f'{_QUOTES}{quoted}{_QUOTES}', _INDENT)}"


def _outline(package: Package, cls: griffe.Class, settings: Settings) -> str:
    """A class by its header, its first sentence and its fields; empty where it has neither."""
    file = package.file(cls)
    node = file.nodes.get((cls.lineno or 0, cls.name))
    head = header(node) if isinstance(node, ast.ClassDef) else f"class {cls.name}"
    first = _first_sentence(cls)
    lines = [f"{head}:  # {first}" if first else f"{head}:"]
    for name, member in cls.members.items():
        if not isinstance(member, griffe.Attribute) or name.startswith("_"):
            continue
        declared = file.nodes.get((member.lineno or 0, name))
        if not isinstance(declared, ast.Assign | ast.AnnAssign) or not _may_show(package, member, settings):
            continue
        if isinstance(declared, ast.Assign) and isinstance(declared.value, ast.Name):
            continue  # `self.url = url` tells nothing
        text = file.text(declared, name)
        if settings.send == "signatures" or len(text) > _LONGEST_LINE:
            text = f"{name}: {member.annotation}" if member.annotation is not None else f"{name} = ..."
        lines.append(textwrap.indent(text, _INDENT))
        if len(lines) > _MOST_FIELDS:
            break
    if len(lines) == 1:
        return f"{lines[0]}\n{_INDENT}..." if first else ""
    return "\n".join(lines)
