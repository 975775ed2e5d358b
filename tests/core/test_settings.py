"""Options: every one through every origin, precedence, and what wrong ones are told."""

from __future__ import annotations

import dataclasses
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.errors import ConfigError
from aidoc_core.settings import SECRETS, Settings, load_settings, options
from tests.laws import law

# For each option: a value that is not its default, as TOML, as text of the environment.
VALUES: dict[str, tuple[Any, str, str]] = {
    "enabled": (False, "false", "false"),
    "offline": (True, "true", "1"),
    "on_miss": ("error", '"error"', "error"),
    "enrich": (False, "false", "no"),
    "reveal": (False, "false", "off"),
    "show_descriptions": (False, "false", "off"),
    "include": (["a.*", "b.*"], '["a.*", "b.*"]', "a.*, b.*"),
    "exclude": (["c"], '["c"]', "c,"),
    "kinds": (["class", "data"], '["class", "data"]', "class,data"),
    "private": (True, "true", "yes"),
    "special": (False, "false", "no"),
    "pay_without_cache": (True, "true", "yes"),
    "retry_failed": (True, "true", "yes"),
    "endpoint": ("https://x.openai.azure.com", '"https://x.openai.azure.com"', "https://x.openai.azure.com"),
    "deployment": ("docs", '"docs"', "docs"),
    "api_version": ("2024-10-21", '"2024-10-21"', "2024-10-21"),
    "base_url": ("http://localhost:1/v1", '"http://localhost:1/v1"', "http://localhost:1/v1"),
    "auth": ("entra", '"entra"', "entra"),
    "entra_scope": ("https://x/.default", '"https://x/.default"', "https://x/.default"),
    "headers": (["X-Team", "X-Key"], '["X-Team", "X-Key"]', "X-Team, X-Key"),
    "model": ("gpt-4.1", '"gpt-4.1"', "gpt-4.1"),
    "reasoning_effort": ("low", '"low"', "low"),
    "max_output_tokens": (900, "900", "900"),
    "language": ("German", '"German"', "German"),
    "instructions": ("Be brief.", '"Be brief."', "Be brief."),
    "glossary": ({"avoid": ["just"]}, '{avoid = ["just"]}', '{"avoid": ["just"]}'),
    "concurrency": (3, "3", "3"),
    "tokens_per_minute": (60000, "60_000", "60000"),
    "requests_per_minute": (60, "60", "60"),
    "bundle": (4, "4", "4"),
    "request_timeout": (2.5, "2.5", "2.5"),
    "extraction_timeout": (5.0, "5", "5"),
    "deadline": (600.0, "600", "600"),
    "budget_usd": (0.5, "0.5", "0.5"),
    "max_repairs": (0, "0", "0"),
    "second_reading": ("repair", '"repair"', "repair"),
    "cache_dir": ("c", '"c"', "c"),
    "reviewed_dir": ("r", '"r"', "r"),
    "mark": ("none", '"none"', "none"),
    "llms_txt_marks": (False, "false", "0"),
    "report": (False, "false", "0"),
    "report_page": ("", '""', ""),
    "report_nav": (True, "true", "true"),
    "report_link": (True, "true", "true"),
    "report_history": ("history.jsonl", '"history.jsonl"', "history.jsonl"),
    "log_file": ("aidoc.log", '"aidoc.log"', "aidoc.log"),
    "log_level": ("warning", '"warning"', "warning"),
    "on_model_change": ("refresh", '"refresh"', "refresh"),
    "propose_fixes": ("high", '"high"', "high"),
    "require_review": (True, "true", "on"),
    "review_floor": ("public", '"public"', "public"),
    "checks": ({"AD202": "off"}, '{AD202 = "off"}', '{"AD202": "off"}'),
    "context": (False, "false", "false"),
    "send": ("signatures", '"signatures"', "signatures"),
    "examples": (True, "true", "1"),
    "link_hosts": (
        ["docs.python.org", "*.example.org"],
        '["docs.python.org", "*.example.org"]',
        "docs.python.org,*.example.org",
    ),
}
NAMES = [option.name for option in options()]


def read(root: Path, values: dict[str, Any] | None = None, /, **environment: str) -> Settings:
    return load_settings(values or {}, root=root, origin="mkdocs.yml", environment=environment)


def pyproject(root: Path, text: str) -> None:
    root.joinpath("pyproject.toml").write_text(f"[tool.aidoc]\n{text}\n", encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_option_through_every_origin(name: str, tmp_path: Path) -> None:
    """Each option can be set in pyproject.toml, in the tool's configuration and in the environment."""
    value, toml, text = VALUES[name]
    default = getattr(Settings(), name)
    assert value != default
    assert getattr(read(tmp_path), name) == default
    assert getattr(read(tmp_path, {name: value}), name) == value
    assert getattr(read(tmp_path, {}, **{f"AIDOC_{name.upper()}": text}), name) == value
    pyproject(tmp_path, f"{name} = {toml}")
    assert getattr(read(tmp_path), name) == value
    assert getattr(read(tmp_path, {name: default}), name) == default


def test_later_origins_win(tmp_path: Path) -> None:
    """The environment before the tool's configuration, that before pyproject.toml, that before the default."""
    pyproject(tmp_path, 'language = "A"\ncache_dir = "A"\nmodel = "A"')
    found = read(tmp_path, {"language": "B", "cache_dir": "B"}, AIDOC_LANGUAGE="C")
    assert (found.language, found.cache_dir, found.model, found.mark) == ("C", "B", "A", "badge")


def test_pyproject_is_found_above(tmp_path: Path) -> None:
    """The configuration file may stand in a directory of its own, e.g. docs/."""
    pyproject(tmp_path, 'language = "A"')
    inner = tmp_path / "docs" / "en"
    inner.mkdir(parents=True)
    assert read(inner).language == "A"
    inner.joinpath("pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert read(inner).language == "English"


def test_endpoint_comes_from_azures_own_variable(tmp_path: Path) -> None:
    """AZURE_OPENAI_ENDPOINT is what Azure's tools use; aidoc's own variable still wins."""
    assert read(tmp_path, AZURE_OPENAI_ENDPOINT="https://e").endpoint == "https://e"
    found = read(tmp_path, AZURE_OPENAI_ENDPOINT="https://e", AIDOC_ENDPOINT="https://o")
    assert found.endpoint == "https://o"


@pytest.mark.parametrize("option", ["endpoint", "base_url"])
@pytest.mark.parametrize("variable", ["AZURE_OPENAI_ENDPOINT", "AIDOC_ENDPOINT", "AIDOC_BASE_URL"])
def test_an_address_of_the_environment_beats_those_of_files(option: str, variable: str, tmp_path: Path) -> None:
    """Files of a repository must not lead a key elsewhere, by whichever of the two options."""
    pyproject(tmp_path, f'{option} = "https://file"')
    for values in ({}, {option: "https://file"}):
        found = read(tmp_path, values, **{variable: "https://environment"})
        set_here = "base_url" if variable == "AIDOC_BASE_URL" else "endpoint"
        assert getattr(found, set_here) == "https://environment"
        assert {found.endpoint, found.base_url} == {"https://environment", ""}


def test_an_address_from_above_is_named(tmp_path: Path) -> None:
    """Where requests go may be said in a directory above, out of sight; then the file is named."""
    pyproject(tmp_path, 'base_url = "https://above"')
    inner = tmp_path / "docs"
    inner.mkdir()
    assert read(inner).address_from == str(tmp_path / "pyproject.toml")
    assert read(inner, {"base_url": "https://own"}).address_from == ""
    assert read(inner, AIDOC_ENDPOINT="https://environment").address_from == ""
    assert read(tmp_path).address_from == ""


def test_variables_that_are_no_options(tmp_path: Path) -> None:
    """What only the environment may say is no slip in an option's name."""
    found = read(tmp_path, AIDOC_ALLOWED_HOSTS="a", AIDOC_ALLOW_HTTP="b", AIDOC_HEADER_X_KEY="c")
    assert found == Settings()


def test_small_servers_get_small_requests_and_time(tmp_path: Path) -> None:
    """Defaults for a server of one's own; Azure and OpenAI behind `base_url` are no such servers, and options win."""
    local = read(tmp_path, {"base_url": "http://localhost:11434/v1"})
    assert (local.bundle, local.request_timeout) == (4, 300.0)
    own = read(tmp_path, {"base_url": "http://localhost:11434/v1", "bundle": 9, "request_timeout": 7})
    assert (own.bundle, own.request_timeout) == (9, 7.0)
    for url in ("https://api.openai.com/v1", "https://n.openai.azure.com/openai/v1", ""):
        found = read(tmp_path, {"base_url": url})
        assert (found.bundle, found.request_timeout) == (16, 60.0)


@pytest.mark.parametrize("name", ["Content-Length", "Host", "X: y", "X\r\nY", ""])
def test_headers_that_cannot_be(name: str, tmp_path: Path) -> None:
    """What belongs to the connection, or is no name, stops the build."""
    error = failure(tmp_path, {"headers": [name]})
    assert "allowed: list of header names without values" in str(error)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("include", ",", []),
        ("include", " , a ,", ["a"]),
        ("budget_usd", "", None),
        ("budget_usd", "none", None),
        ("deadline", "None", None),
        ("max_output_tokens", "", None),
        ("offline", "TRUE", True),
        ("offline", "False", False),
        ("report_page", "", ""),
        ("language", "none", "none"),
    ],
)
def test_environment_texts(name: str, text: str, value: object, tmp_path: Path) -> None:
    """Lists are separated by commas, `none` or nothing stands for none where that is allowed."""
    assert getattr(read(tmp_path, {}, **{f"AIDOC_{name.upper()}": text}), name) == value


def test_an_empty_environment_variable_is_not_set(tmp_path: Path) -> None:
    """CI systems pass unset variables on as empty ones; only where empty is a value does it count."""
    found = read(
        tmp_path,
        {"offline": True, "concurrency": 3, "mark": "none", "budget_usd": 1, "include": ["a"]},
        AIDOC_BUDGET_USD="",
        AIDOC_INCLUDE="",
        AIDOC_OFFLINE="",
        AIDOC_CONCURRENCY="",
        AIDOC_MARK="",
    )
    assert (found.offline, found.concurrency, found.mark) == (True, 3, "none")
    assert (found.budget_usd, found.include) == (1, ["a"])


@pytest.mark.parametrize(
    "name", ["instructions", "report_page", "model", "endpoint", "deployment", "base_url", "reasoning_effort"]
)
def test_nothing_behind_the_colon_is_empty(name: str, tmp_path: Path) -> None:
    """`report_page:` with nothing behind it, or an `!ENV` that is not set, means the empty text."""
    assert getattr(read(tmp_path, {name: None}), name) == ""


def failure(root: Path, values: dict[str, Any] | None = None, /, **environment: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        read(root, values, **environment)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("on_miss", "fail", "warn · error · ignore"),
        ("offline", "maybe", "true · false"),
        ("offline", None, "true · false"),
        ("offline", 2, "true · false"),
        ("concurrency", 0, "integer > 0"),
        ("concurrency", "many", "integer > 0"),
        ("concurrency", True, "integer > 0"),
        ("concurrency", 1.5, "integer > 0"),
        ("max_repairs", -1, "integer ≥ 0"),
        ("request_timeout", "1 min", "number > 0"),
        ("request_timeout", float("inf"), "number > 0"),
        ("budget_usd", -0.01, "number ≥ 0, or none"),
        ("budget_usd", float("nan"), "number ≥ 0, or none"),
        ("budget_usd", True, "number ≥ 0, or none"),
        ("include", "pkg.*", "list of strings"),
        ("include", [1], "list of strings"),
        ("kinds", ["method"], "list of module · class · function · property · field · data"),
        ("language", 5, "string"),
        ("cache_dir", None, "string"),
        ("log_file", "a\0b", "string"),
        ("instructions", "\u00e4\0", "string"),
    ],
)
def test_wrong_values(name: str, value: object, allowed: str, tmp_path: Path) -> None:
    """A wrong value is told with its origin, its option and what is allowed."""
    error = failure(tmp_path, {name: value})
    assert str(error) == f"mkdocs.yml: option '{name}' cannot be {value!r}; allowed: {allowed}."
    assert error.option == name


RULE_WORDS = "mapping from rule ids (AD101 to AD907) to off · reject · repair · drop · warn"
HOST_WORDS = "list of hosts without scheme, port or path"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("checks", {"AD999": "off"}, f" (there is no rule 'AD999'; did you mean 'AD907'?); allowed: {RULE_WORDS}"),
        ("checks", {"zebra": "off"}, f" (there is no rule 'zebra'); allowed: {RULE_WORDS}"),
        ("checks", {"AD101": "loud"}, f"; allowed: {RULE_WORDS}"),
        ("link_hosts", ["http://x"], f" (a host alone, without scheme, port or path); allowed: {HOST_WORDS}"),
    ],
)
def test_wrong_members_are_told_with_what_is_wrong(name: str, value: object, told: str, tmp_path: Path) -> None:
    """Of a mapping or a list, what is wrong with its member is told too."""
    assert str(failure(tmp_path, {name: value})) == f"mkdocs.yml: option '{name}' cannot be {value!r}{told}."


def test_hosts_are_read_without_regard_to_case(tmp_path: Path) -> None:
    """Names of hosts are the same in capital letters."""
    assert read(tmp_path, {"link_hosts": ["Docs.Python.ORG", "*.EXAMPLE.org"]}).link_hosts == [
        "docs.python.org",
        "*.example.org",
    ]


def test_what_stands_in_place_of_a_way_to_sign_in_is_not_repeated(tmp_path: Path) -> None:
    """People set it to their key."""
    error = failure(tmp_path, {"auth": "sk-12345"})
    assert str(error) == "mkdocs.yml: option 'auth' cannot be what it is set to; allowed: key · entra."


def test_every_error_names_its_option(tmp_path: Path) -> None:
    """Doc tools put the error beside the option."""
    assert failure(tmp_path, {"api_key": "x"}).option == "api_key"
    assert failure(tmp_path, AIDOC_CHECKS="{").option == "checks"


def test_wrong_values_name_their_origin(tmp_path: Path) -> None:
    """In the environment the variable is named, in pyproject.toml the table."""
    error = failure(tmp_path, AIDOC_CONCURRENCY="x")
    assert str(error).startswith(
        "environment AIDOC_CONCURRENCY: option 'concurrency' cannot be 'x'; allowed: integer > 0."
    )
    pyproject(tmp_path, "mark = 1")
    assert str(failure(tmp_path)).startswith("pyproject.toml [tool.aidoc]: option 'mark' cannot be 1; allowed: badge")


def test_unknown_options_get_a_suggestion(tmp_path: Path) -> None:
    """A slip of the pen is met with the option that was meant, anything else with the list."""
    error = failure(tmp_path, {"ofline": True})
    assert str(error) == "mkdocs.yml: there is no option 'ofline'. Did you mean 'offline'?"
    assert error.option == "ofline"
    assert "Options are: enabled, offline, on_miss," in str(failure(tmp_path, {"zzz": 1}))
    pyproject(tmp_path, "languge = 'x'")
    assert "Did you mean 'language'?" in str(failure(tmp_path))


def test_a_misspelt_environment_variable_is_told(tmp_path: Path) -> None:
    """AIDOC_OFLINE=1 that is passed over would send requests from a build that must not."""
    assert str(failure(tmp_path, AIDOC_OFLINE="1")) == (
        "environment AIDOC_OFLINE: there is no option 'ofline'. Did you mean 'offline'?"
    )
    assert read(tmp_path, AIDOC_TEAM_CHANNEL="x", PATH="x") == Settings()


@pytest.mark.parametrize("name", ["api_key", "key", "token", "AZURE_OPENAI_API_KEY"])
def test_secrets_in_configuration_are_refused(name: str, tmp_path: Path) -> None:
    """A key in a file ends up in a repository; the error says where it belongs, and does not repeat it."""
    for error in (
        failure(tmp_path, {name: "sk-canary"}),
        failure(tmp_path, {}, **{f"AIDOC_{name.upper()}": "sk-canary"}),
    ):
        assert "secrets come from the environment only. Set AZURE_OPENAI_API_KEY or OPENAI_API_KEY." in str(error)
        assert "canary" not in str(error)


def test_a_key_in_the_wrong_option_is_not_repeated(tmp_path: Path) -> None:
    """`auth: <the key>` is an easy mistake, and build logs are public."""
    error = failure(tmp_path, {"auth": "3f2a9c51d07be644canary"})
    assert "canary" not in str(error)
    assert "allowed: key · entra" in str(error)


def test_secrets_are_no_options() -> None:
    """No option holds a key, so no repr of the settings can show one."""
    assert not {secret.lower() for secret in SECRETS} & set(NAMES)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"[tool.aidoc\n", "cannot be read as TOML"),
        (b"\xff\xfe", "cannot be read as TOML"),
        (b"[tool]\naidoc = 3\n", "[tool.aidoc] must be a table of options."),
        (b"tool = 3\n", "[tool.aidoc] must be a table of options."),
    ],
)
def test_a_broken_pyproject_is_told(content: bytes, told: str, tmp_path: Path) -> None:
    """A file that cannot be read stops the build with its name."""
    tmp_path.joinpath("pyproject.toml").write_bytes(content)
    error = failure(tmp_path)
    assert told in str(error)
    assert str(tmp_path / "pyproject.toml") in str(error)


PIECES = (
    "[tool.aidoc]", "[ tool . 'aidoc' ]", '["tool".aidoc]', "[tool]", "[[tool]]", r'["\u0074ool".aidoc]', "[project]",
    "[tool.other]", "[tool.aidoc-other]", "tool.aidoc.language = 'A'", "aidoc.language = 'B'", "aidoc = {language = 'C'}",
    "language = 'D'", "tool = {aidoc = {language = 'E'}}", " 'tool' = 3", 'x = """', "\t# tool.aidoc", "name = 'aidoc'",
)  # fmt: skip
"""Lines of TOML."""


@given(st.lists(st.sampled_from(PIECES), max_size=4))
@law(1_000)
def test_options_in_pyproject_are_found_however_they_are_written(lines: list[str]) -> None:
    """A file that is not parsed, because nothing in it looks like options, has none."""
    text = "\n".join(lines)
    try:
        tools = tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError:
        return
    section = tools.get("aidoc", {}) if isinstance(tools, dict) else None
    with tempfile.TemporaryDirectory() as place:
        Path(place, "pyproject.toml").write_text(text, encoding="utf-8")
        if not isinstance(section, dict) or section.keys() - {"language"}:
            failure(Path(place))
        else:
            assert read(Path(place)).language == section.get("language", "English")


def test_the_table_of_options_is_complete() -> None:
    """Every field is a row with help and allowed values in words; every row is a field."""
    none = {"address_from", "words", "without"}
    assert [field.name for field in dataclasses.fields(Settings) if field.name not in none] == NAMES
    assert set(VALUES) == set(NAMES)
    for option in options():
        assert option.default == getattr(Settings(), option.name)
        assert len(option.help) > 10
        assert option.allowed


def test_defaults_are_not_shared() -> None:
    """A list that one build changes is not the next build's default."""
    assert Settings().kinds is not Settings().kinds
    assert options()[0].default is True


def test_directories_are_relative_to_the_configuration_file(tmp_path: Path) -> None:
    """Relative, absolute and home directories all work."""
    assert Settings().where(".aidoc/cache", tmp_path) == tmp_path / ".aidoc" / "cache"
    assert Settings().where(str(tmp_path / "x"), tmp_path / "y") == tmp_path / "x"
    assert not str(Settings().where("~/x", tmp_path)).startswith(str(tmp_path))
