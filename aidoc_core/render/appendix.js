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

  // What is searched, in the order of the page; objects of other pages as soon as they are here.
  const collect = () => {
    const objects = [...document.querySelectorAll(".aidoc-objects tbody tr")];
    const rows = objects.length > 0 ? objects : [...document.querySelectorAll(".aidoc-modules tbody tr")];
    const folds = [...document.querySelectorAll(".aidoc-fold")].map((frame) => (
      { frame, details: frame.querySelector("details"), rows: rows.filter((row) => frame.contains(row)) }))
      .filter((one) => one.rows.length > 0);
    const name = (element) => element.textContent.toLowerCase();
    const module = (row) => name(row.closest(".aidoc-fold").querySelector("summary code"));
    return { rows, folds, names: new Map(rows.map((row) => [row, `${module(row)}.${name(row.cells[0])}`])) };
  };

  // The first page of several has no objects: its lines of packages get those of their pages.
  const fetched = async (frame) => {
    const link = frame.querySelector(".aidoc-modules td a");
    if (!link) return;
    const address = new URL(link.href.split("#")[0]);
    if (address.origin !== location.origin) return;
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const folds = [...page.querySelectorAll(".aidoc-fold:has(.aidoc-objects)")];
    for (const link of folds.flatMap((fold) => [...fold.querySelectorAll("a[href]")])) {
      link.setAttribute("href", new URL(link.getAttribute("href"), address).href);
    }
    const inner = make("div", { class: "aidoc-fetched" }, ...folds);
    for (const table of inner.querySelectorAll(".aidoc-objects table")) sortable(table);
    frame.querySelector("details > div").append(inner);
  };

  const start = () => {
    let found = collect();
    if (found.rows.length === 0 || document.querySelector(".aidoc-search")) return;
    for (const table of document.querySelectorAll(".aidoc-objects table, .aidoc-modules table")) sortable(table);

    const search = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const status = make("output", { role: "status" });
    const form = make("form", { class: "aidoc-search", role: "search", "aria-label": "Objects" },
      make("label", {}, "Search ", search), status);
    let choices = [];
    let opened = null; // what was open before the first filter
    let loading = document.querySelector(".aidoc-objects") ? Promise.resolve() : null;

    const offer = () => {
      choices = Object.entries(facets).map(([name, label]) => choice(name, label, found.rows)).filter(Boolean);
      status.before(...choices.map((one) => one.label));
    };

    // Once, when search is used first; without an answer (a file, a strict policy) modules can be searched.
    const load = () => {
      loading ??= Promise.all(found.folds.map((one) => fetched(one.frame))).then(() => {
        found = collect();
        offer();
      }, () => undefined);
      return loading;
    };

    const remember = () => {
      const chosen = new URLSearchParams();
      if (search.value) chosen.set("search", search.value.replace(/["\\]/g, ""));
      for (const one of choices) if (one.select.value) chosen.set(one.name, one.select.value);
      const hash = chosen.toString();
      if (hash || location.hash.includes("=")) {
        history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
      }
    };

    const update = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = choices.filter((one) => one.select.value);
      const active = words.length > 0 || chosen.length > 0;
      const fits = (row) => words.every((word) => found.names.get(row).includes(word))
        && chosen.every((one) => values(row, one.name).includes(one.select.value));
      let shown = 0;
      for (const row of found.rows) {
        row.hidden = active && !fits(row);
        if (!row.hidden) shown += 1;
      }
      if (active && !opened) opened = new Set(found.folds.filter((one) => one.details.open).map((one) => one.frame));
      for (const one of found.folds) {
        const some = one.rows.some((row) => !row.hidden);
        one.frame.hidden = active && !some;
        if (active) one.details.open = some;
        else if (opened) one.details.open = opened.has(one.frame);
      }
      // Objects of other pages are here while they are searched, and modules while they are not.
      for (const inner of document.querySelectorAll(".aidoc-fetched")) {
        inner.hidden = !active;
        for (const other of inner.parentElement.children) if (other !== inner) other.hidden = active;
      }
      if (!active) opened = null;
      status.value = active ? `${shown} of ${found.rows.length}` : "";
      remember();
    };

    let waiting = 0;
    const soon = (delay) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => load().then(update), delay);
    };
    search.addEventListener("focus", load);
    search.addEventListener("input", () => soon(120));
    form.addEventListener("change", () => soon(0));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      soon(0);
    });
    if (loading) offer();
    found.folds[0].frame.before(form);

    // What somebody has searched for is in the address: to come back to, and to send to others.
    const given = new URLSearchParams(location.hash.slice(1));
    if (["search", ...Object.keys(facets)].some((name) => given.get(name))) {
      search.value = given.get("search") || "";
      load().then(() => {
        for (const one of choices) {
          const wanted = given.get(one.name) || "";
          if ([...one.select.options].some((option) => option.value === wanted)) one.select.value = wanted;
        }
        update();
      });
    }
  };

  start();
})();
