"""The style sheets of what aidoc adds to pages; those of the site come after them.

They take the colour of the text, and work in light and dark themes.
"""

from __future__ import annotations

MARKS = """\
/* The marks of aidoc. A style sheet of the site's own comes after this one. */
.aidoc-badge { font-size: 0.8em; font-style: italic; line-height: 1.4; margin: 0.3em 0 1.2em; opacity: 0.85; }
.aidoc-badge span { display: inline-block; overflow-wrap: anywhere; text-indent: 0; }
.aidoc-badge::before { content: "\\2726\\00a0"; content: "\\2726\\00a0" / ""; font-style: normal; }
.doc-label:where([class*="doc-label-ai-"], [class*="-in-review"]) code { border: 1px dashed currentColor; }
.doc-label:where([class*="doc-label-ai-"], [class*="-in-review"]) code { white-space: nowrap; }
.aidoc-label {
  border: 1px dashed currentColor; border-radius: 0.3em; display: inline-block; font-size: 0.85em; font-style: normal;
  font-weight: normal; line-height: 1.3; margin-left: 0.4em; padding: 0 0.4em; text-indent: 0; white-space: nowrap;
}
/* Read the Docs: signatures are blue on light blue and code is red, both too pale for small letters. */
.rst-content .aidoc-label, .rst-content .doc-label:where([class*="doc-label-ai-"], [class*="-in-review"]) code {
  color: #404040;
}
"""
"""For the marks."""

REPORT = """\
/* The appendix of aidoc. Classes stand twice where themes are as particular about their tables and lists. */
h1 { overflow-wrap: anywhere; }
.aidoc-report h2.rubric { font-size: 1.3em; font-weight: bold; }
.aidoc-table { overflow-x: auto; }
.aidoc-table table { margin-left: 0; margin-right: auto; }
.aidoc-table.aidoc-table :is(td, th, td code) { white-space: normal; }
.aidoc-table.aidoc-table table :is(td, th) { text-align: start; }
.aidoc-table.aidoc-table td { overflow-wrap: break-word; }
.aidoc-modules td:first-child { overflow-wrap: anywhere; }
.aidoc-table.aidoc-table td code { overflow-wrap: anywhere; }
:is(.aidoc-objects.aidoc-objects, .aidoc-told.aidoc-told) td:is(:first-child, :last-child) { overflow-wrap: anywhere; }
/* Material makes every column as wide as a heading may be. */
.aidoc-table.aidoc-table table th { min-width: 0; }
.aidoc-table.aidoc-table table td:first-child { min-width: 7em; }
.aidoc-bar, .aidoc-swatch, .aidoc-map, .aidoc-chart { color: inherit; overflow: hidden; vertical-align: middle; }
.aidoc-bar { border-radius: 2px; }
/* A gap between two parts, for whom their colours are alike. */
:is(.aidoc-bar, .aidoc-map) :is(rect, line) + rect:not(.aidoc-frame) { clip-path: inset(0 0 0 1px); }
.aidoc-part-people { fill: currentColor; fill-opacity: 0.7; }
.aidoc-part-part { fill: currentColor; fill-opacity: 0.4; }
.aidoc-part-approved { fill: #1c9870; }
.aidoc-part-model { fill: #d27c14; }
.aidoc-stripes { stroke: #fff; stroke-dasharray: 2 4; stroke-opacity: 0.45; }
/* Fewer and thinner ones: green and grey are one colour for some. */
.aidoc-stripes-approved { stroke-dasharray: 1 11; stroke-dashoffset: -4; stroke-opacity: 0.8; }
.aidoc-part-added { fill: #3f83c8; }
.aidoc-part-nobody { fill: currentColor; fill-opacity: 0.14; }
.aidoc-figures.aidoc-figures ul {
  display: grid; gap: 0.6em; grid-template-columns: repeat(auto-fit, minmax(8.5em, 1fr)); list-style: none;
  margin: 0.6em 0; padding: 0;
}
.aidoc-figures.aidoc-figures li {
  border: 1px solid rgba(128, 128, 128, 0.45); border-radius: 0.3em; display: flex; flex-direction: column; gap: 0.35em;
  margin: 0 !important; padding: 0.6em 0.8em;
}
.aidoc-figures.aidoc-figures :is(li, p) { font-size: 0.95em; line-height: 1.35; }
.aidoc-figures.aidoc-figures p { font-size: 1em; margin: 0; }
.aidoc-figures strong { display: block; font-size: 1.4em; line-height: 1.2; margin: 0; }
.aidoc-figures .aidoc-bar { flex: none; height: 6px; margin-bottom: 0.3em; margin-top: auto; }
:is(.aidoc-figures, .aidoc-legend) li { list-style: none !important; }
:is(.aidoc-bars.aidoc-bars, .aidoc-bands.aidoc-bands, .aidoc-objects.aidoc-objects) table {
  display: table; width: 100%;
}
:is(.aidoc-bars, .aidoc-bands, .aidoc-objects) .md-typeset__table { display: block; }
.aidoc-bands td:nth-child(3) { min-width: 8em; width: 60%; }
.aidoc-bars.aidoc-bars table { border: 0 !important; box-shadow: none; margin-bottom: 0.5em; margin-top: 0; }
/* The first screen holds all that it is for. */
:is(h2, .rubric):has(+ :is(.aidoc-bars, .aidoc-next)) { margin-bottom: 0.3em !important; margin-top: 0.7em !important; }
.aidoc-bars :is(.md-typeset__scrollwrap, .md-typeset__table) { margin: 0; padding: 0; }
.aidoc-bars.aidoc-bars table td {
  background: none !important; border: 0 !important; box-shadow: none; padding: 0.3em 0.6em 0.3em 0 !important;
}
.aidoc-bars.aidoc-bars.aidoc-bars td:first-child { white-space: nowrap; width: 1%; }
.aidoc-legend.aidoc-legend ul { display: flex; flex-wrap: wrap; gap: 0 1.5em; list-style: none; margin: 0; padding: 0; }
.aidoc-legend.aidoc-legend li { margin: 0 !important; }
.aidoc-legend.aidoc-legend p { margin: 0; }
.aidoc-legend .aidoc-swatch { margin-right: 0.5em; }
.aidoc-next.aidoc-next ul { margin-bottom: 0.4em; margin-top: 0.3em; }
.aidoc-next.aidoc-next li { line-height: 1.4; margin-bottom: 0.1em; margin-top: 0.1em; overflow-wrap: anywhere; }
.aidoc-picture { margin: 1em 0; }
.aidoc-picture p { margin: 0.5em 0; }
.aidoc-map a { display: block; height: 100%; }
.aidoc-map a:focus-visible { outline: 3px solid currentColor; outline-offset: -4px; }
.aidoc-map text { fill: currentColor; font-size: 12px; }
.aidoc-map rect:not(.aidoc-frame), .aidoc-map line { opacity: 0.4; }
.aidoc-map .aidoc-frame { fill: none; stroke: currentColor; stroke-width: 1px; }
.aidoc-map svg:hover > .aidoc-frame { stroke-width: 4px; }
.aidoc-fold.aidoc-fold details {
  background: none; border: 0; border-radius: 0; border-top: 1px solid rgba(128, 128, 128, 0.45); box-shadow: none;
  font-size: inherit; margin: 0; padding: 0;
}
.aidoc-fold.aidoc-fold summary {
  background: none; border: 0; cursor: pointer; font-weight: inherit; margin: 0; overflow-wrap: anywhere;
  padding: 0.5em 2em 0.5em 0.2em;
}
.aidoc-fold.aidoc-fold summary::before { display: none; }
.aidoc-fold summary .aidoc-bar { display: block; height: 8px; margin: 0.25em 0; }
.aidoc-objects.aidoc-objects :is(td, th) { padding: 0.5em 0.8em; }
.aidoc-objects.aidoc-objects table td:first-child { min-width: 10em; width: 34%; }
.aidoc-objects td:last-child { width: 38%; }
/* Themes colour links and code for larger letters than these. */
:is(.aidoc-table, .aidoc-fold, .aidoc-next) :is(a, code, a:visited, a:hover code) { color: inherit !important; }
[itemprop="articleBody"] p > :is(a, code) { color: inherit !important; }  /* of Read the Docs */
[itemprop="articleBody"] p > a { text-decoration: underline; }
:is(.aidoc-table, .aidoc-fold, .aidoc-next) a { text-decoration: underline; text-underline-offset: 0.2em; }
:is(.aidoc-table, .aidoc-fold, .aidoc-next) a code { font-weight: inherit; }
/* A name from right to left does not turn around what stands beside it. */
:is(.aidoc-table, .aidoc-fold, .aidoc-next) :is(code, .aidoc-place) { unicode-bidi: isolate; }
.aidoc-told.aidoc-told table td > a:only-child:not(:has(code)) { white-space: nowrap; }
.aidoc-objects.aidoc-objects table td:nth-child(4) { white-space: nowrap; }
.aidoc-place { font-size: 0.85em; }
.aidoc-next .aidoc-place { font-size: inherit; }
.aidoc-objects .aidoc-place { display: block; }
.aidoc-search {
  align-items: baseline; display: flex; flex-wrap: wrap; gap: 0.5em 1.2em; margin: 1em 0;
}
.aidoc-search label { display: inline-flex; align-items: baseline; gap: 0.4em; margin: 0; max-width: 100%; }
.aidoc-search :is(input, select) {
  appearance: auto; background: transparent; border: 1px solid rgba(128, 128, 128, 0.75); border-radius: 0.2em;
  color: inherit; font: inherit; max-width: 14em; min-width: 0; padding: 0.2em 0.4em; width: auto;
}
.aidoc-search option { background: Canvas; color: CanvasText; }
.aidoc-search :focus-visible, .aidoc-table th button:focus-visible, .aidoc-fold summary:focus-visible {
  outline: 2px solid currentColor; outline-offset: 2px;
}
.aidoc-table th button {
  background: none; border: 0; color: inherit; cursor: pointer; font: inherit; letter-spacing: inherit; padding: 0;
  text-align: inherit; text-transform: inherit;
}
.aidoc-table th[aria-sort] button::after { content: " \\2191"; }
.aidoc-table th[aria-sort="descending"] button::after { content: " \\2193"; }
:is(.aidoc-fold, .aidoc-fold *)[hidden] { display: none !important; }
@media (min-width: 40.01em) {
  .aidoc-map .aidoc-narrow { display: none; }
}
@media (max-width: 40em) {
  .aidoc-map .aidoc-wide { display: none; }
  .aidoc-table.aidoc-table:not(.aidoc-objects, .aidoc-told, .aidoc-bars) table :is(td, th) {
    font-size: 12px; min-width: 0; padding: 0.4em;
  }
  :is(.aidoc-objects, .aidoc-told) thead { display: none; }
  :is(.aidoc-objects.aidoc-objects, .aidoc-told.aidoc-told) table :is(tbody, tr, td:first-child) {
    display: block; min-width: 0; width: auto;
  }
  :is(.aidoc-objects.aidoc-objects, .aidoc-told.aidoc-told) table { display: block; }
  :is(.aidoc-objects.aidoc-objects, .aidoc-told.aidoc-told) tr { padding: 0.4em 0.6em; }
  :is(.aidoc-objects.aidoc-objects, .aidoc-told.aidoc-told) td {
    border: 0 !important; display: inline-block; padding: 0 0.8em 0 0 !important; width: auto;
  }
}
@media print {
  .aidoc-search { display: none; }
  /* What scrolls is not divided: a long table would begin on a page of its own, and be cut at its end. */
  .aidoc-table.aidoc-table.aidoc-table, .aidoc-table.aidoc-table :is(div, table) {
    break-inside: auto; overflow: visible;
  }
  .aidoc-fold.aidoc-fold details { break-inside: auto; }
  .aidoc-fold details::details-content { block-size: auto; content-visibility: visible; }
  .aidoc-objects.aidoc-objects table :is(td, th) { font-size: 8pt; line-height: 1.3; padding: 0.3em 0.5em; }
  .aidoc-picture, .aidoc-fold summary, .aidoc-table tr { break-inside: avoid; }
  :is(h1, h2, h3):has(+ [class^="aidoc-"]) { break-after: avoid; }
  .aidoc-bar, .aidoc-chart, .aidoc-map, .aidoc-swatch { print-color-adjust: exact; }
}
"""
"""For the appendix: its tables, its pictures, and the parts that fold."""
