"""The pages about servers: the real loader takes every example, and builds with them get every answer."""

from __future__ import annotations

import asyncio
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from aidoc_core.model import connect
from aidoc_core.model.address import find_address
from aidoc_core.settings import load_settings, options
from tests.azure import LocalAzure
from tests.azure.servers import SERVERS
from tests.mkdocs.project import Project as MkDocsProject
from tests.sphinx.project import Project as SphinxProject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aidoc_core.settings import Settings

PLACE = Path(__file__).parents[1] / "docs" / "servers"
pytestmark = pytest.mark.skipif(not PLACE.is_dir(), reason="the documentation is not there")
PAGES = sorted(page for page in PLACE.glob("*.md") if page.name != "index.md")
BLOCK = re.compile(r'^```\w+ title="([^"\n]+)"\n(.*?)^```$', re.DOTALL | re.MULTILINE)
OTHERS = ("AIDOC_ALLOW_HTTP", "AIDOC_ALLOWED_HOSTS", "AZURE_OPENAI_API_KEY", "OPENAI_API_KEY", "AZURE_AUTHORITY_HOST")
BEHAVE = {
    "gateways": ["API Management before an old API version"],
    "openai": ["OpenAI, o1-mini"],
    "ollama": ["Ollama"],
    "vllm": ["vLLM, old", "vLLM, Gemma"],
    "llama-cpp": [name for name in SERVERS if name.startswith("llama.cpp")],
    "lm-studio": ["LM Studio"],
    "litellm": ["litellm before Ollama"],
    "deepseek": ["DeepSeek"],
    "mistral": ["Mistral"],
}
"""The fixtures of each page's server, beside one that takes everything."""
CONF = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
exclude_patterns = ["out"]
"""


@dataclass(slots=True)
class Example:
    """Settings that a page gives together.

    Attributes:
        page: The page's name.
        mkdocs: The options in mkdocs.yml.
        conf: conf.py.
        environment: The variables.
    """

    page: str
    mkdocs: dict[str, Any]
    conf: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def sphinx(self) -> dict[str, Any]:
        """The options in conf.py."""
        values: dict[str, Any] = {}
        exec(self.conf, values)
        return {name.removeprefix("aidoc_"): value for name, value in values.items() if name.startswith("aidoc_")}

    def settings(self, root: Path) -> Settings:
        return load_settings(self.mkdocs, root=root, origin="mkdocs.yml", environment=self.environment)


def examples() -> Iterator[Example]:
    for page in PAGES:
        found: list[Example] = []
        for title, text in BLOCK.findall(page.read_text(encoding="utf-8")):
            if title == "mkdocs.yml":
                plugins = yaml.safe_load(text)["plugins"]
                found.append(Example(page.stem, next(one["aidoc"] for one in plugins if "aidoc" in one)))
            elif title == "conf.py":
                found[-1].conf = text
            elif title == "environment":
                lines = [shlex.split(line, comments=True) for line in text.splitlines()]
                found[-1].environment = dict(line[2].split("=", 1) for line in lines)
        yield from found


EXAMPLES = list(examples())


def named(example: Example) -> str:
    return f"{example.page}-{example.mkdocs.get('base_url') or example.mkdocs['endpoint']}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_page_has_all_its_parts(page: Path) -> None:
    """What to set, what aidoc does by itself, what does not work, and how to check it; the index lists the page."""
    text = page.read_text(encoding="utf-8")
    parts = [line for line in text.splitlines() if line in ("## What aidoc does here", "## Limits", "## Check")]
    assert parts == ["## What aidoc does here", "## Limits", "## Check"]
    assert "aidoc fill --only" in text
    assert any(example.page == page.stem for example in EXAMPLES)
    assert f"]({page.name})" in (PLACE / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_examples_are_taken(example: Example, tmp_path: Path) -> None:
    """Every option is there, conf.py says the same as mkdocs.yml, and the client opens: key and address are enough."""
    settings = example.settings(tmp_path)
    assert load_settings(example.sphinx, root=tmp_path, origin="conf.py", environment=example.environment) == settings
    names = {option.name for option in options()}
    headers = {f"AIDOC_HEADER_{name.upper().replace('-', '_')}" for name in settings.headers}
    for variable in example.environment:
        assert variable in (*OTHERS, *headers) or variable.removeprefix("AIDOC_").lower() in names
    address = find_address(settings, example.environment)
    client = connect(settings, build="b", environment=example.environment, token_provider=lambda: "token")
    asyncio.run(client.close())
    small = bool(settings.base_url) and address.host != "api.openai.com"
    assert settings.request_timeout == example.mkdocs.get("request_timeout", 300 if small else 60)


def cases() -> Iterator[Any]:
    for example in EXAMPLES:
        if example.mkdocs.get("auth") == "entra":
            continue  # tests/core/test_entra.py
        for name in ["", *BEHAVE.get(example.page, [])]:
            quick = name == "DeepSeek" or (name == "" and "endpoint" in example.mkdocs and example.page == "gateways")
            marks = [] if quick else [pytest.mark.slow]
            yield pytest.param(example, name, id=f"{named(example)}-{name or 'takes all'}", marks=marks)


CASES = list(cases())


class AsItIs(SphinxProject):
    """A project whose conf.py says everything."""

    def options(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Nothing beside it."""
        return dict(given)


@pytest.fixture
def server(example: Example, behaves: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalAzure]:
    """A server that behaves as the page's, in its place; everything else is as the page says."""
    key = example.environment.get("AZURE_OPENAI_API_KEY", example.environment.get("OPENAI_API_KEY", "test-key"))
    model = "gpt-5-mini-2025-08-07" if "o1" in behaves else "gpt-4.1-mini-2025-04-14"
    deployments = {example.mkdocs["deployment"]: model}
    with LocalAzure(api_key=key, deployments=deployments) as azure:
        if behaves:
            azure.faults = SERVERS[behaves].faults()
        if "base_url" in example.mkdocs:
            monkeypatch.setenv("AIDOC_BASE_URL", f"{azure.url}/v1")
            monkeypatch.setenv("OPENAI_API_KEY", key)
        else:
            monkeypatch.setenv("AIDOC_ENDPOINT", azure.url)
        for name, value in example.environment.items():
            monkeypatch.setenv(name, value)
        yield azure


def assert_answered(azure: LocalAzure, example: Example, behaves: str) -> None:
    """Each thing to learn was refused once, at most once for each request under way; headers came along."""
    form, limit, role = SERVERS[behaves].takes if behaves else ("json_schema", "max_completion_tokens", "system")
    answered = [request for request in azure.requests if request.status == 200]
    assert answered
    for request in answered:
        assert request.body is not None
        assert (request.body.get("response_format") or {"type": "text"})["type"] == form
        assert limit in request.body
        assert request.body["messages"][0]["role"] == role
        for name in example.mkdocs.get("headers", []):
            variable = f"AIDOC_HEADER_{name.upper().replace('-', '_')}"
            assert request.headers[name.lower()] == example.environment[variable]


@pytest.mark.parametrize(("example", "behaves"), CASES)
def test_mkdocs_builds(example: Example, behaves: str, server: LocalAzure, tmp_path: Path) -> None:
    """All objects are answered without a warning, and a second build sends nothing."""
    project = MkDocsProject(tmp_path, server)
    project.copy_root("small")
    project.write({"docs/index.md": "# Weather\n\n::: small.weather\n"})
    project.aidoc = dict(example.mkdocs)
    built = project.build()
    assert (built.error, built.logged) == (None, [])
    assert set(built.outcomes.values()) <= {"human", "generated"}
    assert "generated" in built.outcomes.values()
    assert_answered(server, example, behaves)
    assert project.build().requests == []


@pytest.mark.slow
@pytest.mark.parametrize(("example", "behaves"), CASES)
def test_sphinx_builds(example: Example, behaves: str, server: LocalAzure, tmp_path: Path) -> None:
    """The same with Sphinx."""
    page = "Weather\n=======\n\n.. automodule:: small.weather\n   :members:\n"
    project = AsItIs(tmp_path, files={"docs/conf.py": example.conf + CONF, "docs/index.rst": page})
    project.copy_root("small")
    built = project.build()
    assert (built.error, built.warnings) == ("", [])
    assert set(built.outcomes()) <= {"human", "generated"}
    assert "generated" in built.outcomes()
    assert_answered(server, example, behaves)
    before = len(server.requests)
    project.build(fresh=True)
    assert len(server.requests) == before
