"use strict";
// What the page shows, unpacked from the columns it travels in. All text reaches the document through textContent;
// nothing is ever parsed as HTML. Things are numbered by how connected they are: 0 is the most connected entity.

const byId = (id) => document.getElementById(id);
const page = JSON.parse(byId("data").textContent);
const { classes, relations, quotes } = page;
const MODALITIES = Object.keys(page.modalities);
const LANGUAGES = Object.keys(page.words);
const EVERYTHING = 1000; // entities up to which all are shown at first

const things = page.things.labels.map((labels, t) => ({
  kind: t < page.things.entities ? "entity" : t < page.things.entities + page.things.values ? "value" : "document",
  labels: typeof labels === "string" ? LANGUAGES.map(() => labels) : labels,
  class: page.things.classes[t] ?? -1,
  ...page.things.more[t],
}));
const iris = page.things.iris;

// A line is all facts that say the same in the same way; its facts follow each other.
const facts = [];
const lines = page.edges.from.map((from, l) => {
  const style = page.edges.style[l];
  const line = {
    number: l,
    from,
    to: page.edges.to[l],
    relation: page.edges.relation[l],
    modality: MODALITIES[style >> 1],
    former: style % 2 === 1,
    facts: [],
  };
  for (let n = page.edges.count[l]; n > 0; n -= 1) {
    const f = facts.length;
    line.facts.push(f);
    facts.push({
      line,
      confidence: page.facts.confidence[f] / 100,
      quote: page.facts.quote[f],
      marks: page.facts.marks[f],
      document: page.facts.document[f],
      start: page.facts.start[f],
      statement: page.facts.statement[f],
      ...page.facts.more[f],
    });
  }
  return line;
});

const linesOf = things.map(() => []);
for (const line of lines) {
  linesOf[line.from].push(line);
  if (line.to !== line.from) linesOf[line.to].push(line);
}
const parallels = new Map(); // the lines between two things, whatever their direction
for (const line of lines) {
  const key = Math.min(line.from, line.to) * things.length + Math.max(line.from, line.to);
  line.siblings = parallels.get(key) || [];
  line.rank = line.siblings.push(line) - 1;
  parallels.set(key, line.siblings);
}
const clusters = new Map(); // hub -> the things that gather around it
for (let t = 0; t < page.things.entities; t += 1) {
  const hub = page.nodes.group[t];
  if (hub === t) continue;
  if (!clusters.has(hub)) clusters.set(hub, []);
  things[t].rank = clusters.get(hub).push(t) - 1;
}
const isLarge = page.things.entities > EVERYTHING;

const numbers = new Map(iris.map((iri, t) => [iri, t]));
const ofKind = (kind) => things.map((_, t) => t).filter((t) => things[t].kind === kind);
const documents = ofKind("document");
const speakers = [...new Set(facts.flatMap((fact) => fact.by || []))].sort((a, b) => a - b);
const usedModalities = MODALITIES.filter((modality) => lines.some((line) => line.modality === modality));
const dateOf = (fact) => fact.from || fact.to || things[fact.document]?.date || "";
const dates = [...new Set(facts.map(dateOf))].filter(Boolean).sort();

// Words

const at = (labels) => labels[LANGUAGES.indexOf(state.language)];
const word = (key, values = {}) => page.words[state.language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const label = (thing) => at(things[thing].labels);
const relation = (line) => at(relations[line.relation].labels);
const denial = (line) => (line.modality === "denied" ? "✗ " : "");
const modality = (line) => at(page.modalities[line.modality]);
const kindOf = (thing) =>
  things[thing].class >= 0 ? at(classes[things[thing].class].labels) : word(things[thing].kind);
const whoSays = (fact) => (fact.by || []).map(label).join(", ") || word("text");
const percent = (share) => Math.round(share * 100) + "\u00a0%";
const integer = (n) => n.toLocaleString(state.language);
const many = (n, one, several) => `${integer(n)} ${word(n === 1 ? one : several)}`;

function day(iso) {
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return iso;
  return new Date(iso + "T00:00Z").toLocaleDateString(state.language, { dateStyle: "long", timeZone: "UTC" });
}

function period(fact) {
  return fact.from || fact.to ? [fact.from, fact.to].map((date) => (date ? day(date) : "")).join(" – ") : "";
}
