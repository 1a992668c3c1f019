"use strict";
// The page to ask. All text reaches the document through textContent; nothing is ever parsed as HTML.

const byId = (id) => document.getElementById(id);
const field = byId("query");
const MOST_ROWS = 1000; // of the table at once
const MOST_NODES = 150; // of the picture
const MOST_BARS = 60;
const TABLE = "application/sparql-results+json";
const DOWNLOADS = {
  table: { CSV: ["text/csv", "csv"], JSON: [TABLE, "json"], TSV: ["text/tab-separated-values", "tsv"],
    XML: ["application/sparql-results+xml", "xml"] },
  graph: { Turtle: ["text/turtle", "ttl"], "JSON-LD": ["application/ld+json", "jsonld"],
    "N-Triples": ["application/n-triples", "nt"], "RDF/XML": ["application/rdf+xml", "rdf"] },
};
const START = `# Who leads whom, and who did?
SELECT ?person ?role ?organization WHERE {
  VALUES ?role { kg:ceoOf kg:chairOf kg:formerCeoOf }
  ?person ?role ?organization .
}`;
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

let known = { base: "", prefixes: {}, terms: [], queries: [], looks: {} };
let answer = null; // { asked, kind: "table" | "graph" | "truth", columns, rows, time }
let names = new Map(); // IRI -> { name, type }
let asking = null; // what stops the question that is being asked
const state = { view: "table", lines: 0 };

// Building the document

function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function draw(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") node.addEventListener("click", value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== "" && child !== undefined && child !== null));
  return node;
}

// The editor

const KEYWORDS = `SELECT DISTINCT REDUCED ASK CONSTRUCT DESCRIBE WHERE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER
  NOT EXISTS IN BIND AS VALUES UNDEF GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET PREFIX BASE COUNT SUM MIN MAX AVG SAMPLE
  GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI URI CONTAINS STRSTARTS STRENDS REGEX REPLACE CONCAT
  STRLEN SUBSTR LCASE UCASE YEAR MONTH DAY COALESCE IF ISIRI ISLITERAL ISNUMERIC ABS ROUND true false`.split(/\s+/);
const WORDS = new Set(KEYWORDS.map((word) => word.toUpperCase()));
const TOKEN = new RegExp([
  "(?<comment>#[^\\n]*)", "(?<iri><[^<>\"{}|^`\\\\\\s]*>)",
  "(?<string>'''[^]*?'''|\"\"\"[^]*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*')",
  "(?<variable>[?$][\\p{L}\\p{N}_]+)", "(?<name>[\\p{L}\\p{N}_-]*:[\\p{L}\\p{N}_.%-]*)", "(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)",
].join("|"), "gu");

function paint() {
  const text = field.value;
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(TOKEN)) {
    const [kind] = Object.entries(found.groups).find(([, value]) => value !== undefined);
    const isPlain = kind === "word" && !WORDS.has(found[0].toUpperCase()) && found[0] !== "a";
    if (isPlain) continue;
    parts.push(text.slice(end, found.index), make("span", { class: kind === "word" ? "keyword" : kind }, found[0]));
    end = found.index + found[0].length;
  }
  byId("painted").replaceChildren(...parts, text.slice(end), "\n");
  const lines = Math.min(Math.max(text.split("\n").length, 5), 18);
  if (lines !== state.lines) byId("editor").style.height = `${lines * 19.5 + 40}px`;
  state.lines = lines;
  scroll();
}

function scroll() {
  const pre = byId("painted").parentElement;
  pre.scrollTop = field.scrollTop;
  pre.scrollLeft = field.scrollLeft;
}

function insert(text, from, to) {
  field.focus();
  field.setSelectionRange(from, to);
  // The browser's own way to insert, so that it can be undone.
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text, from, to, "end");
  paint();
}

// Completion

let offers = [];
let chosen = 0;

function wordAtCaret() {
  const before = field.value.slice(0, field.selectionStart);
  return /[?$]?[\p{L}\p{N}_-]*(?::[\p{L}\p{N}_.-]*)?$/u.exec(before)[0];
}

function findOffers(word) {
  const wanted = word.toLowerCase();
  if (wanted.startsWith("?") || wanted.startsWith("$")) {
    const variables = new Set([...field.value.matchAll(/[?$][\p{L}\p{N}_]+/gu)].map((found) => found[0]));
    variables.delete(word);
    return [...variables].filter((name) => name.toLowerCase().startsWith(wanted)).sort().map((name) => ({ text: name, about: "variable" }));
  }
  const local = (text) => text.slice(text.indexOf(":") + 1).toLowerCase();
  const rank = ({ text, labels }) => {
    if (text.toLowerCase().startsWith(wanted) || local(text).startsWith(wanted)) return 0;
    if (wanted.includes(":")) return text.toLowerCase().includes(wanted) ? 1 : 9;
    return labels.some((label) => label.toLowerCase().includes(wanted)) ? 1 : 9;
  };
  const terms = known.terms.map((term) => [rank(term), term]).filter(([found]) => found < 9)
    .sort((a, b) => a[0] - b[0] || a[1].text.localeCompare(b[1].text))
    .filter(([, term]) => term.text !== word).map(([, term]) => ({ text: term.text, about: `${term.kind}: ${term.labels[0]}` }));
  const words = wanted.includes(":") ? [] : KEYWORDS.filter((name) => name.toLowerCase().startsWith(wanted) && name.toLowerCase() !== wanted)
    .map((name) => ({ text: name, about: "" }));
  const prefixes = wanted.includes(":") ? [] : Object.keys(known.prefixes).filter((name) => name.startsWith(wanted))
    .map((name) => ({ text: name + ":", about: "prefix" }));
  return [...words, ...prefixes, ...terms];
}

function offer(isAsked) {
  const word = wordAtCaret();
  offers = word.length > 1 || isAsked ? findOffers(word).slice(0, 9) : [];
  chosen = 0;
  showOffers();
}

function showOffers() {
  const list = byId("offers");
  list.hidden = !offers.length;
  if (!offers.length) return;
  list.replaceChildren(...offers.map(({ text, about }, number) => {
    const line = make("li", { role: "option", "aria-selected": String(number === chosen) }, text, make("small", {}, about));
    line.addEventListener("mousedown", (event) => { event.preventDefault(); accept(number); });
    return line;
  }));
  const before = field.value.slice(0, field.selectionStart - wordAtCaret().length);
  const line = before.split("\n").length;
  const column = before.length - before.lastIndexOf("\n") - 1;
  list.style.left = `${Math.max(4, Math.min(12 + column * 7.83 - field.scrollLeft, field.clientWidth - 320))}px`;
  list.style.top = `${10 + line * 19.5 - field.scrollTop}px`;
}

function hideOffers() {
  offers = [];
  byId("offers").hidden = true;
}

function accept(number) {
  const end = field.selectionStart;
  const word = wordAtCaret();
  insert(offers[number].text, end - word.length, end);
  hideOffers();
}

function onKey(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); hideOffers(); ask(); return; }
  if (event.key === " " && event.ctrlKey) { event.preventDefault(); offer(true); return; }
  if (!offers.length) return;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) chosen = (chosen + steps[event.key] + offers.length) % offers.length;
  else if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); accept(chosen); return; }
  else if (event.key === "Escape") { hideOffers(); return; }
  else return;
  event.preventDefault();
  showOffers();
}

function spellOut() {
  const text = field.value;
  const bare = text.replace(TOKEN, (found, ...rest) => (rest.at(-1).name ? found : " "));
  const used = new Set([...bare.matchAll(/([\w-]+):/g)].map((found) => found[1]));
  const declared = new Set([...text.matchAll(/PREFIX\s+([\w-]*):/gi)].map((found) => found[1]));
  const missing = Object.keys(known.prefixes).filter((name) => used.has(name) && !declared.has(name));
  if (missing.length) insert(missing.map((name) => `PREFIX ${name}: <${known.prefixes[name]}>\n`).join(""), 0, 0);
}

// Asking

async function send(query, accept, signal) {
  const reply = await fetch("/sparql", {
    method: "POST", body: new URLSearchParams({ query }), headers: { Accept: accept }, signal,
  });
  if (!reply.ok) throw new Error((await reply.text()).trimEnd());
  return reply;
}

async function rowsOf(query) {
  return (await (await send(query, TABLE)).json()).results.bindings;
}

async function ask() {
  asking?.abort();
  const mine = asking = new AbortController();
  byId("error").hidden = true;
  byId("run").hidden = true;
  byId("stop").hidden = false;
  const asked = field.value;
  const start = performance.now();
  try {
    const reply = await send(asked, `${TABLE}, application/n-triples;q=0.9`, mine.signal);
    const found = read(reply.headers.get("Content-Type"), await reply.text());
    answer = { asked, ...found, time: performance.now() - start };
    history.replaceState(null, "", link(asked));
    await learnNames();
    if (asking === mine) showAnswer();
  } catch (error) {
    if (error.name !== "AbortError") showError(error.message);
  } finally {
    if (asking === mine) {
      asking = null;
      byId("run").hidden = false;
      byId("stop").hidden = true;
    }
  }
}

function read(type, text) {
  if (type.startsWith("application/n-triples")) {
    return { kind: "graph", columns: ["subject", "predicate", "object"], rows: readTriples(text) };
  }
  const json = JSON.parse(text);
  if ("boolean" in json) return { kind: "truth", columns: [], rows: [], truth: json.boolean };
  return { kind: "table", columns: json.head.vars, rows: json.results.bindings };
}

const TRIPLE = /^(?:<(.*?)>|_:(\S+)) <(.*?)> (?:<(.*?)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@(\S+)|\^\^<(.*?)>)?) \.$/;
const ESCAPES = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

function readTriples(text) {
  const unescape = (value) => value.replace(/\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
    one ? ESCAPES[one] || one : String.fromCodePoint(parseInt(four || eight, 16)));
  const node = (iri, blank) => (iri !== undefined ? { type: "uri", value: unescape(iri) } : { type: "bnode", value: blank });
  return text.split("\n").map((line) => TRIPLE.exec(line)).filter(Boolean).map((part) => ({
    subject: node(part[1], part[2]),
    predicate: node(part[3]),
    object: part[6] === undefined ? node(part[4], part[5])
      : { type: "literal", value: unescape(part[6]), "xml:lang": part[7], datatype: part[8] },
  }));
}

// An IRI is named in a second question; the first is the reader's own.
async function learnNames() {
  const cells = answer.rows.slice(0, MOST_ROWS).flatMap((row) => Object.values(row));
  const wanted = new Set(cells.filter((cell) => cell.type === "uri" && cell.value.startsWith(known.base) && !names.has(cell.value))
    .map((cell) => cell.value));
  if (!wanted.size) return;
  const language = navigator.language.slice(0, 2);
  const rows = await rowsOf(`SELECT ?iri ?name ?type WHERE { VALUES ?iri { ${[...wanted].slice(0, 1500).map((iri) => `<${iri}>`).join(" ")} }
    OPTIONAL { ?iri a ?type } OPTIONAL { ?iri skos:prefLabel ?preferred } OPTIONAL { ?iri rdfs:label ?label }
    BIND (COALESCE(?preferred, ?label) AS ?name) } ORDER BY ?iri ?name`);
  for (const { iri, name, type } of rows) {
    const before = names.get(iri.value);
    const isOurs = name && [language, "en"].includes(name["xml:lang"]) && before?.language !== language;
    if (!before || isOurs) names.set(iri.value, { name: name?.value, language: name?.["xml:lang"], type: type?.value });
  }
}

function showError(message) {
  byId("error").textContent = message;
  byId("error").hidden = false;
  byId("answer").hidden = true;
  const place = /line (\d+), column (\d+)/.exec(message);
  if (!place) return;
  const lines = field.value.split("\n");
  const offset = lines.slice(0, place[1] - 1).reduce((sum, line) => sum + line.length + 1, 0) + Number(place[2]) - 1;
  field.focus();
  field.setSelectionRange(Math.min(offset, field.value.length), Math.min(offset + 1, field.value.length));
}

// Words for terms

function shorten(iri) {
  for (const [prefix, namespace] of Object.entries(known.prefixes)) {
    if (iri.startsWith(namespace) && iri !== namespace) return `${prefix}:${iri.slice(namespace.length)}`;
  }
  return iri.startsWith(known.base) ? iri.slice(known.base.length) : iri;
}

const termOf = (iri) => known.terms.find((term) => term.iri === iri);
const isThing = (cell) => cell?.type === "uri" && cell.value.startsWith(known.base) && !cell.value.includes("#");
const isNumber = (cell) => cell?.type === "literal" && /#(integer|decimal|double|float|int|long)$/.test(cell.datatype || "");

function words(cell) {
  if (!cell) return "";
  if (cell.type === "bnode") return `_:${cell.value}`;
  if (cell.type !== "uri") return cell.value;
  if (!byId("names").checked) return shorten(cell.value);
  return names.get(cell.value)?.name || termOf(cell.value)?.labels[0] || known.others[cell.value] || shorten(cell.value);
}

function pathOf(iri) {
  return "/" + iri.slice(known.base.length).split("/").map((part) => encodeURIComponent(decodeURI(part))).join("/");
}

function show(cell) {
  if (isThing(cell)) return make("a", { href: pathOf(cell.value), title: cell.value }, words(cell));
  if (cell?.type === "uri" && /^https?:/.test(cell.value) && !cell.value.startsWith(known.base)) {
    return make("a", { href: cell.value, rel: "noreferrer noopener", title: cell.value }, words(cell));
  }
  const language = cell?.["xml:lang"];
  return make("span", { title: cell?.type === "uri" ? cell.value : undefined }, words(cell), language ? make("small", {}, ` ${language}`) : "");
}

// The answer

const VIEWS = { table: showTable, graph: showGraph, chart: showChart };

function showAnswer() {
  byId("answer").hidden = false;
  byId("panel").hidden = true;
  const possible = ["table", ...(linksOf().length ? ["graph"] : []), ...(numberColumn() ? ["chart"] : [])];
  const view = possible.includes(state.view) ? state.view : "table";
  byId("views").replaceChildren(...possible.map((name) => make("button", {
    type: "button", "aria-pressed": String(name === view), onclick: () => { state.view = name; showAnswer(); },
  }, name[0].toUpperCase() + name.slice(1))));
  const count = answer.rows.length;
  const what = answer.kind === "graph" ? "triple" : "row";
  byId("summary").textContent = answer.kind === "truth" ? `Answered in ${Math.round(answer.time)} ms`
    : `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"} in ${Math.round(answer.time)} ms`;
  const kind = answer.kind === "graph" ? "graph" : "table";
  byId("download").replaceChildren(make("option", { value: "" }, "as …"),
    ...Object.keys(DOWNLOADS[kind]).map((name) => make("option", { value: name }, name)));
  for (const name of Object.keys(VIEWS)) byId(name).hidden = name !== view;
  VIEWS[view]();
}

function showTable() {
  if (answer.kind === "truth") {
    byId("table").replaceChildren(make("p", { class: "question" }, make("strong", {}, answer.truth ? "Yes" : "No")));
    return;
  }
  const proven = answer.rows.slice(0, MOST_ROWS).map((row) => proofOf(row));
  const hasProof = proven.some(Boolean);
  const head = make("tr", {}, ...answer.columns.map((name) => make("th", { scope: "col" }, name)), hasProof ? make("th", { scope: "col" }, "") : "");
  const body = answer.rows.slice(0, MOST_ROWS).map((row, number) => make("tr", {},
    ...answer.columns.map((name) => make("td", { class: isNumber(row[name]) ? "number" : undefined }, row[name] ? show(row[name]) : "")),
    hasProof ? make("td", {}, proven[number] ? make("button", { type: "button", class: "proof", onclick: () => prove(proven[number]) }, "sentence") : "") : ""));
  const rest = answer.rows.length - MOST_ROWS;
  byId("table").replaceChildren(
    make("table", {}, rest > 0 ? make("caption", {}, `The first ${MOST_ROWS}; a download has all of them.`) : "",
      make("thead", {}, head), make("tbody", {}, ...body)));
}

// The sentence behind a row

function proofOf(row) {
  const cells = Object.values(row).filter((cell) => cell.type === "uri");
  const statement = cells.find((cell) => cell.value.startsWith(`${known.base}statement/`));
  if (statement) return { statement: statement.value };
  const things = answer.columns.map((name) => row[name]).filter(isThing).map((cell) => cell.value)
    .filter((iri) => !iri.startsWith(`${known.base}document/`));
  const property = cells.find((cell) => termOf(cell.value)?.kind === "property");
  return things.length > 1 ? { subject: things[0], object: things[1], property: property?.value } : null;
}

async function prove({ statement, subject, object, property }) {
  const about = statement ? `VALUES ?statement { <${statement}> } ?statement rdf:subject ?subject ; rdf:object ?object .`
    : `VALUES (?subject ?object) { (<${subject}> <${object}>) (<${object}> <${subject}>) } ?statement rdf:subject ?subject ; rdf:object ?object .`;
  const which = property ? `VALUES ?property { <${property}> }` : "";
  const query = `SELECT DISTINCT ?statement ?subject ?property ?object ?modality ?confidence ?quote ?start ?cueStart ?cueEnd ?document ?title ?date WHERE {
    ${about} ${which} ?statement rdf:predicate ?property ; kg:modality ?modality ; kg:confidence ?confidence ; kg:evidence ?evidence ;
      prov:wasDerivedFrom ?document . ?evidence oa:exact ?quote ; oa:start ?start .
    OPTIONAL { ?statement kg:cueStart ?cueStart ; kg:cueEnd ?cueEnd }
    OPTIONAL { ?document rdfs:label ?title } OPTIONAL { ?document schema:datePublished ?date } } ORDER BY ?document ?start LIMIT 50`;
  const rows = await rowsOf(query);
  const cards = rows.map((row) => make("article", { class: "fact" },
    make("p", { class: "triple" }, show(row.subject), " ", make("em", {}, words(row.property)), " ", show(row.object)),
    quote(row),
    make("p", { class: "source" }, make("span", { class: `tag ${row.modality.value.split("#")[1]}` }, words(row.modality)),
      `confidence ${Math.round(Number(row.confidence.value) * 100)} %`, make("br"),
      make("a", { href: pathOf(row.document.value) }, row.title?.value || shorten(row.document.value)), row.date ? `, ${row.date.value}` : "")));
  const close = make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => { byId("panel").hidden = true; } }, "×");
  byId("panel").replaceChildren(close, make("h2", {}, "Evidence"), ...(cards.length ? cards : [make("p", {}, "No sentence says this of them.")]));
  byId("panel").hidden = false;
  byId("panel").focus();
}

function quote({ quote: text, start, cueStart, cueEnd }) {
  const characters = Array.from(text.value); // kg counts code points, JavaScript UTF-16 units
  const [from, to] = cueStart ? [Number(cueStart.value) - Number(start.value), Number(cueEnd.value) - Number(start.value)] : [0, 0];
  if (!(from >= 0 && from < to && to <= characters.length)) return make("blockquote", {}, text.value);
  const piece = (a, b) => characters.slice(a, b).join("");
  return make("blockquote", {}, piece(0, from), make("mark", {}, piece(from, to)), piece(to));
}

// The answer as a picture

// In a row, the first thing is linked to the others; a property among them names the link.
function linksOf() {
  if (answer.kind === "graph") {
    return answer.rows.filter((row) => row.predicate.value !== `${RDF}type` && row.object.type === "uri")
      .map((row) => ({ from: row.subject, to: row.object, name: words(row.predicate), row }));
  }
  return answer.rows.slice(0, MOST_ROWS).flatMap((row) => {
    const columns = answer.columns.filter((name) => row[name]);
    const things = columns.filter((name) => isThing(row[name]) && !/\/(document|statement)\//.test(row[name].value));
    const property = columns.find((name) => termOf(row[name].value)?.kind === "property");
    return things.slice(1).map((name) => ({ from: row[things[0]], to: row[name], name: property ? words(row[property]) : name, row }));
  });
}

const OUTLINES = {
  square: "-7,-7 7,-7 7,7 -7,7", triangle: "0,-8 8,7 -8,7", triangleDown: "-8,-7 8,-7 0,8", diamond: "0,-9 9,0 0,9 -9,0",
  hexagon: "-4,-7 4,-7 8,0 4,7 -4,7 -8,0", star: "0,-9 2.3,-3 9,-3 3.7,1.2 5.6,8 0,4 -5.6,8 -3.7,1.2 -9,-3 -2.3,-3",
};

function symbol(iri) {
  const [shape, color] = known.looks[names.get(iri)?.type] || ["dot", ""];
  const attributes = color ? { fill: color } : { class: "value" };
  return shape === "dot" ? draw("circle", { r: 8, ...attributes }) : draw("polygon", { points: OUTLINES[shape], ...attributes });
}

// Spring forces from a fixed start: the same answer gives the same picture.
function arrange(count, pairs, width, height) {
  const places = Array.from({ length: count }, (_, n) => [
    width / 2 + Math.cos(n * 2.39996) * 18 * Math.sqrt(n + 0.5), height / 2 + Math.sin(n * 2.39996) * 18 * Math.sqrt(n + 0.5)]);
  const ideal = Math.min(120, 0.9 * Math.sqrt((width * height) / Math.max(count, 1)));
  const far = ideal * 3; // beyond which two things leave each other alone, so that loose groups stay near
  for (let heat = 60; heat > 0.5; heat *= 0.98) {
    const moves = places.map(([x, y]) => [(width / 2 - x) * 0.012, (height / 2 - y) * 0.03]);
    const push = (a, b, force) => {
      const [dx, dy] = [places[a][0] - places[b][0], places[a][1] - places[b][1]];
      const distance = Math.max(Math.hypot(dx, dy), 0.1);
      const step = force(distance) / distance;
      moves[a][0] += dx * step; moves[a][1] += dy * step;
      moves[b][0] -= dx * step; moves[b][1] -= dy * step;
    };
    for (let a = 0; a < count; a++) for (let b = 0; b < a; b++) push(a, b, (d) => (d < far ? (ideal * ideal) / d / 4 : 0));
    for (const [a, b] of pairs) push(a, b, (d) => -(d * d) / ideal / 6);
    places.forEach((place, n) => {
      const length = Math.max(Math.hypot(...moves[n]), 0.01);
      place[0] += (moves[n][0] / length) * Math.min(length, heat);
      place[1] += (moves[n][1] / length) * Math.min(length, heat);
    });
  }
  return places;
}

function showGraph() {
  const links = linksOf();
  const numbers = new Map();
  for (const { from, to } of links) for (const cell of [from, to]) {
    if (!numbers.has(cell.value) && numbers.size < MOST_NODES) numbers.set(cell.value, { cell, n: numbers.size });
  }
  const merged = new Map(); // what links the same two stands on one line
  for (const link of links) {
    if (!numbers.has(link.from.value) || !numbers.has(link.to.value) || link.from.value === link.to.value) continue;
    const key = `${link.from.value} ${link.to.value}`;
    const old = merged.get(key);
    if (old) old.names.add(link.name);
    else merged.set(key, { ...link, names: new Set([link.name]) });
  }
  const drawn = [...merged.values()];
  const number = (cell) => numbers.get(cell.value).n;
  const places = arrange(numbers.size, drawn.map(({ from, to }) => [number(from), number(to)]), 1000, 560);
  const edges = drawn.map((edge) => {
    const [[x1, y1], [x2, y2]] = [places[number(edge.from)], places[number(edge.to)]];
    const length = Math.max(Math.hypot(x2 - x1, y2 - y1), 1);
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    const line = draw("line", { x1: x1 + ux * 10, y1: y1 + uy * 10, x2: x2 - ux * 14, y2: y2 - uy * 14, "marker-end": "url(#arrow)" });
    const text = draw("text", { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 4, "text-anchor": "middle" }, [...edge.names].join(", "));
    const proof = answer.kind === "graph"
      ? { subject: edge.from.value, object: edge.to.value, property: edge.names.size === 1 ? edge.row.predicate.value : undefined }
      : { subject: edge.from.value, object: edge.to.value };
    return draw("g", { class: "edge", onclick: () => prove(proof) }, line, text);
  });
  const nodes = [...numbers.values()].map(({ cell, n }) => draw("g", { transform: `translate(${places[n][0]} ${places[n][1]})` },
    draw("a", isThing(cell) ? { href: pathOf(cell.value) } : {}, symbol(cell.value), draw("text", { y: 22, "text-anchor": "middle" }, words(cell)))));
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  const box = [Math.min(...xs) - 90, Math.min(...ys) - 30];
  const size = [Math.max(...xs) + 90 - box[0], Math.max(...ys) + 40 - box[1]];
  const tall = Math.min(Math.max((size[1] * byId("graph").clientWidth) / size[0], 260), 760);
  const head = draw("defs", {}, draw("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
    draw("path", { d: "M0,0 L8,4 L0,8 z" })));
  byId("graph").replaceChildren(draw("svg", { viewBox: [...box, ...size].join(" "), height: tall, role: "img", "aria-label": `${numbers.size} things, ${drawn.length} links` },
    head, ...edges, ...nodes));
}

// The answer as bars

function numberColumn() {
  if (answer.kind !== "table" || !answer.rows.length) return undefined;
  return answer.columns.find((name) => answer.rows.some((row) => row[name]) && answer.rows.every((row) => !row[name] || isNumber(row[name])));
}

function showChart() {
  const column = numberColumn();
  const others = answer.columns.filter((name) => name !== column && !answer.rows.every((row) => !row[name] || isNumber(row[name])));
  const bars = answer.rows.filter((row) => row[column]).slice(0, MOST_BARS)
    .map((row) => ({ name: others.map((name) => words(row[name])).filter(Boolean).join(" · ") || "–", value: Number(row[column].value) }));
  const values = bars.map((bar) => bar.value);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const scale = (value) => 300 + ((value - low) / (high - low || 1)) * 500;
  const short = (text) => (text.length > 44 ? text.slice(0, 43) + "…" : text);
  const lines = bars.map(({ name, value }, n) => draw("g", {}, draw("title", {}, `${name}: ${value}`),
    draw("text", { x: 290, y: n * 26 + 18, "text-anchor": "end" }, short(name)),
    draw("rect", { x: Math.min(scale(0), scale(value)), y: n * 26 + 4, width: Math.max(Math.abs(scale(value) - scale(0)), 1), height: 20, rx: 3 }),
    draw("text", { x: Math.max(scale(0), scale(value)) + 6, y: n * 26 + 18 }, value.toLocaleString("en", { maximumFractionDigits: 4 }))));
  byId("chart").replaceChildren(draw("svg", { viewBox: `0 0 900 ${bars.length * 26 + 8}`, role: "img", "aria-label": column }, ...lines));
}

// Saved questions: those with parameters ask for them in a form, and the server puts the terms in place of them

let question = null; // the one whose form is shown

function choose() {
  question = known.queries.find(({ name }) => name === byId("saved").value) ?? null;
  byId("form").hidden = !question?.parameters.length;
  byId("error").hidden = true;
  if (!question) return;
  byId("asks").textContent = question.comment;
  byId("fields").replaceChildren(...question.parameters.map(inputOf));
  field.value = shown(question.text);
  paint();
  const needed = byId("fields").querySelector("[required]");
  byId("answer").hidden = Boolean(needed); // it is that of another question
  if (needed) needed.focus();
  else askSaved();
}

// What a question asks for stands in the form already.
const shown = (text) => text.replace(/^# @param .*\n/gm, "").trim();

function inputOf({ name, kind, comment, required, default: usual }) {
  const list = `known-${name}`;
  const type = kind === "integer" || kind === "number" ? "number" : "text";
  const input = make("input", { name, type, required, list, autocomplete: "off", step: kind === "number" ? "any" : undefined,
    placeholder: kind === "date" ? "2016, 2016-07 or 2016-07-12" : usual || (required ? "" : "any") });
  const offers = make("datalist", { id: list });
  input.addEventListener("input", () => suggest(kind, input.value, offers));
  return make("label", {}, make("span", {}, comment), input, offers);
}

// What the texts speak of is asked of them; properties are known.
let suggesting = 0;
async function suggest(kind, typed, offers) {
  const turn = ++suggesting;
  if (typed.length < 2 || ["date", "integer", "number", "text"].includes(kind)) return;
  let found = [];
  if (kind === "property") {
    found = known.terms.filter((term) => term.kind === "property").map((term) => term.labels[0])
      .filter((label) => label.toLowerCase().includes(typed.toLowerCase())).slice(0, 12);
  } else {
    const property = kind === "document" ? "schema:headline" : "skos:prefLabel";
    const text = JSON.stringify(typed.toLowerCase());
    try {
      const rows = await rowsOf(`SELECT DISTINCT ?name { ?thing ${property} ?name
        FILTER CONTAINS(LCASE(STR(?name)), ${text}) } ORDER BY STRLEN(STR(?name)) ?name LIMIT 12`);
      found = rows.map((row) => row.name.value);
    } catch { return; }
  }
  if (turn === suggesting) offers.replaceChildren(...[...new Set(found)].map((value) => make("option", { value })));
}

async function askSaved() {
  const given = [...byId("fields").querySelectorAll("input")].filter((input) => input.value.trim());
  const values = new URLSearchParams(given.map((input) => [input.name, input.value.trim()]));
  const reply = await fetch(`/saved/${encodeURIComponent(question.name)}?${values}`);
  const text = await reply.text();
  if (!reply.ok) { showError(text.trim().replace(/^--/, "")); return; }
  field.value = shown(text);
  paint();
  await ask();
}

// Links and downloads

const link = (text) => `#query=${encodeURIComponent(text)}${state.view === "table" ? "" : `&view=${state.view}`}`;

function fromLink() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  if (parameters.get("view") in VIEWS) state.view = parameters.get("view");
  return parameters.get("query");
}

async function copyLink() {
  history.replaceState(null, "", link(field.value));
  let done = "The address of this page is the link";
  try {
    await navigator.clipboard.writeText(location.href);
    done = "Copied";
  } catch { /* the address is there to be copied by hand */ }
  byId("link").textContent = done;
  setTimeout(() => { byId("link").textContent = "Link to this question"; }, 2000);
}

async function download() {
  const [media, ending] = DOWNLOADS[answer.kind === "graph" ? "graph" : "table"][byId("download").value] || [];
  byId("download").value = "";
  if (!media) return;
  try {
    const file = await (await send(answer.asked, media)).blob();
    const address = URL.createObjectURL(file);
    make("a", { href: address, download: `answer.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  } catch (error) {
    showError(error.message);
  }
}

async function begin() {
  field.value = fromLink() || START;
  paint();
  known = await (await fetch("/static/known.json")).json();
  byId("counts").textContent = known.counts;
  byId("saved").append(...known.queries.map(({ name, comment }) => make("option", { value: name }, comment)));
  paint();
  await ask();
}

field.addEventListener("input", () => { paint(); offer(false); });
field.addEventListener("scroll", scroll);
field.addEventListener("keydown", onKey);
field.addEventListener("blur", hideOffers);
byId("run").addEventListener("click", () => {
  // As long as nobody has changed it, a saved question is not asked without its parameters.
  if (question?.parameters.length && field.value === shown(question.text)) byId("form").requestSubmit();
  else ask();
});
byId("stop").addEventListener("click", () => asking?.abort());
byId("prefixes").addEventListener("click", spellOut);
byId("link").addEventListener("click", copyLink);
byId("download").addEventListener("change", download);
byId("names").addEventListener("change", () => { if (answer) showAnswer(); });
byId("saved").addEventListener("change", choose);
byId("form").addEventListener("submit", (event) => { event.preventDefault(); askSaved(); });
addEventListener("hashchange", () => {
  const text = fromLink();
  if (text && text !== field.value) { field.value = text; paint(); ask(); }
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") byId("panel").hidden = true; });
begin();
