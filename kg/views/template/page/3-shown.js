// Which things and lines are shown, and where they stand.

const X = Float64Array.from(page.nodes.x);
const Y = Float64Array.from(page.nodes.y);
const UNFOLDS = 300; // things of a cluster at once, the most connected first

const shown = { things: [], lines: [], clusters: [], hidden: new Map(), set: new Set(), around: null };

function mayShow(thing) {
  const { kind, class: number } = things[thing];
  if (kind === "document") return state.documents;
  if (kind === "value")
    return state.values && (!clusters.size || Boolean(shown.around) || ownerOf(thing) === state.selected?.thing);
  return !state.off.classes.has(classes[number]?.iri);
}

const ownerOf = (value) => linesOf[value][0]?.from;

// What stands in view before filters: everything, or in a large graph the hubs and what was unfolded.
function isUnfolded(thing) {
  if (!isLarge || things[thing].kind !== "entity") return true;
  const hub = page.nodes.group[thing];
  return hub === thing || state.extra.has(thing) || (state.open.has(hub) && things[thing].rank < UNFOLDS);
}

function other(line, thing) {
  return line.from === thing ? line.to : line.from;
}

const liveLines = (thing) => linesOf[thing].filter((line) => line.live && mayShow(other(line, thing)));

// The shortest way between two things over what passes the filters; null if there is none.
function findPath([start, end]) {
  const before = new Map([[start, start]]);
  for (const thing of before.keys()) {
    // a Map gives what is added on the way, too
    if (thing === end) break;
    for (const line of liveLines(thing)) {
      const next = other(line, thing);
      if (!before.has(next) && things[next].kind === "entity") before.set(next, thing);
    }
  }
  if (!before.has(end)) return null;
  const path = [end];
  while (path[0] !== start) path.unshift(before.get(path[0]));
  return path;
}

// A focus and a path get places of their own: around the thing, and in a row.
function ring(centre, around) {
  X[centre] = 0;
  Y[centre] = 0;
  const angle = (t) => Math.atan2(page.nodes.y[t] - page.nodes.y[centre], page.nodes.x[t] - page.nodes.x[centre]);
  const sorted = around.slice().sort((a, b) => angle(a) - angle(b) || a - b);
  const rings = Math.ceil(sorted.length / 22);
  sorted.forEach((thing, n) => {
    const turn = (2 * Math.PI * n) / sorted.length - Math.PI;
    const reach = 1 + 0.45 * (n % rings) + (rings === 1 && sorted.length > 9 ? 0.22 * (n % 2) : 0);
    X[thing] = 330 * reach * Math.cos(turn);
    Y[thing] = 215 * reach * Math.sin(turn);
  });
}

function row(path) {
  path.forEach((thing, n) => {
    X[thing] = n * 210;
    Y[thing] = (n % 2) * 70;
  });
}

function computeAround() {
  X.set(page.nodes.x);
  Y.set(page.nodes.y);
  if (state.path) {
    const path = findPath(state.path);
    row(path || state.path);
    return new Set(path || state.path);
  }
  if (state.focus === null) return null;
  const around = [...new Set(liveLines(state.focus).map((line) => other(line, state.focus)))];
  ring(
    state.focus,
    around.filter((thing) => thing !== state.focus),
  );
  return new Set([state.focus, ...around]);
}

function computeShown() {
  for (const line of lines) line.live = line.facts.some((f) => passes(facts[f]));
  shown.around = computeAround();
  const isIn = (thing) => (shown.around ? shown.around.has(thing) : isUnfolded(thing)) && mayShow(thing);
  shown.lines = lines.filter((line) => line.live && isIn(line.from) && isIn(line.to));
  const linked = new Set(shown.lines.flatMap((line) => [line.from, line.to]));
  const always = (thing) => things[thing].kind === "entity" && (state.unconnected || isLarge || shown.around);
  shown.things = things
    .map((_, t) => t)
    .filter((t) => isIn(t) && (linked.has(t) || always(t) || state.selected?.thing === t));
  shown.set = new Set(shown.things);
  shown.clusters = shown.around
    ? []
    : [...clusters]
        .filter(([hub]) => mayShow(hub))
        .map(([hub, members]) => ({
          hub,
          hidden: isLarge ? members.filter((thing) => !shown.set.has(thing) && mayShow(thing)).length : 0,
          size: members.length,
        }));
  shown.hidden = new Map(shown.clusters.filter(({ hidden }) => hidden).map(({ hub, hidden }) => [hub, hidden]));
}

const shownFacts = () =>
  facts.filter(
    (fact) =>
      fact.line.live &&
      passes(fact) &&
      [fact.line.from, fact.line.to].every((t) => things[t].kind !== "entity" || mayShow(t)) &&
      (!shown.around || (shown.around.has(fact.line.from) && shown.around.has(fact.line.to))),
  );
