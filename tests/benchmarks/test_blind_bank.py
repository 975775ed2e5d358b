"""The blind bank: its form, where its rules place a sentence, and what is counted; on other wordings than its own."""

import json
import re
import time

import pytest

from aidoc_core.checks.human import read_human
from aidoc_core.code.packages import read_package
from benchmarks.__main__ import main
from benchmarks.checks import blind, blind_errors
from benchmarks.checks.blind_bank import BANKS, BY_HAND, SORTS, placed
from benchmarks.checks.blind_facts import read
from benchmarks.checks.blind_rules import RULES
from benchmarks.checks.corpus import TOP, Case
from benchmarks.checks.people import named, run, sets

SOURCE = '''
def weigh(parcel: str, strict: bool = False) -> int:
    """Weigh a parcel.

    Args:
        parcel: What is put on the scales.
        strict: Whether the scales are levelled first.

    Returns:
        Its weight in grams.
    """
    grams = len(parcel)
    return grams + 1


def label(parcel: dict, text: str) -> None:
    """Label a parcel.

    Args:
        parcel: What gets the label.
        text: What is printed on it.
    """
    words = text.strip()
    parcel["label"] = words
'''
EFFECTS = '''
class Shop:
    def __init__(self, name: str) -> None:
        """Open a shop.

        Args:
            name: What stands above the door.
        """
        self.name = name

    @classmethod
    def of(cls, name: str) -> "Shop":
        """Make a shop.

        Args:
            name: What stands above the door.

        Returns:
            The shop.
        """
        return Shop(name)

    @abstractmethod
    def sell(self, parcel: str) -> None:
        """Sell a parcel.

        Args:
            parcel: What is sold.
        """

    def wrap(self, parcel: object, colors: list) -> int:
        """Wrap a parcel.

        Args:
            parcel: What is wrapped.
            colors: What may be chosen.

        Returns:
            How many colors there are.
        """
        with self._lock:
            count = sum(1 for color in colors)
        parcel.paper.color = random.choice(colors)
        logger.info("wrapped")
        return count

    def stamp(self, parcels: list, path: str) -> None:
        """Stamp parcels.

        Args:
            parcels: What is stamped.
            path: Where it is noted.
        """
        warnings.warn("stamp is deprecated", DeprecationWarning)
        for parcel in parcels:
            parcel["stamp"] = os.environ["STAMP"]
        with open(path, "w") as noted:
            noted.write("stamped")

    @contextmanager
    def counter(self, parcels: list):
        """Open a counter.

        Args:
            parcels: What lies on it.
        """
        parcels.append(None)
        yield

    @lru_cache
    def price(self, weight: int) -> int:
        """Tell a price.

        Args:
            weight: In grams.

        Returns:
            Cents.
        """
        return weight * 2
'''
FITS = {
    "is of the class": {"of"},
    "makes an instance": {"of"},
    "is abstract": {"sell"},
    "holds a lock": {"wrap"},
    "uses chance": {"wrap"},
    "logs": {"wrap"},
    "alters": {"wrap"},
    "only reads": set(),
    "warns of deprecation": {"stamp"},
    "reads the environment": {"stamp"},
    "opens to write": {"stamp"},
    "is a context manager": {"counter"},
    "is cached": {"price"},
    "has the parameter": {"of", "wrap", "stamp", "counter", "price", "__init__"},
}
ONE = '''
class Shop:
    def price(self, parcels: {annotation}, quiet: bool = False, {more}) -> int:
        """Tell a price.

        Args:
            parcels: What is sent{text}.
            quiet: Whether nobody is told.
            {described}
        """
        {body}
        return 3
'''
"""A method of which the tests change one thing at a time."""
KINDS = {
    "nothing": {
        "false where it": "returns a value",
        "true where it": "returns nothing",
        "false": {"description": ["It returns `None`."]},
        "true": {"description": ["It returns `None`."]},
        "harmless": {"description": ["Scales are slow."]},
    },
    "on": {"false where it": "is off", "false": {"parameter": ["Enabled by default."]}},
    "here": {"false where it": BY_HAND, "false": {BY_HAND: [{"object": "shop.label", "text": "It returns a number."}]}},
}


def functions_of(source, tmp_path):
    (tmp_path / "shop.py").write_text(source, encoding="utf-8")
    objects = [one for one in read_package("shop", [tmp_path]) if one.kind == "function"]
    answers = [read_human(one.human) for one in objects]
    for said in answers:
        said["returns"] = (said.get("returns") or {}).get("description", "")
    cases = [
        Case(package="shop==1", obj=one, said=said, complete=True) for one, said in zip(objects, answers, strict=True)
    ]
    found = [read(case, source, source) for case in cases]
    assert None not in found
    return found


@pytest.fixture
def functions(tmp_path):
    return functions_of(SOURCE, tmp_path)


def fits(tmp_path, rule, *, body="pass", text="", annotation="list", more="", besides=""):
    """What a rule says of the one method."""
    described = f"{more.partition(':')[0]}: What else is asked." if more else ""
    source = ONE.format(body=body, text=text, annotation=annotation, more=more, described=described) + besides
    return RULES[rule](next(one for one in functions_of(source, tmp_path) if one.case.obj.name == "price"))


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("total = [len(one) for one in parcels]", True),
        ("first = parcels[0]; print(first.upper())", True),
        ("for one in parcels: self.weigh(one)", False),
        ("for one in sorted(parcels): one.wrap()", False),
        ("for number, one in enumerate(parcels): one.number = number", False),
        ("first = parcels[0]; first.append(1)", False),
        ("parcels[0].items.append(1)", False),
        ("for one in parcels[0].values(): one.clear()", False),
        ("kept = parcels[0]; kept += [1]", True),
        ("parcels[0] += [1]", False),
    ],
)
def test_an_argument_whose_parts_may_be_changed_is_not_only_read(tmp_path, body, read):
    """A part may be changed by its own methods, by a function that gets it, and under another name."""
    assert (fits(tmp_path, "only reads", body=body) is not None) == read


def test_a_property_may_raise(tmp_path):
    """What looks like an attribute runs code where the package has a function of this name."""
    assert fits(tmp_path, "cannot raise", body="self.weight = 2") is not None
    assert fits(tmp_path, "cannot raise", body="self.weight = 2", besides="    def weight(self): ...\n") is None
    assert fits(tmp_path, "cannot raise", body="self.weight = 2", besides="    def __setattr__(self): ...\n") is None


def test_a_type_that_the_docstring_allows_is_not_wrong(tmp_path):
    """A list is wrong where nobody says or asks otherwise; a true sentence on a type needs an annotation."""
    assert fits(tmp_path, "parameter of a plain type")["parameter"] == "parcels"
    assert fits(tmp_path, "parameter of a plain type", text=", or a dictionary of them")["parameter"] == "quiet"
    assert fits(tmp_path, "parameter of a plain type", body="isinstance(parcels, dict)")["parameter"] == "quiet"
    assert fits(tmp_path, "annotated parameter of a plain type")["right"] == "list"
    assert fits(tmp_path, "annotated parameter of a plain type", annotation="object", more="rate=2")["right"] == "bool"


def test_a_switch_that_denies_is_neither_on_nor_off(tmp_path):
    """Whether something is done by default is no plain question where the switch is called quiet."""
    assert fits(tmp_path, "is off") is None
    assert fits(tmp_path, "is off", more="loud: bool = False")["parameter"] == "loud"


def test_an_object_that_took_the_place_of_self_is_new(tmp_path):
    """Where `self` is bound anew, what is given back may be something else."""
    opened = EFFECTS.replace("self.name = name", "self.name = name\n        return self")
    moved = opened.replace("self.name = name", "self = type(self)()")
    for source, name in ((opened, {"__init__"}), (moved, set())):
        functions = functions_of(source, tmp_path)
        assert {one.case.obj.name for one in functions if RULES["returns itself"](one) is not None} == name


def test_three_dots_are_no_default(tmp_path):
    """Libraries of models write them for what is required."""
    assert fits(tmp_path, "has a default", more="tags: tuple = ...")["parameter"] == "quiet"


def test_a_number_that_has_a_unit_by_its_name_has_none_invented(tmp_path):
    """A width may be in pixels, and a delay in seconds, though the docstring does not say so."""
    assert fits(tmp_path, "has no limit", more="copies: int = 3") == {"parameter": "copies"}
    assert fits(tmp_path, "has no limit", more="width: int = 3") is None


def test_what_may_be_awaited_is_not_surely_synchronous(tmp_path):
    """A package may give objects that can be awaited; a plain type cannot."""
    besides = "\nclass Later:\n    def __await__(self): ...\n"
    assert fits(tmp_path, "is no coroutine", besides=besides) is not None
    later = functions_of(SOURCE.replace("-> None", "-> Later") + besides, tmp_path)
    assert [RULES["is no coroutine"](one) is None for one in later] == [False, True]


def test_errors_of_libraries_are_not_invented(tmp_path):
    """A model of pydantic raises `ValidationError`, whether or not the package names it."""
    found = [fits(tmp_path, "has no such error", besides=besides) for besides in ("", "\nimport pydantic\n")]
    names = blind_errors.INVENTED_ERRORS
    assert found[0]["error"] in names
    assert found[1]["error"] in set(names) - {"ValidationError"}


def test_what_a_decorator_may_replace_is_not_sure(tmp_path):
    """A decorator that is not known may give `None` for a value, or another type."""
    wrapped = SOURCE.replace("def weigh", "@main_process_only\ndef weigh")
    known = SOURCE.replace("def weigh", "@functools.lru_cache(maxsize=None)\ndef weigh")
    for rule in ("returns a value", "result of a plain type"):
        fitting = [[RULES[rule](one) is not None for one in functions_of(text, tmp_path)] for text in (known, wrapped)]
        assert fitting == [[True, False], [False, False]]


def test_a_state_that_is_set_is_not_safe_for_threads(tmp_path):
    """It counts where the module has no word of threads."""
    assert fits(tmp_path, "sets without a lock", body="self.sold = 1; self.log.append(parcels)") is not None
    assert fits(tmp_path, "sets without a lock", body="sold = 1; sold += 1") is None
    assert fits(tmp_path, "sets without a lock", body="self.lock = 1; self.sold = 1") is None


@pytest.mark.parametrize("rule", FITS)
def test_a_rule_fits_where_the_code_does_such_a_thing(tmp_path, rule):
    """It fits the function that was written for it, and no other one."""
    fitting = {one.case.obj.name for one in functions_of(EFFECTS, tmp_path) if RULES[rule](one) is not None}
    assert fitting == FITS[rule]


def test_a_sentence_stands_where_its_rule_says(functions):
    """False where the code denies it, true where it holds, harmless where it would be false, by hand where it is told."""
    found = {(one.kind, one.sort, one.function.case.obj.path) for one in placed(functions, KINDS, 3)}
    assert found == {
        ("nothing", "false", "shop.weigh"),
        ("nothing", "true", "shop.label"),
        ("nothing", "harmless", "shop.weigh"),
        ("on", "false", "shop.weigh"),
        ("here", "false", "shop.label"),
    }


def test_a_sentence_stands_in_the_entry_of_its_parameter(functions):
    """The entry keeps its own words, and no other part is changed."""
    (one,) = placed(functions, {"on": KINDS["on"]}, 1)
    said = one.function.case.said
    assert one.answer["parameters"][1]["description"] == "Whether the scales are levelled first. Enabled by default."
    assert [one.answer["parameters"][0], one.answer["summary"]] == [said["parameters"][0], said["summary"]]


def test_a_wording_is_put_to_no_more_functions_than_asked(functions):
    """The rule fits both functions, and one of them is taken, the same one every time."""
    anywhere = {"any": {"false where it": "anywhere", "false": {"description": ["Scales are slow."]}}}
    assert len(list(placed(functions, anywhere, 3))) == 2
    first, second = (next(placed(functions, anywhere, 1)).function.case.obj.path for _ in range(2))
    assert first == second


def test_what_is_seen_missed_and_touched_is_counted(functions):
    """A claim that the checks read is seen, one without any claim is missed where it is called false."""
    silent = {"silent": {"false where it": "anywhere", "false": {"description": ["Scales are slow."]}}}
    figures = blind.judge(placed(functions, KINDS | silent, 3), time.monotonic() + 60)
    assert figures["kinds"]["nothing"]["false"]["hit"] == figures["kinds"]["on"]["false"]["hit"] == 1
    assert figures["kinds"]["nothing"]["true"]["hit"] == figures["kinds"]["nothing"]["harmless"]["hit"] == 0
    assert ("silent", "shop.weigh", "Scales are slow.") in figures["missed"]
    assert (figures["touched"], figures["not_reached"]) == ([], 0)
    assert "| nothing | 1 | 1 | 100 | 0 | 2 | 0 | 0 |" in blind.table(figures)


def test_what_is_not_reached_in_time_is_told(functions):
    """Past its end the benchmark judges nothing, and says how much is left."""
    figures = blind.judge(placed(functions, KINDS, 3), time.monotonic() - 1)
    assert (figures["kinds"], figures["not_reached"]) == ({}, 5)
    assert "Not reached in time: 5." in blind.table(figures)


@pytest.mark.parametrize("name", BANKS)
def test_without_time_no_package_is_read(name):
    """A run that has no time tells the packages of its bank that it has not read, and gives no figure."""
    figures = blind.run(seconds=0, bank=name)
    packages = list(BANKS[name].packages)
    assert (figures["bank"], figures["not_read"], figures["kinds"]) == (name, packages, {})
    assert packages[0] in blind.table(figures)


def test_the_first_bank_is_run_where_none_is_named():
    """Its figures can be compared with those of earlier runs."""
    assert blind.run(seconds=0)["bank"] == "blind"


def test_the_time_that_it_may_take_is_set_from_outside(monkeypatch):
    """A sealed bank is judged once, so that a busy machine must not cut it short."""
    monkeypatch.setenv("AIDOC_CLAIMS_SECONDS", "0")
    assert blind.run()["not_read"] == list(BANKS["blind"].packages)


def test_a_bank_that_is_not_there_is_told(monkeypatch):
    """The command line hands the name on, and the message names the banks that there are."""
    monkeypatch.setattr("sys.argv", ["benchmarks", "claims", "--kind", "nothing"])
    with pytest.raises(SystemExit, match="no kind of this bank is called 'nothing'"):
        main()
    monkeypatch.setattr("sys.argv", ["benchmarks", "claims", "--bank", "nowhere"])
    with pytest.raises(
        SystemExit,
        match=r"no bank is called 'nowhere'; there are 'blind', 'open', 'blind2', .*'blind5', 'blind6', 'blind7'",
    ):
        main()


def test_other_benchmarks_have_no_banks(monkeypatch, capsys):
    """An option that would be ignored is refused."""
    monkeypatch.setattr("sys.argv", ["benchmarks", "people", "--bank", "open"])
    with pytest.raises(SystemExit):
        main()
    assert "people has no --bank" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["blind2", "blind3", "blind4", "blind5", "blind6", "blind7"])
def test_wordings_of_later_sealed_banks_are_new(name):
    """No earlier bank has one of them, so that none is left out."""
    lines = {blind.plain(line) or line for line in _all_lines(BANKS[name].kinds())}
    assert not lines & blind.earlier_wordings(name)


def test_a_bank_can_be_placed_and_stays_sealed(functions, monkeypatch):
    """Where its sentences stand is told, and how many; no check is run."""
    figures = blind.places(placed(functions, KINDS, 3)) | {"not_read": []}
    assert figures["placed"]["nothing"] == {"false": 1, "true": 1, "harmless": 1}
    assert ("on", "false", "shop.weigh", "Enabled by default.") in figures["sentences"]
    assert "| nothing | 1 | 1 | 1 |" in blind.table(figures)
    assert "placed" in blind.run(seconds=0, place=True)
    monkeypatch.setattr("sys.argv", ["benchmarks", "people", "--place"])
    with pytest.raises(SystemExit):
        main()


def test_wordings_of_banks_that_came_later_are_kept():
    """A figure of a sealed bank does not change because somebody wrote another bank afterwards."""
    lines = ({blind.plain(line) for line in _all_lines(one.kinds())} for one in BANKS.values())
    first, _, second, third, fourth, fifth, sixth, last = lines
    assert first <= blind.earlier_wordings("open") & blind.earlier_wordings("blind2")
    assert second <= blind.earlier_wordings("blind3")
    assert third <= blind.earlier_wordings("blind4")
    assert fourth <= blind.earlier_wordings("blind5")
    assert fifth <= blind.earlier_wordings("blind6")
    assert sixth <= blind.earlier_wordings("blind7")
    assert not last & (blind.earlier_wordings("blind") | blind.earlier_wordings("open"))


def test_a_set_that_is_not_there_is_told():
    """The message names the sets that there are."""
    with pytest.raises(SystemExit, match=r"no set is called 'nowhere'; there are .*'sealed', 'sealed2'"):
        run(only="nowhere")


@pytest.mark.parametrize("name", BANKS)
def test_a_bank_is_whole(name):
    """Each kind has wordings enough, false ones and others, and rules that exist; no wording stands twice in a kind."""
    kinds = BANKS[name].kinds()
    assert kinds.keys() >= BANKS["blind"].kinds().keys()
    for kind, entry in kinds.items():
        lines = {
            sort: [_text(line) for of_place in entry.get(sort, {}).values() for line in of_place] for sort in SORTS
        }
        assert len(lines["false"]) >= 12, kind
        assert len(lines["true"] + lines["harmless"]) >= 3, kind
        assert {entry["false where it"], entry.get("true where it", "anywhere")} <= RULES.keys() | {BY_HAND}
        assert all(len(set(of_sort)) == len(of_sort) for of_sort in lines.values()), kind


@pytest.mark.parametrize("name", BANKS)
def test_sentences_by_hand_name_objects_of_their_packages(name):
    """Anywhere else they would be left out, and nobody would see it."""
    names = [package.partition("==")[0] for package in BANKS[name].packages]
    tops = tuple(f"{TOP.get(one, one)}." for one in names)
    assert not [line["object"] for line in _by_hand(name, *BANKS[name].kinds()) if not line["object"].startswith(tops)]


def test_conditions_of_exceptions_are_as_often_true_as_false():
    """The seventh bank asks as much whether right conditions pass as whether wrong ones are seen."""
    kind = "condition of an exception"
    entry = BANKS["blind7"].kinds()[kind]
    false, true = ({line["object"] for line in entry[sort][BY_HAND]} for sort in ("false", "true"))
    assert (len(false), len(true)) == (51, 50)
    assert len(false & true) > 40
    assert len(_by_hand("blind7", kind)) == 107


@pytest.mark.parametrize("name", BANKS)
def test_rules_fill_what_sentences_leave_open(functions, name):
    """On a function that a rule fits, no placeholder is left."""
    for one in placed(functions, BANKS[name].kinds(), 3):
        assert not re.search(r"\{[a-z_]+\}", one.sentence), one.wording


def test_the_packages_are_in_no_other_set():
    """They are pinned, and neither tuned on nor judged before."""
    judged = [package for name, bank in BANKS.items() if name != "open" for package in bank.packages]
    people = [package for packages in named().values() for package in packages]
    own = [package.partition("==")[0] for package in (*judged, *people)]
    other = [package.partition("==")[0] for name, of_set in sets().items() if name not in named() for package in of_set]
    assert len(set(own)) == len(own)
    assert not set(own) & {name.lower() for name in other}
    assert all(package.partition("==")[2] for package in (*judged, *people))


@pytest.mark.parametrize("name", ["sealed", "sealed2", "sealed3", "sealed4", "sealed5", "sealed6", "sealed7"])
def test_the_docstrings_of_people_are_named(name):
    """A sealed set has sixty objects of each of its packages; in the second, one of five was taken out again."""
    packages = named()[name]
    assert [len(set(paths)) for paths in packages.values()] == [60] * (4 if name == "sealed2" else 5)
    assert json.dumps(packages) == json.dumps({name: sorted(paths) for name, paths in packages.items()})


def _by_hand(name, *kinds):
    entries = BANKS[name].kinds()
    return [line for kind in kinds for sort in SORTS for line in entries[kind].get(sort, {}).get(BY_HAND, [])]


def _all_lines(kinds):
    by_sort = (entry.get(sort, {}) for entry in kinds.values() for sort in SORTS)
    lines = [line for by_place in by_sort for of_place in by_place.values() for line in of_place]
    return {line if isinstance(line, str) else line["text"] for line in lines}


def _text(line):
    return line if isinstance(line, str) else f"{line['object']}: {line['text']}"
