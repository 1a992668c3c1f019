"use strict";
// The page around the picture. All text reaches the document through textContent; nothing is ever parsed as HTML.

const page = JSON.parse(document.getElementById("data").textContent);
const { things, facts, quotes, relations, modalities, classes } = page;
const byId = (id) => document.getElementById(id);

const STARTS_WITH = 150; // things shown at first where there are more than SHOWS_ALL
const SHOWS_ALL = 400;
const ROWS = 300; // of the table at once
const DASHES = { reported: [8, 5], planned: [2, 4], possible: [4, 8], opinion: [10, 5, 2, 5] };

const state = {
  language: page.language,
  view: "graph",
  offClasses: new Set(),
  offModalities: new Set(),
  least: 0,
  documents: false,
  values: true,
  unconnected: false,
  unfolded: null, // the things to show, or null for all of them
  selected: null, // { thing } or { edge }
};

// Words

const word = (key) => page.words[state.language][key];
const label = (thing) => things[thing].labels[state.language];
const relation = (fact) => relations[fact.relation][state.language];
const percent = (share) => Math.round(share * 100) + " %";

function day(iso) {
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return iso;
  return new Date(iso + "T00:00Z").toLocaleDateString(state.language, { dateStyle: "long", timeZone: "UTC" });
}

function period(fact) {
  return [fact.from, fact.to].some(Boolean) ? [fact.from, fact.to].map((d) => (d ? day(d) : "")).join(" – ") : "";
}

// Building the document

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") node.addEventListener("click", value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== "" && child !== undefined));
  return node;
}

function draw(width, height, shape, attributes) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const node = document.createElementNS("http://www.w3.org/2000/svg", shape);
  for (const [name, value] of Object.entries({ width, height, "aria-hidden": "true" })) svg.setAttribute(name, value);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  svg.append(node);
  return svg;
}

const OUTLINES = {
  square: "2,2 14,2 14,14 2,14",
  triangle: "8,1 15,14 1,14",
  triangleDown: "1,2 15,2 8,15",
  diamond: "8,1 15,8 8,15 1,8",
  hexagon: "4,2 12,2 16,8 12,14 4,14 0,8",
  star: "8,0 10,6 16,6 11,10 13,16 8,12 3,16 5,10 0,6 6,6",
};

function symbol([shape, color]) {
  if (shape === "dot") return draw(16, 16, "circle", { cx: 8, cy: 8, r: 7, fill: color });
  return draw(16, 16, "polygon", { points: OUTLINES[shape], fill: color });
}

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

function stroke(modality) {
  return {
    color: modality === "denied" ? color("denied") : DASHES[modality] ? color("edge-quiet") : color("edge"),
    width: modality === "possible" || modality === "opinion" ? 1.2 : 2,
    dashes: DASHES[modality] || false,
  };
}

function sample(modality) {
  const { color, width, dashes } = stroke(modality);
  const line = { x1: 0, x2: 34, y1: 7, y2: 7, stroke: color, "stroke-width": width };
  return draw(34, 14, "line", dashes ? { ...line, "stroke-dasharray": dashes.join(" ") } : line);
}

// The picture

const nodes = new vis.DataSet(page.nodes.map((node) => ({ ...node, hidden: true })));
const edges = new vis.DataSet(page.edges.map((edge) => ({ ...edge, hidden: true })));
const network = new vis.Network(byId("canvas"), { nodes, edges }, {
  physics: false,
  layout: { improvedLayout: false },
  interaction: { hover: true, multiselect: false, tooltipDelay: 1e9, hideEdgesOnDrag: page.edges.length > 3000 },
  nodes: { borderWidth: 1, font: { size: 15, strokeWidth: 4 } },
  edges: {
    arrows: { to: { scaleFactor: 0.6 } },
    font: { size: 12, strokeWidth: 4, align: "horizontal" },
    selectionWidth: 1.5,
    hoverWidth: 0.5,
  },
});

function nodeLook(node) {
  const base = { id: node.id, label: node.labels[state.language] };
  const background = color(things[node.id].kind === "entity" ? "page" : "card");
  const font = { color: color("ink"), strokeColor: color("page"), background: color("page") };
  const chosen = { border: color("accent"), background };
  if (things[node.id].kind === "entity") {
    const fill = classes[things[node.id].class]?.look[1] || color("quiet");
    const both = { background: fill, border: color("ink") };
    return { ...base, font, color: { background: fill, border: color("page"), highlight: both, hover: both } };
  }
  Object.assign(font, { size: 13, strokeWidth: 0, color: color("quiet"), background: "none" });
  return { ...base, font, color: { background, border: color("line"), highlight: chosen, hover: chosen } };
}

function edgeLook(edge) {
  const { color: hue, width, dashes } = stroke(edge.modality);
  const opacity = edge.former ? 0.45 : 1;
  const text = color(edge.modality === "denied" ? "denied" : edge.former ? "edge-quiet" : "quiet");
  // A value carries the name of the relation itself.
  const name = things[edge.to].kind === "value" ? "" : relations[edge.relation][state.language];
  return {
    id: edge.id,
    label: `${edge.modality === "denied" ? "✗" : ""} ${name}`.trim() || undefined,
    width,
    dashes,
    color: { color: hue, highlight: color("accent"), hover: color("accent"), opacity },
    font: { color: text, strokeColor: color("page"), background: color("page") },
  };
}

const passes = (fact) => !state.offModalities.has(fact.modality) && fact.confidence >= state.least;

function isShown(thing) {
  const { kind, class: iri } = things[thing];
  if (kind === "document") return state.documents;
  if (kind === "value") return state.values;
  return !state.offClasses.has(iri) && (!state.unfolded || state.unfolded.has(thing));
}

function refresh() {
  const linked = new Set();
  edges.update(page.edges.map((edge) => {
    const hidden = !(edge.facts.some((f) => passes(facts[f])) && isShown(edge.from) && isShown(edge.to));
    if (!hidden) linked.add(edge.from).add(edge.to);
    return { ...edgeLook(edge), hidden };
  }));
  const chosen = state.selected?.thing;
  nodes.update(page.nodes.map((node) => {
    const isLoose = things[node.id].kind !== "value" && state.unconnected;
    const hidden = node.id !== chosen && !(isShown(node.id) && (linked.has(node.id) || isLoose));
    return { ...nodeLook(node), hidden };
  }));
  const folded = things.filter((thing, t) => thing.kind === "entity" && state.unfolded && !state.unfolded.has(t));
  byId("hint").textContent = folded.length ? word("more").replace("{n}", folded.length) : word("help");
  if (state.view === "table") showTable();
}

function unfold(thing) {
  if (!state.unfolded) return;
  state.unfolded.add(thing);
  for (const other of network.getConnectedNodes(thing)) state.unfolded.add(other);
}

// What is said, and where

function quote(fact) {
  const characters = Array.from(quotes[fact.quote]); // kg counts code points, JavaScript UTF-16 units
  const [start, end] = fact.cue || [0, 0];
  const text = (from, to) => characters.slice(from, to).join("");
  const cue = end ? make("mark", {}, text(start, end)) : "";
  return make("blockquote", {}, text(0, start), cue, text(end));
}

function goTo(thing) {
  return make("button", { type: "button", onclick: () => select({ thing }, true) }, label(thing));
}

function triple(fact) {
  const mark = fact.modality === "denied" ? "✗ " : "";
  const about = fact.about ? "≈ " : "";
  const middle = make("span", { class: "relation" }, ` ${mark}${relation(fact)} ${about}`);
  return make("p", { class: "triple " + fact.modality }, goTo(fact.subject), middle, goTo(fact.object));
}

const speakers = (fact) => (fact.by || []).map(label).join(", ") || word("text");

function source(fact) {
  const text = things[fact.document];
  const details = [text?.labels[state.language], text?.date ? day(text.date) : word("undated")];
  return make("p", { class: "source" }, details.filter(Boolean).join(", "));
}

function testimony(fact) {
  const tag = (text, kind = "") => (text ? make("span", { class: "tag " + kind }, text) : "");
  return make("div", { class: fact.former ? "former" : "" },
    quote(fact),
    make("p", { class: "source" },
      tag(modalities[fact.modality][state.language], fact.modality), tag(fact.former && word("former")),
      tag(period(fact)), `${word("says")}: ${speakers(fact)} · ${word("confidence")} ${percent(fact.confidence)}`),
    source(fact));
}

function factCards(numbers) {
  const groups = new Map(); // what says the same stands together
  for (const fact of numbers.map((n) => facts[n])) {
    const key = [fact.subject, fact.relation, fact.object].join();
    groups.set(key, [...(groups.get(key) || []), fact]);
  }
  return [...groups.values()].map((group) =>
    make("article", { class: "fact" }, triple(group[0]), ...group.map(testimony)));
}

function thingPanel(thing) {
  const { kind, class: iri, aliases, authors, date, file } = things[thing];
  const about = facts.map((fact, n) => n).filter((n) => {
    const fact = facts[n];
    return fact.subject === thing || fact.object === thing || (kind === "document" && fact.document === thing);
  });
  const described = [
    iri ? classes[iri].labels[state.language] : kind === "document" ? word("document") : "",
    aliases ? `${word("aliases")}: ${aliases.join(", ")}` : "",
    authors ? `${word("authors")} ${authors.map(label).join(", ")}` : "",
    date ? day(date) : "", file || "",
  ];
  const canUnfold = state.unfolded && kind === "entity";
  return [
    make("h2", {}, label(thing)),
    make("p", {}, described.filter(Boolean).join(" · ")),
    canUnfold ? make("button", { type: "button", onclick: () => { unfold(thing); refresh(); } }, word("neighbours")) : "",
    ...factCards(about),
  ];
}

function showPanel() {
  const { thing, edge } = state.selected || {};
  byId("panel").hidden = !state.selected;
  if (!state.selected) return;
  const close = make("button", { type: "button", class: "close", "aria-label": word("close"), onclick: () => select(null) }, "×");
  const content = edge ? [make("h2", {}, word("evidence")), ...factCards(edges.get(edge).facts)] : thingPanel(thing);
  byId("panel").replaceChildren(close, ...content.filter(Boolean));
  byId("panel").scrollTop = 0;
}

function select(selected, focus = false) {
  state.selected = selected;
  const thing = selected?.thing;
  if (thing !== undefined && state.unfolded) state.unfolded.add(thing);
  refresh();
  showPanel();
  network.unselectAll();
  if (thing !== undefined) network.selectNodes([thing]);
  else if (selected) network.selectEdges([selected.edge]);
  if (selected && state.view === "graph") reveal(focus);
}

// Bring what is selected out from under the panel, or into the middle if it was looked for.
function reveal(focus) {
  const { thing, edge } = state.selected;
  const ends = thing !== undefined ? [thing] : network.getConnectedNodes(edge);
  const points = Object.values(network.getPositions(ends));
  const width = byId("canvas").clientWidth;
  const free = width - (byId("panel").clientWidth < width ? byId("panel").clientWidth : 0);
  const scale = focus ? Math.max(network.getScale(), 0.8) : network.getScale();
  if (!focus && points.every((point) => network.canvasToDOM(point).x < free - 60)) return;
  const middle = (axis) => (Math.min(...points.map((p) => p[axis])) + Math.max(...points.map((p) => p[axis]))) / 2;
  const position = { x: middle("x") + (width - free) / 2 / scale, y: focus ? middle("y") : network.getViewPosition().y };
  network.moveTo({ position, scale, animation: false });
}

// The same as a table

function showTable() {
  const query = byId("search").value.trim().toLowerCase();
  const rows = facts.filter((fact) => {
    const texts = [label(fact.subject), relation(fact), label(fact.object), speakers(fact), quotes[fact.quote]];
    return passes(fact) && !state.offClasses.has(things[fact.subject].class) && (!query || texts.join("\n").toLowerCase().includes(query));
  });
  const heads = ["subject", "relation", "object", "modality", "says", "confidence", "quote", "document"];
  const table = make("table", {},
    make("caption", {}, rows.length > ROWS ? word("rows").replace("{n}", ROWS).replace("{all}", rows.length)
      : `${rows.length} ${word("facts")}`),
    make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, word(head))))),
    make("tbody", {}, ...rows.slice(0, ROWS).map(tableRow)));
  byId("table").replaceChildren(table);
}

function tableRow(fact) {
  const mark = fact.modality === "denied" ? "✗ " : "";
  const said = [modalities[fact.modality][state.language], fact.former && word("former"), period(fact)];
  const cells = [
    goTo(fact.subject), mark + relation(fact), goTo(fact.object), said.filter(Boolean).join(", "), speakers(fact),
    percent(fact.confidence), quote(fact), fact.document === undefined ? "" : goTo(fact.document),
  ];
  return make("tr", { class: fact.modality }, ...cells.map((cell) => make("td", {}, cell)));
}

// Legend and filters

function checkbox(isOn, change, ...content) {
  const box = make("input", { type: "checkbox" });
  box.checked = isOn;
  const line = make("label", { class: isOn ? "" : "off" }, box, ...content);
  box.addEventListener("change", () => { change(box.checked); line.className = box.checked ? "" : "off"; refresh(); });
  return line;
}

const setFilter = (set, value) => (isOn) => (isOn ? set.delete(value) : set.add(value));
const count = (list, test) => make("span", { class: "count" }, String(list.filter(test).length));

function showFilters() {
  const slider = make("input", { type: "range", min: 0, max: 1, step: 0.05, "aria-label": word("confidence") });
  slider.value = state.least;
  const shown = make("span", { class: "count" }, percent(state.least));
  slider.addEventListener("input", () => {
    state.least = Number(slider.value);
    shown.textContent = percent(state.least);
    refresh();
  });
  const toggle = (name, text) => checkbox(state[name], (isOn) => { state[name] = isOn; }, text);
  const texts = things.map((thing, t) => t).filter((t) => things[t].kind === "document");
  const inUse = Object.keys(modalities).filter((modality) => facts.some((fact) => fact.modality === modality));
  byId("filters").replaceChildren(
    make("h2", {}, word("classes")),
    ...Object.entries(classes).map(([iri, { labels, look }]) => checkbox(!state.offClasses.has(iri),
      setFilter(state.offClasses, iri), symbol(look), labels[state.language], count(things, (t) => t.class === iri))),
    make("h2", {}, word("modalities")),
    ...inUse.map((m) => checkbox(!state.offModalities.has(m), setFilter(state.offModalities, m),
      sample(m), (m === "denied" ? "✗ " : "") + modalities[m][state.language], count(facts, (f) => f.modality === m))),
    make("h2", {}, word("confidence")),
    make("label", {}, word("least"), shown), slider,
    make("h2", {}, word("show")),
    toggle("values", word("values")), toggle("documents", word("documents")), toggle("unconnected", word("unconnected")),
    make("h2", {}, word("documents")),
    make("ul", { class: "documents" }, ...texts.map((text) => make("li", {},
      make("button", { type: "button", class: "plain", onclick: () => select({ thing: text }) }, label(text),
        make("small", {}, things[text].date ? day(things[text].date) : word("undated")))))),
  );
}

// Header and search

function showHeader() {
  const size = (kind) => things.filter((thing) => thing.kind === kind).length;
  document.documentElement.lang = state.language;
  document.title = byId("title").textContent = page.title || word("page");
  const several = (n, one, many) => `${n.toLocaleString(state.language)} ${word(n === 1 ? one : many)}`;
  byId("counts").textContent = [several(size("document"), "document", "documents"),
    several(size("entity"), "entity", "entities"), several(facts.length, "fact", "facts")].join(" · ");
  byId("search").placeholder = word("search");
  byId("search").setAttribute("aria-label", word("search"));
  byId("fit").textContent = word("fit");
  byId("filters").setAttribute("aria-label", word("filters"));
  byId("canvas").setAttribute("aria-label", `${word("graph")}: ${byId("counts").textContent}`);
  byId("languages").setAttribute("aria-label", word("language"));
  const button = (isOn, text, title, onclick) =>
    make("button", { type: "button", title, "aria-pressed": String(isOn), onclick }, text);
  byId("views").replaceChildren(...["graph", "table"].map((view) =>
    button(view === state.view, word(view), undefined, () => { state.view = view; showAll(); })));
  byId("languages").replaceChildren(...Object.entries(page.words).map(([language, words]) =>
    button(language === state.language, language, words.name, () => { state.language = language; showAll(); })));
}

function matches(query) {
  const names = ({ labels, aliases }) => [...Object.values(labels), ...(aliases || [])].map((name) => name.toLowerCase());
  const rank = (thing) => Math.min(...names(thing).map((name) => (name.startsWith(query) ? 0 : name.includes(query) ? 1 : 2)));
  return things.map((thing, t) => [rank(thing), ["entity", "document", "value"].indexOf(thing.kind), t])
    .filter(([found]) => found < 2).sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, 8).map((m) => m[2]);
}

function search() {
  const query = byId("search").value.trim().toLowerCase();
  if (state.view === "table") showTable();
  const found = query && state.view === "graph" ? matches(query) : [];
  const choose = (thing) => () => { byId("matches").hidden = true; select({ thing }, true); };
  byId("matches").hidden = !query || state.view === "table";
  byId("matches").replaceChildren(...found.map((thing) =>
    make("li", {}, make("button", { type: "button", onclick: choose(thing) }, label(thing)))));
  if (query && !found.length) byId("matches").append(make("li", {}, word("nothing")));
}

function showAll() {
  byId("picture").hidden = state.view !== "graph";
  byId("table").hidden = state.view !== "table";
  byId("matches").hidden = true;
  showHeader();
  showFilters();
  refresh();
  showPanel();
}

function fitAll() {
  network.fit({ animation: false, maxZoomLevel: 1.4 });
  network.moveTo({ scale: network.getScale() * 0.94, animation: false }); // labels stand out beyond their symbols
}

// Fit the picture, but never so small that labels cannot be read: then the most connected thing is in the middle.
function fit() {
  fitAll();
  const shown = nodes.getIds({ filter: (node) => !node.hidden });
  if (network.getScale() >= 0.6 || !shown.length) return;
  const degree = (id) => network.getConnectedEdges(id).length;
  const centre = shown.reduce((best, id) => (degree(id) > degree(best) ? id : best));
  network.moveTo({ position: network.getPosition(centre), scale: 0.7, animation: false });
}

function mostConnected() {
  const degree = things.map(() => 0);
  for (const { subject, object } of facts) { degree[subject] += 1; degree[object] += 1; }
  const entities = things.map((thing, t) => t).filter((t) => things[t].kind === "entity");
  if (entities.length <= SHOWS_ALL) return null;
  return new Set(entities.sort((a, b) => degree[b] - degree[a] || a - b).slice(0, STARTS_WITH));
}

network.on("click", ({ nodes: [thing], edges: [edge] }) =>
  select(thing !== undefined ? { thing } : edge !== undefined ? { edge } : null));
network.on("doubleClick", ({ nodes: [thing] }) => { if (thing !== undefined) { unfold(thing); refresh(); } });
byId("fit").addEventListener("click", fitAll);
byId("search").addEventListener("input", search);
byId("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") byId("matches").querySelector("button")?.click();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { byId("matches").hidden = true; select(null); }
  if (event.key === "/" && document.activeElement !== byId("search")) { event.preventDefault(); byId("search").focus(); }
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showAll);
state.unfolded = mostConnected();
showAll();
fit();
