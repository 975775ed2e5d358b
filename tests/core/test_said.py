"""People's words in code, outside of docstrings: found wherever libraries keep them, and never asked for."""

from __future__ import annotations

import pytest

from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.build.coverage import coverage
from aidoc_core.build.ledger import Record
from aidoc_core.code.gaps import Gaps, find_gaps
from aidoc_core.code.objects import Said
from aidoc_core.settings import Settings
from tests.core.packages import collect, load, objects_of, write

FIELDS = {
    "Doc": ("from typing import Annotated\nfrom typing_extensions import Doc", 'Annotated[int, Doc("Words.")]', "1"),
    "annotated_doc": ("from typing import Annotated\nfrom annotated_doc import Doc as D", 'Annotated[int, D("Words.")]', ""),
    "Doc by keyword": ("import typing as t, typing_extensions as te", 't.Annotated[int, te.Doc(documentation="Words.")]', ""),
    "a string": ("from typing import Annotated\nfrom annotated_doc import Doc", "'Annotated[int, Doc(\"Words.\")]'", ""),
    "Final": ("from typing import Annotated, Final\nfrom annotated_doc import Doc", 'Final[Annotated[int, Doc("Words.")]]', "1"),
    "optional": ("from typing import Annotated\nfrom annotated_doc import Doc", 'Annotated[int, Doc("Words.")] | None', "1"),
    "pydantic": ("from pydantic import Field", "int", 'Field(1, description="Words.")'),
    "pydantic, renamed": ("from pydantic import Field as F", "int", 'F(1, gt=0, description="Words.")'),
    "pydantic, by module": ("import pydantic as p", "int", 'p.Field(1, description="Words.")'),
    "pydantic in Annotated": ("import typing as t\nfrom pydantic import Field", 't.Annotated[int, Field(description="Words.")]', "1"),
    "sqlmodel": ("from sqlmodel import Field", "int", 'Field(default=None, description="Words.")'),
    "dataclasses, doc": ("from dataclasses import field", "int", 'field(default=1, metadata={"doc": "Words."})'),
    "dataclasses, help": ("from dataclasses import field", "int", 'field(default=1, metadata=dict(help="Words."))'),
    "dataclasses, 3.14": ("import dataclasses", "int", 'dataclasses.field(default=1, doc="Words.")'),
    "attrs": ("import attrs", "int", 'attrs.field(metadata={"description": "Words."})'),
    "attr.ib": ("import attr", "", 'attr.ib(default=1, metadata={"doc": "Words."})'),
    "sqlalchemy": ("import sqlalchemy as sa", "", 'sa.Column(sa.Integer, comment="For the database.", doc="Words.")'),
    "sqlalchemy, comment": ("from sqlalchemy import Column, Integer", "", 'Column(Integer, comment="Words.")'),
    "sqlalchemy 2": ("from sqlalchemy.orm import Mapped, mapped_column", "Mapped[int]", 'mapped_column(doc="Words.")'),
    "flask_sqlalchemy": ("db = SQLAlchemy()", "", 'db.Column(db.Integer, doc="Words.")'),
    "traitlets": ("from traitlets import Int", "", 'Int(1, help="Words.")'),
    "traitlets, tagged": ("from traitlets import Int", "", 'Int(1, help="""Words.""").tag(config=True)'),
    "msgspec": ("from typing import Annotated\nfrom msgspec import Meta", 'Annotated[int, Meta(gt=0, description="Words.")]', "1"),
    "strawberry": ("import strawberry", "int", 'strawberry.field(description="Words.")'),
    "django": ("from django.db import models", "", 'models.IntegerField(help_text="Words.")'),
    "django, translated": (
        "from django.db import models\nfrom django.utils.translation import gettext_lazy as _",
        "",
        'models.IntegerField("number", help_text=_("Words."))',
    ),
    "marshmallow": ("from marshmallow import fields", "", 'fields.Int(metadata={"description": "Words."})'),
    "property": ("def get(self):\n    return 1", "", 'property(get, doc="Words.")'),
    "property, by place": ("def get(self):\n    return 1", "", 'property(get, None, None, "Words.")'),
    "property of a function": ('def get(self):\n    """Words.\n\n    More.\n    """', "", "property(get)"),
    "cached_property of a function": (
        'from functools import cached_property\ndef get(self):\n    "Words."', "", "cached_property(get)",
    ),
    "another name of a private function": ('def _get(self):\n    "Words."', "", "_get"),
    "another name of a private class": ('class _Other:\n    """Words.\n\n    More.\n    """', "", "_Other"),
    "another name of a method": ('class _Other:\n    def get(self):\n        """Words."""', "", "_Other.get"),
    "descriptor": ("class Own:\n    def __init__(self, doc):\n        self.__doc__ = doc", "", 'Own("Words.")'),
    "descriptor, by name": (
        "class Own:\n    def __init__(self, get=None, *, doc=None):\n        self.__doc__ = doc", "", 'Own(doc="Words.")',
    ),
    "param": ("import param", "", 'param.Integer(1, doc="Words.")'),
    "two literals": ("from pydantic import Field", "int", 'Field(1, description="Wor" "ds" + ".")'),
    "f-string": ("from pydantic import Field", "int", 'Field(1, description=f"Words.")'),
    "constant": ('from pydantic import Field\nTOLD = "Words."', "int", "Field(1, description=TOLD)"),
    "constants": ('from pydantic import Field\nA = "Wor"\nB = f"{A}ds"', "int", 'Field(1, description=B + ".")'),
    "cleandoc": ("from inspect import cleandoc\nfrom pydantic import Field", "int", 'Field(1, description=cleandoc("""\n        Words.\n        """))'),
    "many lines": ("from pydantic import Field", "int", 'Field(1, description="""\n        Words.\n        """)'),
    "alias": ("from typing import Annotated\nfrom annotated_doc import Doc\nType = Annotated[int, Doc('Words.')]", "Type", "1"),
    "alias of an alias": (
        "from typing import Annotated\nfrom annotated_doc import Doc\nInner = Annotated[int, Doc('Words.')]\nType = Inner | None",
        "Type",
        "1",
    ),
    "field that is shared": ("from pydantic import Field\nSHARED = Field(1, description='Words.')", "int", "SHARED"),
    "the nearest of two": (
        "from typing import Annotated\nfrom pydantic import Field",
        'Annotated[int, Field(description="Others.")]',
        'Field(1, description="Words.")',
    ),
    "the one for documentation": (
        "from typing import Annotated\nfrom annotated_doc import Doc\nfrom pydantic import Field",
        'Annotated[int, Field(description="For a schema."), Doc("Words.")]',
        'Field(1, description="For a schema.")',
    ),
}  # fmt: skip
NOTHING = {
    "no words": ("from pydantic import Field", "int", "Field(1)"),
    "none": ("from pydantic import Field", "int", "Field(1, description=None)"),
    "empty": ("from pydantic import Field", "int", 'Field(1, description="")'),
    "metadata of other things": ("from dataclasses import field", "int", 'field(metadata={"unit": "mm"})'),
    "items": ("from typing import Annotated\nfrom annotated_doc import Doc", 'list[Annotated[int, Doc("Each.")]]', ""),
    "other calls": ("from elsewhere import make", "int", 'make(description="Of something.")'),
    "a text": ("Type = 1", "str", '"Type"'),
    "itself": ("", "x", "x"),
    "broken": ("", "'Annotated['", "1"),
}


SHOWN_THERE = {
    "a function": ('def get(self):\n    "Words."', "", "get"),
    "a class": ('class Other:\n    """Words."""', "", "Other"),
    "a method": ('class Other:\n    def get(self):\n        """Words."""', "", "Other.get"),
}


def _field(tmp_path, case, future):
    start, annotation, value = case
    declared = f"x{f': {annotation}' if annotation else ''}{f' = {value}' if value else ''}"
    code = f"from __future__ import annotations\n{start}" if future else start
    return collect(tmp_path, f"{code}\n\nclass Thing:\n    {declared}\n")["pkg.Thing.x"]


@pytest.mark.parametrize("case", SHOWN_THERE)
def test_a_further_name_of_what_is_public_says_nothing_twice(tmp_path, case):
    """Somebody has said what it is, so nothing is asked; the words are shown where the object is."""
    obj = _field(tmp_path, SHOWN_THERE[case], future=False)
    assert (obj.said, obj.said.visible, obj.documented.summary) == (Said(summary=""), Said(), True)


@pytest.mark.parametrize("future", [False, True])
@pytest.mark.parametrize("case", FIELDS)
def test_what_a_field_is_told_to_be(tmp_path, case, future):
    """Each place where a library keeps the words on a field: they are known, whole, and nothing is asked."""
    obj = _field(tmp_path, FIELDS[case], future)
    assert obj.said == Said(summary="Words.")
    assert obj.human == ""
    assert obj.documented.summary
    assert find_gaps(obj) == Gaps()


@pytest.mark.parametrize("case", NOTHING)
def test_what_are_no_words(tmp_path, case):
    """Calls that say nothing, or nothing of the field."""
    obj = _field(tmp_path, NOTHING[case], future=False)
    assert not obj.said
    assert find_gaps(obj) == Gaps(summary=True)


@pytest.mark.parametrize(
    "value", ['f"{len(NAMES)} names."', "elsewhere.TEXT", '"%d" % 3', "make()", '", ".join(NAMES)', 'f"{1:>3}"']
)
def test_words_that_only_running_code_could_tell(tmp_path, value):
    """They are a person's all the same: nothing is asked, and nothing can be shown."""
    obj = _field(tmp_path, ("from pydantic import Field", "int", f"Field(1, description={value})"), future=False)
    assert obj.said == Said(summary="")
    assert obj.said.visible == Said()
    assert find_gaps(obj) == Gaps()


def test_parameters_and_results(tmp_path):
    """Of each kind of parameter, by annotation, default and decorator; stars stay."""
    code = """
    import typer, click
    from typing import Annotated
    from annotated_doc import Doc
    from fastapi import Query

    def get(
        a: Annotated[int, Doc("A.")],
        b: int,
        /,
        c: str = Query("x", description="C."),
        *args: Annotated[int, Doc("Args.")],
        d: Annotated[int, typer.Option(help="D.")] = 1,
        e: bool = typer.Option(False, "--e", help="E."),
        f: str = "Doc",
        **kwargs: Annotated[int, Doc("Kwargs.")],
    ) -> Annotated[int, Doc("It.")]:
        return 1

    @click.command(help="Runs.")
    @click.option("--no-colour/--colour", "-n", help="Colour.")
    @click.option("-v", "loud", help="Loud.")
    @click.option("--quiet")
    @click.argument("path")
    def run(no_colour, loud, quiet, path):
        pass
    """
    found = collect(tmp_path, code)
    get, run = found["pkg.get"], found["pkg.run"]
    assert get.said.parameters == (
        *(("a", "A."), ("c", "C."), ("*args", "Args."), ("d", "D."), ("e", "E.")),
        ("**kwargs", "Kwargs."),
    )
    assert (get.said.summary, get.said.returns) == (None, "It.")
    assert find_gaps(get) == Gaps(summary=True, parameters=("b", "f"))
    assert run.said == Said(summary="Runs.", parameters=(("no_colour", "Colour."), ("loud", "Loud.")))
    assert find_gaps(run).parameters == ("quiet", "path")


def test_docstrings_come_first(tmp_path):
    """What a docstring says is what is shown, also where the class says it of its fields."""
    code = '''
    from typing import Annotated
    from annotated_doc import Doc
    from pydantic import BaseModel, Field

    class Box(BaseModel):
        """A box.

        Attributes:
            size: In metres.
        """

        size: int = Field(1, description="Elsewhere.")
        colour: str = Field("red", description="Paint.")
        weight: int = 1

        told: int = Field(1, description="Elsewhere.")
        """By its own text."""

    def get(a: Annotated[int, Doc("Elsewhere.")], b: Annotated[int, Doc("B.")]):
        """Get.

        Args:
            a: A.
        """
    '''
    found = collect(tmp_path, code)
    assert found["pkg.Box"].attributes == ("weight",)
    assert found["pkg.Box.size"].said == found["pkg.Box.told"].said == Said()
    assert found["pkg.Box.colour"].said == Said(summary="Paint.")
    assert found["pkg.get"].said == Said(parameters=(("b", "B."),))
    assert find_gaps(found["pkg.get"]) == Gaps()


def test_other_objects(tmp_path):
    """Properties, decorated classes, keys of typed dictionaries, members of enumerations, what `__init__` sets."""
    code = """
    import enum, strawberry
    from typing import Annotated, NotRequired, TypedDict
    from typing_extensions import Doc
    from pydantic import computed_field

    class Keys(TypedDict):
        size: NotRequired[Annotated[int, Doc("Size.")]]

    @strawberry.type(description="A thing.")
    class Thing:
        def __init__(self):
            self.made: Annotated[int, Doc("Made.")] = 1

        @property
        def one(self) -> Annotated[int, Doc("One.")]: ...

        @computed_field(description="Two.")
        @property
        def two(self) -> int: ...

    class Colour(enum.Enum):
        RED = "r", "Like blood."
        BLUE = "b", "Like the sky."
        PLAIN = "p"

        def __new__(cls, value, doc=""):
            made = object.__new__(cls)
            made._value_ = value
            made.__doc__ = doc
            return made
    """
    found = {path.removeprefix("pkg."): obj.said.summary for path, obj in collect(tmp_path, code).items() if obj.said}
    assert found == {
        "Keys.size": "Size.",
        "Thing": "A thing.",
        "Thing.made": "Made.",
        "Thing.one": "One.",
        "Thing.two": "Two.",
        "Colour.RED": "Like blood.",
        "Colour.BLUE": "Like the sky.",
    }


def test_what_a_method_passes_on(tmp_path):
    """A description that an attribute is made with is not known to be there: the caller may have given none."""
    code = """
    from pydantic import Field

    class Thing:
        def __init__(self, description=None):
            self.field = Field(description=description)
            self.told = Field(description="Words.")
    """
    found = collect(tmp_path, code)
    assert found["pkg.Thing.field"].said == Said()
    assert found["pkg.Thing.told"].said == Said(summary="Words.")


def test_other_definitions_of_a_name(tmp_path):
    """What people say of overloads, or of what sets a property, where the definition that is shown has no words."""
    code = '''
from typing import overload


@overload
def read(a: int) -> int:
    """Read a number.

    And more.
    """
@overload
def read(a: str) -> str:
    """Read a text."""
def read(a):
    return a


@overload
def told(a: int) -> int:
    """Read a number."""
@overload
def told(a: str) -> str: ...
def told(a):
    """Read anything."""
    return a


@overload
def bare(a: int) -> int: ...
@overload
def bare(a: str) -> str: ...
def bare(a):
    return a


class Box:
    @property
    def size(self):
        return 1

    @size.setter
    def size(self, value):
        """How large the box is."""

    @property
    def wide(self):
        """How wide."""

    @wide.setter
    def wide(self, value):
        """Set it."""

    @property
    def tall(self):
        return 1
'''
    found = {path: obj.said.summary for path, obj in collect(tmp_path, code).items()}
    names = ("read", "told", "bare", "Box.size", "Box.wide", "Box.tall")
    assert [found[f"pkg.{name}"] for name in names] == [
        "Read a number.\n\nRead a text.", None, None, "How large the box is.", None, None,
    ]  # fmt: skip


def test_names_of_other_modules(tmp_path):
    """An alias, a constant and an import of another module of the package are followed; circles end."""
    files = {
        "pkg/__init__.py": "",
        "pkg/types.py": """
        from typing import Annotated
        from ._compat import D
        from .texts import TOLD as T

        Url = Annotated[str, D(T)]
        """,
        "pkg/_compat.py": "try:\n    from typing_extensions import Doc as D\nexcept ImportError:\n    D = None\n",
        "pkg/texts.py": 'TOLD = "Where it is."\nA = B\nB = A\n',
        "pkg/use.py": """
        from . import types as ty
        from pkg.texts import A
        from pkg.types import Url
        from pydantic import Field

        def get(url: Url, other: ty.Url, none: A): ...

        x: str = Field(description=A)
        """,
    }
    found = objects_of(load(write(tmp_path, files)), tmp_path)
    assert found["pkg.use.get"].said.parameters == (("url", "Where it is."), ("other", "Where it is."))
    assert found["pkg.use.x"].said == Said(summary="")


def test_people_are_counted(tmp_path):
    """A described field is documented by people, before anything is generated."""
    obj = _field(tmp_path, FIELDS["pydantic"], future=False)
    before, after = coverage([Record(obj=obj, outcome="human")])
    assert before == after
    assert (before.documented, before.complete, before.total) == (1, 1, 1)


def test_the_identity_of_what_is_left_to_ask(tmp_path):
    """A kept answer of a function stays: its question is known by its code, whatever is left of it."""
    code = "from typing import Annotated\nfrom annotated_doc import Doc\ndef get(a: Annotated[int, Doc('A.')]): ...\n"
    assert fingerprint(collect(tmp_path, code)["pkg.get"], Settings()) == "476de31a547d8a5f"


OVERLOADS = '''
from typing import Annotated, overload

from typing_extensions import Doc


class Box:
    @overload
    def __init__(self, size: int) -> None:
        """Make it.

        Args:
            size: How large.
        """
    @overload
    def __init__(self, size: str, *, unit: str) -> None:
        """
        :param unit: Of the size.
        """
    def __init__(self, size, *, unit=""):
        self.size = size

    @overload
    def fill(self, what: int) -> int:
        """Fill it.

        More of it.

        Parameters
        ----------
        what : int
            A number of things.

        Returns
        -------
        int
            How many fit.

        Raises
        ------
        pkg.Full
            If nothing fits.
        """
    @overload
    def fill(self, what: str) -> int:
        """Fill it.

        @param what: The name of a thing.
        @return: How many fit.
        """
    def fill(self, what, rest=None):
        raise Full


@overload
def mixed(a: int, *args: int) -> int:
    """Args:
        a: In code it is said otherwise.
        *args: Further numbers.
        more: Among keywords.

    Yields:
        Numbers.
    """
@overload
def mixed(a: str, *args: int, only: int) -> int:
    """:param only: In an overload alone."""
def mixed(a: Annotated[int, Doc("In code.")], *args, **kwargs):
    yield a


@overload
def told(a: int) -> int:
    """Other words.

    :param a: Not these.
    :param b: But these.
    :param gone: In no signature.
    :raises ValueError: Never.
    :returns: Neither these.
    """
@overload
def told(a: str, b: int) -> str: ...
def told(a, b=1):
    """Words.

    :param a: A number.
    :returns: A number.
    """
    raise ValueError


@overload
def typed(a: int) -> int:
    """Take one.

    Parameters
    ----------
    a : int

    Returns
    -------
    int
    """
def typed(a):
    return a
'''


def test_what_overloads_describe(tmp_path):
    """Parts that the docstrings of overloads describe, in any style; those of the definition that is shown come first."""
    found = collect(tmp_path, OVERLOADS)
    said = {path.removeprefix("pkg."): obj.said for path, obj in found.items()}
    assert said["Box.__init__"] == Said(
        summary="Make it.", parameters=(("size", "How large."), ("unit", "Of the size.")),
    )  # fmt: skip
    assert said["Box.fill"] == Said(
        summary="Fill it.", parameters=(("what", "A number of things.\n\nThe name of a thing."),),
        returns="How many fit.", raises=(("pkg.Full", "If nothing fits."),),
    )  # fmt: skip
    assert said["mixed"] == Said(
        parameters=(
            ("a", "In code."), ("*args", "Further numbers."), ("more", "Among keywords."), ("only", "In an overload alone."),
        ),
        yields="Numbers.",
    )  # fmt: skip
    assert said["told"] == Said(parameters=(("b", "But these."),), raises=(("ValueError", "Never."),))
    assert said["typed"] == Said(summary="Take one.")
    gaps = {path.removeprefix("pkg."): find_gaps(obj) for path, obj in found.items()}
    assert gaps["Box.__init__"] == Gaps()
    assert gaps["Box.fill"] == Gaps(parameters=("rest",))
    assert gaps["mixed"] == Gaps(summary=True, parameters=("**kwargs",))
    assert gaps["told"] == Gaps()
    assert gaps["typed"] == Gaps(parameters=("a",), returns=True)


def test_overloads_in_a_stub(tmp_path):
    """What a stub beside the module says of overloads is known too."""
    stub = '''
    from typing import overload
    @overload
    def read(a: int) -> int:
        """Read a number.

        Args:
            a: The number.
        """
    @overload
    def read(a: str) -> str: ...
    '''
    files = {"pkg/__init__.py": "", "pkg/words.py": "def read(a):\n    return a\n", "pkg/words.pyi": stub}
    write(tmp_path, files)
    found = objects_of(load(tmp_path), tmp_path)["pkg.words.read"]
    assert found.said == Said(summary="Read a number.", parameters=(("a", "The number."),))
    assert find_gaps(found) == Gaps(returns=True)


def test_words_beside_an_overload_leave_the_identity_as_it_is(tmp_path):
    """An answer that somebody has paid for stays the answer."""
    found = collect(tmp_path / "with", OVERLOADS)["pkg.typed"]
    bare = collect(tmp_path / "without", OVERLOADS.replace("a : int", "b : int"))["pkg.typed"]
    assert fingerprint(found, Settings()) == fingerprint(bare, Settings())


ANNOTATED_OVERLOADS = '''
from typing import Annotated, overload

from typing_extensions import Doc
from pydantic import Field

Words = Annotated[int, Doc("By an alias.")]


@overload
def read(a: Annotated[int, Doc("A number.")], *rest: Annotated[int, Doc("More.")]) -> Annotated[int, Doc("What is read.")]: ...
@overload
def read(a: Annotated[str, Doc("A name.")], b: Words = Field(1, description="By a default."), **kw) -> str: ...
def read(a, *rest, b=1, **kw):
    return a


@overload
def told(a: Annotated[int, Doc("Not this.")], b: Annotated[int, Doc("But this.")]) -> int:
    """Tell.

    Args:
        a: By a docstring.
    """
@overload
def told(a: str, b: str) -> str: ...
def told(a, b: Annotated[int, Doc("In code.")] = 1):
    return a


@overload
def said(a: Annotated[int, Doc("Neither this.")]) -> Annotated[int, Doc("Nor this.")]: ...
@overload
def said(a: str) -> str: ...
def said(a):
    """Say.

    :param a: By hand.
    :returns: By hand.
    """
    return a
'''


def test_what_annotations_of_overloads_say(tmp_path):
    """`Doc` in the signature of an overload is a person's word, behind docstrings and the definition that is shown."""
    found = collect(tmp_path, ANNOTATED_OVERLOADS)
    assert found["pkg.read"].said == Said(
        parameters=(("a", "A number.\n\nA name."), ("*rest", "More."), ("b", "By an alias.")), returns="What is read."
    )
    assert found["pkg.told"].said == Said(summary="Tell.", parameters=(("b", "In code."), ("a", "By a docstring.")))
    assert found["pkg.said"].said == Said()
    assert find_gaps(found["pkg.read"]) == Gaps(summary=True, parameters=("**kw",))
    assert find_gaps(found["pkg.told"]) == Gaps(returns=True)
    assert find_gaps(found["pkg.said"]) == Gaps()
