"""What people describe by a directive is not described twice: a site that builds with `-n -W` does so with aidoc."""

from __future__ import annotations

import textwrap

import pytest

from tests.sphinx.project import Project

CONF = 'import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "src"))\n'
CONF += "sys.dont_write_bytecode = True\nnitpicky = True\n"
CONF += 'aidoc_kinds = ["module", "class", "function", "property", "field", "data"]\n'
MEMBERS = "I\n=\n\n.. automodule:: pkg\n   :members:\n"

DIRECTIVES = '''
    """Pkg.

    .. data:: level

       How loud, in a person's words.

    .. function:: shout(word)

       Shouts, in a person's words.
    """

    level = 3

    def shout(word):
        return word

    def other(word):
        return word

    class Event:
        """An event.

        .. attribute:: size

           The size, in a person's words.

        .. py:property:: width
           :type: int

           The width, in a person's words.

        .. method:: run(speed)
           :async:

           Runs, in a person's words.

        .. method:: Event.stop()

           Stops, in a person's words.
        """

        size: int = 1

        height: int = 2

        @property
        def width(self):
            return 2

        async def run(self, speed):
            return speed

        def stop(self):
            return None

        def more(self, amount):
            return amount

    class Party(Event):
        """A party."""

        def dance(self, partner):
            return partner
    '''

FIELDS = '''
    """Pkg."""

    class Event:
        """An event.

        :ivar size: The size, in a person's words.
        :cvar int width: The width, in a person's words.
        """

        width: int = 1

        def __init__(self):
            self.size = 2

        def more(self, amount):
            return amount
    '''

EVENT = """
        size: int = 1

        @property
        def width(self):
            return 2

        def run(self, speed):
            return speed

        def stop(self):
            return None

        def more(self, amount):
            return amount
    """

GOOGLE = (
    '''
    """Pkg.

    Attributes:
        level (int): How loud, in a person's words.
    """

    level = 3

    class Event:
        """An event.

        Attributes:
            size: The size, in a person's words.
            width: The width, in a person's words.

        Methods:
            run(speed): Runs, in a person's words.
            stop: Stops, in a person's words.
        """
'''
    + EVENT
)

NUMPY = (
    '''
    """Pkg."""

    class Event:
        """An event.

        Attributes
        ----------
        size : int
            The size, in a person's words.
        width : int
            The width, in a person's words.

        Methods
        -------
        run(speed)
            Runs, in a person's words.
        stop()
            Stops, in a person's words.
        """
'''
    + EVENT
)


UNKNOWN = '''
    """Pkg."""

    from collections.abc import Iterator
    from decimal import Context as Setting


    class One:
        """One: see :meth:`.run`, `walk`, and :class:`Nowhere`."""

        def run(self, amount: int) -> int:
            """Run."""

        def walk(self) -> None:
            """Walk."""


    class Two:
        """Two."""

        def run(self, setting: Setting) -> Iterator[Setting]:
            return setting

        def walk(self, one: One) -> "Nowhere":
            return one

        def also(self, setting: Setting) -> None:
            """Do it; the author's reference leads nowhere, and says so."""


    class Three:
        def run(self, setting: Setting) -> None:
            """Run.

            See :class:`Somewhere`.
            """
    '''


def of(tmp_path, azure, source, index=MEMBERS, conf='extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]', **documents):
    """A project of one module, with documents for it."""
    files = {f"docs/{name}.rst": text for name, text in documents.items()}
    files |= {
        "src/pkg.py": textwrap.dedent(source).lstrip(),
        "docs/conf.py": f"{CONF}{conf}\n",
        "docs/index.rst": index,
    }
    return Project(tmp_path, files=files, azure=azure.url)


def paths(azure):
    """The paths of everything that was requested."""
    return sorted(one.path for request in azure.requests for one in request.objects)


def compared(project, **conf):
    """The build without aidoc and the one with it, which may add no warning."""
    plain = project.build(aidoc_enabled="0", **conf)
    built = project.build(fresh=True, **conf)
    assert built.warnings == plain.warnings
    return plain, built


@pytest.mark.parametrize("legacy", ["0", "1"])
@pytest.mark.parametrize("inherited", ["", "   :inherited-members:\n"])
def test_directives_in_docstrings(tmp_path, azure, inherited, legacy):
    """Members that the docstring of their class or module describes by directives are neither requested nor shown."""
    project = of(tmp_path, azure, DIRECTIVES, MEMBERS + inherited)
    plain, built = compared(project, autodoc_use_legacy_class_based=legacy)
    assert plain.warnings == []
    left = ["pkg.Event.height", "pkg.Event.more", "pkg.Party.dance", "pkg.other"]
    assert paths(azure) == left
    assert built.text().count("in a person's words") == 6


@pytest.mark.parametrize(
    ("source", "extension", "conf"),
    [
        (FIELDS, "sphinx.ext.napoleon", ""),
        (GOOGLE, "sphinx.ext.napoleon", ""),
        (GOOGLE, "sphinx.ext.napoleon", "napoleon_use_ivar = True"),
        (NUMPY, "sphinx.ext.napoleon", ""),
        (NUMPY, "numpydoc", "numpydoc_show_class_members = False"),
    ],
)
def test_lists_in_docstrings(tmp_path, azure, source, extension, conf):
    """The same for lists of attributes and methods, whatever they become."""
    conf = f'extensions = ["sphinx.ext.autodoc", "{extension}", "sphinx_aidoc"]\n{conf}'
    plain, _ = compared(of(tmp_path, azure, source, conf=conf))
    assert plain.warnings == []
    assert [one for one in paths(azure) if not one.endswith("__init__")] == ["pkg.Event.more"]


def test_directives_in_documents(tmp_path, azure):
    """The same for directives in documents; what `automethod` shows by itself is filled there, and there alone."""
    source = '''
        """Pkg."""

        class Event:
            """An event."""

            size: int = 1
            width: int = 2

            def run(self, speed):
                return speed

            def stop(self, speed):
                return speed

            def more(self, amount):
                return amount

        class Apart:
            def away(self, distance):
                return distance
        '''
    index = MEMBERS + "\n.. toctree::\n   :hidden:\n\n   other\n"
    other = (
        "O\n=\n\n.. py:attribute:: pkg.Event.size\n\n   A person's.\n\n.. py:module:: pkg\n   :no-index:\n\n"
        ".. py:class:: Event\n   :no-index:\n\n   .. py:method:: run(speed)\n\n      A person's.\n\n"
        ".. automethod:: pkg.Event.stop\n\n.. autoattribute:: pkg.Event.width\n\n.. autoclass:: Apart\n"
    )
    project = of(tmp_path, azure, source, index, other=other)
    plain, built = compared(project)
    assert plain.warnings == []
    assert paths(azure) == ["pkg.Apart", "pkg.Event.more", "pkg.Event.stop"]
    assert "stop" not in built.text()
    assert "Apart" not in built.text()
    assert "Generated for pkg.Event.stop" in built.text("other") or "speed" in built.text("other")
    index_file = project.root / "docs/index.rst"
    index_file.write_text(f"{index}\nMore.\n")
    assert project.build().warnings == []


@pytest.mark.parametrize("legacy", ["0", "1"])
@pytest.mark.parametrize("hints", ["signature", "description"])
def test_references_of_what_only_aidoc_shows(tmp_path, azure, hints, legacy):
    """Signatures of revealed objects lead nowhere in silence, and their names make nobody's reference ambiguous."""
    project = of(tmp_path, azure, UNKNOWN)
    conf = {"autodoc_use_legacy_class_based": legacy, "autodoc_typehints": hints, "default_role": "any"}
    if hints == "description":
        conf["aidoc_enrich"] = "0"  # a completed docstring has one more field, and the same warning another place
    plain, built = compared(project, **conf)
    assert {"pkg.Two.run", "pkg.Two.walk", "pkg.Three"} <= set(built.filled())
    assert "Nowhere" in "".join(plain.warnings)
    assert "Somewhere" not in "".join(plain.warnings)
    again = project.build(**conf)
    assert again.warnings == []


def test_references_of_what_is_shown_anyway(tmp_path, azure):
    """Where autodoc shows objects without words, too, their signatures are warned of as ever."""
    plain, _ = compared(of(tmp_path, azure, UNKNOWN, MEMBERS + "   :undoc-members:\n"))
    assert "Somewhere" in "".join(plain.warnings)


@pytest.mark.parametrize("legacy", ["0", "1"])
def test_references_of_instance_attributes(tmp_path, azure, legacy):
    """With `:undoc-members:`, what is assigned in a constructor still appears by aidoc alone; what is annotated does not."""
    source = '''
        """Pkg."""

        from decimal import Context as Setting

        class One:
            """One."""

            listed: Setting

            def __init__(self) -> None:
                """Make it."""
                self.found: dict[int, Setting] = {}
        '''
    conf = {"autodoc_use_legacy_class_based": legacy}
    plain, built = compared(of(tmp_path, azure, source, MEMBERS + "   :undoc-members:\n"), **conf)
    assert {"pkg.One.listed", "pkg.One.found"} <= set(built.filled())
    assert ["decimal.Context" in warning for warning in plain.warnings] == [True]


@pytest.mark.parametrize("legacy", ["0", "1"])
def test_annotations_do_not_lead_to_revealed_attributes(tmp_path, azure, legacy):
    """`str` in a signature is the built-in type, also where aidoc lets an attribute `str` appear."""
    source = '''
        """Pkg."""

        from decimal import Context as Setting

        class One:
            """One."""

            str = "|O8"
            Context = None

            def own(self) -> "str":
                """Own."""

        class Two:
            """Two."""

            #: How it is written.
            bytes = b""

        class Three:
            """Three."""

            bytes = b""

        def show(amount: int, kind: bytes, setting: Setting) -> str:
            """Show.

            Args:
                amount: How much.
            """
            return ""
        '''
    conf = 'extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_aidoc"]'
    project = of(tmp_path, azure, source, conf=conf)
    plain = project.build("html", aidoc_enabled="0", autodoc_use_legacy_class_based=legacy)
    before = plain.text(suffix=".html")
    built = project.build("html", fresh=True, autodoc_use_legacy_class_based=legacy)
    after = built.text(suffix=".html")
    assert built.warnings == plain.warnings
    assert {"pkg.One.str", "pkg.One.Context", "pkg.Three.bytes"} <= set(built.filled())
    assert "decimal.Context" in "".join(plain.warnings)
    assert [page.count('title="pkg.Two.bytes"') for page in (before, after)] == [1, 1]
    assert not [name for name in ("pkg.One.str", "pkg.One.Context", "pkg.Three.bytes") if f'title="{name}"' in after]


def test_references_in_autoapi(tmp_path, azure):
    """The same with sphinx-autoapi: of several classes with one name, revealed signatures mean any, in silence."""
    source = '''
        """Pkg."""

        class State:
            """A state."""

            def go(self, to: "State", then: "Missing") -> "State":
                return to
        '''
    conf = 'extensions = ["autoapi.extension", "sphinx_aidoc"]\nautoapi_dirs = ["../src"]\n'
    conf += 'autoapi_add_toctree_entry = True\nautoapi_options = ["members", "show-module-summary"]\nsuppress_warnings = ["autoapi"]\n'
    project = of(tmp_path, azure, source, "I\n=\n\n.. toctree::\n\n   autoapi/index\n", conf)
    text = (project.root / "src/pkg.py").read_text()
    for name in ("pkg2", "pkg3"):
        project.write({f"src/{name}.py": text})
    plain, built = compared(project)
    assert plain.warnings == []
    assert {"pkg.State.go", "pkg2.State.go", "pkg3.State.go"} <= set(built.filled())


LABELLED = '''
    def plan(course):
        """See :ref:`nowhere`, and :term:`elsewhere`."""


    class Bare:
        def steer(self, course):
            """See :ref:`nowhere`."""

    '''


@pytest.mark.parametrize("host", ["autodoc", "autoapi"])
def test_labels_in_what_only_aidoc_shows(tmp_path, azure, host):
    """A person's words in a class or module that only aidoc makes appear may refer to labels that nobody gives."""
    if host == "autoapi":
        conf = 'extensions = ["autoapi.extension", "sphinx_aidoc"]\nautoapi_dirs = ["../src"]\n'
        conf += 'autoapi_options = ["members", "show-module-summary"]\nsuppress_warnings = ["autoapi", "toc"]\n'
        index, source = "I\n=\n\n.. toctree::\n\n   autoapi/index\n", LABELLED
    else:
        conf, index = 'extensions = ["sphinx_aidoc"]\n', MEMBERS
        source = '"""Pkg."""\n\n\nclass Bare:\n    def steer(self, course):\n        """See :ref:`nowhere`."""\n'
    plain, built = compared(of(tmp_path, azure, source, index, conf))
    assert plain.warnings == []
    assert "pkg.Bare" in built.filled()
