"""Changes of reviewed files at single places: no line is touched without need.

A file is never written anew as a whole unless somebody asks for it, so that what people left in it stays byte for byte:
their comments, their order, their indentation. (A library that loads a file and writes it back moves the comments above
an entry to whatever is put in front of that entry.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from aidoc_core.answers.reviewed_file import END, VERSION, is_ended
from aidoc_core.answers.reviewed_text import above_lines, body_lines, comment_lines, indented, review_line, whole
from aidoc_core.answers.shallow import reader
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aidoc_core.answers.reviewed_value import ReviewedText
    from aidoc_core.code.objects import ApiObject

_PLACE = regex(r"# [^\s:]+:[0-9]+")
"""The comment that tells where an object was defined."""


def with_entries(text: str, entries: Mapping[str, str]) -> str:
    """A file with more entries in their places; all other lines stay as they are, comments included."""
    answers = _answers(text)
    keys = [key for key, _ in answers.value]
    margin = " " * keys[0].start_mark.column
    ends = _ends(text)
    places = {
        name: _above_comments(
            text,
            next((key.start_mark.index - len(margin) for key in keys if key.value > name), answers.end_mark.index),
            ends,
        )
        for name in entries
    }
    for name in sorted(entries, reverse=True):  # from the end, so that the places of the others stay
        before, after = text[: places[name]], text[places[name] :]
        before = before if before.endswith("\n") else before + "\n"
        before += "" if before.endswith("\n\n") else "\n"
        between = "\n" if after and not after.startswith("\n") else ""
        text = before + indented(entries[name], margin) + between + after
    return text


def with_reviews(text: str, reviewed: Mapping[str, ReviewedText]) -> str:
    """A file with the metadata of some entries written anew."""
    for key, value in reversed(_answers(text).value):
        if key.value in reviewed:
            review = next(inner for name, inner in value.value if name.value == "review")
            text = text[: review.start_mark.index] + review_line(reviewed[key.value]) + text[review.end_mark.index :]
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
        lines = ["proposal:", *(f"  {line}" if line else "" for line in body_lines(proposals[name]))]
        before = text[:start].rstrip("\n") + "\n"
        text = before + indented("\n".join(lines), " " * margin) + "\n" + text[end:]
    return text


def _ends(text: str) -> list[int]:
    """Where what is no comment ends."""
    spans = [(one.start_mark.index, one.end_mark.index) for one in yaml.scan(text, Loader=reader(text))]
    return [end for start, end in spans if start < end]


def _above_comments(text: str, place: int, ends: Sequence[int]) -> int:
    """The place above the comments there, which belong to what is below; a line of a text may look like one."""
    last = max((end for end in ends if end <= place), default=0)
    while last <= (above := text[:place].rstrip("\n").rfind("\n") + 1) and text[above:place].lstrip().startswith("#"):
        place = above
    return place


def with_version(text: str) -> str:
    """A file that says which version it has, and where it ends: older releases shall not misread it."""
    pairs = _pairs(text)
    version = next((value for key, value in pairs if key.value == "version"), None)
    if version is None:
        place = pairs[0][0].start_mark.index
        text = f"{text[:place]}version: {VERSION}\n{text[place:]}"
    else:
        text = text[: version.start_mark.index] + str(VERSION) + text[version.end_mark.index :]
    return text if is_ended(text) else f"{text.rstrip()}\n\n{END}\n"


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


def comments(text: str, objects: Mapping[str, ApiObject], reviewed: Mapping[str, ReviewedText]) -> dict[str, list[str]]:
    """People's comments, by the name of the entry that they stand above or in; by an empty name those of the file.

    Args:
        text: The file.
        objects: The objects that are known, by their names in the module.
        reviewed: What the file says.
    """
    ours = {END, *(line.strip() for obj in objects.values() for line in above_lines(obj))}
    for one in reviewed.values():
        ours |= {line.strip() for line in comment_lines(one.code.signature if one.code else "")}
    found = _comments(text, ours)
    return {name: [line for line in lines if not name or not _PLACE.fullmatch(line)] for name, lines in found.items()}


def takes_entries(text: str) -> bool:
    """Whether entries can be put into a file line by line: it has some already, not all on one line."""
    answers = _answers(text)
    return isinstance(answers, yaml.MappingNode) and bool(answers.value) and not answers.flow_style


def takes_proposals(text: str, names: Iterable[str]) -> bool:
    """Whether texts can be put beside entries line by line: none is on one line, and a proposal stands last."""
    found = {key.value: value for key, value in _answers(text).value}
    values = [found[name] for name in names]
    return all(not value.flow_style and all(key.value != "proposal" for key, _ in value.value[:-1]) for value in values)


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int


def _places(text: str) -> dict[str, _Place]:
    """Where each entry stands, from the comments above it to its last line."""
    answers = _answers(text)
    ends = _ends(text)
    keys = [key for key, _ in answers.value]
    limits = [key.start_mark.index for key in keys[1:]] + [answers.end_mark.index]
    places: dict[str, _Place] = {}
    for key, limit in zip(keys, limits, strict=True):
        start = _above_comments(text, key.start_mark.index - key.start_mark.column, ends)
        end = max(end for end in ends if end <= limit)
        end = len(text[:end].rstrip("\n"))
        line = text.find("\n", end)  # what follows a value on its line is its comment
        places[key.value] = _Place(start, len(text) if line < 0 else line + 1)
    return places


def _pairs(text: str) -> list[tuple[yaml.ScalarNode, Any]]:
    """The keys and values of a file that has been read as one."""
    root: Any = yaml.compose(text, Loader=reader(text))
    return list(root.value)


def _answers(text: str) -> Any:
    return next(value for key, value in _pairs(text) if key.value == "answers")


def _comments(text: str, ours: set[str]) -> dict[str, list[str]]:
    """People's comments, by the name of the entry that they stand above or in; by an empty name those of the file."""
    found: dict[str, list[str]] = {}
    answers = _answers(text)
    keys = answers.value if isinstance(answers, yaml.MappingNode) else []
    starts = {key.start_mark.index: key.value for key, _ in keys}
    end, entry = 0, ""
    for token in yaml.scan(text, Loader=reader(text)):
        below = starts.get(token.start_mark.index, entry)
        same_line = end > 0 and text[end - 1] != "\n"
        for number, line in enumerate(text[end : token.start_mark.index].split("\n")):
            if (comment := line.strip()).startswith("#") and comment not in ours:
                found.setdefault(entry if same_line and not number else below, []).append(comment)
        end, entry = max(end, token.end_mark.index), below
    return found
