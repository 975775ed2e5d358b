"""The cases: every file below `markdown`, `rest` and `answers`, as what it says of each kind of object."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.build.modules import MOST_OBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
_FEW, _OF_A_PAGE = 3, 13
"""Cases of a page in a twin: of every sort one, and as many as have a page of the appendix for their objects (50)."""
ELSEWHERE = "https://evil.example"
"""The host that hostile texts point to; tests with a browser put a server of their own in its place."""
BENIGN = "Guides `value` by **nothing** at all.\n\n- one\n- two\n\n1. a\n2. b"
"""What stands in every field of the twin that pages are compared with: every shape that a text may take."""
_ON_A_PAGE = 25
# A class and a field go the way of a function, so that some of the texts are enough there.
_WITH_CLASS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One hostile answer.

    Attributes:
        name: The directory and the file's name without its ending, e.g. `rest/include-file`.
        text: What stands in every field; `None` where `answer` is given.
        answer: What is said of every object.
        page: The page, and the module, that the case stands on with some others.
        classy: Whether it is said of a class and its field, too.
    """

    name: str
    text: str | None = None
    answer: Answer = Answer()
    page: str = ""
    classy: bool = True

    @property
    def identifier(self) -> str:
        """The name as part of a Python name."""
        return re.sub(r"\W", "_", self.name)

    def answers(self) -> dict[str, Answer]:
        """What is said of each object of the case, by the object's name in its module."""
        run, flow, holder, size = names(self)
        if self.text is None:
            objects = (run, flow, holder, size) if self.classy else (run, flow)
            return dict.fromkeys(objects, self.answer)
        text = self.text
        parameters = tuple(Described(name=name, description=text) for name in ("value", "*rest"))
        functions = {
            run: Answer(
                summary=text,
                description=text,
                parameters=parameters,
                returns=text,
                raises=(Described(name="ValueError", description=text),),
                example=f">>> {text}",
            ),
            flow: Answer(parameters=(Described(name="other", description=text),), yields=text),
        }
        classes = {
            holder: Answer(summary=text, description=text, attributes=(Described(name="size", description=text),)),
            size: Answer(summary=text),
        }
        return functions | classes if self.classy else functions

    def twin(self) -> Case:
        """The same objects with nothing hostile said of them."""
        return replace(self, text=BENIGN)


def names(case: Case) -> tuple[str, str, str, str]:
    """The objects of a case: a function, a generator that a person has begun to document, a class, its field."""
    identifier = case.identifier
    return f"run_{identifier}", f"flow_{identifier}", f"Holder_{identifier}", f"Holder_{identifier}.size"


def cases(elsewhere: str = ELSEWHERE) -> list[Case]:
    """Every case.

    Args:
        elsewhere: The address that stands for any other host.
    """
    found = [*_texts(elsewhere), *_answers(elsewhere)]
    return [
        replace(case, page=f"part_{number // _ON_A_PAGE}", classy=case.text is None or number % _WITH_CLASS == 0)
        for number, case in enumerate(found)
    ]


def twins(found: Iterable[Case]) -> list[Case]:
    """A few cases of each page, every sort of object among them, with nothing hostile said of them.

    Where there are so many objects that the appendix has further pages, the twins' appendix has the same ones.
    """
    pages = [list(page) for _, page in groupby(found, key=lambda case: case.page)]
    objects = sum(len(names(case)) for page in pages for case in page)
    most = _OF_A_PAGE if objects > MOST_OBJECTS else _FEW
    return [case.twin() for page in pages for case in [replace(one, classy=True) for one in page[:most]]]


def texts(directory: str) -> dict[str, str]:
    """The texts of one directory by name."""
    return {path.stem: path.read_bytes().decode() for path in sorted((HERE / directory).glob("*.txt"))}


def _texts(elsewhere: str) -> Iterator[Case]:
    for directory in ("markdown", "rest"):
        for name, text in texts(directory).items():
            yield Case(name=f"{directory}/{name}", text=text.replace(ELSEWHERE, elsewhere))


def _answers(elsewhere: str) -> Iterator[Case]:
    for path in sorted((HERE / "answers").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8").replace(ELSEWHERE, elsewhere))
        yield Case(name=f"answers/{path.stem}", answer=Answer.from_dict(data))
