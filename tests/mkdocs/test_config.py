"""Where options come from: pyproject.toml, mkdocs.yml, `!ENV`, the environment; the later one wins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.mkdocs.project import Built, Project

PYPROJECT = '[tool.aidoc]\nmark = "label"\ninclude = ["small.weather.Gauge*"]\n'


def _marks(built: Built) -> tuple[int, int]:
    """How many badges and labels stand on the page."""
    assert built.error is None
    assert built.logged == []
    soup = built.soup()
    return len(soup.select(".aidoc-badge")), len(soup.select(".doc-label-ai-generated"))


def test_pyproject_speaks_where_mkdocs_yml_is_silent(project: Project) -> None:
    """`[tool.aidoc]` is read first; mkdocs.yml overrides option by option; `AIDOC_*` overrides both."""
    project.write({"pyproject.toml": PYPROJECT})
    assert _marks(project.build()) == (0, 4)
    assert _marks(project.build(aidoc={"mark": "both"})) == (4, 4)


def test_the_environment_has_the_last_word(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """`AIDOC_MARK` wins over mkdocs.yml, and lists are written with commas."""
    project.write({"pyproject.toml": PYPROJECT})
    monkeypatch.setenv("AIDOC_MARK", "none")
    monkeypatch.setenv("AIDOC_INCLUDE", "small.weather.forecast, small.weather.read")
    built = project.build(aidoc={"mark": "both"})
    assert _marks(built) == (0, 0)
    assert built.asked == ["small.weather.forecast", "small.weather.read"]


def test_pyproject_is_found_above_the_configuration(project: Project) -> None:
    """A docs directory with its own mkdocs.yml belongs to the project around it; caches stay beside mkdocs.yml."""
    inner = type(project)(project.root / "site_of_mine", project.azure)
    inner.copy_root("small")
    inner.write({"docs/index.md": "::: small.weather\n"})
    project.write({"pyproject.toml": PYPROJECT})
    assert _marks(inner.build()) == (0, 4)
    assert (inner.root / ".aidoc/cache/cache.db").is_file()


@pytest.mark.parametrize(("value", "asked"), [("true", 0), ("false", 1), (None, 1)])
def test_env_tags_of_mkdocs_work(
    project: Project, monkeypatch: pytest.MonkeyPatch, value: str | None, asked: int
) -> None:
    """`offline: !ENV [NAME, false]` is how a deploy says that it is offline."""
    if value is not None:
        monkeypatch.setenv("MY_OFFLINE", value)
    path = project.configure(aidoc={"offline": "@@", "on_miss": "ignore"})
    path.write_text(path.read_text().replace("'@@'", "!ENV [MY_OFFLINE, false]"))
    built = project.build_as_is()
    assert (built.error, built.logged) == (None, [])
    assert len(built.requests) == asked


def test_the_endpoint_may_come_from_azures_own_variable(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """AZURE_OPENAI_ENDPOINT, the name that Azure's own documentation uses, is enough."""
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", project.azure.url + "/")
    built = project.build(aidoc={"endpoint": ""})
    assert (built.error, built.logged, len(built.requests)) == (None, [], 1)


@pytest.mark.parametrize("api_version", ["v1", "2024-10-21"])
def test_both_apis_of_azure_are_spoken(project: Project, api_version: str) -> None:
    """The v1 API and a dated version fill the same page."""
    built = project.build(aidoc={"api_version": api_version})
    assert (built.error, built.logged) == (None, [])
    assert built.report["outcomes"]["generated"] == 6
    assert ("/openai/v1/" in built.requests[0].path) is (api_version == "v1")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[tool.aidoc]\nmark = 'bagde'\n", "pyproject.toml [tool.aidoc]: option 'mark' cannot be 'bagde'"),
        ("[tool.aidoc]\nofflin = true\n", "pyproject.toml [tool.aidoc]: there is no option 'offlin'"),
        ("[tool.aidoc\n", "pyproject.toml: cannot be read as TOML ("),
        ("[tool]\naidoc = 3\n", "pyproject.toml: [tool.aidoc] must be a table of options."),
    ],
    ids=["value", "unknown", "toml", "table"],
)
def test_a_wrong_pyproject_is_named(project: Project, content: str, words: str) -> None:
    """The message says which file is wrong, not just that one is."""
    project.write({"pyproject.toml": content})
    built = project.build()
    assert built.error is not None
    assert len(built.logged) == 1
    assert words in built.logged[0]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("AIDOC_CONCURRENCY", "many", "environment AIDOC_CONCURRENCY: option 'concurrency' cannot be 'many'"),
        ("AIDOC_OFFLINE", "perhaps", "environment AIDOC_OFFLINE: option 'offline' cannot be 'perhaps'"),
    ],
)
def test_a_wrong_variable_is_named(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    """A typing error in CI settings is told with the name of the variable."""
    monkeypatch.setenv(name, value)
    built = project.build()
    assert built.error is not None
    assert len(built.logged) == 1
    assert words in built.logged[0]


@pytest.mark.parametrize(
    ("options", "config", "words"),
    [
        ({"cache_dir": "docs/cache"}, {}, "The cache is published with the site: 'cache_dir' lies in 'docs_dir'."),
        ({"cache_dir": "site/.cache"}, {}, "The cache is published with the site: 'cache_dir' lies in 'site_dir'."),
        (
            {"cache_dir": "look/cache"},
            {"theme": {"name": "mkdocs", "custom_dir": "look"}},
            "The cache is published with the site: 'cache_dir' lies in the theme's directory.",
        ),
        ({"cache_dir": "docs/.cache"}, {}, ""),
        ({"cache_dir": "docs/cache"}, {"exclude_docs": "cache/\n"}, ""),
    ],
    ids=["docs", "site", "theme", "hidden", "excluded"],
)
def test_a_cache_that_would_be_published_is_told_once(
    project: Project, options: dict[str, str], config: dict[str, Any], words: str
) -> None:
    """One warning names the option and the way out, and none where MkDocs leaves the directory out itself."""
    (project.root / "look").mkdir()
    built = project.build(aidoc=options, **config)
    where = f"<root>/{options['cache_dir']}"
    told = [f"WARNING aidoc: {where}: {words} Set 'cache_dir' to a path outside."] if words else []
    assert (built.error, built.logged) == (None, told)
    published = [name for name in built.files() if name.endswith("cache.db")]
    assert bool(published) is bool(words)


def test_a_log_that_would_be_published_is_told(project: Project) -> None:
    """The log of requests is no part of a site; MkDocs copies it from the second build on."""
    options = {"log_file": "docs/aidoc.jsonl"}
    assert project.build(aidoc=options).logged == []
    assert project.build(aidoc=options).logged == [
        "WARNING aidoc: <root>/docs/aidoc.jsonl: The log is published with the site: 'log_file' lies in 'docs_dir'. "
        "Set 'log_file' to a path outside."
    ]


@pytest.mark.parametrize("directory", ["site", "site/cache"])
def test_a_cache_that_mkdocs_would_empty_stops_the_build(project: Project, directory: str) -> None:
    """Nothing is requested: the answers would be gone before the next build."""
    built = project.build(aidoc={"cache_dir": directory})
    assert built.logged == [
        "ERROR aidoc: 'cache_dir' lies in 'site_dir', which MkDocs empties at each build, so every build would pay for all "
        "answers again. Set 'cache_dir' to a path outside."
    ]
    assert (str(built.error), built.requests) == ("Aborted with a BuildError!", [])
