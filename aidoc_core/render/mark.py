"""The mark on generated text: which model, when, and whether a person has reviewed it.

The names of classes and attributes in here are what sites style and scripts read; `docs/marks.md` promises them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from aidoc_core.render.blocks import clean
from aidoc_core.render.paragraph import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.answers import Entry
    from aidoc_core.code.gaps import Gaps

Review = Literal["none", "accepted", "edited"]

_BETWEEN = " · "
_NAMED = 3
"""So many additions are named on the page; the `title` and the appendix name all."""
_MEANING = "This text is not from the source code; it was filled in when the documentation was built."
_REVIEW: dict[str, Review] = {"accepted": "accepted", "edited": "edited"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the mark on an object's text has to tell.

    Attributes:
        human: Whether a person's text stands there too, so that it was completed.
        added: What was added: `summary`, names of parameters and attributes, `returns`, `yields`, `raises X`,
            `example`.
        models: The models that answered, or who wrote it.
        dates: When.
        review: Whether a person has accepted the text, or written it in a reviewed file.
        changed: Whether the code has changed since.
    """

    human: bool
    added: tuple[str, ...]
    models: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    review: Review = "none"
    changed: bool = False

    @property
    def kind(self) -> str:
        """`generated` or `completed`."""
        return "completed" if self.human else "generated"

    @property
    def text(self) -> str:
        """The words, e.g. `Generated · gpt-4.1-mini · 2026-11-21 · not reviewed`."""
        return _BETWEEN.join(self.parts)

    @property
    def parts(self) -> list[str]:
        """The words, one for each thing that is told."""
        in_review = self.review == "edited"
        if self.human:
            start = f"Completed{' in review' * in_review} ({_few(self.added)})"
        else:
            start = "Written in review" if in_review else "Generated"
        words = [start, *self.models, *self.dates]
        if not in_review:
            words.append("reviewed" if self.review == "accepted" else "not reviewed")
        if self.changed and self.review == "accepted":
            words[-1] += ", code changed since"
        elif self.changed:
            words.append("code changed since")
        return words

    @property
    def title(self) -> str:
        """What a pointer that rests on the mark is told: what it means, and all that was added."""
        return f"{_MEANING} Added: {', '.join(self.added)}."

    @property
    def label(self) -> str:
        """The label beside an object's heading, e.g. `ai-generated`; also the end of its class in MkDocs."""
        if self.review == "edited":
            return "completed-in-review" if self.human else "written-in-review"
        return f"ai-{self.kind}" + "-reviewed" * (self.review == "accepted")

    @property
    def html(self) -> Paragraph:
        """One paragraph. Inert in Markdown too: whatever could be syntax is a character reference."""
        return _html(self)

    def without_summary(self) -> Mark:
        """The mark of the same text where its summary and description are left out."""
        return replace(self, added=tuple(name for name in self.added if name != "summary"))

    def to_json(self) -> str:
        """As one line of ASCII."""
        return json.dumps({name: getattr(self, name) for name in _NAMES})

    @classmethod
    def from_json(cls, text: str) -> Mark:
        """The inverse of `to_json`."""
        data: dict[str, Any] = json.loads(text)
        values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in data.items()}
        return cls(**values)


_NAMES = tuple(one.name for one in fields(Mark))


@lru_cache(maxsize=1024)  # the marks of most objects are equal, and so each is one text in memory
def _html(mark: Mark) -> Paragraph:
    attributes = {
        "class": f"aidoc-badge aidoc-{mark.kind} aidoc-{'un' * (mark.review == 'none')}reviewed"
        + " aidoc-changed" * mark.changed,
        "title": mark.title,
        "data-aidoc": mark.kind,
        "data-model": ", ".join(mark.models),
        "data-date": ", ".join(mark.dates),
        "data-review": mark.review,
        "data-search-exclude": "true",  # for the search of Material
    }
    written = "".join(
        f' {name}="{_inert(value, keep=" -" if name == "class" else " ")}"' for name, value in attributes.items()
    )
    words = _BETWEEN.join(f"<span>{_inert(part, keep=' ,()')}</span>" for part in mark.parts)
    return Paragraph(f"<p{written}>{words}</p>")


def mark_of(entry: Entry, gaps: Gaps) -> Mark:
    """The mark of an answer.

    Args:
        entry: The answer that is shown.
        gaps: What it fills; without a summary among them, the person's text was completed.
    """
    added = [
        part.marked.format(name) for part, name, text in entry.answer.texts() if not part.named or _is_shown(name, text)
    ]
    return Mark(
        human=not gaps.summary,
        added=tuple(dict.fromkeys(added)),
        models=_known([entry.model]),
        dates=_known([entry.date]),
        review=_REVIEW.get(entry.state, "none"),
        changed=entry.stale,
    )


def join(marks: Iterable[Mark]) -> Mark | None:
    """One mark for texts that are shown as one, such as a class and its constructor; `None` where nothing was added."""
    found = [mark for mark in marks if mark.added]
    if not found:
        return None
    reviews = {mark.review for mark in found}
    # Of texts of which a person has only read one, nobody may think that all were read.
    review: Review = "none" if "none" in reviews else "accepted" if "accepted" in reviews else "edited"
    return Mark(
        human=any(mark.human for mark in found),
        added=tuple(dict.fromkeys(name for mark in found for name in mark.added)),
        models=_known(model for mark in found for model in mark.models),
        dates=_known(date for mark in found for date in mark.dates),
        review=review,
        changed=review != "none" and any(mark.changed for mark in found),
    )


def _is_shown(name: str, text: str) -> bool:
    """Whether pages show an entry: one with a text, under a name of Python."""
    return name.lstrip("*").isidentifier() and bool(clean(text).strip())


def _known(values: Iterable[str]) -> tuple[str, ...]:
    # A model's name comes from a server or a file: nothing in it may turn or hide the words beside it.
    return tuple(dict.fromkeys(one for value in values if (one := " ".join(clean(value).split()))))


def _few(names: tuple[str, ...]) -> str:
    """The first names and the number of the rest; one more is named rather than counted."""
    if len(names) <= _NAMED + 1:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"


def _inert(text: str, *, keep: str) -> str:
    """Character references for all but letters, digits and `keep`: Markdown reads in HTML in some set-ups."""
    return _not_among(keep).sub(lambda found: f"&#{ord(found[0])};", text)


@cache
def _not_among(keep: str) -> re.Pattern[str]:
    return re.compile(rf"[^\w{re.escape(keep)}]|_")  # `\w` is what `isalnum` says, and the underscore
