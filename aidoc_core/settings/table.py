"""Every option, once: name, type, default and help.

Its annotations are types, not texts that would have to be read: every build needs them.
"""

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from aidoc_core.glossary import Glossary
from aidoc_core.slips import meant

_KIND = Literal["module", "class", "function", "property", "field", "data"]
RULES = (
    "AD101", "AD102", "AD103", "AD104", "AD105", "AD106", "AD107", "AD108", "AD109", "AD111", "AD112",
    "AD113", "AD114", "AD121", "AD122", "AD123", "AD124", "AD201", "AD202", "AD203", "AD204", "AD205",
    "AD206", "AD207", "AD208", "AD301", "AD302", "AD303", "AD304", "AD401", "AD402", "AD403", "AD404", "AD501",
    "AD502", "AD503", "AD504", "AD505", "AD506", "AD507", "AD508", "AD509", "AD510", "AD511", "AD512",
    "AD513", "AD514", "AD515", "AD520", "AD601", "AD602", "AD603", "AD604", "AD605", "AD606", "AD607", "AD608", "AD609",
    "AD610", "AD611", "AD701", "AD702", "AD703", "AD704", "AD705", "AD706", "AD707", "AD708", "AD801", "AD802",
    "AD803", "AD804", "AD901", "AD902", "AD903", "AD904", "AD905", "AD906", "AD907",
)  # fmt: skip
"""The ids of `aidoc_core.checks.RULES`, which this module must not import; a test compares the two."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The least or greatest number that an option takes.

    Attributes:
        sign: `gt`, `ge` or `le`, as pydantic has them.
        number: The number.
    """

    sign: Literal["gt", "ge", "le"]
    number: int

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return {**handler(source), self.sign: self.number}


@dataclass(frozen=True, slots=True)
class _Checked:
    """What pydantic does behind its own check of a type; without an import of pydantic, which takes its time."""

    check: Callable[[str], str]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema  # noqa: PLC0415 - pydantic calls this, and has imported it

        return core_schema.no_info_after_validator_function(self.check, handler(source))


def _known_rule(rule: str) -> str:
    if rule not in RULES:
        close = meant(rule, RULES)
        raise ValueError(f"there is no rule '{rule}'" + (f"; did you mean '{close}'?" if close else ""))
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
_POSITIVE, _NOT_NEGATIVE = Bound("gt", 0), Bound("ge", 0)
HEADER = Annotated[str, _Checked(_free_header)]
"""The type of one name in `headers`."""
HOST = Annotated[str, _Checked(_bare_host)]
"""The type of one host in `link_hosts`."""
_RULE = Annotated[str, _Checked(_known_rule)]
_LEVEL = Literal["off", "reject", "repair", "drop", "warn"]
GLOSSARY = str | dict[str, Any]
"""The type of `glossary`: a file, or what would stand in it."""
_FLOOR = Literal["public"] | Annotated[float, _NOT_NEGATIVE, Bound("le", 1)] | None


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
    special: bool = _option(default=True, help="fill special methods (`__len__`) that pages show, like other methods")
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
    headers: list[HEADER] = _option(
        [], "names of additional headers; the value of `X-Key` comes from the environment, `AIDOC_HEADER_X_KEY`"
    )
    model: str = _option(
        "", "name of the model, for prices; needed with `budget_usd`, and if the response does not name the model"
    )
    reasoning_effort: str = _option("", "reasoning effort of a reasoning model, sent as it is")
    max_output_tokens: Annotated[int, _POSITIVE] | None = _option(
        None, "limit of one request (default: depends on the objects in it)"
    )
    language: str = _option("English", "language of the generated text")
    instructions: str = _option("", "a few sentences for the model: audience, tone, terms to use")
    glossary: GLOSSARY = _option(
        "",
        "words of the project: a YAML file, or a mapping with `terms` (and what they mean), `prefer` (words to avoid "
        "and the ones to use) and `avoid`",
    )
    concurrency: Annotated[int, _POSITIVE] = _option(8, "number of requests at the same time")
    tokens_per_minute: Annotated[int, _POSITIVE] | None = _option(None, "your quota (default: learned from the server)")
    requests_per_minute: Annotated[int, _POSITIVE] | None = _option(
        None, "your quota (default: learned from the server)"
    )
    bundle: Annotated[int, _POSITIVE] = _option(
        16, "maximum number of objects in one request (default with a `base_url` of your own: 4)"
    )
    request_timeout: Annotated[float, _POSITIVE] = _option(
        60.0, "time limit of one request in seconds (default with a `base_url` of your own: 300)"
    )
    extraction_timeout: Annotated[float, _POSITIVE] = _option(
        30.0,
        "time limit for reading one module in seconds; a module that takes longer is left as it is, with a warning",
    )
    deadline: Annotated[float, _POSITIVE] | None = _option(
        None, "time limit of all requests of a build in seconds; the rest will be requested in the next build"
    )
    budget_usd: Annotated[float, _NOT_NEGATIVE] | None = _option(None, "never spend more than this (US dollars)")
    max_repairs: Annotated[int, _NOT_NEGATIVE] = _option(
        1, "how often to request a rejected answer again, with the reasons"
    )
    second_reading: Literal["none", "warn", "repair"] = _option(
        "none",
        "have the model read each answer a second time, beside the code: `warn` reports the sentences it finds wrong; "
        "`repair` also requests such an answer again and removes what is still wrong",
    )
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
    link_hosts: list[HOST] = _option(
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

    @property
    def reads_again(self) -> bool:
        """Whether a build with these options has answers read a second time: they are held against bodies."""
        return self.second_reading != "none" and self.may_request and self.send == "bodies"

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
