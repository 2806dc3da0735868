// What the page can do with a script: filter, search and sort the actions, filter
// the history, keep both in the address, read the trend day by day, and open
// everything for the printer. Without one the page still shows everything. Text is only ever set through textContent; its words are in
// data attributes.
(() => {
  "use strict";
  // Parts of the page that are kept in the address. read takes what a part finds
  // of itself there, write adds it.
  const kept = [];
  const table = document.getElementById("actions");
  if (table) actions(table);
  const filters = document.getElementById("h-filters");
  if (filters) moves(filters);
  addEventListener("hashchange", read);
  read();
  // A link to a selection opens at it.
  if (location.hash.includes("=")) {
    const part = kept.find((p) => [...new URLSearchParams(location.hash.slice(1)).keys()].some(p.has));
    if (part) document.getElementById(part.head).scrollIntoView({ behavior: "instant" });
  }
  describe();
  print();
  const trend = document.getElementById("trend");
  if (trend) values(trend);

  // The address holds the selection, so that it can be shared. Anything else in it
  // is ignored.
  function read() {
    if (location.hash && !location.hash.includes("=")) return; // a section of the page
    const chosen = new URLSearchParams(location.hash.slice(1));
    for (const part of kept) part.read(chosen);
  }

  function write() {
    const chosen = new URLSearchParams();
    for (const part of kept) part.write(chosen);
    const fragment = chosen.toString();
    history.replaceState(null, "", fragment ? "#" + fragment : location.pathname + location.search);
  }

  // fill sets the fields of a form from the address, whose names begin with prefix.
  function fill(form, prefix, chosen) {
    for (const field of form.elements) {
      if (!field.name) continue;
      field.value = chosen.get(prefix + field.name) ?? "";
      if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
    }
  }

  // note writes the fields of a form that are set.
  function note(form, prefix, chosen) {
    for (const [name, value] of new FormData(form)) if (value) chosen.set(prefix + name, value);
  }

  // A style sheet that makes rows of a table blocks takes their meaning from some
  // screen readers; the roles give it back.
  function describe() {
    const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell" };
    const heads = { col: "columnheader", row: "rowheader", rowgroup: "rowheader" };
    for (const table of document.querySelectorAll(".cards")) {
      for (const e of [table, ...table.querySelectorAll(Object.keys(roles).join() + ",th")]) {
        e.setAttribute("role", roles[e.tagName] || heads[e.getAttribute("scope")]);
      }
    }
  }

  // Printing opens what is closed, and closes it again.
  function print() {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = [...document.querySelectorAll("details:not([open])")];
      for (const e of opened) e.open = true;
    });
    addEventListener("afterprint", () => { for (const e of opened) e.open = false; });
  }

  function actions(table) {
    const form = document.getElementById("filters");
    const found = document.getElementById("found");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((element, at) => ({
      element, at,
      text: (element.textContent + " " + element.dataset.id).toLowerCase(),
      title: element.cells[1].firstChild.textContent.toLowerCase(),
      category: element.cells[2].textContent,
      status: element.cells[6].firstChild.textContent.trim(),
      product: element.dataset.product,
      place: number(element.dataset.place), left: number(element.dataset.left),
      cost: Number(element.dataset.cost), impact: Number(element.dataset.impact),
      isNew: "new" in element.dataset, outside: "outside" in element.dataset,
    }));
    const heads = [...table.tHead.rows[0].cells];
    let sort = "place", descending = false;

    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => {
        const same = sort === head.dataset.sort;
        // Points left start with the most, every other column with the least.
        descending = same ? !descending : head.dataset.sort === "left";
        sort = head.dataset.sort;
        show(true);
      });
      head.replaceChildren(button);
    }
    form.hidden = false;
    form.addEventListener("submit", (e) => e.preventDefault());
    form.addEventListener("input", () => show(true));
    form.addEventListener("reset", () => setTimeout(() => { sort = "place"; descending = false; show(true); }));
    kept.push({
      head: "s-actions",
      has: (name) => !name.startsWith("h-"),
      read(chosen) {
        fill(form, "", chosen);
        sort = heads.some((h) => h.dataset.sort === chosen.get("sort")) ? chosen.get("sort") : "place";
        descending = chosen.get("dir") === "desc";
        show(false);
      },
      write(chosen) {
        note(form, "", chosen);
        if (sort !== "place" || descending) { chosen.set("sort", sort); if (descending) chosen.set("dir", "desc"); }
      },
    });
    show(false);

    function number(text) { return text === "" ? Infinity : Number(text); }

    function show(changed) {
      const filter = new FormData(form);
      const is = (name) => filter.get(name) || "";
      const words = wordsOf(is("q"));
      const listed = rows.filter((r) =>
        (is("scope") === "all" || (is("scope") === "outside") === r.outside) &&
        (!is("category") || r.category === is("category")) &&
        (!is("status") || r.status === is("status")) &&
        (!is("product") || r.product === is("product")) &&
        (!is("cost") || r.cost <= Number(is("cost"))) &&
        (!is("impact") || r.impact <= Number(is("impact"))) &&
        (!is("new") || r.isNew === (is("new") === "yes")) &&
        words.every((w) => r.text.includes(w)));
      const order = new Set(listed);
      listed.sort(compare);
      for (const r of rows) r.element.hidden = !order.has(r);
      body.append(...listed.map((r) => r.element), ...rows.filter((r) => !order.has(r)).map((r) => r.element));
      for (const head of heads) {
        if (head.dataset.sort === sort) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
      const scored = rows.filter((r) => !r.outside).length;
      const all = is("scope") === "all" ? rows.length : is("scope") === "outside" ? rows.length - scored : scored;
      const text = listed.length === 0 ? found.dataset.none : listed.length === all ? found.dataset.all : found.dataset.some;
      found.textContent = counted(found, text, listed.length, all);
      if (changed) write();
    }

    // An unknown value comes last in both directions; equal ones keep the ranking.
    function compare(a, b) {
      const x = a[sort], y = b[sort];
      if (x !== y) {
        if (x === Infinity) return 1;
        if (y === Infinity) return -1;
        const by = typeof x === "number" ? x - y : x < y ? -1 : 1;
        return descending ? -by : by;
      }
      return a.at - b.at;
    }
  }

  // counted puts the numbers into a text, as the report's language writes them.
  function counted(found, text, n, all) {
    const number = (x) => String(x).replace(/\B(?=(\d{3})+$)/g, found.dataset.group ?? "");
    return text.replace("{n}", number(n)).replace("{all}", number(all));
  }

  function wordsOf(text) { return text.toLowerCase().split(/\s+/).filter(Boolean); }

  // moves filters the history. A day keeps its own change; its sums, which are of
  // all its actions, are shown without a filter only.
  function moves(form) {
    const table = document.getElementById("history");
    const found = document.getElementById("h-found");
    const days = [...table.tBodies].map((body) => ({
      body, day: body.dataset.day,
      sums: [...body.querySelectorAll("[data-sum]")],
      rows: [...body.querySelectorAll("[data-id]")].map((element) => ({
        element, text: (element.textContent + " " + element.dataset.id).toLowerCase(),
        category: element.dataset.category, product: element.dataset.product,
        cause: element.cells[1].lastChild.textContent,
      })),
    }));
    const all = days.reduce((n, d) => n + d.rows.length, 0);
    form.hidden = false;
    form.addEventListener("submit", (e) => e.preventDefault());
    form.addEventListener("input", () => { show(); write(); });
    form.addEventListener("reset", () => setTimeout(() => { show(); write(); }));
    kept.push({
      head: "s-history",
      has: (name) => name.startsWith("h-"),
      read(chosen) { fill(form, "h-", chosen); show(); },
      write(chosen) { note(form, "h-", chosen); },
    });
    show();

    function show() {
      const filter = new FormData(form);
      const is = (name) => filter.get(name) || "";
      const words = wordsOf(is("q"));
      const every = [...filter.values()].every((value) => !value);
      let n = 0;
      for (const d of days) {
        const within = d.day && (!is("from") || d.day >= is("from")) && (!is("to") || d.day <= is("to"));
        let listed = 0;
        for (const r of d.rows) {
          const shown = within && words.every((w) => r.text.includes(w)) &&
            ["category", "product", "cause"].every((name) => !is(name) || r[name] === is(name));
          r.element.hidden = !shown;
          if (shown) listed++;
        }
        for (const sum of d.sums) sum.hidden = !every;
        d.body.hidden = !every && listed === 0;
        n += listed;
      }
      const text = n === 0 ? found.dataset.none : n === all ? found.dataset.all : found.dataset.some;
      found.textContent = counted(found, text, n, all);
    }
  }

  // values lets a pointer or the arrow keys move from day to day.
  function values(chart) {
    const readout = document.getElementById("trend-day");
    const plots = chart.dataset.plots.split("|").map(Number);
    const days = chart.dataset.days.split("\n").map((line) => {
      const [x, y, x2, y2, ...text] = line.split("|");
      return { places: [[Number(x), Number(y)], [Number(x2), Number(y2)]], text: text.join("|") };
    });
    if (!days[0].text) return;
    // The chart for wide screens and the one for narrow ones.
    const views = [...chart.querySelectorAll("svg")].map((svg, view) => {
      const make = (name, attributes) => {
        const e = document.createElementNS("http://www.w3.org/2000/svg", name);
        for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
        e.setAttribute("visibility", "hidden");
        svg.append(e);
        return e;
      };
      svg.addEventListener("pointermove", (e) => {
        const box = svg.getBoundingClientRect();
        const x = (e.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
        const far = (day) => Math.abs(days[day].places[view][0] - x);
        let nearest = 0;
        days.forEach((_, day) => { if (far(day) < far(nearest)) nearest = day; });
        showDay(nearest, true);
      });
      return {
        line: make("line", { class: "cursor", y1: plots[2 * view], y2: plots[2 * view + 1] }),
        point: make("circle", { class: "point", r: 4 }),
      };
    });
    let at = days.length - 1;

    chart.setAttribute("role", "slider");
    chart.setAttribute("aria-label", chart.dataset.slider);
    chart.setAttribute("aria-valuemin", "1");
    chart.setAttribute("aria-valuemax", String(days.length));
    showDay(at, false);
    chart.addEventListener("focus", () => showDay(at, true));
    chart.addEventListener("keydown", (e) => {
      const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 }[e.key];
      let next = step ? at + step : e.key === "Home" ? 0 : e.key === "End" ? days.length - 1 : NaN;
      if (Number.isNaN(next)) return;
      e.preventDefault();
      showDay(Math.min(days.length - 1, Math.max(0, next)), true);
    });

    function showDay(day, visible) {
      at = day;
      const d = days[day];
      views.forEach(({ line, point }, view) => {
        const [x, y] = d.places[view];
        line.setAttribute("x1", x);
        line.setAttribute("x2", x);
        point.setAttribute("cx", x);
        point.setAttribute("cy", y);
        for (const mark of [line, point]) mark.setAttribute("visibility", visible ? "visible" : "hidden");
      });
      chart.setAttribute("aria-valuenow", String(day + 1));
      chart.setAttribute("aria-valuetext", d.text);
      if (visible) readout.textContent = d.text;
    }
  }
})();
