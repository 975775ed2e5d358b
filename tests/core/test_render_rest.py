"""The reST escaper against hostile and random texts: docutils at its lowest report level is the oracle."""

from __future__ import annotations

import io

import pytest
from docutils.core import publish_doctree
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.render.rest import line, parameter_name, prose, reference
from tests.hostile.corpus import texts
from tests.hostile.random_texts import NAMES
from tests.hostile.random_texts import TEXTS as HOSTILE
from tests.laws import law

CORPUS = {f"{name}-{kind}": text for kind in ("markdown", "rest") for name, text in texts(kind).items()}
ALLOWED = {"document", "paragraph", "bullet_list", "enumerated_list", "list_item", "literal", "#text"}
EXAMPLES = 2500

PIECES = st.sampled_from(
    """*args **kwargs type_ |x| foo__ __init__ `a` ``b`` ` `` ``` :: .. - 1. 2. * + # #. A. i) (a) a Word http://x.y/z
    a@b.c :x:`y` :param: .. \\ [1]_ [#]_ __ _ ' " < > ( ) . , : ; Args: Returns: >>> --opt /V | é 日本 • •x ‣ ⁃ +--+
    ==== ---- \\\\ {} $ % ~ ^ don't RFC2822 PEP8""".split()  # noqa: SIM905 - a list of sixty quoted words is not easier to read
) | st.sampled_from(
    ["\n", "\n\n", " ", "  ", "    ", "\t", "\x00", "\u200b", "\ud800", ".. note::\n\n   x", "`a\\`", "`` `a` ``"]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join)


def _tree(source: str):
    """Parse without the transforms that Sphinx has none of either: what they would act on is not on the allow-list."""
    messages = io.StringIO()
    tree = new_document("answer", _options(messages))
    Parser().parse(source, tree)
    assert messages.getvalue() == "", source
    return tree


def _options(messages: io.StringIO):
    options = get_default_settings(Parser())
    options.report_level, options.halt_level, options.warning_stream = 1, 5, messages
    options.line_length_limit = 1_000_000
    return options


def _tags(tree) -> set[str]:
    return {node.tagname for node in tree.findall()}


@law(EXAMPLES)
@given(TEXTS)
def test_prose_never_warns_and_stays_on_the_allow_list(text):
    """Any text becomes paragraphs, lists and literals, without a message at docutils' lowest level."""
    assert _tags(_tree(prose(text))) <= ALLOWED


@law(EXAMPLES)
@given(TEXTS)
def test_line_is_one_paragraph_with_the_same_text(text):
    """A one-line field shows every character that it had, code spans without their backticks."""
    source = line(text)
    tree = _tree(source)
    assert "\n" not in source
    assert len(tree.children) <= 1
    assert _tags(tree) <= {"document", "paragraph", "literal", "#text"}
    shown = "".join(tree.astext().split())
    if "`" not in text and all(" " <= char <= "\x7e" or char in "é日本\n\t" for char in text):
        assert shown == "".join(text.split())


@law(EXAMPLES)
@given(TEXTS, TEXTS)
def test_field_bodies_hold_whatever_they_are_given(first, second):
    """As the body of a field, indented, a text neither ends the list nor makes a new field."""
    bodies = [prose(text).replace("\n", "\n    ") for text in (first, second)]
    tree = _tree(f"Summary.\n\n:param one: {bodies[0]}\n:returns: {bodies[1]}\n")
    assert [node.tagname for node in tree.children] == ["paragraph", "field_list"]
    assert [field[0].astext() for field in tree[1]] == ["param one", "returns"]


@pytest.mark.parametrize("name", CORPUS)
def test_hostile_texts(name):
    """Nothing in the corpus of hostile texts becomes more than text."""
    source = prose(CORPUS[name][:8000])
    assert _tags(_tree(source)) <= ALLOWED
    messages = io.StringIO()
    published = publish_doctree(
        source,
        settings_overrides={
            "report_level": 1,
            "halt_level": 5,
            "warning_stream": messages,
            "_disable_config": True,
            "line_length_limit": 1_000_000,
        },
    )
    assert messages.getvalue() == ""
    assert _tags(published) <= ALLOWED
    assert _tags(_tree(line(CORPUS[name][:8000]))) <= {"document", "paragraph", "literal", "#text"}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("", ""),
        ("Fetch a page.", "Fetch a page."),
        ("Use `url`, not `*args`.", "Use ``url``\\ \\, not ``*args``\\ \\."),
        ("Give type_ and |x|.", "Give type\\_ and \\|x\\|\\."),
        ("1. One\n2. Two", "1. One\n\n2. Two"),
        ("- a\n  - b\n- c", "- a\n\n  - b\n\n- c"),
        ("Example::", "Example\\:\\:"),
        ("Args:\n\nx", "Args\\:\n\nx"),
        ("\\\\", "\\ \\\\\\\\"),
        ("a `b` c", "a ``b`` c"),
        ("`` a`b ``", ":literal:`a\\`b`"),
    ],
)
def test_written_source(text, source):
    """Ordinary prose stays readable as source; what could be markup is escaped."""
    assert prose(text) == source


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("url", "url"),
        ("my_param", "my_param"),
        ("type_", "type\\_"),
        ("*args", "\\*args"),
        ("**kw", "\\*\\*kw"),
        ("__", "\\_\\_"),
        ("x_\u00b7", "x\\_\u00b7"),
    ],
)
def test_parameter_names(name, source):
    """A plain name stays plain, for extensions that look for it; others are shown as they are."""
    assert parameter_name(name) == source
    assert _tree(f":param {source}: x\n")[0][0][0].astext() == f"param {name}"


@law(1000)
@given(NAMES, NAMES)
def test_any_name_is_a_name(first, second):
    """A name in a field's name is shown to the letter and refers to nothing, whatever Python allows in it."""
    for path in (first, f"{first}.{second}", f"{first}_.{second}_"):
        field = _tree(f":raises {reference(path)}: x\n")[0][0]
        assert field[0].astext() == f"raises {path}"
        assert _tags(field[0]) == {"field_name", "#text"}
        assert _tree(f":param {parameter_name('**' + first)}: x\n")[0][0][0].astext() == f"param **{first}"


@pytest.mark.hypothesis
def test_random_texts_do_act():
    """Raw, most of the random texts that Sphinx is given are more than text, so that its laws can fail."""
    acted = []

    @law(200)
    @given(HOSTILE)
    def act(text):
        messages = io.StringIO()
        options = _options(messages)
        options.file_insertion_enabled = options.raw_enabled = False
        tree = new_document("answer", options)
        Parser().parse(text, tree)
        acted.append(bool(messages.getvalue()) or not _tags(tree) <= ALLOWED)

    act()
    assert sum(acted) > len(acted) / 2
