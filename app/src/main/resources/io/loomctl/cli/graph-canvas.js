// Draws what the page brings along: the whole graph, or one table with its neighbours. Names are
// only ever set as text.
"use strict";
const graph = JSON.parse(document.getElementById("graph").textContent);
const drawing = document.getElementById("drawing");
const card = document.getElementById("card");
const search = document.getElementById("search");
const links = [...document.querySelectorAll("#list a")];
const LOOP = "M3.5 11.5A5 5 0 1 1 10 11.5m1.5-4v4.5h-4.5";
const NEAR = 0.62; // from this scale on, names are read in their boxes

function make(parent, name, attributes, text) {
  const html = ["button", "div", "h2", "h3", "dl", "dt", "dd", "ul", "li", "a", "span"].includes(name);
  const node = html ? document.createElement(name) : document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes || {})) { node.setAttribute(key, value); }
  if (text !== undefined) { node.textContent = text; }
  parent.append(node);
  return node;
}

const degree = graph.tables.map(() => 0);
for (const reference of graph.references) { degree[reference.child]++; degree[reference.parent]++; }

// ---- the canvas: what is drawn, and from where it is seen

const svg = make(drawing, "svg", { tabindex: 0, role: "group", "aria-label": "Drawing of the tables; arrow keys move it, + and - zoom, 0 shows all" });
const scene = make(svg, "g");
const names = make(svg, "g", { "aria-hidden": "true" });
const tip = make(drawing, "div", { id: "tip" });
tip.hidden = true;
let shown = graph.whole;
let centre = -1;
let view = { x: 0, y: 0, k: 1 };
let wholeView = null;
let boxes = new Map();
let arrows = new Map();
let under = scene; // references that are dimmed together, since many of them lie upon each other
let over = scene;

function size() { return { width: svg.clientWidth || 800, height: svg.clientHeight || 600 }; }

function look(next) {
  view = next;
  scene.setAttribute("transform", "translate(" + view.x + " " + view.y + ") scale(" + view.k + ")");
  svg.classList.toggle("far", view.k < NEAR);
  svg.classList.toggle("farthest", view.k < 0.42);
  placeNames();
}

/** Shows all of it; of a table's neighbours rather a part than names too small to read. */
function fit() {
  const whole = size();
  const edge = { left: 16, top: 56, right: centre >= 0 && whole.width > 900 ? card.offsetWidth + 28 : 16, bottom: 44 };
  const width = whole.width - edge.left - edge.right;
  const height = whole.height - edge.top - edge.bottom;
  svg.setAttribute("viewBox", "0 0 " + whole.width + " " + whole.height);
  const k = Math.max(centre >= 0 ? 0.75 : 0.05, Math.min(1.15, width / shown.width, height / shown.height));
  const box = shown.boxes.find((each) => each[0] === centre) || [0, 0, 0, 0, 0];
  look({
    k,
    x: edge.left + along(width, shown.width * k, (box[1] + box[3] / 2) * k),
    y: edge.top + along(height, shown.height * k, (box[2] + box[4] / 2) * k),
  });
}

/** Where something begins in a window: in the middle, or if it is too long so that a place in it is seen. */
function along(window, length, at) {
  return length <= window ? (window - length) / 2 : Math.min(0, Math.max(window - length, window / 2 - at));
}

function zoom(factor, x, y) {
  const { width, height } = size();
  const px = x === undefined ? width / 2 : x;
  const py = y === undefined ? height / 2 : y;
  const k = Math.min(3, Math.max(0.05, view.k * factor));
  look({ k, x: px - (px - view.x) * k / view.k, y: py - (py - view.y) * k / view.k });
}

/** From afar, names stand over their boxes: first those with most references, while there is room. */
function placeNames() {
  names.replaceChildren();
  if (view.k >= NEAR) { return; }
  const { width, height } = size();
  const taken = [];
  const order = shown.boxes.slice().sort((a, b) => degree[b[0]] - degree[a[0]] || a[0] - b[0]);
  for (const [table, x, y, w, h] of order) {
    const label = cut(graph.tables[table].label, Math.max(8, Math.floor((w + 34) * view.k / 6.4)));
    const half = letters(label) * 3.2 + 1;
    const cx = Math.min(width - half, Math.max(half, view.x + (x + w / 2) * view.k));
    const cy = view.y + (y + h / 2) * view.k;
    const hidden = svg.classList.contains("dimmed") && !boxes.get(table).classList.contains("near");
    const free = taken.every((other) => Math.abs(other.cx - cx) > other.half + half || Math.abs(other.cy - cy) > 13);
    if (free && !hidden && Math.abs(cx - view.x - (x + w / 2) * view.k) < w * view.k && cy > 0 && cy < height) {
      taken.push({ cx, cy, half });
      make(names, "text", { class: "place", x: cx, y: cy + 4 }, label);
    }
  }
}

/** Names that begin alike often differ in their ends, so the middle goes. */
function cut(text, most) {
  if (letters(text) <= most) { return text; }
  const all = [...text];
  const kept = Math.max(2, Math.floor(most * all.length / letters(text)) - 1);
  const end = Math.floor(kept * 0.4);
  return all.slice(0, kept - end).join("") + "…" + all.slice(all.length - end).join("");
}

function letters(text) {
  let sum = 0;
  for (const letter of text) { sum += letter.codePointAt(0) < 0x1100 ? 1 : 2; }
  return sum;
}

/** Cuts a text off where it would not fit. */
function shorten(node, width) {
  const text = node.textContent;
  let length = text.length;
  while (length > 1 && node.getComputedTextLength() > width) {
    length = Math.min(length - 1, Math.floor(length * width / node.getComputedTextLength()));
    node.textContent = text.slice(0, length) + "…";
  }
}
