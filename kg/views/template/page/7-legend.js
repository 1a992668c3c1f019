// The legend, which is also the filter, and above it the story in brief.

const openLists = new Set(["brief", "classes", "modalities"]); // of the legend
const MOST_ROWS = 200;

function tick(filter, key, count, content) {
  const box = make("input", { type: "checkbox" });
  box.checked = !state.off[filter].has(key);
  const line = make(
    "label",
    { class: box.checked ? "" : "off" },
    box,
    make("span", { class: "name" }, content),
    make("span", { class: "count" }, integer(count)),
  );
  box.addEventListener("change", () => {
    state.off[filter][box.checked ? "delete" : "add"](key);
    line.className = box.checked ? "" : "off";
    filtered();
  });
  return line;
}

function section(name, title, ...content) {
  const part = make("details", { open: openLists.has(name) }, make("summary", {}, make("h2", {}, title)), ...content);
  part.addEventListener("toggle", () => openLists[part.open ? "add" : "delete"](name));
  return part;
}

// A list of ticks: key, count and how its row is made. With more than a few, all of them can be turned over at once.
function ticks(filter, title, rows) {
  const turn = (isOn) =>
    button(
      word(isOn ? "all" : "none"),
      () => {
        state.off[filter] = new Set(isOn ? [] : rows.map(([key]) => key));
        showLegend();
        filtered();
      },
      { class: "link", "aria-label": `${title}: ${word(isOn ? "all" : "none")}` },
    );
  const both = rows.length > 3 ? make("p", { class: "turn" }, turn(true), " · ", turn(false)) : "";
  const list = rows.slice(0, MOST_ROWS).map(([key, count, content]) => tick(filter, key, count, content()));
  return section(filter, title, both, make("div", { class: "ticks" }, list));
}

function counted(list, keyOf) {
  const counts = new Map();
  for (const item of list) counts.set(keyOf(item), (counts.get(keyOf(item)) || 0) + 1);
  return counts;
}

// The most connected entities, and what most texts or the surest sentences say of them.
function brief() {
  const first = things
    .slice(0, 5)
    .map((_, t) => t)
    .filter((t) => things[t].kind === "entity" && degree(t));
  const weigh = (line) => new Set(line.facts.map((f) => facts[f].document)).size * 10 + line.facts.length;
  const told = lines
    .filter((line) => things[line.from].kind === "entity" && things[line.to].kind === "entity")
    .map((line) => ({ line, weight: line.facts.length > 1 ? weigh(line) : 11, first: Math.min(line.from, line.to) }))
    .sort((a, b) => b.weight - a.weight || a.first - b.first || a.line.number - b.line.number)
    .slice(0, 3)
    .map(({ line }) => line);
  if (!first.length) return "";
  const look = (t) => symbol(classes[things[t].class]?.look || ["dot", colors.quiet]);
  return section(
    "brief",
    word("brief"),
    make(
      "ul",
      { class: "brief" },
      first.map((t) =>
        make(
          "li",
          {},
          button(
            [look(t), make("span", {}, label(t)), make("span", { class: "count" }, integer(degree(t)))],
            () => select({ thing: t }, true),
            { class: "plain" },
          ),
        ),
      ),
    ),
    make(
      "ul",
      { class: "brief" },
      told.map((line) =>
        make(
          "li",
          {},
          button(
            `${label(line.from)} ${denial(line)}${relation(line)} ${label(line.to)}`,
            () => select({ line }, true),
            { class: "plain story " + line.modality },
          ),
        ),
      ),
    ),
  );
}

function confidence() {
  const slider = make("input", { type: "range", min: 0, max: 1, step: 0.05, "aria-label": word("confidence") });
  slider.value = state.least;
  const number = make("span", { class: "count" }, percent(state.least));
  slider.addEventListener("input", () => {
    state.least = Number(slider.value);
    number.textContent = percent(state.least);
    filtered();
  });
  return section("confidence", word("confidence"), make("p", { class: "row" }, word("least"), number), slider);
}

// Two sliders over the dates that occur; with one moved, what has no date is left out.
function timeline() {
  if (dates.length < 2) return "";
  const last = dates.length - 1;
  const end = (name, value) => {
    const slider = make("input", {
      type: "range",
      min: 0,
      max: last,
      step: 1,
      "aria-label": `${word("timeline")}: ${word(name)}`,
    });
    slider.value = value;
    const shownDate = make("span", { class: "count" }, day(dates[value]));
    slider.setAttribute("aria-valuetext", day(dates[value]));
    slider.addEventListener("input", () => {
      const n = Number(slider.value);
      state[name] = n === (name === "since" ? 0 : last) ? "" : dates[n];
      shownDate.textContent = day(dates[n]);
      slider.setAttribute("aria-valuetext", day(dates[n]));
      filtered();
    });
    return [make("p", { class: "row" }, word(name), shownDate), slider];
  };
  return section(
    "timeline",
    word("timeline"),
    ...end("since", state.since ? dates.indexOf(state.since) : 0),
    ...end("until", state.until ? dates.indexOf(state.until) : last),
  );
}

function toggles() {
  const toggle = (name) => {
    const box = make("input", { type: "checkbox" });
    box.checked = state[name];
    box.addEventListener("change", () => {
      state[name] = box.checked;
      filtered();
    });
    return make("label", {}, box, make("span", { class: "name" }, word(name === "documents" ? "texts" : name)));
  };
  return section("show", word("show"), toggle("values"), toggle("documents"), isLarge ? "" : toggle("unconnected"));
}

function showLegend() {
  const ofClass = counted(
    things.filter((thing) => thing.class >= 0),
    (thing) => thing.class,
  );
  const ofRelation = counted(facts, (fact) => relations[fact.line.relation].iri);
  const ofModality = counted(facts, (fact) => fact.line.modality);
  const ofDocument = counted(facts, (fact) => fact.document);
  const ofSpeaker = counted(
    facts.filter((fact) => fact.by).flatMap((fact) => fact.by),
    (t) => t,
  );
  ofSpeaker.set(-1, facts.filter((fact) => !fact.by).length);
  const names = new Map(relations.map(({ iri, name, labels }) => [iri, at(name || labels)]));
  const order = new Intl.Collator(state.language);
  const byCount = (rows) =>
    rows
      .map(([key, count, name]) => [key, count, () => name, name])
      .sort((a, b) => b[1] - a[1] || order.compare(a[3], b[3]));
  byId("filters").replaceChildren(
    ...[
      brief(),
      ticks(
        "classes",
        word("classes"),
        classes.map(({ iri, labels, look }, c) => [iri, ofClass.get(c), () => [symbol(look), at(labels)]]),
      ),
      ticks(
        "modalities",
        word("modalities"),
        usedModalities.map((name) => [
          name,
          ofModality.get(name),
          () => [sample(name), (name === "denied" ? "✗ " : "") + at(page.modalities[name])],
        ]),
      ),
      timeline(),
      confidence(),
      ticks(
        "relations",
        word("relations"),
        byCount([...names].map(([iri, name]) => [iri, ofRelation.get(iri) || 0, name])),
      ),
      ticks("speakers", word("says"), [
        ["", ofSpeaker.get(-1), () => word("text")],
        ...byCount(speakers.map((t) => [iris[t], ofSpeaker.get(t), label(t)])),
      ]),
      ticks(
        "documents",
        word("documents"),
        documents.map((t) => [iris[t], ofDocument.get(t) || 0, () => documentName(t)]),
      ),
      toggles(),
    ].filter(Boolean),
  );
}

function documentName(t) {
  return make("span", {}, label(t), make("small", {}, things[t].date ? day(things[t].date) : word("undated")));
}
