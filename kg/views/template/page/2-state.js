// What the reader has chosen. It stands in the address, so that a link opens the same view again.

const FILTERS = ["classes", "relations", "modalities", "documents", "speakers"];
const fresh = () => ({
  language: page.language,
  view: "graph",
  off: Object.fromEntries(FILTERS.map((filter) => [filter, new Set()])), // keys that are unticked
  least: 0, // confidence
  since: "",
  until: "", // dates
  values: true,
  documents: false,
  unconnected: false, // kinds of things that may be left out
  open: new Set(), // hubs whose cluster is unfolded
  extra: new Set(), // things brought in by search or as neighbours
  focus: null, // a thing whose surroundings alone are shown
  path: null, // two things and what connects them
  selected: null, // { thing } or { line }
  camera: null, // x, y, scale and stretch, once the reader has moved
});
const state = fresh();

// What a fact is filtered by; the class of a thing hides the thing itself.
const keys = {
  relations: (fact) => [relations[fact.line.relation].iri],
  modalities: (fact) => [fact.line.modality],
  documents: (fact) => [iris[fact.document]],
  speakers: (fact) => (fact.by ? fact.by.map((t) => iris[t]) : [""]),
};

function passes(fact) {
  if (fact.confidence < state.least) return false;
  if (state.since || state.until) {
    const date = dateOf(fact);
    if (!date || (state.since && date < state.since) || (state.until && date > state.until)) return false;
  }
  return Object.entries(keys).every(([filter, keysOf]) => {
    const off = state.off[filter];
    return !off.size || keysOf(fact).some((key) => !off.has(key));
  });
}

// The address

const lineKey = (line) =>
  [iris[line.from], relations[line.relation].iri, iris[line.to], line.modality, +line.former].join("|");

function toHash() {
  const hash = new URLSearchParams();
  const put = (name, value) => {
    if (value) hash.set(name, value);
  };
  put("lang", state.language === page.language ? "" : state.language);
  put("view", state.view === "graph" ? "" : state.view);
  for (const filter of FILTERS) for (const key of state.off[filter]) hash.append("no-" + filter, key);
  put("least", state.least);
  put("since", state.since);
  put("until", state.until);
  for (const kind of ["values", "documents", "unconnected"])
    if (state[kind] !== fresh()[kind]) put(kind, state[kind] ? "1" : "0");
  for (const hub of state.open) hash.append("open", iris[hub]);
  for (const thing of state.extra) hash.append("with", iris[thing]);
  if (state.focus !== null) put("focus", iris[state.focus]);
  if (state.path) for (const thing of state.path) hash.append("path", iris[thing]);
  if (state.selected?.thing !== undefined) put("thing", iris[state.selected.thing]);
  if (state.selected?.line) put("line", lineKey(state.selected.line));
  if (state.camera) put("at", state.camera.map((n) => +n.toPrecision(5)).join(","));
  return hash.toString();
}

function fromHash() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const known = (name) =>
    hash
      .getAll(name)
      .map((iri) => numbers.get(iri))
      .filter((thing) => thing !== undefined);
  Object.assign(state, fresh());
  if (LANGUAGES.includes(hash.get("lang"))) state.language = hash.get("lang");
  if (hash.get("view") === "table") state.view = "table";
  for (const filter of FILTERS) state.off[filter] = new Set(hash.getAll("no-" + filter));
  state.least = Math.min(1, Math.max(0, Number(hash.get("least")) || 0));
  state.since = dates.includes(hash.get("since")) ? hash.get("since") : "";
  state.until = dates.includes(hash.get("until")) ? hash.get("until") : "";
  for (const kind of ["values", "documents", "unconnected"]) if (hash.has(kind)) state[kind] = hash.get(kind) === "1";
  state.open = new Set(known("open"));
  state.extra = new Set(known("with"));
  state.focus = known("focus")[0] ?? null;
  state.path = known("path").length === 2 ? known("path") : null;
  const [thing] = known("thing");
  const line = hash.has("line") && lines.find((line) => lineKey(line) === hash.get("line"));
  state.selected = thing !== undefined ? { thing } : line ? { line } : null;
  const camera = (hash.get("at") || "").split(",").map(Number);
  state.camera = camera.length === 4 && camera.every(Number.isFinite) && camera[2] > 0 && camera[3] > 0 ? camera : null;
}

// A page inside another may be forbidden to touch the history; everything else works without it.
function remember(isStep) {
  try {
    if ("#" + toHash() !== location.hash) history[isStep ? "pushState" : "replaceState"](null, "", "#" + toHash());
  } catch {
    /* no history here */
  }
}
