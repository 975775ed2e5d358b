"""Bad input ends in one clear message that says what, where and what to do; the rest of the site is built."""

from __future__ import annotations

import os
import socket
import stat
from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import Fault, every

if TYPE_CHECKING:
    from tests.azure import LocalAzure
    from tests.mkdocs.project import Built, Project

FORECAST = "small.weather.forecast"


@pytest.fixture
def package(project: Project) -> Project:
    """A page that shows the whole package."""
    project.write({"docs/index.md": "::: small\n    options:\n      show_submodules: true\n"})
    return project


def _rest_is_there(built: Built) -> None:
    assert built.error is None
    assert built.changed == []
    assert "Attend to the forecast" in built.text()
    assert built.outcomes[FORECAST] == "generated"


@pytest.mark.parametrize(
    ("content", "where", "reason"),
    [
        (b"def broken(:\n    pass\n", ":1", "cannot be read as Python (invalid syntax)"),
        (b"x = 1\n\ndef f():\nreturn 2\n", ":4", "cannot be read as Python (expected an indented block"),
        (b'NAME = "\xff\xfe"\n', ":1", "cannot be read as Python (invalid or missing encoding declaration)"),
        (b'# coding: ascii\n\nNAME = "\xff\xfe"\n', ":3", "cannot be read as Python ('ascii' codec can't decode"),
        (b"x = '\x00'\n", ":1", "cannot be read as Python (source code string cannot contain null bytes)"),
    ],
    ids=["syntax", "indent", "undecodable", "declared", "null"],
)
def test_a_module_that_cannot_be_read_is_told_with_its_place(
    package: Project, content: bytes, where: str, reason: str
) -> None:
    """Griffe leaves it out of the package; nobody would notice."""
    package.write({"src/small/broken.py": content})
    built = package.build()
    ours = [line for line in built.logged if line.startswith("WARNING aidoc: ")]
    assert len(ours) == 1
    assert ours[0].startswith(f"WARNING aidoc: src/small/broken.py{where}: {reason}")
    assert ours[0].endswith("so nothing in it is documented. Correct the file.")
    _rest_is_there(built)


def test_a_declared_encoding_that_griffe_does_not_read(package: Project) -> None:
    """Latin-1 is good Python, yet Griffe reads UTF-8 only: say so instead of losing the module."""
    package.write({"src/small/latin.py": "# -*- coding: latin-1 -*-\ndef grüßen():\n    return 1\n".encode("latin-1")})
    built = package.build()
    ours = [line for line in built.logged if line.startswith("WARNING aidoc: ")]
    assert ours == [
        (
            "WARNING aidoc: src/small/latin.py:1: is encoded as iso-8859-1, and Griffe reads UTF-8 only. "
            "Save it as UTF-8 to have it documented."
        )
    ]
    _rest_is_there(built)


@pytest.mark.parametrize(
    "code",
    [
        "import os, sys\nprint('loud', flush=True)\nsys.stderr.write('loud')\nos.chdir('/')",
        "raise SystemExit(3)",
        "import sys\nsys.exit('gone')",
        "while True:\n    pass",
        "def __getattr__(name):\n    return __getattr__",
        "class Meta(type):\n    def __getattr__(cls, name):\n        return cls\n\n\nclass All(metaclass=Meta):\n    x: int",
    ],
    ids=["prints", "exits", "sys.exit", "endless", "module answers", "metaclass answers"],
)
def test_a_module_that_must_not_be_imported(package: Project, capfd: pytest.CaptureFixture[str], code: str) -> None:
    """Mkdocstrings reads code and runs none, and neither do we: whatever it would do, its functions are filled."""
    package.write({"src/small/odd.py": f"{code}\n\n\ndef act(far):\n    return far\n"})
    built = package.build()
    assert built.logged == []
    assert built.outcomes["small.odd.act"] == "generated"
    assert "loud" not in "".join(capfd.readouterr())
    _rest_is_there(built)


def test_an_empty_module_is_skipped(package: Project) -> None:
    """There is nothing to say of an empty file."""
    package.write({"src/small/empty.py": b""})
    package.options["show_if_no_docstring"] = True
    built = package.build()
    assert built.logged == []
    entry = next(entry for entry in built.report["objects"] if entry["path"] == "small.empty")
    assert (entry["outcome"], entry["reason"]) == ("skipped", "empty file")
    _rest_is_there(built)


def test_a_compiled_module_has_no_source_to_ask_about(project: Project) -> None:
    """What was compiled is shown as far as it can be, and left alone."""
    project.write({"docs/index.md": "::: _bisect\n\n::: small.weather\n"})
    built = project.build()
    assert built.logged == []
    reasons = {entry["reason"] for entry in built.report["objects"] if entry["path"].startswith("_bisect")}
    assert reasons <= {"no source", ""}
    assert not [path for path in built.asked if path.startswith("_bisect")]
    _rest_is_there(built)


@pytest.mark.parametrize(
    "block",
    [
        "::: not_there.at_all",
        "::: small.nothing",
        "::: broken",
        "::: small.outside",
        "::: small.weather.read\n    options:\n      no_such_option: 1",
        "::: small.weather.read\n    options: [unfinished",
        "::: small.weather.read\n    handler: cobol",
        '--8<-- "missing.md"\n\n::: small.weather.read',
        "::: ",
        "::: 1 + 1",
        "::: small.weather.read\n    - a list",
    ],
)
def test_a_block_that_cannot_be_shown_is_mkdocstrings_own_error(project: Project, block: str) -> None:
    """We neither hide its message nor say it twice; what the other blocks were answered is kept."""
    project.edit("src/small/__init__.py", "__all__", "from nowhere import outside\n\n__all__")
    project.write({"docs/index.md": "::: small.weather\n", "docs/wrong.md": f"{block}\n"})
    project.write({"src/broken/__init__.py": "def broken(:\n"})
    extensions = [{"pymdownx.snippets": {"check_paths": True}}]
    plain = project.build(plugin=False, markdown_extensions=extensions)
    built = project.build(markdown_extensions=extensions)
    assert type(built.error) is type(plain.error)
    assert str(built.error) == str(plain.error)
    assert built.logged == plain.logged
    project.write({"docs/wrong.md": "# Corrected\n"})
    again = project.build(markdown_extensions=extensions)
    assert (again.error, again.logged, again.requests) == (None, [], [])
    assert again.outcomes[FORECAST] == "cached"


def test_a_setting_that_is_missing_is_told_also_where_it_shows_late(project: Project) -> None:
    """An object that only rendering brings to light needs a deployment as much as any other."""
    project.edit("src/small/weather.py", "Give the value back, doubled.\n", f"Give it.\n\n    ::: {FORECAST}\n")
    project.write({"docs/index.md": "::: small.weather.complete\n"})
    built = project.build(aidoc={"deployment": ""})
    assert built.error is None
    assert built.logged[-1].startswith("WARNING aidoc: Stopped sending requests: no deployment is set.")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"mark": "bagde"}, ["mkdocs.yml: option 'mark' cannot be 'bagde'", "badge · label · both · none"]),
        ({"concurrency": 0}, ["option 'concurrency' cannot be 0", "integer > 0"]),
        ({"offlin": True}, ["there is no option 'offlin'", "Did you mean 'offline'?"]),
        ({"zzz": 1}, ["there is no option 'zzz'", "Options are: enabled, offline"]),
        ({"api_key": "s3cret"}, ["'api_key' is a secret", "AZURE_OPENAI_API_KEY"]),
        ({"kinds": ["methods"]}, ["option 'kinds' cannot be ['methods']", "module · class · function"]),
    ],
    ids=["value", "bound", "near", "far", "secret", "list"],
)
def test_a_wrong_option_stops_the_build(project: Project, options: dict[str, Any], words: list[str]) -> None:
    """MkDocs' own configuration error names the option, the value and what is allowed; nothing is asked."""
    built = project.build(aidoc=options)
    assert built.error is not None
    assert len(built.logged) == 1
    assert built.logged[0].startswith("ERROR Config value 'plugins': Plugin 'aidoc' option")
    for part in words:
        assert part in built.logged[0]
    assert "s3cret" not in built.logged[0]
    assert built.requests == []


@pytest.mark.parametrize(
    ("options", "unset", "words"),
    [
        ({"deployment": ""}, "", "no deployment is set. Set 'deployment'"),
        ({"endpoint": ""}, "", "no endpoint is set. Set 'endpoint' or AZURE_OPENAI_ENDPOINT"),
        ({}, "AZURE_OPENAI_API_KEY", "no key is set. Set AZURE_OPENAI_API_KEY"),
    ],
    ids=["deployment", "endpoint", "key"],
)
def test_what_is_not_set_is_told_once_when_it_is_needed(
    project: Project, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], unset: str, words: str
) -> None:
    """One warning says what to set, and the site is built; a build that has nothing to ask does not need it."""
    if unset:
        monkeypatch.delenv(unset)
    built = project.build(aidoc=options)
    assert built.error is None
    assert len(built.logged) == 1
    assert built.logged[0].startswith(f"WARNING aidoc: Stopped sending requests: {words}")
    assert built.logged[0].endswith("or build with 'offline: true'.")
    assert (built.site / "index.html").is_file()
    assert set(built.outcomes.values()) == {"human", "missed"}
    assert built.requests == []
    project.write({"docs/index.md": "::: small.weather.complete\n"})
    assert project.build(aidoc=options).logged == []


@pytest.mark.parametrize(
    ("fault", "options", "words"),
    [
        (None, {"deployment": "nope"}, "has no deployment 'nope' (HTTP 404"),
        ("key", {}, "refuses the key or the identity (HTTP 401"),
        ("refused", {}, "cannot be reached"),
    ],
    ids=["deployment", "key", "refused"],
)
def test_a_service_that_does_not_answer_is_told_once(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    fault: str | None,
    options: dict[str, Any],
    words: str,
) -> None:
    """One warning for the build, not one an object; the site is built, and what was answered before is shown."""
    project.build(aidoc={"include": ["*.forecast"]})
    if fault == "key":
        monkeypatch.setenv("AZURE_OPENAI_API_KEY", "wrong")
    if fault == "refused":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            options = {"endpoint": f"http://127.0.0.1:{free.getsockname()[1]}"}
    built = project.build(aidoc=options)
    assert built.error is None
    assert len(built.logged) == 1
    assert built.logged[0].startswith("WARNING aidoc: Stopped sending requests: http://127.0.0.1:")
    assert words in built.logged[0]
    assert "wrong" not in built.logged[0]
    assert built.outcomes[FORECAST] == "cached"
    assert built.report["outcomes"]["missed"] == 5
    assert "Attend to the forecast" in built.text()
    if fault == "key":
        assert project.build(aidoc=options, strict=True).error is not None


def test_a_request_that_fails_costs_its_own_objects(project: Project, azure: LocalAzure) -> None:
    """The other answers are shown and kept; the next build asks for the rest alone."""
    azure.faults = [Fault(lambda request: any(a.path == FORECAST for a in request.objects), "content_filter")]
    built = project.build(aidoc={"bundle": 1})
    assert built.error is None
    assert len(built.logged) == 1
    assert built.logged[0].startswith(
        f"WARNING aidoc: src/small/weather.py:4: {FORECAST}: no usable answer (the service"
    )
    azure.faults = []
    again = project.build()
    assert (again.error, again.logged, again.asked) == (None, [], [FORECAST])


@pytest.mark.parametrize("offline", [False, True])
@pytest.mark.parametrize("damage", ["file", "garbage", "read-only"])
def test_a_cache_that_cannot_be_used_is_told_once(project: Project, damage: str, *, offline: bool) -> None:
    """The build goes on without it, and the message names the directory; where answers cannot be kept, none is paid.

    A damaged one is set aside, and a new one started.
    """
    directory = project.root / ".aidoc/cache"
    if damage == "file":
        project.write({".aidoc/cache": b"not a directory"})
    else:
        project.write({".aidoc/cache/cache.db": b"not a database, " * 400})
    if damage == "read-only":
        (directory / "cache.db").unlink()
        directory.chmod(stat.S_IRUSR | stat.S_IXUSR)
        if os.access(directory, os.W_OK):
            pytest.skip("root writes everywhere")
    built = project.build(aidoc={"offline": offline, "on_miss": "ignore"})
    assert built.error is None
    told = [] if damage == "read-only" and offline else ["WARNING aidoc: <root>/.aidoc/cache: The cache "]
    if not offline and damage != "garbage":
        told.append("WARNING aidoc: Stopped sending requests: answers cannot be kept. ")
    assert len(built.logged) == len(told)
    assert [line.startswith(start) for line, start in zip(built.logged, told, strict=True)] == [True] * len(told)
    assert built.report["outcomes"]["generated" if damage == "garbage" and not offline else "missed"] == 6


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        ("module: small.weather\nanswers: {[\n", ":3", "is not YAML ("),
        (
            "module: small.weather\nanswers:\n  forecast:\n    state: acepted\n",
            ":4",
            "'answers.forecast.state' can be 'proposed', ",
        ),
        (
            "module: small.weather\nanswers:\n  forecast:\n    state: accepted\n    sumary: x\n",
            ":5",
            "'answers.forecast.sumary' is not known here",
        ),
        ("- a list\n", ":1", "the file must be a mapping"),
        ("", ":1", "the file must be a mapping"),
        (b"\xff\xfe\x00", ":1", "is not text in UTF-8 (byte 0xff)"),
    ],
    ids=["yaml", "state", "field", "list", "empty", "bytes"],
)
def test_a_broken_reviewed_file_is_left_out_and_named(project: Project, text: Any, where: str, reason: str) -> None:
    """Its place and its fault are told once; its objects are missing, and nothing is requested for them."""
    project.write({"aidoc-reviewed/small.weather.yml": text})
    built = project.build()
    assert built.error is None
    name = f"aidoc-reviewed/small.weather.yml{where}: Ignoring reviewed file: "
    assert name in built.logged[0]
    assert reason in built.logged[0]
    assert [line.endswith("its reviewed file cannot be read. Correct the file.") for line in built.logged[1:]] == [
        True
    ] * 6
    assert (built.report["outcomes"]["missed"], built.requests) == (6, [])


def test_without_mkdocstrings_the_plugin_says_what_to_do(project: Project) -> None:
    """There is nothing to fill without it."""
    (project.root / "mkdocs.yml").write_text("site_name: Test\nplugins: [aidoc]\n")
    built = project.build_as_is()
    assert built.error is not None
    assert built.logged == [
        "ERROR aidoc fills what mkdocstrings shows: add 'mkdocstrings' to the plugins, or remove aidoc."
    ]


def test_every_failure_at_once_still_builds_the_site(package: Project, azure: LocalAzure) -> None:
    """A broken module, a broken reviewed file, a damaged cache and a service that fails: four messages, one site."""
    package.write({
        "src/small/broken.py": b"def broken(:\n",
        "aidoc-reviewed/small.weather.yml": "- a list\n",
        ".aidoc/cache/cache.db": b"garbage" * 999,
    })  # fmt: skip
    azure.faults = [Fault(every(1), "status", status=401)]
    built = package.build()
    assert built.error is None
    ours = [line for line in built.logged if line.startswith("WARNING aidoc: ")]
    assert len(ours) == 4
    assert "Read a file in full." in built.text()
