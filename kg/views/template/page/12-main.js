// What the reader does, and what follows from it.

let pathFrom = null; // the thing a path is to start from, until the other is chosen
let cursor = null; // the thing the keyboard is at

function show() {
  byId("picture").hidden = state.view !== "graph";
  byId("table").hidden = state.view !== "table";
  computeShown();
  showHeader();
  showPanel();
  showHint();
  if (state.view === "table") showTable();
  redraw();
}

// A step the reader can go back from.
function step(change) {
  const isOther = change.language && change.language !== state.language;
  const places = [state.focus, state.path].join();
  Object.assign(state, change);
  if (isOther) showLegend();
  show();
  if ([state.focus, state.path].join() !== places) {
    fit();
    settled();
  }
  remember(true);
}

// A filter was moved: the legend stays, so that it keeps the focus.
function filtered() {
  rowsShown = ROWS;
  computeShown();
  showPanel();
  showHint();
  if (state.view === "table") showTable();
  redraw();
  remember(false);
}

// The camera shows what it shows by itself; the address need not say so.
function settled() {
  state.camera = null;
  remember(false);
}

function select(selected, isLookedFor = false) {
  if (
    pathFrom !== null &&
    selected?.thing !== undefined &&
    things[selected.thing].kind === "entity" &&
    selected.thing !== pathFrom
  ) {
    const path = [pathFrom, selected.thing];
    pathFrom = null;
    step({ path, focus: null, selected: null });
    return;
  }
  if (selected) bringIn(selected);
  const isAway = shown.around && selected && [selected.thing ?? selected.line.from].some((t) => !shown.around.has(t));
  cursor = selected?.thing ?? cursor;
  step({
    selected,
    ...(isAway ? { focus: null, path: null } : {}),
    ...(isLookedFor && state.view === "table" ? { view: "graph" } : {}),
  });
  if (selected && state.view === "graph") reveal(isLookedFor);
}

// In a large graph what is looked for comes into view.
function bringIn({ thing, line }) {
  const ends = line ? [line.from, line.to] : [thing];
  if (isLarge) for (const end of ends) if (things[end].kind === "entity") state.extra.add(end);
}

function closePanel() {
  if (state.selected) step({ selected: null });
  else if (state.path) leave();
  byId("canvas").focus();
}

function focusOn(thing) {
  step({ focus: thing, path: null, selected: { thing } });
}

function leave() {
  pathFrom = null;
  step({ focus: null, path: null });
}

function startPath(thing) {
  pathFrom = thing;
  step({ selected: null });
  byId("search").focus();
}

function unfoldNeighbours(thing) {
  const near = linesOf[thing]
    .map((line) => other(line, thing))
    .filter((t) => things[t].kind === "entity")
    .slice(0, UNFOLDS);
  const extra = new Set([...state.extra, ...near]);
  step({ extra });
  fit([thing, ...near]);
}

function unfoldCluster(hub) {
  step({ open: new Set([...state.open, hub]) });
  fit([hub, ...clusters.get(hub).filter((t) => shown.set.has(t))]);
}

// Mouse and fingers

const fingers = new Map();
let grip = null; // where the pointer went down, and what it holds

const pointOf = (event) => {
  const frame = canvas.getBoundingClientRect();
  return { x: event.clientX - frame.left, y: event.clientY - frame.top };
};

function press(event) {
  const point = pointOf(event);
  fingers.set(event.pointerId, point);
  canvas.setPointerCapture?.(event.pointerId);
  const held = scene ? find(scene, point.x, point.y) : null;
  grip = { ...point, thing: held?.thing ?? null, hasMoved: false };
}

function move(event) {
  const point = pointOf(event),
    before = fingers.get(event.pointerId);
  if (!before) {
    hover(point);
    return;
  }
  if (fingers.size === 2) pinch(event.pointerId, before, point);
  fingers.set(event.pointerId, point);
  if (fingers.size === 2 || !grip) return;
  grip.hasMoved ||= Math.hypot(point.x - grip.x, point.y - grip.y) > 4;
  if (!grip.hasMoved) return;
  const dx = (point.x - before.x) / camera.scale,
    dy = (point.y - before.y) / (camera.scale * camera.stretch);
  if (grip.thing !== null) {
    X[grip.thing] += dx;
    Y[grip.thing] += dy;
    redraw();
  } else {
    camera.x -= dx;
    camera.y -= dy;
    moved();
  }
}

function pinch(id, before, point) {
  const [[, rest]] = [...fingers].filter(([other]) => other !== id);
  const factor =
    Math.hypot(point.x - rest.x, point.y - rest.y) / (Math.hypot(before.x - rest.x, before.y - rest.y) || 1);
  grip = null;
  zoom(factor, (point.x + rest.x) / 2, (point.y + rest.y) / 2);
}

function release(event) {
  fingers.delete(event.pointerId);
  if (!grip || grip.hasMoved || event.type === "pointercancel") {
    grip = null;
    return;
  }
  const held = find(scene, grip.x, grip.y);
  grip = null;
  if (held?.hub !== undefined) unfoldCluster(held.hub);
  else if (held || state.selected) select(held);
}

function hover({ x, y }) {
  const found = scene ? find(scene, x, y) : null;
  canvas.classList.toggle("points", Boolean(found));
  const hovered = found?.hub !== undefined ? null : found;
  if (hovered?.thing === camera.hovered?.thing && hovered?.line === camera.hovered?.line) return;
  camera.hovered = hovered;
  redraw();
}

// Keyboard

// The nearest thing in a direction, things aside counting as farther away.
function neighbour([dx, dy]) {
  const from = cursor ?? shown.things[0];
  const cost = (t) => {
    const x = X[t] - X[from],
      y = Y[t] - Y[from],
      ahead = x * dx + y * dy;
    return ahead <= 0 ? Infinity : ahead + 2.5 * Math.abs(x * dy - y * dx);
  };
  const best = shown.things.reduce((best, t) => (t !== from && cost(t) < cost(best) ? t : best), from);
  return cursor === null ? from : best;
}

function point(thing) {
  cursor = thing;
  camera.hovered = { thing };
  byId("status").textContent = `${label(thing)}, ${kindOf(thing)}, ${many(thingFacts(thing).length, "fact", "facts")}`;
  const { x, y } = toScreen(thing);
  if (x < 40 || y < 40 || x > canvas.clientWidth - panelWidth() - 40 || y > canvas.clientHeight - 40) {
    camera.x = X[thing];
    camera.y = Y[thing];
  }
  redraw();
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const KEYS = {
  Enter: () => {
    if (cursor === null) return;
    select({ thing: cursor });
    byId("panel").querySelector("h2")?.focus();
  },
  f: () => {
    if (cursor !== null && things[cursor].kind === "entity") focusOn(cursor);
  },
  p: () => {
    if (cursor !== null && things[cursor].kind === "entity") startPath(cursor);
  },
  u: () => {
    if (cursor !== null && clusters.has(cursor)) unfoldCluster(cursor);
  },
  0: () => {
    fit();
    settled();
  },
  "+": () => zoom(1.4),
  "-": () => zoom(1 / 1.4),
};

function canvasKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (ARROWS[event.key] && shown.things.length) point(neighbour(ARROWS[event.key]));
  else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
}

function pageKey(event) {
  if (event.key === "Escape") {
    byId("export").open = false;
    camera.hovered = null;
    if (state.selected) closePanel();
    else if (state.focus !== null || state.path || pathFrom !== null) leave();
    redraw();
  }
  if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    byId("search").focus();
  }
}

// From here on the page lives

function start() {
  fromHash();
  pathFrom = null;
  showLegend();
  show();
  if (state.camera) [camera.x, camera.y, camera.scale, camera.stretch] = state.camera;
  else fit();
}

canvas.addEventListener("pointerdown", press);
canvas.addEventListener("pointermove", move);
canvas.addEventListener("pointerup", release);
canvas.addEventListener("pointercancel", release);
canvas.addEventListener("pointerleave", () => {
  if (camera.hovered) {
    camera.hovered = null;
    redraw();
  }
});
canvas.addEventListener("dblclick", (event) => {
  const { x, y } = pointOf(event),
    found = scene && find(scene, x, y);
  if (found?.thing !== undefined && things[found.thing].kind === "entity") focusOn(found.thing);
});
canvas.addEventListener(
  "wheel",
  (event) => {
    const { x, y } = pointOf(event);
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), x, y);
    event.preventDefault();
  },
  { passive: false },
);
byId("canvas").addEventListener("keydown", canvasKey);
byId("canvas").addEventListener("blur", () => {
  if (camera.hovered) {
    camera.hovered = null;
    redraw();
  }
});
byId("search").addEventListener("input", () => {
  chosen = -1;
  rowsShown = ROWS;
  search();
});
byId("search").addEventListener("keydown", searchKey);
byId("search").addEventListener("blur", closeMatches);
byId("skip").addEventListener("click", () => {
  step({ view: "table" });
  byId("table").focus();
});
document.addEventListener("keydown", pageKey);
document.addEventListener("click", (event) => {
  if (!byId("export").contains(event.target)) byId("export").open = false;
});
addEventListener("popstate", start);
addEventListener("beforeprint", draw);
new ResizeObserver(() => {
  if (scene?.width === canvas.clientWidth && scene.height === canvas.clientHeight) return;
  if (!state.camera) fit();
  draw();
}).observe(canvas);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  readColors();
  showLegend();
  redraw();
});
readColors();
start();
draw();
