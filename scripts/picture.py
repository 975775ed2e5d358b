"""Take the pictures of README and documentation: a page of the example site without aidoc and with it; the appendix.

Needs Chromium and playwright. Everything is local; nothing is requested from any server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PICTURE = IMAGES / "before-after.png"
APPENDIX = IMAGES / "appendix.png"
PAGE = "reference/units/index.html"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDTH = 620
SCALE = 1.25

_STYLE = ".md-header, .md-top, .md-clipboard, .md-code__nav, .headerlink {display: none !important}"
# From the partly documented function to the first lines of the one without a docstring, or to the end of the page.
_PART = """() => {
  const top = id => document.getElementById(id)?.getBoundingClientRect().top;
  const end = document.querySelector('article').getBoundingClientRect().bottom;
  const next = top('tidemark.units.parse_level');
  return [top('tidemark.units.format_level') - 12, next === undefined ? end : next + 235];
}"""
_FRAME = """<body style="margin: 0; background: #fff; font: 600 17px sans-serif; color: #333">
<style>
  .pair {{display: flex; gap: 20px; padding: 16px}}
  .side {{width: {width}px; display: flex; flex-direction: column; gap: 8px}}
  .page {{flex: 1; border: 1px solid #ccc; border-radius: 8px; overflow: hidden; position: relative}}
  .after {{color: #00796b}} .after .page {{border-color: #009688}}
  .fade {{position: absolute; inset: auto 0 0; height: 70px; background: linear-gradient(transparent, #fff)}}
  .note {{position: absolute; inset: auto 26px 160px; padding: 20px; border: 2px dashed #bbb; border-radius: 8px;
    color: #666; font-weight: 400; font-size: 16px}}
  img {{display: block; width: {width}px}}
</style>
<div class="pair">
  <div class="side">mkdocstrings alone<div class="page"><img src="before.png">
    <div class="note"><code>parse_level</code> is not shown: it has no docstring</div></div></div>
  <div class="side after">with aidoc, same source<div class="page"><img src="after.png">
    <div class="fade"></div></div></div>
</div>"""


def build(site: Path, **environment: str) -> None:
    """Build the example site into a directory."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", ROOT / "example_site" / "mkdocs.yml", "-d", site]
    subprocess.run(command, check=True, env={**os.environ, **environment})


def take(browser: Browser, site: Path, target: Path) -> None:
    """Take the part of the page that changes."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 1400}, device_scale_factor=2, color_scheme="light")
    page.goto((site / PAGE).as_uri())
    page.add_style_tag(content=_STYLE)
    top, bottom = page.evaluate(_PART)
    clip = {"x": 0, "y": top, "width": WIDTH, "height": bottom - top}
    page.screenshot(path=target, full_page=True, clip=clip)
    page.close()


def take_first_screen(browser: Browser, site: Path) -> None:
    """Take what a reader of the appendix sees before anything is scrolled."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
    page.goto((site / "aidoc" / "index.html").as_uri())
    page.screenshot(path=APPENDIX)
    page.close()


def main() -> None:
    """Build the site twice, take the page from each, and put the two side by side; then the appendix."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        work = Path(name)
        build(work / "before", AIDOC_ENABLED="false")
        build(work / "after", AIDOC_OFFLINE="true")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for side in ("before", "after"):
            take(browser, work / side, work / f"{side}.png")
        (work / "pair.html").write_text(_FRAME.format(width=WIDTH), encoding="utf-8")
        page = browser.new_page(viewport={"width": 2 * WIDTH + 56, "height": 900}, device_scale_factor=SCALE)
        page.goto((work / "pair.html").as_uri())
        page.screenshot(path=PICTURE, full_page=True)
        take_first_screen(browser, work / "after")
        browser.close()


if __name__ == "__main__":
    main()
