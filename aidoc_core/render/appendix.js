/* The appendix of aidoc: search, filters and order for its tables. The page is whole without it. */
(() => {
  "use strict";
  const facets = { state: "Outcome", kind: "Kind", model: "Model", finding: "Finding" };
  const order = new Intl.Collator(undefined, { numeric: true });

  const make = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };

  const sortable = (table) => {
    const body = table.tBodies[0];
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
      const button = make("button", { type: "button" }, ...heading.childNodes);
      button.addEventListener("click", () => {
        const down = heading.getAttribute("aria-sort") === "ascending";
        const key = (row) => row.cells[column].textContent.trim().replace(/(\d),(?=\d{3})/g, "$1");
        const rows = [...body.rows].map((row) => [key(row), row]);
        rows.sort((a, b) => order.compare(a[0], b[0]) * (down ? -1 : 1));
        for (const one of headings) one.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", down ? "descending" : "ascending");
        body.append(...rows.map((one) => one[1]));
      });
      heading.append(button);
    });
  };

  // A text has several findings, and one of everything else.
  const values = (row, name) => {
    const value = row.dataset[name] || "";
    return (name === "finding" ? value.split(" ") : [value]).filter(Boolean);
  };

  const choice = (name, label, rows) => {
    const found = new Set(rows.flatMap((row) => values(row, name)));
    if (found.size === 0 || (found.size === 1 && rows.every((row) => row.dataset[name]))) return null;
    const options = [...found].sort(order.compare).map((value) => make("option", { value }, value));
    const select = make("select", {}, make("option", { value: "" }, "any"), ...options);
    return { name, select, label: make("label", {}, `${label} `, select) };
  };

  const start = () => {
    const searched = ":is(.aidoc-objects, .aidoc-modules) tbody tr";
    const rows = [...document.querySelectorAll(searched)];
    if (rows.length === 0 || document.querySelector(".aidoc-search")) return;
    const folds = [...document.querySelectorAll(".aidoc-fold")].map((frame) => (
      { frame, details: frame.querySelector("details"), rows: [...frame.querySelectorAll(searched)] }))
      .filter((one) => one.rows.length > 0);
    const name = (element) => element.textContent.toLowerCase();
    const module = (row) => name(row.closest(".aidoc-fold").querySelector("summary code"));
    const names = new Map(rows.map((row) => [row, `${module(row)}.${name(row.cells[0])}`]));
    for (const table of document.querySelectorAll(".aidoc-objects table, .aidoc-modules table")) sortable(table);

    const search = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const choices = Object.entries(facets).map(([name, label]) => choice(name, label, rows)).filter(Boolean);
    const status = make("output", { role: "status" });
    const form = make("form", { class: "aidoc-search", role: "search", "aria-label": "Objects of this page" },
      make("label", {}, "Search ", search), ...choices.map((one) => one.label), status);
    let opened = null; // what was open before the first filter

    const update = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = choices.filter((one) => one.select.value);
      const active = words.length > 0 || chosen.length > 0;
      const fits = (row) => words.every((word) => names.get(row).includes(word))
        && chosen.every((one) => values(row, one.name).includes(one.select.value));
      let shown = 0;
      for (const row of rows) {
        row.hidden = active && !fits(row);
        if (!row.hidden) shown += 1;
      }
      if (active && !opened) opened = new Set(folds.filter((one) => one.details.open));
      for (const one of folds) {
        const found = one.rows.some((row) => !row.hidden);
        one.frame.hidden = active && !found;
        if (active) one.details.open = found;
        else if (opened) one.details.open = opened.has(one);
      }
      if (!active) opened = null;
      status.value = active ? `${shown} of ${rows.length}` : "";
    };

    let waiting = 0;
    search.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(update, 120);
    });
    form.addEventListener("change", update);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      update();
    });
    folds[0].frame.before(form);
  };

  start();
})();
