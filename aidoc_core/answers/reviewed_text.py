"""How reviewed files are written: texts as blocks that any edit leaves valid, and no line touched without need.

A file is changed at single places and never written anew, so that what people left in it stays byte for byte: their
comments, their order, their indentation. (A library that loads a file and writes it back moves the comments above an
entry to whatever is put in front of that entry.)
"""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from aidoc_core.answers.reviewed_file import VERSION, digest
from aidoc_core.answers.shallow import ShallowLoader
from aidoc_core.code.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aidoc_core.answers.answer import Answer
    from aidoc_core.answers.recorded import RecordedCode
    from aidoc_core.answers.reviewed_file import ReviewedText
    from aidoc_core.code.objects import ApiObject

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_HEX = re.compile("[0-9a-f]+")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""Plain words that other readers of YAML take for something else than text."""
_PLACE = re.compile(r"# [^\s:]+:[0-9]+")
"""The comment that tells where an object was defined."""
_OTHER = "0" * 8
"""The digest of no text."""
_SEEN = "\n\t\xa0\u202f"
_INDENT = " \n\t"
_WIDTH = 110


def whole(
    module: str,
    reviewed: Mapping[str, ReviewedText],
    objects: Mapping[str, ApiObject],
    above: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """A whole file, sorted.

    Args:
        module: The module.
        reviewed: What to write, by the name of the object in its module.
        objects: The objects that are known, by the same names.
        above: People's comments, by the same names; by an empty name those of the file.
    """
    text = "".join(f"{line}\n" for line in above.get("", ()))
    text += f"version: {VERSION}\nmodule: {_scalar(module)}\nanswers:{'' if reviewed else ' {}'}\n"
    for name in sorted(reviewed):
        theirs = "".join(f"{line}\n" for line in above.get(name, ()))
        text += "\n" + _indented(theirs + written(name, reviewed[name], objects.get(name)), "  ")
    return text


def written(name: str, reviewed: ReviewedText, obj: ApiObject | None = None) -> str:
    """An entry of a file, without indentation.

    Args:
        name: The name of the object in its module.
        reviewed: What to write.
        obj: The object, where it is known: its signature and its place stand above the entry.
    """
    above = [] if obj is None else _above(obj)
    body = _body(reviewed)
    if reviewed.proposal is not None:
        body += ["proposal:", *(f"  {line}" if line else "" for line in _body(reviewed.proposal))]
    return "\n".join((*above, f"{_scalar(name)}:", *(f"  {line}" if line else "" for line in body), ""))


def with_entries(text: str, entries: Mapping[str, str]) -> str:
    """A file with more entries in their places; all other lines stay as they are, comments included."""
    answers = _answers(text)
    keys = [key for key, _ in answers.value]
    margin = " " * keys[0].start_mark.column
    spans = [(one.start_mark.index, one.end_mark.index) for one in yaml.scan(text, Loader=ShallowLoader)]
    ends = [end for start, end in spans if start < end]
    for name in sorted(entries, reverse=True):  # from the end, so that the places of the others stay
        place = next((key.start_mark.index - len(margin) for key in keys if key.value > name), answers.end_mark.index)
        before, after = text[:place], text[place:]
        # A comment belongs to what stands below it; a line of a text may look like one.
        last = max((end for end in ends if end <= place), default=0)
        while last <= (start := before.rstrip("\n").rfind("\n") + 1) and before[start:].lstrip().startswith("#"):
            before, after = before[:start], before[start:] + after
        before = before if before.endswith("\n") else before + "\n"
        before += "" if before.endswith("\n\n") else "\n"
        between = "\n" if after and not after.startswith("\n") else ""
        text = before + _indented(entries[name], margin) + between + after
    return text


def with_reviews(text: str, reviewed: Mapping[str, ReviewedText]) -> str:
    """A file with the metadata of some entries written anew."""
    for key, value in reversed(_answers(text).value):
        if key.value in reviewed:
            review = next(inner for name, inner in value.value if name.value == "review")
            text = text[: review.start_mark.index] + _review(reviewed[key.value]) + text[review.end_mark.index :]
    return text


def without_entries(text: str, names: Iterable[str]) -> str:
    """A file without some of its entries and without the comments above them."""
    places = _places(text)
    for name in sorted(names, key=lambda name: places[name].start, reverse=True):
        place = places[name]
        rest = text[place.end :].lstrip("\n")
        text = text[: place.start].rstrip("\n") + ("\n\n" if rest else "\n") + rest
    return text


def with_proposals(text: str, proposals: Mapping[str, ReviewedText]) -> str:
    """A file with newer texts beside some of its entries, in place of those that stand there; all else stays."""
    places = _places(text)
    found = {key.value: value for key, value in _answers(text).value}
    for name in sorted(proposals, key=lambda name: places[name].start, reverse=True):
        value = found[name]
        margin = value.start_mark.column
        start = end = places[name].end
        for inner, _ in value.value:
            if inner.value == "proposal":  # the last of an entry, as we write it; else the whole file is written anew
                start = inner.start_mark.index - margin
        lines = ["proposal:", *(f"  {line}" if line else "" for line in _body(proposals[name]))]
        before = text[:start].rstrip("\n") + "\n"
        text = before + _indented("\n".join(lines), " " * margin) + "\n" + text[end:]
    return text


def comments(text: str, objects: Mapping[str, ApiObject], reviewed: Mapping[str, ReviewedText]) -> dict[str, list[str]]:
    """People's comments, by the name of the entry that they stand above or in; by an empty name those of the file.

    Args:
        text: The file.
        objects: The objects that are known, by their names in the module.
        reviewed: What the file says.
    """
    ours = {line.strip() for obj in objects.values() for line in _above(obj)}
    for one in reviewed.values():
        ours |= {line.strip() for line in _comment(one.code.signature if one.code else "")}
    found = _comments(text, ours)
    return {name: [line for line in lines if not name or not _PLACE.fullmatch(line)] for name, lines in found.items()}


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int


def _places(text: str) -> dict[str, _Place]:
    """Where each entry stands, from the comments above it to its last line."""
    answers = _answers(text)
    spans = [(one.start_mark.index, one.end_mark.index) for one in yaml.scan(text, Loader=ShallowLoader)]
    ends = [end for start, end in spans if start < end]
    keys = [key for key, _ in answers.value]
    limits = [key.start_mark.index for key in keys[1:]] + [answers.end_mark.index]
    places: dict[str, _Place] = {}
    for key, limit in zip(keys, limits, strict=True):
        start = key.start_mark.index - key.start_mark.column
        last = max((end for end in ends if end <= start), default=0)
        while last <= (above := text[:start].rstrip("\n").rfind("\n") + 1) and text[above:start].lstrip().startswith(
            "#"
        ):
            start = above
        end = max(end for end in ends if end <= limit)
        end = len(text[:end].rstrip("\n"))
        line = text.find("\n", end)  # what follows a value on its line is its comment
        places[key.value] = _Place(start, len(text) if line < 0 else line + 1)
    return places


def with_version(text: str) -> str:
    """A file that says which version it has: older releases shall not misread it."""
    pairs = _pairs(text)
    version = next((value for key, value in pairs if key.value == "version"), None)
    if version is None:
        place = pairs[0][0].start_mark.index
        return f"{text[:place]}version: {VERSION}\n{text[place:]}"
    return text[: version.start_mark.index] + str(VERSION) + text[version.end_mark.index :]


def rewritten(text: str, module: str, reviewed: Mapping[str, ReviewedText], objects: Mapping[str, ApiObject]) -> str:
    """A file in the present form and sorted.

    Every text, every state and every comment is kept; a comment inside an entry comes to stand above it.

    Args:
        text: The file.
        module: Its module.
        reviewed: What it says.
        objects: The objects that are known, by their names in the module.
    """
    return whole(module, reviewed, objects, comments(text, objects, reviewed))


def takes_entries(text: str) -> bool:
    """Whether entries can be put into a file line by line: it has some already, not all on one line."""
    answers = _answers(text)
    return isinstance(answers, yaml.MappingNode) and bool(answers.value) and not answers.flow_style


def takes_proposals(text: str, names: Iterable[str]) -> bool:
    """Whether texts can be put beside entries line by line: none is on one line, and a proposal stands last."""
    found = {key.value: value for key, value in _answers(text).value}
    values = [found[name] for name in names]
    return all(not value.flow_style and all(key.value != "proposal" for key, _ in value.value[:-1]) for value in values)


def _pairs(text: str) -> list[tuple[yaml.ScalarNode, Any]]:
    """The keys and values of a file that has been read as one."""
    root: Any = yaml.compose(text, Loader=ShallowLoader)
    return list(root.value)


def _answers(text: str) -> Any:
    return next(value for key, value in _pairs(text) if key.value == "answers")


def _body(reviewed: ReviewedText) -> list[str]:
    code = [] if reviewed.code is None else [f"code: {_code(reviewed.code)}"]
    return [f"review: {_review(reviewed)}", *code, *_texts(reviewed.answer)]


def _code(code: RecordedCode) -> str:
    names = {"raises": code.raises, "decorators": code.decorators}
    facts = {"signature": code.signature and _quoted(code.signature)}
    facts |= {key: f"[{', '.join(map(_scalar, found))}]" for key, found in names.items() if found}
    facts |= {"body": _scalar(code.body) if code.body else "", "like": "".join(code.like)}
    return f"{{{', '.join(f'{key}: {value}' for key, value in facts.items() if value)}}}"


def _review(reviewed: ReviewedText) -> str:
    facts = {
        "state": reviewed.state,
        "by": reviewed.by and _scalar(reviewed.by),
        "on": reviewed.on,
        "reason": reviewed.reason and _quoted(reviewed.reason),
        "from": reviewed.origin and _scalar(reviewed.origin),
        "fingerprint": reviewed.fingerprint,
        # What a person wrote into a text and rejected stays known as theirs.
        "text": _OTHER if reviewed.touched and reviewed.state == "rejected" else digest(reviewed.answer),
        "model": reviewed.model and _scalar(reviewed.model),
        "date": reviewed.date,
        "prompt": reviewed.prompt,
    }
    if not _HEX.fullmatch(reviewed.fingerprint):  # a person may have written anything
        facts["fingerprint"] = reviewed.fingerprint and _scalar(reviewed.fingerprint)
    return f"{{{', '.join(f'{key}: {value}' for key, value in facts.items() if value)}}}"


def _texts(answer: Answer) -> Iterator[str]:
    shown = answer.to_dict()
    for part in PARTS:
        value = shown.get(part.field)
        if isinstance(value, str):
            yield from _block(part.field, value)
        elif value:
            yield f"{part.field}:"
            for name, text in value.items():
                yield from (f"  {line}" if line else "" for line in _block(_scalar(name), text))


def _block(key: str, text: str) -> Iterator[str]:
    """A text as a literal block: it needs no quotes and no escapes, and no edit of it can be wrong."""
    # What a reviewer could not see is shown by escapes. A line break at the end would hang on the blank line below.
    if not text.strip() or text.endswith("\n") or not all(char.isprintable() or char in _SEEN for char in text):
        yield f"{key}: {_quoted(text)}"
        return
    yield f"{key}: |{'2' if text[0] in _INDENT else ''}-"
    yield from (f"  {line}" if line else "" for line in text.split("\n"))


def _indented(entry: str, margin: str) -> str:
    """All lines that hold anything, blanks too: they belong to a text."""
    return "\n".join(margin + line if line else "" for line in entry.split("\n"))


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.lower() not in _WORDS else _quoted(text)


def _quoted(text: str) -> str:
    """As JSON, which is YAML too; what cannot be seen is escaped as YAML does it."""
    return "".join(
        char if char.isprintable() else f"\\U{ord(char):08x}" for char in json.dumps(text, ensure_ascii=False)
    )


def _above(obj: ApiObject) -> list[str]:
    told = "" if obj.signature == obj.name else obj.signature or obj.kind  # a bare name stands in the entry itself
    return [*_comment(told), *_comment(str(obj.location))]


def _comment(text: str) -> list[str]:
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in " ".join(text.split()))
    return textwrap.wrap(
        shown, _WIDTH, initial_indent="# ", subsequent_indent="#     ", break_long_words=False, break_on_hyphens=False
    )


def _comments(text: str, ours: set[str]) -> dict[str, list[str]]:
    """People's comments, by the name of the entry that they stand above or in; by an empty name those of the file."""
    found: dict[str, list[str]] = {}
    answers = _answers(text)
    keys = answers.value if isinstance(answers, yaml.MappingNode) else []
    starts = {key.start_mark.index: key.value for key, _ in keys}
    end, entry = 0, ""
    for token in yaml.scan(text, Loader=ShallowLoader):
        below = starts.get(token.start_mark.index, entry)
        same_line = end > 0 and text[end - 1] != "\n"
        for number, line in enumerate(text[end : token.start_mark.index].split("\n")):
            if (comment := line.strip()).startswith("#") and comment not in ours:
                found.setdefault(entry if same_line and not number else below, []).append(comment)
        end, entry = max(end, token.end_mark.index), below
    return found
