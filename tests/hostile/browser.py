"""Headless Chromium on the pages of a site: what runs, what is asked for, what pops up.

The site is served on loopback, and so is a second address that stands for any other host. Nothing else can be
reached: every other name is mapped to nowhere, and every request is taken down as the browser makes it.
"""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Dialog, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
# Everything on the page that could be waiting for a reader: opened, pointed at, focused, clicked. Links within the
# site are left alone, so that the page stays; all others are followed.
_TOUCH = """
() => {
  const found = [], main = document.querySelector('article, [role=main], main') || document.body;
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[href], area[href]');
    if (link && link.origin === location.origin) event.preventDefault();
  }, true);
  for (const details of main.querySelectorAll('details')) details.open = true;
  for (const one of main.querySelectorAll('*')) {
    for (const attribute of one.attributes)
      if (attribute.name.startsWith('on')) found.push(`<${one.localName} ${attribute.name}>`);
    if (/^(script|style|iframe|object|embed|form|img|video|audio|base|meta|link|template)$/.test(one.localName))
      found.push(`<${one.localName}>`);
    if (one.href && one.origin !== location.origin) found.push(`leads to ${one.href}`);
    for (const name of ['pointerover', 'mouseover', 'focusin', 'mousedown', 'toggle'])
      one.dispatchEvent(new MouseEvent(name, {bubbles: true, cancelable: true}));
    if (one.tabIndex >= 0 && one.focus) one.focus();
    if (one.click && !one.closest('form[action="search.html"], form[action=""]')) one.click();
  }
  return found;
}
"""
# Pages of the tool alone, with forms and pictures of its own.
_OWN = ("404.html", "genindex.html", "py-modindex.html", "search.html")
_TRAP = """
window.reached = [];
Object.defineProperty(window, 'pwned', {set() { window.reached.push('window.pwned') }, get() { return undefined }});
"""


def why_not() -> str:
    """Why no browser can be used; empty where one can."""
    if not find_spec("playwright"):
        return "the package playwright is not installed"
    return "" if chromium() else f"no Chromium on PATH (looked for {', '.join(_NAMES)})"


def chromium() -> str | None:
    """The browser's program."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@dataclass(slots=True)
class Visit:
    """What happened while every page of a site was opened and everything on it was touched.

    Attributes:
        pages: How many pages were opened.
        requests: Requests of the site itself.
        outside: Requests for anything else, as the browser made them.
        dialogs: What popped up.
        ran: What set the variable that payloads set, and windows that opened.
        found: What in the browser's own tree of a page could act; a theme brings some of that.
    """

    pages: int = 0
    requests: int = 0
    outside: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)

    @property
    def effects(self) -> list[str]:
        """Everything that should not have happened."""
        return [*self.outside, *self.dialogs, *self.ran]

    def beyond(self, twin: Visit) -> list[str]:
        """What could act on a page, of a sort that is on no page of another site."""
        known = {one.partition(": ")[2] for one in twin.found}
        return [one for one in self.found if one.partition(": ")[2] not in known]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


class _Canary(_Quiet):
    hits: list[str]

    def do_GET(self) -> None:
        """Take down who came."""
        self.hits.append(self.path)
        self.send_error(404)

    do_POST = do_HEAD = do_GET  # noqa: N815 - the names that the server looks for


@contextmanager
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server that stands for any other host: its address, and the paths that were asked for."""
    hits: list[str] = []
    with _served(type("Canary", (_Canary,), {"hits": hits})) as address:
        yield address, hits


@contextmanager
def _served(handler: Any) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def _dismiss(seen: Visit, dialog: Dialog) -> None:
    seen.dialogs.append(f"dialog: {dialog.message}")
    dialog.dismiss()


def _close(seen: Visit, opened: Page) -> None:
    seen.ran.append(f"opened {opened.url}")
    opened.close()


def visit(site: Path, *, most: int | None = None) -> Visit:
    """Open the pages of a site one after the other and touch everything on them; then search for hostile words.

    Args:
        site: The directory of the built site.
        most: Only so many pages, and no search.
    """
    from playwright.sync_api import sync_playwright

    seen = Visit()
    with _served(partial(_Quiet, directory=str(site))) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=_ARGUMENTS)
        context = browser.new_context(service_workers="block")
        context.add_init_script(_TRAP)
        context.on("request", lambda request: _take_down(seen, request.url, origin))
        context.on("dialog", lambda dialog: _dismiss(seen, dialog))
        page = context.new_page()
        context.on("page", lambda opened: _close(seen, opened))
        for name in islice(_pages(site), most):
            _open(page, f"{origin}/{name}", seen)
        browser.close()
    return seen


def _pages(site: Path) -> Iterator[str]:
    """Every page but copies of the source, and the search for a word that is in most of the corpus."""
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name not in _OWN and not name.startswith("_modules/"):
            yield name
    yield "search.html?q=pwned" if (site / "search.html").is_file() else "index.html?q=pwned"


def _open(page: Any, address: str, seen: Visit) -> None:
    from playwright.sync_api import Error

    page.goto(address, wait_until="load")
    seen.pages += 1
    try:
        if "?" in address:
            page.wait_for_timeout(1500)  # the search draws its results, in a form
            page.evaluate(_TOUCH)
        else:
            seen.found += [f"{address.rpartition('/')[2]}: {one}" for one in page.evaluate(_TOUCH)]
        seen.ran += page.evaluate("window.reached")
    except Error as error:  # the page went away under our hands
        seen.ran.append(f"{address.rpartition('/')[2]}: {error.message.splitlines()[0]}")
    if not page.url.startswith(address[: address.index("/", len("http://"))]):
        seen.ran.append(f"{address.rpartition('/')[2]}: went to {page.url[:80]}")


def _take_down(seen: Visit, url: str, origin: str) -> None:
    if url.startswith(f"{origin}/"):
        seen.requests += 1
    elif not url.startswith(("data:", "blob:")):
        seen.outside.append(f"request: {url[:120]}")
