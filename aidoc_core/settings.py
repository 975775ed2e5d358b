"""Every option, once: name, type, default and help; and where values come from.

Later wins: the default, `[tool.aidoc]` in pyproject.toml, the doc tool's own configuration, the environment
(`AIDOC_<NAME>`). Where an address comes from the environment, none of a file counts: files of a repository must not
lead a key elsewhere. Secrets come from the environment only. Adapters loop over `options()`; they name no option
themselves.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import math
import os
import re
import tomllib
import typing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from annotated_types import Ge, Gt, Le

from aidoc_core.errors import ConfigError
from aidoc_core.glossary import Glossary, read_glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pydantic

SECRETS = ("AZURE_OPENAI_API_KEY", "OPENAI_API_KEY")
"""Environment variables that hold keys; no option does."""

_KIND = Literal["module", "class", "function", "property", "field", "data"]
_RULES = (
    "AD101", "AD102", "AD103", "AD104", "AD105", "AD106", "AD107", "AD108", "AD109", "AD111", "AD112",
    "AD113", "AD114", "AD121", "AD122", "AD123", "AD124", "AD201", "AD202", "AD203", "AD204", "AD205",
    "AD206", "AD207", "AD208", "AD301", "AD302", "AD303", "AD401", "AD402", "AD403", "AD404", "AD501",
    "AD502", "AD503", "AD504", "AD505", "AD506", "AD507", "AD508", "AD509", "AD510", "AD511", "AD512",
    "AD513", "AD514", "AD520", "AD601", "AD602", "AD603", "AD604", "AD605", "AD606", "AD607", "AD608", "AD609",
    "AD610", "AD611", "AD701", "AD702", "AD703", "AD704", "AD705", "AD706", "AD707", "AD708", "AD801", "AD802",
    "AD803", "AD804", "AD901", "AD902", "AD903", "AD904", "AD905", "AD906", "AD907",
)  # fmt: skip
"""The ids of `aidoc_core.checks.RULES`, which this module must not import; a test compares the two."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """What pydantic does behind its own check of a type; without an import of pydantic, which takes its time."""

    check: Callable[[str], str]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema  # noqa: PLC0415 - pydantic calls this, and has imported it

        return core_schema.no_info_after_validator_function(self.check, handler(source))


def _known_rule(rule: str) -> str:
    if rule not in _RULES:
        close = difflib.get_close_matches(rule, _RULES, n=1)
        raise ValueError(f"there is no rule '{rule}'" + (f"; did you mean '{close[0]}'?" if close else ""))
    return rule


def _bare_host(pattern: str) -> str:
    if not re.fullmatch(r"(?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", pattern):
        raise ValueError("a host alone, without scheme, port or path")
    return pattern.lower()


def _free_header(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]+", name) or name.lower() in _OWN_HEADERS:
        raise ValueError("the name of a header that a gateway may want")
    return name


_OWN_HEADERS = (
    "host",
    "connection",
    "content-length",
    "content-type",
    "transfer-encoding",
    "accept-encoding",
    "expect",
)
_HEADER = Annotated[str, _Checked(_free_header)]
_HOST = Annotated[str, _Checked(_bare_host)]
_RULE = Annotated[str, _Checked(_known_rule)]
_LEVEL = Literal["off", "reject", "repair", "drop", "warn"]
_GLOSSARY = str | dict[str, Any]
_FLOOR = Literal["public"] | Annotated[float, Ge(0), Le(1)] | None
_NAMES_OF_SECRETS = ("api_key", "key", "token", "azure_openai_api_key", "openai_api_key")


def _option(default: Any, help: str) -> Any:  # noqa: A002 - the word users read
    if isinstance(default, (list, dict)):
        factory = default.copy
        return dataclasses.field(default_factory=factory, metadata={"help": help})
    return dataclasses.field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options of one build; each field's help is its documentation."""

    enabled: bool = _option(default=True, help="`false` disables the plugin completely")
    offline: bool = _option(default=False, help="use only the cache and reviewed files; open no network connection")
    on_miss: Literal["warn", "error", "ignore"] = _option(
        "warn", "what to do if an answer is missing or a request failed"
    )
    enrich: bool = _option(default=True, help="complete docstrings that omit parameters, results or exceptions")
    reveal: bool = _option(default=True, help="show objects that were hidden because they had no docstring")
    show_descriptions: bool = _option(
        default=True,
        help="show descriptions in code (`Field(description=...)`, `Doc(...)`, `help=...`) where a docstring has none",
    )
    include: list[str] = _option([], "fill only objects whose path matches one of these patterns (`pkg.mod.*`)")
    exclude: list[str] = _option([], "never fill objects whose path matches one of these patterns")
    kinds: list[_KIND] = _option(
        ["module", "class", "function", "property", "field"],
        "which kinds of objects to fill; `data` (module-level names) is off by default",
    )
    private: bool = _option(default=False, help="also fill objects whose name starts with an underscore")
    endpoint: str = _option(
        "", "URL of the Azure OpenAI resource, `https://NAME.openai.azure.com` (default: `AZURE_OPENAI_ENDPOINT`)"
    )
    deployment: str = _option("", "name of the deployment; with `base_url`, name of the model")
    api_version: str = _option("v1", "`v1`, or a dated version of the classic API such as `2024-10-21`")
    base_url: str = _option("", "URL of an OpenAI-compatible server to use instead of Azure (Ollama, vLLM, llama.cpp)")
    auth: Literal["key", "entra"] = _option(
        "key", "`key` reads AZURE_OPENAI_API_KEY (with `base_url`: OPENAI_API_KEY); `entra` uses azure-identity"
    )
    entra_scope: str = _option(
        "",
        "scope of the token for `auth: entra`, if a gateway needs its own (default: depends on the endpoint's cloud)",
    )
    headers: list[_HEADER] = _option(
        [], "names of additional headers; the value of `X-Key` comes from the environment, `AIDOC_HEADER_X_KEY`"
    )
    model: str = _option(
        "", "name of the model, for prices; needed with `budget_usd`, and if the response does not name the model"
    )
    reasoning_effort: str = _option("", "reasoning effort of a reasoning model, sent as it is")
    max_output_tokens: Annotated[int, Gt(0)] | None = _option(
        None, "limit of one request (default: depends on the objects in it)"
    )
    language: str = _option("English", "language of the generated text")
    instructions: str = _option("", "a few sentences for the model: audience, tone, terms to use")
    glossary: _GLOSSARY = _option(
        "",
        "words of the project: a YAML file, or a mapping with `terms` (and what they mean), `prefer` (words to avoid "
        "and the ones to use) and `avoid`",
    )
    concurrency: Annotated[int, Gt(0)] = _option(8, "number of requests at the same time")
    tokens_per_minute: Annotated[int, Gt(0)] | None = _option(None, "your quota (default: learned from the server)")
    requests_per_minute: Annotated[int, Gt(0)] | None = _option(None, "your quota (default: learned from the server)")
    bundle: Annotated[int, Gt(0)] = _option(
        16, "maximum number of objects in one request (default with a `base_url` of your own: 4)"
    )
    request_timeout: Annotated[float, Gt(0)] = _option(
        60.0, "time limit of one request in seconds (default with a `base_url` of your own: 300)"
    )
    extraction_timeout: Annotated[float, Gt(0)] = _option(
        30.0,
        "time limit for reading one module in seconds; a module that takes longer is left as it is, with a warning",
    )
    deadline: Annotated[float, Gt(0)] | None = _option(
        None, "time limit of all requests of a build in seconds; the rest will be requested in the next build"
    )
    budget_usd: Annotated[float, Ge(0)] | None = _option(None, "never spend more than this (US dollars)")
    max_repairs: Annotated[int, Ge(0)] = _option(1, "how often to request a rejected answer again, with the reasons")
    pay_without_cache: bool = _option(
        default=False, help="send requests even if their answers cannot be stored; every build then pays for them again"
    )
    retry_failed: bool = _option(
        default=False, help="request again what earlier builds paid for in vain (refused, cut or rejected answers)"
    )
    cache_dir: str = _option(".aidoc/cache", "directory of cached answers, relative to the configuration file")
    reviewed_dir: str = _option("aidoc-reviewed", "directory of reviewed files, relative to the configuration file")
    mark: Literal["badge", "label", "both", "none"] = _option("badge", "how to mark generated text")
    llms_txt_marks: bool = _option(
        default=True, help="also mark generated text in what mkdocs-llmstxt and sphinx-llm write for language models"
    )
    report: bool = _option(default=True, help="write `aidoc/report.json` and the appendix page")
    report_page: str = _option("aidoc", "name of the appendix page; leave empty for no page")
    report_nav: bool = _option(
        default=False, help="MkDocs: list the appendix page last in the navigation; a `nav` that names it does so, too"
    )
    report_link: bool = _option(
        default=False, help="link the appendix page at the foot of each page with text that was filled in"
    )
    report_history: str = _option(
        "",
        "file that remembers the figures of each commit as JSON lines, relative to the configuration file; "
        "leave empty for none",
    )
    log_file: str = _option(
        "", "file for a log of all requests as JSON lines, relative to the configuration file; leave empty for none"
    )
    log_level: Literal["debug", "info", "warning"] = _option("info", "lowest level that `log_file` contains")
    on_model_change: Literal["keep", "refresh"] = _option(
        "keep", "whether to regenerate answers when the model changes"
    )
    propose_fixes: Literal["none", "high", "medium", "low"] = _option(
        "none",
        "least severity of drift for which `aidoc fill` requests a new text for a hand-written docstring; builds never "
        "request or show one",
    )
    checks: dict[_RULE, _LEVEL] = _option(
        {}, "override rule severities (`{AD202: off, AD502: reject}`); escaping cannot be turned off"
    )
    examples: bool = _option(
        default=False, help="also request an example for each object; examples are checked and never run"
    )
    send: Literal["bodies", "signatures"] = _option(
        "bodies", "`signatures` sends no function bodies, values or comments; exceptions are then not requested"
    )
    context: bool = _option(
        default=True,
        help="also send what the requested code rests on: constants, types and signatures of the same package, a call, "
        "two or three of its docstrings",
    )
    link_hosts: list[_HOST] = _option(
        [],
        "hosts that links in generated text may point to (`docs.python.org`, `*.example.org`); others stay plain text",
    )
    require_review: bool = _option(default=False, help="show only answers that a person accepted or edited")
    review_floor: _FLOOR = _option(
        None,
        "the build and `aidoc check` fail if people have approved a smaller share of the texts: `1.0` for all of them, "
        "`public` for all of objects that are public by their names",
    )
    address_from: str = dataclasses.field(default="", compare=False)
    """No option: the pyproject.toml of a parent directory that says where requests go."""
    words: Glossary = dataclasses.field(default=Glossary(), compare=False)
    """No option: what `glossary` says."""
    without: frozenset[str] = dataclasses.field(default=frozenset(), compare=False)
    """No option: parts of the context that `aidoc eval` leaves out."""

    @property
    def may_request(self) -> bool:
        """Whether a build with these options may send requests at all."""
        return not self.offline and not self.require_review

    def where(self, directory: str, root: Path) -> Path:
        """The absolute path of a directory option, relative to the configuration file's directory `root`."""
        path = root / Path(directory).expanduser()
        try:
            return path.resolve()
        except (OSError, RuntimeError):  # a link that leads back to itself: whoever opens it says so
            return path.absolute()

    def where_reviewed(self, root: Path) -> Path:
        """The directory of reviewed files; a link to nothing stays a link, so that whoever opens it says so."""
        path = (root / Path(self.reviewed_dir).expanduser()).absolute()
        dead = any(one.is_symlink() and not one.exists() for one in (path, *path.parents))
        return path if dead else self.where(self.reviewed_dir, root)


_DEFAULTS = Settings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One row of the table of options.

    Attributes:
        name: As written in every configuration.
        default: Its default value.
        help: One sentence for users, Markdown.
        allowed: The values or type in words.
    """

    name: str
    default: Any
    help: str
    allowed: str


@cache
def _types() -> dict[str, Any]:
    hints = typing.get_type_hints(Settings, include_extras=True)
    return {row.name: hints[row.name] for row in dataclasses.fields(Settings) if "help" in row.metadata}


@cache
def _adapter(name: str) -> pydantic.TypeAdapter[Any]:
    import pydantic  # noqa: PLC0415 - what is plainly right needs no judge

    return pydantic.TypeAdapter(_types()[name])


def _in_words(annotation: Any) -> str:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        return " · ".join(str(value) for value in arguments)
    if origin is Annotated:
        signs = {Gt: "> {0.gt}", Ge: "≥ {0.ge}", Le: "≤ {0.le}"}
        bounds = (signs[type(bound)].format(bound) for bound in arguments[1:])
        return f"{_in_words(arguments[0])} {' and '.join(bounds)}"
    if origin is dict:
        return f"mapping from rule ids ({_RULES[0]} to {_RULES[-1]}) to {_in_words(arguments[1])}"
    if origin is list:
        inner = arguments[0]
        words = {
            str: "strings",
            _HEADER: "header names without values",
            _HOST: "hosts without scheme, port or path",
        }.get(inner)
        return f"list of {words or _in_words(inner)}"
    if type(None) in arguments:
        return f"{' · '.join(_in_words(a) for a in arguments if a is not type(None))}, or none"
    glossary = {_GLOSSARY: "file name · mapping with terms, prefer and avoid"}
    return (glossary | {bool: "true · false", int: "integer", float: "number", str: "string"})[annotation]


def options() -> list[Option]:
    """The table of options, in the order of the documentation."""
    rows = []
    for row in dataclasses.fields(Settings):
        if row.name not in _types():
            continue
        default = row.default_factory() if callable(row.default_factory) else row.default
        rows.append(
            Option(name=row.name, default=default, help=row.metadata["help"], allowed=_in_words(_types()[row.name]))
        )
    return rows


def _check_name(name: str, origin: str) -> None:
    if name in _types():
        return
    if name.lower() in _NAMES_OF_SECRETS:
        raise ConfigError(
            f"{origin}: '{name}' is a secret, and secrets come from the environment only. Set {' or '.join(SECRETS)}.",
            option=name,
        )
    close = difflib.get_close_matches(name, _types(), n=1)
    hint = f" Did you mean '{close[0]}'?" if close else f" Options are: {', '.join(_types())}."
    raise ConfigError(f"{origin}: there is no option '{name}'.{hint}", option=name)


_TRUTHS = {"1": True, "true": True, "0": False, "false": False}
"""How the environment mostly says it; pydantic knows more ways."""


def _is_plain(annotation: Any, value: Any) -> bool:
    """Whether a value is to the letter what an option takes: a truth value, a text, one of some, a list of these."""
    if annotation is bool:
        return type(value) is bool
    if annotation is str:
        return type(value) is str and value.isascii() and "\0" not in value  # others may hold what is no character
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        return type(value) is str and value in arguments
    return origin is list and type(value) is list and all(_is_plain(arguments[0], one) for one in value)


def _check_value(name: str, value: Any, origin: str) -> Any:
    if name == "checks" and isinstance(value, dict):
        # YAML reads a bare `off` as false
        value = {rule: "off" if level is False else level for rule, level in value.items()}
    if value is None and (name == "report_page" or getattr(_DEFAULTS, name) == ""):
        value = ""  # `report_page:` with nothing behind it, or an `!ENV` that is not set
    if _types()[name] is bool and isinstance(value, str) and value in _TRUTHS:
        return _TRUTHS[value]
    if _is_plain(_types()[name], value):
        return value.copy() if isinstance(value, list) else value
    return _validated(name, value, origin)


def _validated(name: str, value: Any, origin: str) -> Any:
    """What pydantic makes of a value."""
    import pydantic  # noqa: PLC0415 - as in `_adapter`

    why = ""
    try:
        checked = _adapter(name).validate_python(value)
        # Pydantic takes `true` for 1, and infinity for a number of seconds.
        fits = not isinstance(checked, float | int) or isinstance(checked, bool) or math.isfinite(checked)
        fits = fits and (not isinstance(value, bool) or isinstance(checked, bool)) and "\0" not in str(value)
    except pydantic.ValidationError as error:
        fits = False
        reasons = (str(one["ctx"]["error"]) for one in error.errors() if one["type"] == "value_error")
        why = next((f" ({reason})" for reason in reasons), "")
    if not fits:
        shown = "what it is set to" if name == "auth" else repr(value)  # people set it to their key
        raise ConfigError(
            f"{origin}: option '{name}' cannot be {shown}{why}; allowed: {_in_words(_types()[name])}.", option=name
        )
    return checked


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for variable, text in environment.items():
        name = variable.removeprefix("AIDOC_").lower()
        if not variable.startswith("AIDOC_"):
            continue
        if name not in _types():
            # A slip that is passed over can cost money (AIDOC_OFLINE=1); other names are other people's.
            if name in _NAMES_OF_SECRETS or difflib.get_close_matches(name, _types(), n=1, cutoff=0.8):
                values[name] = text
            continue
        if not text and name != "report_page":
            continue  # CI systems pass on as empty what is not set
        annotation = _types()[name]
        value: Any = text
        if typing.get_origin(annotation) is list:
            value = [part.strip() for part in text.split(",") if part.strip()]
        elif typing.get_origin(annotation) is dict or (annotation == _GLOSSARY and text.lstrip().startswith("{")):
            value = _json(name, text)
        elif type(None) in typing.get_args(annotation) and text.lower() == "none":
            value = None
        values[name] = value
    return values


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ConfigError(f"environment AIDOC_{name.upper()}: is not JSON ({error}).", option=name) from error


def _from_pyproject(root: Path) -> tuple[dict[str, Any], Path | None]:
    """`[tool.aidoc]` of the nearest pyproject.toml at or above `root`, and the file if it lies above."""
    for directory in (root, *root.parents):
        file = directory / "pyproject.toml"
        if not file.is_file():
            continue
        try:
            data = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{file}: cannot be read as TOML ({error}). Correct the file.") from error
        tools = data.get("tool", {})
        section = tools.get("aidoc", {}) if isinstance(tools, dict) else None
        if not isinstance(section, dict):
            raise ConfigError(f"{file}: [tool.aidoc] must be a table of options.")
        return section, None if directory == root else file
    return {}, None


def load_settings(
    values: Mapping[str, Any],
    *,
    root: Path,
    origin: str = "settings",
    defaults: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """The settings of a build.

    Args:
        values: What the doc tool's configuration says; only options that were set.
        root: The directory of the configuration file; pyproject.toml is looked up from here.
        origin: How to name that configuration in errors, e.g. `mkdocs.yml`.
        defaults: The doc tool's own defaults, where they differ from the table's.
        environment: The environment, `os.environ` if not given.

    Raises:
        ConfigError: An option is unknown, or its value is not allowed.
    """
    environment = os.environ if environment is None else environment
    merged: dict[str, Any] = dict(defaults or {})
    project, above = _from_pyproject(root)
    from_environment = _from_environment(environment)
    glossary_from = origin
    for source, given in (
        ("pyproject.toml [tool.aidoc]", project),
        (origin, values),
        ("environment", from_environment),
    ):
        for name, value in given.items():
            where = f"environment AIDOC_{name.upper()}" if source == "environment" else source
            _check_name(name, where)
            merged[name] = _check_value(name, value, where)
            glossary_from = where if name == "glossary" else glossary_from
    said = _address(from_environment, environment)
    if said:
        merged |= {"endpoint": "", "base_url": ""} | said
    elif above is not None and any(project.get(name) and name not in values for name in _ADDRESS):
        merged["address_from"] = str(above)
    if _is_small(str(merged.get("base_url") or "")):
        merged = _SMALL | merged
    if merged.get("glossary"):
        merged["words"] = read_glossary(merged["glossary"], root, glossary_from)
    return Settings(**merged)


def with_options(settings: Settings, values: Mapping[str, Any], *, root: Path, origin: str) -> Settings:
    """Settings with some options changed, whatever the environment says.

    Args:
        settings: All the others.
        values: The options.
        root: The directory that files are relative to.
        origin: How to name where they come from in errors.

    Raises:
        ConfigError: An option is unknown, or its value is not allowed.
    """
    for name in values:
        _check_name(name, origin)
    checked = {name: _check_value(name, values[name], origin) for name in values}
    if "glossary" in checked:
        checked["words"] = read_glossary(checked["glossary"], root, origin)
    if any(checked.get(name) for name in _ADDRESS):
        checked = {"endpoint": "", "base_url": "", "address_from": ""} | checked
    if _is_small(str(checked.get("base_url") or "")):
        table = Settings()
        checked = {
            name: value for name, value in _SMALL.items() if getattr(settings, name) == getattr(table, name)
        } | checked
    return dataclasses.replace(settings, **checked)


def _default(name: str) -> Any:
    return getattr(Settings(), name)


_ADDRESS = ("endpoint", "base_url")
_SMALL: dict[str, Any] = {"bundle": 4, "request_timeout": 300.0}
"""Defaults for a server that is likely to run on few machines."""


def _address(options: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, str]:
    """The address as the environment says it; aidoc's own variables before Azure's."""
    said = {name: options[name] for name in _ADDRESS if options.get(name)}
    if not said and environment.get("AZURE_OPENAI_ENDPOINT"):
        said = {"endpoint": environment["AZURE_OPENAI_ENDPOINT"]}
    return said


def _is_small(base_url: str) -> bool:
    """Whether a server is likely to run on few machines: the context is short there, and answers take minutes."""
    host = base_url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].lower()
    return bool(base_url) and not re.fullmatch(r"api\.openai\.com|.+\.azure\.(?:com|us|cn)", host)
