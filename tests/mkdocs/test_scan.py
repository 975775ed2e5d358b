"""Where blocks are found: whatever brings them into a page, one batch asks for all of them before the first page."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

from aidoc_core.settings import Settings
from mkdocs_aidoc.scan import Scan

if TYPE_CHECKING:
    from mkdocs_aidoc.appearance import Shown
    from tests.mkdocs.project import Built, Project

FORECAST = "small.weather.forecast"
RISE = "small.weather.Gauge.rise"


def _filled_in_one_batch(built: Built, *paths: str) -> None:
    assert (built.error, built.logged, built.changed) == (None, [], [])
    assert built.asked == sorted(paths)
    assert built.report["on_demand"] == 0
    assert len(built.requests) == (1 if paths else 0)
    for path in paths:
        assert "Generated" in str(built.soup().find_all(string=lambda text: "Generated" in text)), path


@pytest.mark.parametrize("place", ["first", "last"])
def test_the_order_of_plugins_does_not_matter(project: Project, place: str) -> None:
    """Aidoc may stand before mkdocstrings or after it."""
    project.write({"docs/index.md": f"::: {FORECAST}\n"})
    (project.before.insert(0, {"aidoc": project.aidoc}) if place == "first" else project.after.append("autorefs"))
    built = project.build(plugin=place == "last")
    _filled_in_one_batch(built, FORECAST)
    assert list(built.outcomes) == [FORECAST]


@pytest.mark.parametrize(
    ("text", "extensions"),
    [
        (f"Some prose.\n\n::: {FORECAST}\n\nMore prose.", []),
        (f"Some prose right above\n::: {FORECAST}\nand below.", []),
        (f"## ::: {FORECAST}\n\nProse.", []),
        (
            f"!!! note\n\n    Look:\n\n    ::: {FORECAST}\n        options:\n          heading_level: 3\n",
            ["admonition"],
        ),
        (f"- In a list:\n\n    ::: {FORECAST}\n", []),
        (f'=== "Tab"\n\n    ::: {FORECAST}\n', ["pymdownx.tabbed"]),
        (f"::: {FORECAST}\n    handler: python\n    options:\n      show_root_heading: true\n", []),
        (f"---\ntitle: With front matter\n---\n\n::: {FORECAST}\n", []),
        (f"\ufeff::: {FORECAST}\n", []),
        (f"::: {FORECAST}\r\n    options:\r\n      heading_level: 3\r\n", []),
        ('--8<-- "snippet.md"\n', [{"pymdownx.snippets": {"base_path": ["parts"]}}]),
    ],
    ids=["prose", "tight", "heading", "admonition", "list", "tab", "options", "meta", "bom", "crlf", "snippet"],
)
def test_a_block_is_found_wherever_markdown_allows_it(project: Project, text: str, extensions: list[Any]) -> None:
    """Blocks in prose, admonitions, lists, tabs, headings and snippets are seen before any page is rendered."""
    project.write({"docs/index.md": text, "parts/snippet.md": f"::: {FORECAST}\n"})
    built = project.build(markdown_extensions=extensions)
    _filled_in_one_batch(built, FORECAST)
    assert "Attend to the forecast" in built.text()


@pytest.mark.parametrize(
    "text",
    [
        f"```markdown\n::: {FORECAST}\n```\n",
        f"~~~\n::: {FORECAST}\n~~~\n",
        f"Code:\n\n    ::: {FORECAST}\n",
        f"<!--\n::: {FORECAST}\n-->\n",
        f"The block `::: {FORECAST}` in a line.\n",
    ],
    ids=["fence", "tildes", "indented", "comment", "span"],
)
def test_what_is_no_block_costs_nothing(project: Project, text: str) -> None:
    """Code and comments show blocks without meaning them."""
    project.write({"docs/index.md": text})
    built = project.build(markdown_extensions=["fenced_code"])
    assert (built.error, built.requests) == (None, [])
    assert built.logged == [
        "WARNING aidoc: There is nothing to fill: no page has a `:::` block for mkdocstrings' Python handler."
    ]
    assert built.outcomes == {}


def test_macros_make_and_fill_blocks(project: Project) -> None:
    """A macro may write the whole block or a part of it; another page's blocks are not asked for with it."""
    project.before.append("macros")
    project.write(
        {
            "main.py": f"def define_env(env):\n    env.macro(lambda: '::: {FORECAST}\\n', 'block')\n",
            "docs/index.md": '{{ block() }}\n\n{% set name = "small.weather.Gauge" %}\n\n::: {{ name }}.rise\n',
        }
    )
    built = project.build()
    _filled_in_one_batch(built, FORECAST, RISE)


def test_a_macro_does_not_run_twice_for_the_scan(project: Project) -> None:
    """The scan reads what macros wrote; it runs none itself."""
    project.before.append("macros")
    project.write(
        {
            "main.py": textwrap.dedent("""\
                def define_env(env):
                    calls = []

                    @env.macro
                    def count():
                        calls.append(1)
                        return f"call {len(calls)}"
                """),
            "docs/index.md": f"{{{{ count() }}}}\n\n::: {FORECAST}\n",
        }
    )
    built = project.build()
    assert "call 1 " in built.text()
    assert built.asked == [FORECAST]


def test_generated_pages_are_read(project: Project) -> None:
    """Pages of mkdocs-gen-files exist before the scan."""
    script = (
        f"import mkdocs_gen_files\nwith mkdocs_gen_files.open('made.md', 'w') as f:\n    f.write('::: {FORECAST}')\n"
    )
    project.before.append({"gen-files": {"scripts": ["gen.py"]}})
    project.write({"docs/index.md": "# Home\n", "gen.py": script})
    built = project.build()
    assert (built.error, built.logged, built.asked) == (None, [], [FORECAST])
    assert "Generated" in built.text("made.html")
    assert (len(built.requests), built.report["on_demand"]) == (1, 0)


@pytest.mark.parametrize("plugin", ["api-autonav", "mkdocs-autoapi"])
def test_reference_generators_are_read(project: Project, plugin: str) -> None:
    """Their pages show every module; all of it is asked for in one batch."""
    options = {"modules": ["src/small"]} if plugin == "api-autonav" else {"autoapi_dir": "src"}
    project.before.append({plugin: options})
    project.write({"docs/index.md": "# Home\n"})
    built = project.build()
    assert (built.error, built.logged, built.changed) == (None, [], [])
    assert {FORECAST, RISE, "small.unseen", "small.unseen.Neither.this"} <= set(built.asked)
    assert (len(built.requests), built.report["on_demand"]) == (1, 0)


def test_all_pages_are_asked_for_before_the_first_is_rendered(project: Project) -> None:
    """When the first page's text is handed to plugins, every answer is there already."""
    log = project.root.parent / "log"
    hook = textwrap.dedent(f"""\
        import time

        def on_page_markdown(markdown, **kwargs):
            with open({str(log)!r}, "a") as log:
                print(time.monotonic(), file=log)
        """)
    project.write({"hook.py": hook, "docs/index.md": f"::: {FORECAST}\n", "docs/z.md": f"::: {RISE}\n"})
    built = project.build(hooks=["hook.py"], aidoc={"bundle": 1})
    assert (built.error, built.logged, built.asked) == (None, [], [RISE, FORECAST])
    first_page = min(float(line) for line in log.read_text().splitlines())
    assert all(request.finished is not None and request.finished < first_page for request in built.requests)


def test_what_no_page_shows_costs_nothing(project: Project) -> None:
    """Modules and objects of the package that are on no page are neither asked for nor counted."""
    project.write({"docs/index.md": f"::: {FORECAST}\n"})
    built = project.build()
    assert list(built.outcomes) == [FORECAST]
    assert built.asked == [FORECAST]


def test_a_block_that_appears_only_while_rendering_is_filled_and_counted(project: Project) -> None:
    """A block inside a person's docstring is no page's: it is caught on demand, and said so in the report."""
    project.edit("src/small/weather.py", "Weather, in a few lines.", f"Weather.\n\n    ::: {FORECAST}\n")
    project.edit("src/small/weather.py", f"Weather.\n\n    ::: {FORECAST}\n", f"Weather.\n\n::: {FORECAST}\n")
    project.write({"docs/index.md": "::: small.weather\n    options:\n      members: [Gauge]\n"})
    built = project.build()
    assert (built.error, built.logged, built.changed) == (None, [], [])
    assert FORECAST in built.asked
    assert built.report["on_demand"] == 1
    assert len(built.requests) == 2
    assert "Attend to the forecast" in built.text()


@pytest.mark.parametrize("serving", [False, True])
def test_drafts_are_filled_only_where_they_are_shown(project: Project, *, serving: bool) -> None:
    """`mkdocs build` leaves drafts out, so their objects cost nothing; `mkdocs serve` shows them."""
    project.write(
        {
            "docs/index.md": "# Home\n",
            "docs/draft.md": f"::: {FORECAST}\n",
            "docs/gone.md": "::: small.weather.read\n",
            "docs/aside.md": f"::: {RISE}\n",
        }
    )
    config: dict[str, Any] = {
        "draft_docs": "draft.md",
        "exclude_docs": "gone.md",
        "not_in_nav": "aside.md",
        "nav": ["index.md"],
    }
    project.configure(**config)
    built = project.serve_once() if serving else project.build_as_is()
    assert (built.error, built.logged) == (None, [])
    assert built.asked == ([RISE, FORECAST] if serving else [RISE])
    assert built.report["on_demand"] == 0


def test_without_reveal_nothing_appears_that_was_hidden(zoo: Project) -> None:
    """`reveal: false` completes what is shown anyway: the page has the same headings as without the plugin."""
    zoo.write({"docs/index.md": "::: zoo\n    options:\n      show_submodules: true\n      inherited_members: true\n"})

    def headings(built: Built) -> list[Any]:
        return [tag["id"] for tag in built.soup().find_all(["h1", "h2", "h3", "h4", "h5"], id=True)]

    plain = headings(zoo.build(plugin=False))
    built = zoo.build(aidoc={"reveal": False})
    assert (built.error, built.logged) == (None, [])
    assert headings(built) == plain
    assert built.asked == ["zoo", "zoo.functions.numpy_style", "zoo.functions.partly", "zoo.shapes"]
    revealed = zoo.build()
    assert set(plain) < set(headings(revealed))


def test_other_handlers_and_a_switched_off_mkdocstrings_are_left_alone(project: Project) -> None:
    """With mkdocstrings off, blocks are text, and nothing is asked."""
    project.mkdocstrings = {"enabled": False}
    built = project.build()
    assert (built.error, built.requests) == (None, [])


def test_a_block_behind_a_condition_of_a_macro_costs_nothing(project: Project) -> None:
    """What a macro page shows is known when macros have run: a branch that is not taken is not asked for."""
    project.before.append("macros")
    project.write({"docs/index.md": f"{{% if false %}}\n::: {RISE}\n{{% endif %}}\n\n::: {FORECAST}\n"})
    built = project.build()
    assert (built.error, built.logged, built.asked) == (None, [], [FORECAST])
    assert list(built.outcomes) == [FORECAST]


def test_a_page_that_a_plugin_takes_out_costs_nothing(project: Project) -> None:
    """Files that another plugin removes are no pages of the site."""
    project.write(
        {
            "docs/index.md": f"::: {FORECAST}\n",
            "docs/gone.md": f"::: {RISE}\n",
            "hook.py": "def on_files(files, config):\n    files.remove(files.get_file_from_path('gone.md'))\n",
        }
    )
    built = project.build(hooks=["hook.py"])
    assert (built.error, built.logged, built.asked) == (None, [], [FORECAST])


def test_pages_outside_of_the_navigation_make_no_warning_of_ours(project: Project) -> None:
    """With `omitted_files: warn`, as strict sites have it, the appendix is not one of them."""
    built = project.build(strict=True, nav=[{"API": "index.md"}], validation={"nav": {"omitted_files": "warn"}})
    assert (built.error, built.logged) == (None, [])


def test_literate_navigation_and_section_index(project: Project) -> None:
    """The appendix is placed after plugins that make the navigation, and they are left to it."""
    project.before += ["literate-nav", "section-index"]
    project.write(
        {
            "docs/SUMMARY.md": "* [Home](index.md)\n* [API](api/)\n",
            "docs/api/SUMMARY.md": "* [Weather](weather.md)\n",
            "docs/index.md": "# Home\n",
            "docs/api/weather.md": f"::: {FORECAST}\n",
        }
    )
    built = project.build(strict=True, theme={"name": "material", "font": False}, aidoc={"report_nav": True})
    assert (built.error, built.logged, built.asked) == (None, [], [FORECAST])
    assert "Documentation coverage" in built.html()


def _scanned(project: Project) -> tuple[Scan, list[Shown]]:
    """The scan of a site alone: the events of a build up to `on_nav`, with no aidoc among the plugins."""
    project.configure(plugin=False)
    config = project.load()
    config = config.plugins.on_config(config)
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    files = config.plugins.on_files(files, config=config)
    config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    scan = Scan(Settings(), config, root=project.root)
    return scan, scan.pages(scan.collect(files.documentation_pages()))


def test_a_scan_alone_finds_what_a_build_fills(project: Project) -> None:
    """Objects, places and unreadable modules are known with nothing filled, nothing kept and nobody asked."""
    project.write(
        {
            "docs/other.md": "# Other\n\n::: small\n    options:\n      show_submodules: true\n",
            "docs/snippet.md": '--8<-- "docs/index.md"\n',
            "src/small/broken.py": "def broken(:\n",
        }
    )
    project.config |= {"markdown_extensions": ["pymdownx.snippets"]}
    scan, shown = _scanned(project)
    found = {one.obj.path for one in shown if scan.object(one.obj) is not None}
    assert project.azure.requests == []
    assert not (project.root / ".aidoc").exists()
    places = [("index.html", FORECAST), ("other.html", "small.forecast"), ("other.html", FORECAST)]
    assert scan.places[FORECAST] == places
    assert [one.obj.docstring for one in shown if one.obj.path == FORECAST] == [None] * 3
    built = project.build()
    assert found == built.outcomes.keys()
    assert built.report["on_demand"] == 0
    aidoc = [line for line in built.logged if "aidoc" in line]
    assert aidoc == [f"WARNING aidoc: {problem}" for problem in scan.problems]
    assert len(aidoc) == 1


def test_a_block_that_fails_says_so_once(project: Project) -> None:
    """What a Griffe extension logs before it fails is in the log as often as without aidoc."""
    extension = """\
        import logging

        import griffe

        class Failing(griffe.Extension):
            def on_package(self, **kwargs):
                logging.getLogger("mkdocs.plugins.failing").warning("about to fail")
                raise RuntimeError("on purpose")
        """
    project.write({"failing.py": textwrap.dedent(extension)})
    project.extensions = ["failing.py"]
    plain = project.build(plugin=False)
    assert plain.logged[0] == "WARNING about to fail"
    built = project.build()
    assert built.logged == plain.logged
    assert repr(built.error) == repr(plain.error)


@pytest.mark.parametrize("options", [{"exclude": ["p.m", "p.m.*"]}, {"include": ["p"]}, {"kinds": ["class"]}])
def test_imports_from_packages_that_are_not_loaded(project: Project, options: dict[str, Any]) -> None:
    """A module in which nothing may be filled may import what leads nowhere; the site is what it is without aidoc."""
    project.write(
        {
            "src/p/__init__.py": '"""P."""\n',
            "src/p/m.py": "import sys\nfrom elsewhere import thing\n\n\ndef f():\n    return sys.path, thing\n",
            "docs/index.md": "::: p\n",
        }
    )
    project.options["show_submodules"] = True
    plain = project.build(plugin=False)
    built = project.build(aidoc={**options, "offline": True, "report_page": ""})
    assert (plain.error, built.error, built.logged) == (None, None, [])
    assert built.text() == plain.text()
