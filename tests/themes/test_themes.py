"""How marks and the appendix look in the themes that people use, measured in Chromium: readable, quiet, in place.

What a screenshot shows a person once, a measurement can hold: contrast, sizes, and that nothing leaves its column.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from tests.large import OBJECTS, write_package
from tests.laws import few
from tests.mkdocs.project import ROOTS
from tests.mkdocs.project import Project as MkDocsProject
from tests.sphinx.project import Project as SphinxProject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Request, ViewportSize

    from tests.azure import LocalAzure

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), "")
pytestmark = [
    pytest.mark.skipif(not find_spec("playwright"), reason="the package playwright is not installed"),
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on PATH"),
]
# A theme's own way to be light or dark, which its switch uses.
SCHEMES = {
    "material": {"light": "document.body.dataset.mdColorScheme = 'default'", "dark": "document.body.dataset.mdColorScheme = 'slate'"},
    "mkdocs": {"light": "", "dark": "document.documentElement.dataset.bsTheme = 'dark'"},
    "readthedocs": {"light": ""},
    "shadcn": {
        "light": "document.documentElement.classList.remove('dark')",
        "dark": "document.documentElement.classList.add('dark')",
    },
    "alabaster": {"light": ""},
    "furo": {"light": "document.body.dataset.theme = 'light'", "dark": "document.body.dataset.theme = 'dark'"},
    "pydata_sphinx_theme": {
        "light": "document.documentElement.dataset.theme = 'light'",
        "dark": "document.documentElement.dataset.theme = 'dark'",
    },
    "sphinx_rtd_theme": {"light": ""},
}  # fmt: skip
MKDOCS = ("material", "mkdocs", "readthedocs", "shadcn")
WIDE: ViewportSize = {"width": 1200, "height": 900}
NARROW: ViewportSize = {"width": 400, "height": 900}
LEAST = 4.5  # WCAG 2.2, AA, for text of any size
MEASURE = """
() => {
  const channels = (colour) => {
    const found = colour.match(/[0-9.]+/g).map(Number), scale = colour.startsWith('color(') ? 255 : 1;
    return [...found.slice(0, 3).map((one) => one * scale), found.length > 3 ? found[3] : 1];
  };
  const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3]));
  const luminance = (colour) => {
    const linear = (one) => (one /= 255) <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
  };
  const contrast = (element) => {
    const path = [];
    for (let one = element; one; one = one.parentElement) path.unshift(getComputedStyle(one));
    const back = path.reduce((below, style) => over(channels(style.backgroundColor), below), [255, 255, 255]);
    const front = channels(getComputedStyle(element).color);
    front[3] *= path.reduce((product, style) => product * style.opacity, 1);
    const [a, b] = [luminance(over(front, back)), luminance(back)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  return [...document.querySelectorAll('.aidoc-badge span, .aidoc-label, [class*="doc-label-"] code')]
    .filter((one) => one.closest('.aidoc-badge, .aidoc-label') || /ai-|in-review/.test(one.parentElement.className))
    .map((one) => {
      const text = one.closest('.aidoc-badge') ? 'badge' : 'label', box = one.getBoundingClientRect();
      const letters = document.createRange();
      letters.selectNodeContents(one);
      return {
        text, inside: letters.getBoundingClientRect().left >= box.left - 1, words: one.textContent, contrast: contrast(one), right: box.right, height: box.height,
        size: parseFloat(getComputedStyle(one).fontSize), lines: one.getClientRects().length,
        table: Boolean(one.closest('table')),
        around: parseFloat(getComputedStyle(one.closest('dt, h1, h2, h3, h4, h5, h6, .aidoc-badge').parentElement).fontSize),
      };
    });
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a network."""
    from playwright.sync_api import sync_playwright

    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


def _mkdocs(directory: Path, azure: LocalAzure, theme: str) -> dict[str, Path]:
    if theme == "shadcn":
        pytest.importorskip("shadcn")
    project = MkDocsProject(directory, azure)
    project.copy_root("harbour")
    shutil.copytree(ROOTS / "harbour" / "aidoc-reviewed", directory / "aidoc-reviewed")
    project.write({"docs/index.md": "# Harbour\n\n::: harbour.ships\n"})
    project.options |= {"merge_init_into_class": True, "summary": True}
    built = project.build(
        aidoc={"mark": "both"}, theme={"name": theme, **({"font": False} if theme == "material" else {})}
    )
    assert built.error is None
    return {"page": built.site / "index.html", "appendix": built.site / "aidoc.html"}


def _sphinx(directory: Path, azure: LocalAzure, theme: str) -> dict[str, Path]:
    conf = (
        "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
        f"project = 'Harbour'\nextensions = ['sphinx.ext.autodoc', 'sphinx.ext.napoleon', 'sphinx_aidoc']\nhtml_theme = {theme!r}\n"
    )
    page = "Harbour\n=======\n\n.. automodule:: harbour.ships\n   :members:\n"
    project = SphinxProject(directory, files={"docs/conf.py": conf, "docs/index.rst": page}, azure=azure.url)
    shutil.copytree(ROOTS / "harbour" / "harbour", directory / "src" / "harbour")
    shutil.copytree(ROOTS / "harbour" / "aidoc-reviewed", directory / "docs" / "aidoc-reviewed")
    built = project.build("html", aidoc_mark="both", aidoc_report_page="coverage")
    assert built.warnings == []
    return {"page": built.out / "index.html", "appendix": built.out / "coverage.html"}


def _open(browser: Browser, file: Path) -> Page:
    page = browser.new_page(viewport=WIDE)
    page.goto(file.as_uri(), wait_until="load")
    page.add_style_tag(content="* { transition: none !important }")  # colours are measured at once
    return page


def _assert_readable(found: list[dict[str, Any]], where: str) -> None:
    assert {one["text"] for one in found} == {"badge", "label"}, where
    assert [one for one in found if one["contrast"] < LEAST] == [], where
    assert [one for one in found if one["table"] or not one["inside"]] == [], where
    for one in found:
        assert one["size"] >= 10, (where, one)
        if one["text"] == "badge":  # quieter than the text around it
            assert one["size"] < one["around"], (where, one)


@pytest.mark.parametrize("theme", few(SCHEMES, every=4))
def test_marks_in_a_theme(tmp_path: Path, azure: LocalAzure, browser: Browser, theme: str) -> None:
    """In each scheme the contrast is 4.5 or more; small, on one line, and within a narrow window; on paper, too."""
    make = _mkdocs if theme in MKDOCS else _sphinx
    files = make(tmp_path / "project", azure, theme)
    page = _open(browser, files["page"])
    for scheme, switch in SCHEMES[theme].items():
        page.evaluate(f"() => {{ {switch} }}")
        _assert_readable(page.evaluate(MEASURE), f"{theme}, {scheme}")
    page.emulate_media(media="print")
    assert page.locator(".aidoc-badge").first.is_visible()
    page.emulate_media(media="screen")
    page.set_viewport_size(NARROW)
    found = page.evaluate(MEASURE)
    assert [one for one in found if one["right"] > NARROW["width"]] == []
    assert [one for one in found if one["text"] == "label" and one["lines"] > 1] == []
    # Tables are wider than that; they are scrolled in their frame, and the page is not.
    page.goto(files["appendix"].as_uri(), wait_until="load")
    assert page.locator(".aidoc-table table").count() >= 4
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= NARROW["width"]
    # On paper no heading stands alone at the end of a page.
    page.emulate_media(media="print")
    breaks = page.locator('h2:has(+ [class^="aidoc-"])').evaluate_all(
        "all => all.map(h => getComputedStyle(h).breakAfter)"
    )
    assert breaks
    assert set(breaks) == {"avoid"}
    page.close()


SIZES: list[ViewportSize] = [{"width": width, "height": 800} for width in (360, 768, 1280, 1920)]
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'"
)
BROKEN = """
window.broken = [];
document.addEventListener('securitypolicyviolation', (event) => {
  const part = event.target instanceof Element ? event.target.outerHTML.slice(0, 300) : '';
  if (/aidoc-/.test(part) || /aidoc-report/.test(event.sourceFile)) window.broken.push(`${event.violatedDirective}: ${part}`);
});
"""
"""Notes what the policy forbids of what is ours; themes have inline styles and scripts of their own."""
OURS = [
    ".aidoc-figures",
    ".aidoc-next",
    ".aidoc-table",
    ".aidoc-fold",
    ".aidoc-picture",
    ".aidoc-legend",
    ".aidoc-search",
]
AXE = """
async (include) => {
  const found = document.querySelectorAll.bind(document);
  const results = await axe.run({ include: include.filter((one) => found(one).length).map((one) => [one]) });
  return results.violations.filter((one) => ['serious', 'critical'].includes(one.impact))
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)}`));
}
"""


class _Strict(SimpleHTTPRequestHandler):
    """Files with a content security policy that allows nothing inline and nothing from elsewhere."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _requests(page: Page) -> list[Request]:
    """What a page is going to ask for."""
    found: list[Request] = []

    def note(request: Request) -> None:
        found.append(request)

    page.on("request", note)
    return found


def _loaded(browser: Browser, file: Path) -> set[str]:
    """What a page asks for, the theme's own files from elsewhere among them."""
    page = browser.new_page()
    found = _requests(page)
    page.goto(file.as_uri(), wait_until="load")
    page.close()
    return {one.url for one in found}


@pytest.mark.slow
@pytest.mark.parametrize("theme", few(SCHEMES, every=4))
def test_the_appendix_in_a_theme(tmp_path: Path, azure: LocalAzure, browser: Browser, theme: str) -> None:
    """Nothing is wider than the window, parts open by keyboard and by link without a script, nothing is loaded."""
    make = _mkdocs if theme in MKDOCS else _sphinx
    files = make(tmp_path / "project", azure, theme)
    appendix, known = files["appendix"], _loaded(browser, files["page"])
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts, viewport=SIZES[0])
        page = context.new_page()
        loaded = _requests(page)
        for size in SIZES:
            page.set_viewport_size(size)
            page.goto(appendix.as_uri(), wait_until="load")
            for picture in page.locator("svg.aidoc-bar, svg.aidoc-map").all():
                box = picture.bounding_box()
                assert box is None or box["x"] + box["width"] <= size["width"], (theme, size)
            columns = page.locator(".aidoc-figures li").all()
            boxes = [box for one in columns if (box := one.bounding_box())]
            assert len(boxes) == len(columns) >= 3
            assert all(box["x"] >= 0 and box["x"] + box["width"] <= size["width"] for box in boxes), (theme, size)
        assert {one.url for one in loaded if not one.url.startswith("file:")} <= known
        fold = page.locator(".aidoc-fold details").first
        inside = fold.locator("> div")
        assert not inside.is_visible()
        fold.locator("summary").focus()
        page.keyboard.press("Enter")
        assert inside.is_visible()
        linked = context.new_page()
        linked.goto(f"{appendix.as_uri()}#{inside.get_attribute('id')}", wait_until="load")
        linked.locator(".aidoc-fold details > div").first.wait_for(state="visible")
        assert page.locator(".aidoc-search").count() == int(scripts)
        if scripts:
            page.evaluate("() => document.querySelectorAll('.aidoc-fold details').forEach((one) => one.open = true)")
            for size in SIZES:
                page.set_viewport_size(size)
                assert page.evaluate("() => document.scrollingElement.scrollWidth") <= size["width"], (theme, size)
            _assert_accessible(page, theme)
        context.close()
    _assert_searchable(browser, appendix, theme)


def _assert_accessible(page: Page, theme: str) -> None:
    """axe-core finds nothing serious in what is ours, in any scheme of the theme."""
    package = find_spec("axe_playwright_python")
    if package is None or not package.submodule_search_locations:
        return  # `dev` brings it
    page.add_style_tag(content="* { transition: none !important }")
    page.evaluate(Path(package.submodule_search_locations[0], "axe.min.js").read_text(encoding="utf-8"))
    for scheme, switch in SCHEMES[theme].items():
        page.evaluate(f"() => {{ {switch} }}")
        assert page.evaluate(AXE, OURS) == [], (theme, scheme)


def _assert_searchable(browser: Browser, appendix: Path, theme: str) -> None:
    """Under a strict policy: words, filters and order by keyboard alone; what was there before comes back."""
    site = next(directory for directory in appendix.parents if (directory / "aidoc").is_dir())
    with _served(site) as address:
        page = browser.new_page(viewport=SIZES[2])
        page.add_init_script(BROKEN)
        page.goto(f"{address}/{appendix.relative_to(site).as_posix()}", wait_until="load")
        rows = page.locator(".aidoc-objects tbody tr")
        everything = rows.count()
        page.locator(".aidoc-search input").focus()
        page.keyboard.type("ship", delay=5)
        page.wait_for_function("() => document.querySelector('.aidoc-search output').value")
        told = page.locator(".aidoc-search output").inner_text()
        shown = [row for row in rows.all() if row.is_visible()]
        assert told == f"{len(shown)} of {everything}", theme
        assert shown, theme
        page.locator(".aidoc-search input").fill("nothing at all")
        page.wait_for_function("() => document.querySelector('.aidoc-search output').value.startsWith('0 ')")
        assert not page.locator(".aidoc-fold:has(.aidoc-objects)").first.is_visible()
        page.locator(".aidoc-search input").fill("")
        page.wait_for_function("() => !document.querySelector('.aidoc-search output').value")
        assert [row for row in rows.all() if row.is_visible()] == []  # folded, as before
        page.locator(".aidoc-search select").first.focus()
        page.keyboard.press("ArrowDown")
        page.wait_for_function("() => document.querySelector('.aidoc-search output').value")
        state = page.locator(".aidoc-search select").first.input_value()
        states = {row.get_attribute("data-state") for row in rows.all() if row.is_visible()}
        assert states == {state}, theme
        page.locator(".aidoc-search select").first.select_option("")
        page.locator(".aidoc-fold:has(.aidoc-objects) summary").first.click()
        heading = page.locator(".aidoc-objects th button").first
        for direction in ("ascending", "descending"):
            heading.focus()
            page.keyboard.press("Enter")
            assert page.locator(".aidoc-objects th").first.get_attribute("aria-sort") == direction
            table = page.locator(".aidoc-objects table").first
            names = [text.lower() for text in table.locator("tbody td:first-child code").all_inner_texts()]
            assert sorted(names, reverse=direction == "descending")[0] == names[0], theme
        assert page.evaluate("() => window.broken") == []
        page.close()


ODD = ("f" + "_of_many_words" * 14 + "abc", "שלום_עולם", "測試功能" * 12)
"""Names of 200 letters, from right to left, and of wide characters."""


def _large(directory: Path, azure: LocalAzure, theme: str) -> Path:
    """A site with more objects than one page of the appendix holds; gives back its first page."""
    source = directory / "src"
    modules = write_package(source)
    functions = "".join(f"\n\ndef {name}() -> None:\n    print(1)\n" for name in ODD)
    with (source / "large" / "west" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(functions)
    if theme in MKDOCS:
        project = MkDocsProject(directory, azure)
        project.options |= {"show_if_no_docstring": True, "show_submodules": False}
        project.write({f"docs/{name}.md": f"# {name}\n\n::: {name}\n" for name in modules} | {"docs/index.md": "# L\n"})
        built = project.build(aidoc={"include": ["large.*.f00*"]}, theme={"name": theme, "font": False})
        assert built.error is None
        return built.site / "aidoc.html"
    conf = (
        "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
        f"extensions = ['sphinx.ext.autodoc', 'sphinx_aidoc']\nhtml_theme = {theme!r}\naidoc_include = ['large.*.f00*']\n"
    )
    page = "Large\n=====\n\n" + "".join(
        f".. automodule:: {name}\n   :members:\n   :undoc-members:\n\n" for name in modules
    )
    book = SphinxProject(directory, files={"docs/conf.py": conf, "docs/index.rst": page}, azure=azure.url)
    made = book.build("html", aidoc_report_page="coverage")
    assert made.warnings == []
    return made.out / "coverage.html"


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["material", "furo"])
def test_the_appendix_of_a_large_package(tmp_path: Path, azure: LocalAzure, browser: Browser, theme: str) -> None:
    """A search on the first page finds the objects of all; the address keeps it, and so does the way back."""
    first = _large(tmp_path / "project", azure, theme)
    with _served(first.parent) as address:
        page = browser.new_page(viewport=SIZES[2])
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        loaded = _requests(page)
        page.goto(f"{address}/{first.name}", wait_until="load")
        assert page.locator(".aidoc-objects").count() == 0
        further = {f"{address}/{file.relative_to(first.parent)}" for file in first.with_suffix("").rglob("large*.html")}
        assert len(further) == 4
        assert {one.url for one in loaded}.isdisjoint(further)  # nobody has searched yet
        # Themes that load pages themselves treat all links like those of HTML.
        page.evaluate(
            "() => document.querySelectorAll('.aidoc-picture [href]').forEach((one) => { 'use strict'; one.href = one.href; })"
        )
        assert page.locator(".aidoc-map a").count() == 4
        page.locator(".aidoc-search input").focus()
        page.keyboard.type("f103")
        page.wait_for_function("() => document.querySelector('.aidoc-search output').value")
        assert page.locator(".aidoc-search output").inner_text() == f"3 of {OBJECTS + len(ODD)}"
        assert further <= {one.url for one in loaded}
        found = page.locator(".aidoc-objects tbody tr:visible")
        assert found.count() == 3
        assert page.locator(".aidoc-search select").count() >= 2
        assert page.url.endswith("#search=f103")
        found.locator("a").first.click()
        page.wait_for_url("**#large.north.f103")
        page.go_back()
        page.wait_for_function("() => document.querySelector('.aidoc-search output')?.value")
        assert page.locator(".aidoc-search input").input_value() == "f103"
        assert found.count() == 3
        page.locator(".aidoc-search input").fill("")
        page.wait_for_function("() => !document.querySelector('.aidoc-search output').value")
        assert page.locator(".aidoc-objects tbody tr:visible").count() == 0
        assert page.url == f"{address}/{first.name}"
        for name in ODD:
            page.locator(".aidoc-search input").fill(name)
            page.locator(".aidoc-objects tbody tr:visible", has_text=name).wait_for()
            for size in SIZES:
                page.set_viewport_size(size)
                assert page.evaluate("() => document.scrollingElement.scrollWidth") <= size["width"], (name, size)
        assert errors == []
        page.close()
