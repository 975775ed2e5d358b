"""Links from generated text: names that the site documents become cross-references, and only those."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.checks import RULES
from mkdocs_aidoc.rendered import anchors_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bs4 import Tag

    from tests.azure import LocalAzure
    from tests.azure.asked import AskedObject
    from tests.mkdocs.project import Built, Project

CODE = '''\
"""Sources of energy."""

_HIDDEN = 1


class Battery:
    """A battery."""

    charge: float = 0.0

    def load(self, amps):
        return amps

    def _tare(self):
        return 0


def measure(battery, load):
    if load:
        raise ValueError
    return battery
'''
SAID = (
    "Ask `Battery`, `Battery.load()`, `Battery.charge`, `load`, `_HIDDEN`, `Battery._tare`, `ValueError`, `dict`; "
    "see [the manual](https://docs.example.org/load) or <https://evil.test/x>."
)


@pytest.fixture
def power(project: Project, azure: LocalAzure) -> Project:
    """A module on two pages, and a model whose every text is full of names and addresses."""

    def answer(objects: Sequence[AskedObject]) -> list[dict[str, Any]]:
        return [
            {
                "n": asked.n,
                "summary": f"Tell of `{asked.path.rpartition('.')[2]}` and more.",
                "details": SAID,
                "sections": [
                    *({"kind": "parameter", "name": name, "text": SAID} for name in asked.parameters),
                    {"kind": "returns", "name": "", "text": SAID},
                    *({"kind": "raises", "name": name, "text": SAID} for name in asked.raises),
                ],
            }
            for asked in objects
        ]

    azure.answer = answer
    project.write({
        "src/small/power.py": CODE,
        "docs/index.md": "::: small.power.measure\n",
        "docs/battery.md": "::: small.power.Battery\n",
    })  # fmt: skip
    return project


OFF = {"checks": {rule.id: "off" for rule in RULES}}


def _links(element: Tag) -> list[tuple[str, str]]:
    return [(link.get_text(), str(link["href"])) for link in element.select("a[href]:not(.headerlink)")]


def _texts(built: Built, path: str, page: str) -> list[Tag]:
    return [one for one in built.object(path, page).select("p, td") if "Ask" in one.get_text() and not one.find("p")]


def test_names_of_documented_objects_are_links(power: Project) -> None:
    """A name leads to its heading on whichever page; parameters, private, foreign and unknown names stay code."""
    built = power.build(aidoc=OFF)
    assert (built.error, built.logged, built.changed) == (None, [], [])
    page = "battery.html#small.power.Battery"
    found = _texts(built, "small.power.measure", "index.html")
    assert len(found) == 5  # description, two parameters, the result, an exception
    for text in found:
        assert _links(text) == [
            ("Battery", page),
            ("Battery.load()", f"{page}.load"),
            ("Battery.charge", f"{page}.charge"),
        ]
        assert [code.get_text() for code in text.find_all("code")][3:] == [
            "load",
            "_HIDDEN",
            "Battery._tare",
            "ValueError",
            "dict",
        ]
        assert "see [the manual](https://docs.example.org/load) or <https://evil.test/x>." in text.get_text()
    assert "<autoref" not in built.html()


def test_a_name_leads_to_its_sibling_and_never_to_itself(power: Project) -> None:
    """In a method's text its class and siblings are links, the method itself is not."""
    built = power.build(aidoc=OFF)
    for text in _texts(built, "small.power.Battery.load", "battery.html"):
        shown = [label for label, _ in _links(text)]
        assert shown == ["Battery", "Battery.charge"]


def test_allowed_hosts(power: Project) -> None:
    """With `link_hosts` an address of such a host is a link; turning it on or off asks nothing."""
    power.build(aidoc=OFF)
    built = power.build(aidoc={**OFF, "link_hosts": ["*.example.org"]})
    assert (built.error, built.logged, built.requests) == (None, [], [])
    for text in _texts(built, "small.power.measure", "index.html"):
        assert ("the manual", "https://docs.example.org/load") in _links(text)
        assert "<https://evil.test/x>." in text.get_text()
        assert not [href for _, href in _links(text) if "evil" in href]


def test_the_model_is_told_of_allowed_hosts(power: Project) -> None:
    """It may link there, and an answer that does passes the checks; others are asked for again."""
    links = {name: level for name, level in OFF["checks"].items() if name not in ("AD601", "AD607")}
    built = power.build(aidoc={"link_hosts": ["docs.example.org", "evil.test"], "checks": links})
    assert (built.error, built.logged) == (None, [])
    assert "docs.example.org, evil.test" in str(built.requests[0].body)
    rejected = power.build(aidoc={"link_hosts": ["evil.test"], "checks": links, "cache_dir": "other"})
    assert "AD607" in rejected.logged[0]
    assert not [f for entry in built.report["objects"] for f in entry["findings"] if f["rule"] == "AD607"]


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_an_object_that_stays_hidden_is_no_link(power: Project, theme: str) -> None:
    """What the pages do not show in the end has no heading: its name stays code, without a warning."""
    power.write({"docs/battery.md": "::: small.power.Battery\n    options:\n      members: [charge]\n"})
    built = power.build(aidoc=OFF, theme={"name": theme} | ({"font": False} if theme == "material" else {}))
    assert (built.error, built.logged) == (None, [])
    for text in _texts(built, "small.power.measure", "index.html"):
        assert [label for label, _ in _links(text)] == ["Battery", "Battery.charge"]


def test_a_member_that_subclasses_show_too(power: Project) -> None:
    """A name leads to the class that it says, though an earlier page shows the member as inherited."""
    subclass = "class Cell(Battery):\n    pass\n\n\ndef measure("
    power.edit("src/small/power.py", "def measure(", subclass)
    block = "::: small.power.Cell\n    options:\n      inherited_members: true\n"
    power.write({"docs/a.md": block})
    built = power.build(aidoc=OFF)
    assert (built.error, built.logged) == (None, [])
    assert built.object("small.power.Cell.load", "a.html")
    for text in _texts(built, "small.power.measure", "index.html"):
        assert ("Battery.load()", "battery.html#small.power.Battery.load") in _links(text)


_PARTS = ['id="', '"', "a", " ", "-", "é", "_", "id", "=", "<", "\n", "__codelineno-0-1"]


@given(parts=st.lists(st.sampled_from(_PARTS), max_size=14))
def test_anchors_are_the_quoted_ids_but_those_of_lines(parts: list[str]) -> None:
    """Those that a plainer pattern finds, which takes much longer on whole pages."""
    html = "".join(parts)
    assert anchors_in(html) == frozenset(re.findall(r'\bid="(?!__codelineno-)([^"]*)"', html))
