"""Options in conf.py, on the command line and in the environment; what is wrong with them stops the build."""

from __future__ import annotations

import pytest

from aidoc_core.settings import options
from tests.sphinx.project import Project
from tests.sphinx.test_builds import PACKAGE


@pytest.fixture
def project(tmp_path):
    """A small project, offline."""
    return Project(tmp_path, files=PACKAGE)


def test_every_option_is_registered(project):
    """Each option of the table is a value of conf.py: Sphinx does not call any of them unknown."""
    given = {f"aidoc_{option.name}": option.default for option in options() if option.default is not None}
    given.update(aidoc_on_miss="ignore", aidoc_offline=True, aidoc_report_page="")
    built = project.build(**given)
    assert built.warnings == []
    assert built.error == ""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "aidoc_on_miss = 'loud'",
            "aidoc: conf.py: option 'aidoc_on_miss' cannot be 'loud'; allowed: warn · error · ignore.",
        ),
        (
            "aidoc_concurrency = 0",
            "aidoc: conf.py: option 'aidoc_concurrency' cannot be 0; allowed: integer > 0.",
        ),
        ("aidoc_offlin = True", "aidoc: conf.py: there is no option 'aidoc_offlin'. Did you mean 'offline'?"),
        (
            "aidoc_api_key = 'x'",
            (
                "aidoc: conf.py: 'aidoc_api_key' is a secret, and secrets come from the environment only. "
                "Set AZURE_OPENAI_API_KEY or OPENAI_API_KEY."
            ),
        ),
    ],
)
def test_wrong_options_stop_the_build(project, line, message):
    """A wrong or unknown option ends in Sphinx' own configuration error, with name, value and what is allowed."""
    project.edit("docs/conf.py", "project = 'pkg'", f"project = 'pkg'\n{line}")
    assert project.build().error == message


def test_command_line(project):
    """`-D aidoc_offline=1` and lists by comma work, and a wrong value ends with exit code 2."""
    built = project.run(aidoc_on_miss="ignore", aidoc_kinds="class,function")
    assert built.error == ""
    assert built.outcomes() == {"missed": 4, "skipped": 2}  # a field without a text does not appear
    assert project.run(aidoc_on_miss="loud").error == "2"


def test_environment(project):
    """`AIDOC_OFFLINE` wins over conf.py."""
    project.azure = "http://127.0.0.1:9"
    built = project.run(env={"AIDOC_OFFLINE": "1", "AIDOC_ON_MISS": "ignore"})
    assert built.report["build"]["offline"] is True
    assert built.warnings == []


def test_nowhere_to_ask(project):
    """Online without a deployment one warning says what to set, and the documents are built."""
    project.azure = "http://127.0.0.1:9"
    built = project.build(aidoc_deployment="")
    assert built.error == ""
    assert len(built.warnings) == 1
    assert "Stopped sending requests: no deployment is set. Set 'deployment'" in built.warnings[0]
    assert built.outcomes() == {"missed": 7}


def test_server_down(project):
    """Where nobody answers, the build says so once and goes on without."""
    project.azure = "http://127.0.0.1:9"
    built = project.build()
    assert len(built.warnings) == 1
    assert built.warnings[0].endswith("[aidoc.model]")
    assert built.outcomes() == {"missed": 7}
    assert "Generated" not in built.text("one")


@pytest.mark.parametrize(
    ("directory", "conf", "words"),
    [
        ("extra/cache", {"html_extra_path": "extra"}, "'html_extra_path'"),
        ("extra/.cache", {"html_extra_path": "extra"}, "'html_extra_path'"),
        ("extra/cache", {"html_extra_path": "extra", "exclude_patterns": "cache/cache.db*"}, ""),
        ("_static/cache", {"html_static_path": "_static"}, "'html_static_path'"),
        ("_static/.cache", {"html_static_path": "_static"}, ""),
        ("../out/html/cache", {}, "the output directory"),
        ("cache", {}, ""),
    ],
)
def test_a_cache_that_would_be_published_is_told_once(tmp_path, azure, directory, conf, words):
    """One warning names the option and the way out, and none where Sphinx leaves the directory out itself."""
    project = Project(tmp_path, files=PACKAGE, azure=azure.url)
    for name in ("extra", "_static"):
        (project.directory / "docs" / name).mkdir()
    built = project.build("html", aidoc_cache_dir=directory, **conf)
    built = project.build("html", aidoc_cache_dir=directory, **conf)
    where = (project.directory / "docs" / directory).resolve()
    told = (
        f"WARNING: {where}: The cache is published with the site: 'cache_dir' lies in {words}. Set 'cache_dir' "
        "to a path outside. [aidoc.cache]"
    )
    assert (built.error, built.warnings) == ("", [told] if words else [])
    assert bool(list(built.out.rglob("cache.db"))) is bool(words)
