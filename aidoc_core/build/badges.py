"""Badges: small pictures that tell a figure of the report, for a README or a site; no service draws them.

Beside each picture stands the same as data for <https://shields.io/badges/endpoint-badge>.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aidoc_core.build.figures import percent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COLOURS = (
    (90, "brightgreen", "#3c7a0d"),
    (75, "green", "#55740b"),
    (50, "yellow", "#8a6900"),
    (0, "orange", "#a8490b"),
)
"""From so many per cent on: what shields.io calls the colour, and one on which white text has a contrast of 4.5."""
_NOTHING = ("lightgrey", "#595959")
_LETTER, _MARGIN, _HEIGHT = 6.6, 6, 20
_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" aria-label="{label}: {message}">
<title>{label}: {message}</title>
<rect width="{left}" height="{height}" fill="#444"/><rect x="{left}" width="{right}" height="{height}" fill="{colour}"/>
<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">
<text x="{margin}" y="14" textLength="{label_length}">{label}</text>
<text x="{start}" y="14" textLength="{message_length}">{message}</text>
</g></svg>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """One badge.

    Attributes:
        label: What it is about.
        message: The figure.
        colour: As shields.io names it.
        fill: The same for the picture.
    """

    label: str
    message: str
    colour: str
    fill: str

    @property
    def svg(self) -> str:
        """The picture."""
        label, message = round(_LETTER * len(self.label)), round(_LETTER * len(self.message))
        left, right = label + 2 * _MARGIN, message + 2 * _MARGIN
        return _SVG.format(
            width=left + right, height=_HEIGHT, left=left, right=right, margin=_MARGIN, start=left + _MARGIN,
            label_length=label, message_length=message, label=html.escape(self.label),
            message=html.escape(self.message), colour=self.fill,
        )  # fmt: skip

    @property
    def endpoint(self) -> str:
        """As JSON for shields.io."""
        values = {"schemaVersion": 1, "label": self.label, "message": self.message, "color": self.colour}
        return json.dumps(values, ensure_ascii=False) + "\n"


def badges(report: Mapping[str, Any]) -> dict[str, Badge]:
    """The badges of a report, by name.

    Args:
        report: The report of a build, as `report_data` gives it.
    """
    after, authors = report["coverage"]["after"], report["authors"]
    filled = authors["approved"] + authors["model"]
    return {
        "documented": _badge("documented", after["documented"], after["total"]),
        "complete": _badge("docs complete", after["complete"], after["total"]),
        "hand-written": _badge("docs hand-written", authors["people"], sum(authors.values())),
        "approved": _badge("docs approved", authors["approved"], filled),
    }


def write_badges(report: Mapping[str, Any], directory: Path) -> None:
    """Write all badges of a report, each as `NAME.svg` and `NAME.json`.

    Args:
        report: The report of a build.
        directory: Where they go; it is made if it is not there.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for name, badge in badges(report).items():
        for suffix, content in ((".svg", badge.svg), (".json", badge.endpoint)):
            directory.joinpath(name).with_suffix(suffix).write_text(content, encoding="utf-8")


def _badge(label: str, part: int, whole: int) -> Badge:
    colour, fill = next((names for least, *names in _COLOURS if whole and 100 * part >= least * whole), _NOTHING)
    return Badge(label=label, message=percent(part, whole) if whole else "none", colour=colour, fill=fill)
