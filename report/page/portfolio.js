// What the page over all tenants can do with a script: search, filter and sort the
// tenants, and keep that in the address. Without one it shows all of them. Text is
// only ever set through textContent; its words are in data attributes.
(() => {
  "use strict";
  const most = 200; // rows until all are asked for
  const form = document.getElementById("filters");
  const found = document.getElementById("found");
  const every = document.getElementById("all");
  const table = document.getElementById("tenants");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells].filter((h) => h.dataset.sort);
  const number = (text) => text === "" ? NaN : Number(text);
  const rows = [...body.rows].map((element, at) => ({
    element, at,
    text: (element.textContent + " " + element.dataset.id).toLowerCase(),
    name: element.cells[0].firstChild.textContent.toLowerCase(),
    zone: element.dataset.zone, state: element.dataset.state, verdict: element.dataset.verdict,
    score: number(element.dataset.score), change: number(element.dataset.change), left: number(element.dataset.left),
  }));
  let sort = "", descending = false, all = false;

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      // Points left start with the most, every other column with the least.
      descending = sort === head.dataset.sort ? !descending : head.dataset.sort === "left";
      sort = head.dataset.sort;
      show(true);
    });
    head.replaceChildren(button);
  }
  form.hidden = false;
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("input", () => show(true));
  form.addEventListener("reset", () => setTimeout(() => { sort = ""; descending = false; show(true); }));
  every.addEventListener("click", () => { all = true; show(false); });
  addEventListener("hashchange", read);
  describe();
  read();

  // The address holds the selection, so that it can be shared. Anything else in it
  // is ignored.
  function read() {
    const chosen = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    if (location.hash && !location.hash.includes("=") && body.dataset.read) return; // a section of the page
    body.dataset.read = "yes";
    for (const field of form.elements) {
      if (!field.name) continue;
      field.value = chosen.get(field.name) ?? "";
      if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
    }
    sort = heads.some((h) => h.dataset.sort === chosen.get("sort")) ? chosen.get("sort") : "";
    descending = chosen.get("dir") === "desc";
    show(false);
    if (location.hash.includes("=")) document.getElementById("s-tenants").scrollIntoView({ behavior: "instant" });
  }

  function write() {
    const chosen = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) chosen.set(name, value);
    if (sort) { chosen.set("sort", sort); if (descending) chosen.set("dir", "desc"); }
    const fragment = chosen.toString();
    history.replaceState(null, "", fragment ? "#" + fragment : location.pathname + location.search);
  }

  function show(changed) {
    const filter = new FormData(form);
    const words = (filter.get("q") || "").toLowerCase().split(/\s+/).filter(Boolean);
    const listed = rows.filter((r) =>
      ["zone", "state", "verdict"].every((name) => !filter.get(name) || r[name] === filter.get(name)) &&
      words.every((w) => r.text.includes(w)));
    listed.sort(compare);
    const shown = new Set(all ? listed : listed.slice(0, most));
    for (const r of rows) r.element.hidden = !shown.has(r);
    body.append(...listed.map((r) => r.element));
    for (const head of heads) {
      if (head.dataset.sort === sort) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    every.hidden = shown.size === listed.length;
    const text = listed.length === 0 ? found.dataset.none
      : listed.length === rows.length && shown.size === rows.length ? found.dataset.all : found.dataset.some;
    found.textContent = counted(text, shown.size, rows.length);
    if (changed) write();
  }

  // counted puts the numbers into a text, as the report's language writes them.
  function counted(text, n, all) {
    const number = (x) => String(x).replace(/\B(?=(\d{3})+$)/g, found.dataset.group ?? "");
    return text.replace("{n}", number(n)).replace("{all}", number(all));
  }

  // An unknown value comes last in both directions; equal ones keep their order.
  function compare(a, b) {
    if (!sort || a[sort] === b[sort]) return a.at - b.at;
    const x = a[sort], y = b[sort];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) === Number.isNaN(y) ? a.at - b.at : Number.isNaN(x) ? 1 : -1;
    const by = typeof x === "number" ? x - y : x < y ? -1 : 1;
    return descending ? -by : by;
  }

  // A style sheet that makes rows of a table blocks takes their meaning from some
  // screen readers; the roles give it back.
  function describe() {
    const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
    const scopes = { col: "columnheader", row: "rowheader" };
    for (const table of document.querySelectorAll(".cards")) {
      for (const e of [table, ...table.querySelectorAll(Object.keys(roles).join() + ",th")]) {
        e.setAttribute("role", roles[e.tagName] || scopes[e.getAttribute("scope")]);
      }
    }
  }
})();
