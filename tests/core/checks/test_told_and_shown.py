"""What is denied or left to callers, what code in reach speaks of, what praises, and what is about the writer's desk."""

import pytest

from aidoc_core.checks.closed import own_code
from aidoc_core.checks.denials import is_denied, is_left_to_callers, told_in
from aidoc_core.checks.manners import PRAISE, TALK, is_told_as
from aidoc_core.checks.reach import has_sign, has_word, may_do
from aidoc_core.checks.target import Target
from aidoc_core.code.lookup.speech import Signs, words_of
from tests.core.checks.store import found, read_store


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The file is written.", False),
        ("No file is written.", True),
        ("The file is never written.", True),
        ("Rather than a file, a stream is used.", True),
        ("If there is no file, one is made.", False),
        ("The file is not closed.", False),
        ("Not only a file is read.", False),
        ("Nothing is printed, but a file is written.", False),
    ],
)
def test_a_denial_reaches_as_far_as_its_clause(text, denied):
    """A condition takes its file for given; "not closed" denies no file."""
    told = told_in(text)
    assert is_denied(told, told.words.index("file")) is denied


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Callers have to close the file.", True),
        ("Closing the file is up to the caller.", True),
        ("The file is closed.", False),
        ("The caller gets the file.", False),
    ],
)
def test_what_callers_have_to_do_is_left_to_them(text, left):
    """Who is merely given something has nothing to do."""
    told = told_in(text)
    assert is_left_to_callers(told, told.words.index("file")) is left


CODE = """
import helper_of_disks


class Store:
    def save(self, path):
        return self.deep(path)

    def deep(self, path):
        return helper_of_disks.flush(path)

    def idle(self, path):
        return path
"""


def test_code_in_reach_is_the_module_and_what_it_calls(tmp_path):
    """A word of the author's anywhere there is enough; one that nobody wrote is not there."""
    store = read_store(tmp_path, CODE)
    subject = Target(store["idle"])
    assert has_word(subject, "flush")
    assert not has_word(subject, "socket")
    assert has_sign(subject, Signs.read("=disks"))
    assert not has_sign(subject, Signs.read("=disk"))
    assert {"helper", "of", "disks"} == words_of("helper_of_disks")


def test_of_a_function_that_can_be_seen_whole_the_module_tells_nothing(tmp_path):
    """`idle` runs nothing that is not seen; `save` runs a library, so that the module's words count."""
    store = read_store(tmp_path, CODE)
    idle, save = Target(store["idle"]), Target(store["save"])
    assert own_code(idle) is not None
    assert own_code(save) is None
    disks = Signs.read("=disks")
    assert has_sign(idle, disks)
    assert not may_do(idle, disks)
    assert may_do(save, disks)


@pytest.mark.parametrize(
    "text", ["A powerful, flexible and elegant tool.", "This blazing fast and robust helper makes life easy."]
)
def test_praise_is_seen(text):
    """Words of praise in a row, said of the code."""
    assert is_told_as(PRAISE, text, "description", "f")


@pytest.mark.parametrize(
    "text", ["Returns the fast Fourier transform.", "The robust mean of all samples.", "A simple path in the graph."]
)
def test_terms_are_no_praise(text):
    """What the field calls its things."""
    assert not is_told_as(PRAISE, text, "description", "f")


SHOWN = (
    "From what is shown of the implementation, the value is passed straight on.",
    "The lines shown contain no check of the arguments.",
    "In the code as presented, the second branch comes first.",
    "The source that is at hand makes no use of it.",
    "The listing breaks off before the end, so the last steps are missing.",
    "Other parts of the module, which were left out, may change this.",
    "Without the rest of the file, its purpose cannot be stated.",
    "Only the signature is available.",
)
MATTER = (
    "The source provided by the server is read.",
    "The rest of the class is measured.",
    "The listing of the folder is returned.",
    "The label is cut off after ten characters.",
)


def test_code_that_a_writer_had_before_them_is_no_matter_of_the_text():
    """By how a word for code stands to what shows it; a package's own sources and lines stay."""
    matter = frozenset({"sourc", "code", "list", "class"})
    assert [text for text in SHOWN if not is_told_as(TALK, text, "description", "f")] == []
    assert [text for text in MATTER if is_told_as(TALK, text, "description", "f", matter)] == []


def test_desk_and_matter_are_told_apart():
    """Words of the task are the desk's, unless the package is about them."""
    assert is_told_as(TALK, "This docstring was written as requested.", "description", "f")
    assert not is_told_as(TALK, "The response of the server is kept.", "description", "f")


def test_an_answer_with_such_a_sentence_is_asked_again(tmp_path):
    """The rule sees it in a description."""
    store = read_store(tmp_path, CODE)
    assert "AD506" in found(store, "idle", SHOWN[4])


OUTSIDE = """
from functools import cached_property, lru_cache
from settings_of_others import Base

import disks


class Own:
    pass


class Read(Base):
    pass


@lru_cache
def kept():
    return 1


class Store:
    def plain(self):
        return Own()

    def made(self):
        return Read()

    def looked_up(self):
        return kept()

    @cached_property
    def once(self):
        return 2
"""


def test_classes_of_others_and_decorators_count_among_what_is_run(tmp_path):
    """A base out of sight may do anything; a decorator of Python tells by its name what it does."""
    store = read_store(tmp_path, OUTSIDE)
    assert own_code(Target(store["plain"])) is not None
    assert own_code(Target(store["made"])) is None
    caches = Signs.read("*cach")
    assert may_do(Target(store["looked_up"]), caches)
    assert may_do(Target(store["once"]), caches)
    assert not may_do(Target(store["plain"]), caches)
    assert has_sign(Target(store["plain"]), caches)
