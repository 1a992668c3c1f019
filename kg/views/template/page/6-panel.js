// The panel: what is said, in which words, and who says so.

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== "" && child !== undefined && child !== null));
  return node;
}

const button = (text, onclick, attributes = {}) => make("button", { type: "button", ...attributes, onclick }, text);

function drawing(width, height, shape, attributes) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const node = document.createElementNS("http://www.w3.org/2000/svg", shape);
  for (const [name, value] of Object.entries({ width, height, "aria-hidden": "true" })) svg.setAttribute(name, value);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  svg.append(node);
  return svg;
}

function symbol([shape, fill]) {
  if (shape === "dot") return drawing(16, 16, "circle", { cx: 8, cy: 8, r: 6.5, fill });
  const points = OUTLINES[shape].map((n) => 8 + 6.5 * n).join(" ");
  return drawing(16, 16, "polygon", { points, fill });
}

function sample(name) {
  const stroke = name === "denied" ? colors.denied : DASHES[name] ? colors["edge-quiet"] : colors.edge;
  const line = {
    x1: 0,
    x2: 34,
    y1: 7,
    y2: 7,
    stroke,
    "stroke-width": name === "possible" || name === "opinion" ? 1.2 : 2,
  };
  return drawing(34, 14, "line", { ...line, "stroke-dasharray": (DASHES[name] || []).join(" ") });
}

// The sentence, with subject, cue and object marked where they stand in it.
function quote(fact) {
  const characters = Array.from(quotes[fact.quote] ?? ""); // kg counts code points, JavaScript UTF-16 units
  const kinds = ["subject", "cue", "object"];
  const marks = kinds
    .map((kind, n) => [fact.marks[2 * n], fact.marks[2 * n + 1], kind])
    .filter(([start, end]) => end > start);
  marks.sort((a, b) => a[0] - b[0]);
  const parts = [];
  let done = 0;
  for (const [start, end, kind] of marks) {
    if (start < done) continue;
    parts.push(
      characters.slice(done, start).join(""),
      make("mark", { class: kind, title: word(kind) }, characters.slice(start, end).join("")),
    );
    done = end;
  }
  return make("blockquote", { lang: things[fact.document]?.language }, ...parts, characters.slice(done).join(""));
}

const goTo = (thing) => button(label(thing), () => select({ thing }, true), { class: "link" });

function triple(line) {
  const about = line.facts.some((f) => facts[f].about) ? "≈ " : "";
  const middle = make("span", { class: "relation" }, ` ${denial(line)}${relation(line)} ${about}`);
  return make("h3", { class: "triple " + line.modality }, goTo(line.from), middle, goTo(line.to));
}

// Only an address of the web becomes a link.
function sourceLink(text) {
  if (!/^https?:\/\//i.test(text.url || "")) return "";
  return make("a", { href: text.url, target: "_blank", rel: "noopener noreferrer" }, word("open"));
}

function source(fact) {
  const text = things[fact.document];
  if (!text) return "";
  const title = button(label(fact.document), () => select({ thing: fact.document }), { class: "link" });
  return make(
    "p",
    { class: "source" },
    title,
    make("br"),
    `${text.date ? day(text.date) : word("undated")} `,
    sourceLink(text),
  );
}

function testimony(fact) {
  const tag = (text, kind = "") => (text ? make("span", { class: "tag " + kind }, text) : "");
  return make(
    "div",
    { class: "testimony" + (fact.line.former ? " former" : "") },
    quote(fact),
    make(
      "p",
      { class: "source" },
      tag(modality(fact.line), fact.line.modality),
      tag(fact.line.former && word("former")),
      tag(period(fact)),
      `${word("says")}: ${whoSays(fact)} · ${word("confidence")} ${percent(fact.confidence)}`,
    ),
    source(fact),
  );
}

// All that is said of the same two things in the same words of the graph, whatever the modality, stands together.
function cards(chosen) {
  const groups = new Map();
  for (const fact of chosen) {
    const key = [fact.line.from, fact.line.relation, fact.line.to].join();
    groups.set(key, [...(groups.get(key) || []), fact]);
  }
  return [...groups.values()].map((group) => {
    const texts = new Set(group.map((fact) => fact.document)).size;
    return make(
      "article",
      { class: "fact" },
      triple(group[0].line),
      texts > 1 ? make("p", { class: "source several" }, word("several", { n: texts })) : "",
      group.map(testimony),
    );
  });
}

const MOST_CARDS = 60; // facts in the panel before one asks for more

function cardList(chosen, most = MOST_CARDS) {
  const list = make("div", {}, cards(chosen.slice(0, most)));
  if (chosen.length > most) {
    list.append(
      button(word("rest", { n: integer(chosen.length - most) }), () => list.replaceWith(cardList(chosen, most * 4)), {
        class: "action",
      }),
    );
  }
  return list;
}

function lineFacts(line) {
  // What other texts say of the same, in whatever way, belongs to the evidence.
  return line.siblings
    .filter((l) => l.relation === line.relation && l.from === line.from)
    .sort((a, b) => (a === line ? 0 : 1) - (b === line ? 0 : 1))
    .flatMap((l) => l.facts)
    .map((f) => facts[f]);
}

function thingFacts(thing) {
  if (things[thing].kind !== "document")
    return linesOf[thing]
      .flatMap((line) => line.facts)
      .map((f) => facts[f])
      .filter(passes);
  return facts.filter((fact) => fact.document === thing || fact.line.from === thing || fact.line.to === thing);
}

function about(thing) {
  const { kind, aliases, authors, date, file } = things[thing];
  return [
    kindOf(thing),
    aliases ? `${word("aliases")}: ${aliases.join(", ")}` : "",
    authors ? `${word("authors")} ${authors.map(label).join(", ")}` : "",
    kind === "document" ? (date ? day(date) : word("undated")) : "",
    file,
  ]
    .filter(Boolean)
    .join(" · ");
}

function actions(thing) {
  if (things[thing].kind !== "entity") return "";
  const isFocus = state.focus === thing;
  return make(
    "div",
    { class: "actions" },
    isFocus
      ? button(word("unfocus"), leave, { class: "action" })
      : button(word("focus"), () => focusOn(thing), { class: "action" }),
    button(word("path"), () => startPath(thing), { class: "action" }),
    isLarge && !shown.around ? button(word("neighbours"), () => unfoldNeighbours(thing), { class: "action" }) : "",
  );
}

function thingPanel(thing) {
  return [
    make("h2", { tabindex: -1 }, label(thing)),
    make("p", { class: "about" }, about(thing), " ", sourceLink(things[thing])),
    actions(thing),
    cardList(thingFacts(thing)),
  ];
}

function pathPanel() {
  const path = findPath(state.path);
  const ends = state.path.map(label).join(" – ");
  const back = make("div", { class: "actions" }, button(word("unfocus"), leave, { class: "action" }));
  if (!path) return [make("h2", { tabindex: -1 }, ends), make("p", { class: "about" }, word("noPath")), back];
  const steps = path.slice(1).flatMap((thing, n) => liveLines(thing).filter((line) => other(line, thing) === path[n]));
  const said = [...new Set(steps)]
    .flatMap((line) => line.facts)
    .map((f) => facts[f])
    .filter(passes);
  return [
    make("h2", { tabindex: -1 }, ends),
    make("p", { class: "about" }, path.map(label).join(" → ")),
    back,
    cardList(said),
  ];
}

function showPanel() {
  const { thing, line } = state.selected || {};
  byId("panel").hidden = !state.selected && !state.path;
  document.body.classList.toggle("has-panel", !byId("panel").hidden);
  if (byId("panel").hidden) {
    byId("panel").replaceChildren();
    return;
  }
  const close = button("×", closePanel, { class: "close", "aria-label": word("close") });
  const content = line
    ? [make("h2", { tabindex: -1 }, word("evidence")), cardList(lineFacts(line))]
    : thing !== undefined
      ? thingPanel(thing)
      : pathPanel();
  byId("panel").setAttribute("aria-label", word("evidence"));
  byId("panel").replaceChildren(close, ...content.filter(Boolean));
  byId("panel").scrollTop = 0;
}
