"""Names in texts: which are found, which cannot be, and which nobody can tell."""

from dataclasses import replace

import pytest

from aidoc_core.answers.answer import Answer
from aidoc_core.build.normalize import drop
from aidoc_core.checks import check


def found(obj, text, **options):
    """Ids of the findings on names in a description."""
    said = {"summary": "x", "description": text}
    return [f.rule for f in check(said, obj, **options) if f.rule in ("AD401", "AD402", "AD403")]


@pytest.mark.parametrize(
    "text",
    [
        "`parcel`", "`shelf`", "`self.shelves`", "`Depot.walk`", "`depot.parcels.Depot.walk`", "`store()`",
        "`walk(heavy=True)`", "`FullError`", "`depot.errors`", "`LIMIT`", "`Size.SMALL`", "`os.readlink`",
        "`textwrap.dedent()`", "`len(parcels)`", "`str.join`", "`None`", "`True`", "`city`", "`Depot.load`",
        "`parcels.append()`", "[the walk][depot.parcels.Depot.walk]", ":meth:`Depot.walk`", ":ref:`some-label`",
        "`--verbose`", "`parcels.toml`", "`a`", "`sigmoid(x)`", "`O(n)`", "`x + y`", "e.g. i.e. 3.14",
        "`CityDepot.name`",
        "`https://example.com/a_b`", "`Depot.options`",
    ],
)  # fmt: skip
def test_what_exists_or_is_no_name_passes(depot, text):
    """Names in scope, in the package, builtin, of the standard library; values, files, labels, mathematics."""
    strong = [rule for rule in found(depot["parcels.Depot.store"], f"See {text} for that.") if rule == "AD401"]
    assert strong == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("`depot.parcels.burn`", "AD401"),
        ("`depot.burning.Depot`", "AD402"),
        ("`Depot.burn`", "AD401"),
        ("`self.burner`", "AD401"),
        ("`burn_parcels()`", "AD402"),
        ("`textwrap.burn`", "AD401"),
        ("[fire][depot.Fire]", "AD401"),
        ("depot.parcels.burn_parcels", "AD401"),
        ("`Depot.weight`", "AD402"),  # the name is there, but elsewhere
        ("`burn_parcels`", "AD402"),
        ("`ParcelBurner`", "AD402"),
        ("`BURN_ALL`", "AD402"),
        ("burn_parcels()", "AD402"),
        (":func:`burn_parcels`", "AD402"),
        ("`FireBrigade.burn_parcels()`", "AD402"),
        ("`numpyx.burn`", "AD403"),
        ("`somewhere_else.burn`", "AD403"),
    ],
)
def test_what_does_not_exist_is_found(depot, text, rule):
    """By the form of the reference: what claims to be of this package is rejected, what may be of another is not."""
    assert found(depot["parcels.Depot.store"], f"See {text} for that.") == [rule]


def test_what_the_site_documents_elsewhere_passes(depot):
    """A name in an inventory of the site exists."""
    assert found(depot["parcels.Depot.store"], "See `numpyx.burn`.", known={"numpyx.burn"}.__contains__) == []


@pytest.mark.parametrize(
    "source",
    [
        "def __getattr__(name):\n    return name\n",
        "globals().update(make())\n",
        "globals()['a' + 'b'] = 1\n",
        "from elsewhere import *\n",
    ],
)
def test_a_module_that_may_have_more_rejects_nothing(visit, source):
    """Where members are made at run time, a name cannot be looked up: nothing is said against it."""
    objects = visit(f"{source}\ndef f():\n    print()\n")
    assert found(objects["f"], "See `shop.burn_all`.") == ["AD403"]


@pytest.mark.parametrize(
    "source",
    [
        "import lazy_loader as lazy\nsoxr = lazy.load('soxr')\n",
        "from lazyload import lazy_import\ndef open_all(lazy_load=False):\n    return lazy_load\n",
        "import lazy_loader\n__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)\n",
    ],
)
def test_what_a_module_loads_lazily_by_names_that_it_shows(visit, tmp_path, source):
    """A variable, a parameter and a stub file show the names: others are none of the package's."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.pyi").write_text("def sell_all() -> None: ...\n")
    objects = visit(f"{source}\ndef f():\n    print()\n")
    assert found(objects["f"], "See `shop.burn_all`.") == ["AD401"]
    assert found(objects["f"], "See `shop.sell_all`.") == []


def test_what_a_module_loads_lazily_by_a_stub_that_is_not_there(visit):
    """Nobody can tell what it has."""
    stub = "import lazy_loader\n__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)\n"
    assert found(visit(f"{stub}\ndef f():\n    print()\n")["f"], "See `shop.burn_all`.") == ["AD403"]


def test_a_class_with_a_base_out_of_sight_rejects_nothing(visit):
    """What a base outside of the package has is not known."""
    objects = visit("import threading\nclass A(threading.Thread):\n    def f(self):\n        print()\n")
    assert found(objects["A.f"], "See `A.burn_all`.") == ["AD402"]


def test_a_name_in_a_file_that_was_not_loaded_exists(visit, tmp_path):
    """Cython sources and directories without `__init__` belong to the package's words."""
    (tmp_path / "shop" / "core").mkdir(parents=True)
    (tmp_path / "shop" / "core" / "fast.pyx").write_text("def burn_all():\n    pass\n")
    (tmp_path / "shop" / "__init__.py").write_text("def f():\n    print()\n")
    from aidoc_core.code.packages import read_package

    obj = next(o for o in read_package("shop", [tmp_path]) if o.path == "shop.f")
    assert found(obj, "See `burn_all`.") == []


@pytest.mark.parametrize(
    ("summary", "details", "left"),
    [
        ("Add by `a`.", "", ("Add by a.", "")),
        ("Add by `b`.", "Uses `a` first. Then `b`.", ("Add by `b`.", "Then `b`.")),
        ("Add. Mind `*a`.", "Sets `a=3` at last.", ("Add.", "Sets a=3 at last.")),
        ("Add a thing.", "See `self.a` and `A.a` and `a.b` and `add(a)`.", None),
    ],
)
def test_a_parameter_that_the_page_does_not_show(visit, summary, details, left):
    """A text does not name it: its sentence goes, or its backticks where there is no other sentence."""
    obj = visit("class A:\n    def add(self, a, b):\n        self.a = a\n        return a.b\n")["A.add"]
    said = {"summary": summary, "description": details}
    answer = Answer(summary=summary, description=details)
    assert [one for one in check(said, obj) if one.rule == "AD402"] == []
    findings = [one for one in check(said, replace(obj, unshown=frozenset({"a"}))) if one.rule == "AD402"]
    shown = drop(answer, findings)
    assert (shown.summary, shown.description) == (left or (summary, details))


def test_a_name_of_the_module_may_be_one_of_a_parameter_that_is_not_shown(visit):
    """Then the reader can look it up."""
    obj = replace(visit("limit = 1\ndef f(limit):\n    return limit\n")["f"], unshown=frozenset({"limit"}))
    assert found(obj, "Up to `limit`.") == []
