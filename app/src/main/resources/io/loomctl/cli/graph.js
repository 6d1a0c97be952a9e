
// What is drawn, what is told about it, and what people do with it.

// ---- drawing

function draw() {
  scene.replaceChildren();
  boxes = new Map();
  arrows = new Map();
  look({ x: 0, y: 0, k: 1 }); // texts have a length only where they show
  under = make(scene, "g", { class: "under" });
  over = make(scene, "g");
  for (const [table, x, y, w, h] of shown.boxes) { boxes.set(table, drawTable(table, x, y, w, h)); }
  for (const [reference, ...points] of shown.routes) { arrows.set(reference, drawReference(reference, points)); }
}

function drawTable(index, x, y, w, h) {
  const table = graph.tables[index];
  const g = make(scene, "g", { class: "table " + table.state, transform: "translate(" + x + " " + y + ")" });
  g.classList.toggle("centre", index === centre);
  make(g, "title", {}, table.name);
  make(g, "rect", { class: "box", width: w, height: h, rx: 7 });
  const loops = graph.references.some((each) => each.child === index && each.parent === index);
  const middle = h / 2;
  shorten(make(g, "text", { class: "title", x: 12, y: middle - 3 }, table.label), w - (loops ? 42 : 22));
  make(g, "text", { class: "below", x: 12, y: middle + 13 }, [table.rows, table.words].filter((each) => each).join(" · "));
  if (loops) { make(g, "path", { class: "loop", d: LOOP, transform: "translate(" + (w - 24) + " " + (middle - 16) + ")" }); }
  g.addEventListener("click", () => { if (!moved) { go(index); } });
  g.addEventListener("pointerenter", () => light(index, null));
  g.addEventListener("pointerleave", () => light(null, null));
  return g;
}

/** Curved between two columns, straight through a column. */
function path(points) {
  let d = "M" + points[0] + " " + points[1];
  for (let i = 2; i < points.length; i += 2) {
    const [x0, y0, x, y] = points.slice(i - 2, i + 2);
    const bend = (x - x0) / 2;
    d += i % 4 === 2 ? "C" + (x0 + bend) + " " + y0 + " " + (x - bend) + " " + y + " " + x + " " + y : "L" + x + " " + y;
  }
  return d;
}

function drawReference(index, points) {
  const reference = graph.references[index];
  const g = make(under, "g", { class: "reference" });
  g.classList.toggle("cycle", reference.cycle > 0);
  const side = points[2] < points[0] ? -1 : 1;
  const last = points.length - 2;
  const ends = points.slice();
  ends[0] += side * 8;
  ends[last] -= side * 8;
  const line = make(g, "path", { class: "ref " + reference.use, d: path(ends) });
  line.classList.toggle("virtual", reference.kind === "virtual");
  line.classList.toggle("cycle", reference.cycle > 0);
  make(g, "path", { class: "head", d: "M" + points[last] + " " + points[last + 1] + "l" + -side * 10 + " -4.5v9z" });
  const start = "start" + (reference.nullable ? " open" : "");
  if (reference.deferrable) {
    make(g, "path", { class: start, d: "M" + points[0] + " " + points[1] + "l" + side * 5 + " -4l" + side * 5 + " 4l" + -side * 5 + " 4z" });
  } else {
    make(g, "circle", { class: start, cx: points[0] + side * 4, cy: points[1], r: 3.25 });
  }
  if (centre >= 0) {
    const text = make(g, "text", { class: "columns", x: points[0] + side * 13, y: points[1] - 3, "text-anchor": side < 0 ? "end" : "start" }, reference.columns);
    shorten(text, 190);
  }
  make(g, "path", { class: "hit", d: path(points) });
  g.addEventListener("pointerenter", (event) => { light(null, index); tell(event, index); });
  g.addEventListener("pointerleave", () => { light(null, null); tip.hidden = true; });
  return g;
}

function clear() {
  under.append(...over.children);
  for (const node of [...boxes.values(), ...arrows.values()]) { node.classList.remove("near"); }
}

/** Shows what belongs to a table or a reference, and dims the rest. */
function light(table, reference) {
  if (pointers.size > 0) { return; }
  svg.classList.toggle("dimmed", table !== null || reference !== null);
  clear();
  const near = [...arrows].filter(([index]) => index === reference || graph.references[index].child === table || graph.references[index].parent === table);
  for (const [index, node] of near) {
    node.classList.add("near");
    over.append(node);
    boxes.get(graph.references[index].child).classList.add("near");
    boxes.get(graph.references[index].parent).classList.add("near");
  }
  if (table !== null) { boxes.get(table).classList.add("near"); }
  placeNames();
}

function tell(event, index) {
  const reference = graph.references[index];
  tip.textContent = graph.tables[reference.child].name + " (" + reference.columns + ") → " + graph.tables[reference.parent].name + " (" + reference.parentColumns + ")" + (reference.remarks ? ": " + reference.remarks : "");
  tip.hidden = false;
  const at = drawing.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(event.clientX - at.left + 12, at.width - tip.offsetWidth - 8)) + "px";
  tip.style.top = Math.max(4, Math.min(event.clientY - at.top + 14, at.height - tip.offsetHeight - 8)) + "px";
}

// ---- one table

const place = (index) => "#focus=" + encodeURIComponent(graph.tables[index].name);
function go(index) { location.hash = place(index); }
function back() { history.pushState(null, "", location.pathname + location.search); follow(); }

function follow() {
  const hash = location.hash.startsWith("#focus=") ? location.hash.slice(7) : "";
  let name = "";
  try { name = decodeURIComponent(hash); } catch (broken) { name = ""; }
  if (centre < 0 && shown === graph.whole && boxes.size > 0) { wholeView = view; }
  centre = graph.tables.findIndex((table) => table.name === name);
  shown = centre < 0 ? graph.whole : graph.around[centre];
  svg.classList.remove("dimmed");
  tip.hidden = true;
  all.hidden = centre < 0;
  describe();
  draw();
  if (centre < 0 && wholeView) { look(wholeView); } else { fit(); }
  mark();
}

/** Marks the table in the list, and brings it and the drawing into sight. */
function mark() {
  links.forEach((link, index) => {
    if (index === centre) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
  });
  const scrolls = getComputedStyle(document.body).overflow === "hidden";
  if (centre >= 0 && scrolls) { links[centre].scrollIntoView({ block: "nearest" }); }
  if (centre >= 0 && !scrolls) { drawing.scrollIntoView(); }
}

function describe() {
  card.replaceChildren();
  card.hidden = centre < 0;
  if (centre < 0) { return; }
  const table = graph.tables[centre];
  make(card, "h2", {}, table.name);
  const facts = make(card, "dl");
  const fact = (word, text) => { if (text) { make(facts, "dt", {}, word); make(facts, "dd", {}, text); } };
  fact("rows", table.rows.replace(/ rows?$/, ""));
  fact("state", table.words);
  fact("rule", table.rule);
  fact("key", table.key);
  fact("level", String(table.level));
  fact("cycle", table.cycle ? String(table.cycle) : "");
  list("References", graph.references.filter((each) => each.child === centre), (each) => each.parent);
  list("Referenced by", graph.references.filter((each) => each.parent === centre && each.child !== centre), (each) => each.child);
  const close = make(card, "button", { type: "button", class: "close", "aria-label": "Show all tables" }, "×");
  close.addEventListener("click", back);
}

function list(heading, references, other) {
  if (references.length === 0) { return; }
  make(card, "h3", {}, heading + " (" + references.length + ")");
  const items = make(card, "ul");
  for (const reference of references) {
    const item = make(items, "li");
    if (other(reference) === centre) { make(item, "span", {}, "itself"); } else { make(item, "a", { href: place(other(reference)) }, graph.tables[other(reference)].label); }
    const remarks = [reference.remarks, reference.onDelete && reference.onDelete !== "NO ACTION" ? "ON DELETE " + reference.onDelete : "", reference.cycle ? "cycle " + reference.cycle : ""].filter((each) => each);
    make(item, "span", { class: "quiet" }, "by " + reference.columns + (remarks.length ? ": " + remarks.join(", ") : ""));
  }
}

// ---- finding

function find() {
  const wanted = search.value.trim().toLowerCase();
  const found = new Set();
  graph.tables.forEach((table, index) => {
    const hit = table.name.toLowerCase().includes(wanted);
    links[index].parentElement.hidden = !hit;
    if (hit) { found.add(index); }
  });
  for (const heading of document.querySelectorAll("#list h2")) {
    heading.hidden = ![...heading.nextElementSibling.children].some((item) => !item.hidden);
  }
  svg.classList.toggle("dimmed", wanted !== "");
  clear();
  for (const [index, node] of boxes) { node.classList.toggle("near", wanted !== "" && found.has(index)); }
  placeNames();
  return [...found];
}

search.hidden = false;
search.addEventListener("input", find);
search.addEventListener("keydown", (event) => {
  const found = event.key === "Enter" && search.value.trim() ? find() : [];
  if (found.length > 0) { go(found[0]); }
});

// ---- hands

const tools = make(drawing, "div", { class: "tools" });
function tool(label, title, action) {
  const button = make(tools, "button", { type: "button", title, "aria-label": title }, label);
  button.addEventListener("click", action);
  return button;
}
const all = tool("← All tables", "Show all tables (Esc)", back);
tool("+", "Zoom in (+)", () => zoom(1.3));
tool("−", "Zoom out (-)", () => zoom(1 / 1.3));
tool("Fit", "Show everything (0)", fit);

const pointers = new Map();
let moved = false;
svg.addEventListener("pointerdown", (event) => { pointers.set(event.pointerId, event); moved = false; });
svg.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  if (!before) { return; }
  const others = [...pointers.values()].filter((each) => each.pointerId !== event.pointerId);
  if (Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) < 4 && !moved) { return; }
  if (!moved) { svg.setPointerCapture(event.pointerId); svg.classList.add("grabbed"); }
  moved = true;
  if (others.length > 0) {
    const gap = (one) => Math.hypot(one.clientX - others[0].clientX, one.clientY - others[0].clientY);
    const at = svg.getBoundingClientRect();
    zoom(gap(event) / Math.max(1, gap(before)), (event.clientX + others[0].clientX) / 2 - at.left, (event.clientY + others[0].clientY) / 2 - at.top);
  } else {
    look({ k: view.k, x: view.x + event.clientX - before.clientX, y: view.y + event.clientY - before.clientY });
  }
  pointers.set(event.pointerId, event);
});
function release(event) { pointers.delete(event.pointerId); svg.classList.remove("grabbed"); }
svg.addEventListener("pointerup", release);
svg.addEventListener("pointercancel", release);
svg.addEventListener("wheel", (event) => {
  event.preventDefault();
  const at = svg.getBoundingClientRect();
  zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.clientX - at.left, event.clientY - at.top);
}, { passive: false });

const MOVES = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) { return; }
  if (event.key === "Escape") {
    if (search.value) { search.value = ""; find(); } else if (centre >= 0) { back(); }
  } else if (event.target === search) {
    return;
  } else if (event.key === "/") {
    event.preventDefault();
    search.focus();
  } else if (event.key === "+" || event.key === "=") {
    zoom(1.3);
  } else if (event.key === "-") {
    zoom(1 / 1.3);
  } else if (event.key === "0") {
    fit();
  } else if (event.target === svg && MOVES[event.key]) {
    event.preventDefault();
    look({ k: view.k, x: view.x + MOVES[event.key][0], y: view.y + MOVES[event.key][1] });
  }
});

addEventListener("hashchange", follow);
addEventListener("resize", fit);
addEventListener("beforeprint", () => {
  look({ x: 0, y: 0, k: 1 });
  svg.setAttribute("viewBox", [-8, -8, shown.width + 16, shown.height + 16].join(" "));
});
addEventListener("afterprint", fit);

/** The legend is open at first where it covers nothing. */
function unfold(legend) {
  legend.open = true;
  const at = legend.getBoundingClientRect();
  legend.open = ![...scene.querySelectorAll(".table")].some((table) => {
    const box = table.getBoundingClientRect();
    return box.left < at.right && box.right > at.left && box.top < at.bottom && box.bottom > at.top;
  });
}

follow();
unfold(document.getElementById("legend"));
