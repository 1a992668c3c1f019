// The picture as a list of shapes in pixels of the screen, whoever paints them: the canvas or an SVG file.
// Symbols and letters keep their size at every zoom; a label that finds no room waits until one zooms in.

const DASHES = { reported: [9, 5], planned: [2, 4], possible: [4, 8], opinion: [10, 5, 2, 5] };
const OUTLINES = {
  // of symbols, around 0,0, about 2 wide
  square: [-0.86, -0.86, 0.86, -0.86, 0.86, 0.86, -0.86, 0.86],
  triangle: [0, -1.05, 1.1, 0.85, -1.1, 0.85],
  triangleDown: [0, 1.05, 1.1, -0.85, -1.1, -0.85],
  diamond: [0, -1.15, 1.15, 0, 0, 1.15, -1.15, 0],
  hexagon: [-0.55, -0.95, 0.55, -0.95, 1.1, 0, 0.55, 0.95, -0.55, 0.95, -1.1, 0],
  star: [
    0, -1.2, 0.32, -0.4, 1.15, -0.37, 0.5, 0.16, 0.71, 0.97, 0, 0.5, -0.71, 0.97, -0.5, 0.16, -1.15, -0.37, -0.32, -0.4,
  ],
};
const FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", Roboto, sans-serif';
const FONTS = { hub: `600 14px ${FONT}`, thing: `13px ${FONT}`, value: `12px ${FONT}`, line: `11.5px ${FONT}` };
const LEADING = { hub: 18, thing: 16, value: 15, line: 14 };
const WRAPS_AT = 22; // characters
const MOST_LABELS = 500; // of lines, at once
const MOST_NAMED = 150; // lines in view: beyond, names would be a crowd
const ASIDE = [0, -6, 6]; // pixels above or below it
const SHARES = [0.5, 0.44, 0.56, 0.38, 0.62, 0.3, 0.7]; // of a line's length, where its label may stand

const measure = document.createElement("canvas").getContext("2d");
const widths = new Map();

function widthOf(text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    measure.font = FONTS[font];
    widths.set(key, measure.measureText(text).width);
  }
  return widths.get(key);
}

function wrap(text) {
  const rows = [""];
  for (const part of text.split(/\s+/)) {
    if (rows.at(-1) && (rows.at(-1) + " " + part).length > WRAPS_AT) rows.push(part);
    else rows[rows.length - 1] = (rows.at(-1) + " " + part).trim();
  }
  const kept = rows.slice(0, 3).map((row) => (row.length > 30 ? Array.from(row).slice(0, 29).join("") + "…" : row));
  if (rows.length > 3) kept[2] += " …";
  return kept;
}

const wrapped = new Map();
function rowsOf(thing) {
  const hidden = shown.hidden.get(thing);
  if (hidden && thing === page.crowd) return [word("apart", { n: integer(hidden + 1) })];
  if (hidden) return [...rowsPlain(thing).slice(0, -1), `${rowsPlain(thing).at(-1)} +${integer(hidden)}`];
  return rowsPlain(thing);
}

function rowsPlain(thing) {
  const key = state.language + thing;
  if (!wrapped.has(key)) wrapped.set(key, things[thing].kind === "value" ? valueRows(thing) : wrap(label(thing)));
  return wrapped.get(key);
}

// A value also carries the name of what it is the value of.
function valueRows(thing) {
  const [line] = linesOf[thing];
  if (!line) return wrap(label(thing));
  const about = facts[line.facts[0]].about ? "≈ " : "";
  return [denial(line) + relation(line), ...wrap(about + label(thing))];
}

const degree = (thing) => linesOf[thing].length;
const radius = (thing) => Math.min(7 + 1.6 * Math.sqrt(degree(thing)), 17);
const isHub = (thing) => clusters.has(thing) && !shown.around && thing !== page.crowd;
const isMain = (thing) => (clusters.size && !shown.around ? isHub(thing) : thing < 3 || degree(thing) > 7);
const fontOf = (thing) => (things[thing].kind !== "entity" ? "value" : isMain(thing) ? "hub" : "thing");

// Room on the screen, given away once.
class Room {
  constructor() {
    this.cells = new Map();
  }

  *near({ x, y, w, h }) {
    for (let i = Math.floor(x / 80); i <= Math.floor((x + w) / 80); i += 1) {
      for (let j = Math.floor(y / 40); j <= Math.floor((y + h) / 40); j += 1) yield i * 100003 + j;
    }
  }

  isFree(box) {
    for (const cell of this.near(box)) {
      for (const b of this.cells.get(cell) || []) {
        if (box.x < b.x + b.w && b.x < box.x + box.w && box.y < b.y + b.h && b.y < box.y + box.h) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const cell of this.near(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }
}

// A line from rim to rim: its ends, the point that bends it, and where it lies at a share of its length.
function curve(line, a, b, ra, rb) {
  if (line.from === line.to) return loop(line, a, ra);
  const dx = b.x - a.x,
    dy = b.y - a.y,
    length = Math.hypot(dx, dy) || 1;
  const bend = bendOf(line, dx, dy, length);
  const cx = (a.x + b.x) / 2 - (dy / length) * bend * 2,
    cy = (a.y + b.y) / 2 + (dx / length) * bend * 2;
  const rim = (p, r) => {
    const away = Math.hypot(cx - p.x, cy - p.y) || 1;
    return { x: p.x + ((cx - p.x) / away) * r, y: p.y + ((cy - p.y) / away) * r };
  };
  return { a: rim(a, ra), b: rim(b, rb), c: { x: cx, y: cy }, length };
}

function loop(line, a, ra) {
  const reach = 34 + 16 * line.rank;
  return {
    a: { x: a.x - ra * 0.7, y: a.y - ra * 0.7 },
    b: { x: a.x + ra * 0.7, y: a.y - ra * 0.7 },
    c: { x: a.x, y: a.y - ra - 2 * reach },
    length: 3 * reach,
  };
}

// How far the middle of a line lies aside, so that the labels of parallel lines do not cover each other.
function bendOf(line, dx, dy, length) {
  const count = line.siblings.length;
  if (count === 1) return 0;
  const room = Math.max(...line.siblings.map((sibling) => widthOf(denial(sibling) + relation(sibling), "line"))) + 12;
  const step = Math.min(room / Math.max(Math.abs(dy) / length, 0.01), 17 / Math.max(Math.abs(dx) / length, 0.01));
  const bend = (line.rank - (count - 1) / 2) * Math.min(step, 44, (0.62 * length) / count);
  // The other side, for a line that runs the other way.
  return line.from < line.to ? bend : -bend;
}

function along({ a, b, c }, t) {
  const s = 1 - t;
  return { x: s * s * a.x + 2 * s * t * c.x + t * t * b.x, y: s * s * a.y + 2 * s * t * c.y + t * t * b.y };
}

// What the reader points at or has chosen stands out; the rest steps back.
function emphasis() {
  const chosen = state.selected?.line ? null : (state.selected?.thing ?? null);
  const thing = camera.hovered?.thing ?? chosen;
  const line = camera.hovered?.line ?? (camera.hovered ? null : state.selected?.line) ?? null;
  if (thing === null && !line) return null;
  const near = new Set(line ? [line.from, line.to] : [thing]);
  const loud = new Set(line ? [line] : []);
  if (!line)
    for (const l of linesOf[thing])
      if (l.live) {
        loud.add(l);
        near.add(other(l, thing));
      }
  return { near, loud, thing };
}

function makeScene(width, height, colors) {
  const { scale } = camera;
  const inView = ({ x, y }, edge) => x > -edge && y > -edge && x < width + edge && y < height + edge;
  const stress = emphasis();
  const places = new Map(shown.things.map((t) => [t, toScreen(t, width, height)]));
  const scene = { width, height, discs: [], lines: [], symbols: [], texts: [], boxes: [] };
  const room = new Room();
  for (const cluster of shown.clusters)
    addDisc(cluster, scale, toScreen(cluster.hub, width, height), scene, colors, inView);
  const seen = shown.things.filter((t) => inView(places.get(t), 150));
  const small = Math.min(1, Math.max(0.45, scale * 1.8));
  const size = (t) => radius(t) * small;
  // The name of a hub may lie over the small symbols around it, never over another name.
  const isHead = (t) => isHub(t) || (t === page.crowd && shown.hidden.has(t));
  const heads = seen.filter(isHead),
    others = seen.filter((t) => !isHead(t));
  for (const t of heads) addSymbol(t, places.get(t), size(t), stress, scene, room, colors);
  for (const t of heads) addLabel(t, places.get(t), size(t), stress, scene, room, colors);
  for (const t of others) addSymbol(t, places.get(t), size(t), stress, scene, room, colors);
  const curves = [];
  for (const line of shown.lines) {
    const a = places.get(line.from),
      b = places.get(line.to);
    if (
      Math.max(a.x, b.x) < -80 ||
      Math.min(a.x, b.x) > width + 80 ||
      Math.max(a.y, b.y) < -80 ||
      Math.min(a.y, b.y) > height + 80
    )
      continue;
    curves.push(addLine(line, curve(line, a, b, rim(line.from, size), rim(line.to, size) + 2), stress, scene, colors));
  }
  const first = (t) => (stress?.near.has(t) ? 0 : 1);
  // A name that finds no room leaves its symbol; a value would leave nothing.
  const isName = (t) => (things[t].kind === "value" ? 0 : 1);
  others.sort((a, b) => first(a) - first(b) || isName(a) - isName(b) || a - b);
  for (const t of others) addLabel(t, places.get(t), size(t), stress, scene, room, colors);
  const boxed = new Set(scene.boxes.map((box) => box.thing));
  const leadsNowhere = (t) => things[t].kind === "value" && !boxed.has(t) && inView(places.get(t), 0);
  scene.lines = scene.lines.filter(({ line }) => !leadsNowhere(line.to));
  addLineLabels(curves, stress, scene, room, colors);
  return scene;
}

const rim = (t, size) => (things[t].kind === "entity" ? size(t) : 9);

function addDisc({ hub, hidden, size }, scale, place, scene, colors, inView) {
  const r = Math.max(16, page.spacing * Math.sqrt(size + 2) * scale);
  if (!inView(place, r) || ((size < 3 || hub === page.crowd) && !hidden)) return;
  const color = classes[things[hub].class]?.look[1] || colors.quiet;
  scene.discs.push({ ...place, r, color, hub, isFolded: hidden > 0 });
}

function addSymbol(t, place, r, stress, scene, room, colors) {
  const faint = stress && !stress.near.has(t);
  if (things[t].kind !== "entity") return;
  const [shape, color] = classes[things[t].class]?.look || ["dot", colors.quiet];
  scene.symbols.push({
    ...place,
    r,
    shape,
    color,
    thing: t,
    alpha: faint ? 0.4 : 1,
    border: t === stress?.thing ? colors.ink : colors.page,
  });
  room.take({ x: place.x - r, y: place.y - r, w: 2 * r, h: 2 * r });
}

// Where there are many lines, those between clusters step back.
const isMany = () => shown.lines.length > 200;
const isBridge = (line) => page.nodes.group[line.from] !== page.nodes.group[line.to];

function addLine(line, curve, stress, scene, colors) {
  const loud = stress?.loud.has(line);
  const color =
    line.modality === "denied"
      ? colors.denied
      : loud
        ? colors.accent
        : DASHES[line.modality]
          ? colors["edge-quiet"]
          : colors.edge;
  const thin = line.modality === "possible" || line.modality === "opinion";
  const drawn = {
    ...curve,
    line,
    color,
    dashes: DASHES[line.modality] || [],
    width: (loud ? 0.8 : 0) + (thin ? 1.2 : 1.7) * (isMany() ? 0.6 : 1),
    alpha:
      stress && !loud
        ? isMany()
          ? 0.1
          : 0.28
        : isMany() && !loud
          ? isBridge(line)
            ? 0.22
            : 0.6
          : line.former
            ? 0.5
            : 1,
    arrow: !relations[line.relation].mutual && things[line.to].kind !== "value" && curve.length > 24,
  };
  scene.lines.push(drawn);
  return drawn;
}

function addLabel(t, { x, y }, r, stress, scene, room, colors) {
  const rows = rowsOf(t),
    font = fontOf(t),
    isBox = things[t].kind !== "entity";
  const w = Math.max(...rows.map((row) => widthOf(row, font))),
    h = rows.length * LEADING[font];
  const spots = isBox
    ? [
        [-w / 2, -h / 2],
        [-w / 2, 0],
        [-w / 2, -h],
        [0, -h / 2],
        [-w, -h / 2],
      ]
    : [
        [-w / 2, r + 2],
        [r + 4, -h / 2],
        [-w / 2, -r - h - 2],
        [-w - r - 4, -h / 2],
        [-w + r, r + 2],
        [-r, r + 2],
        [-w + r, -r - h - 2],
        [-r, -r - h - 2],
      ];
  const must = t === stress?.thing;
  const boxes = spots.map(([dx, dy]) => ({ x: x + dx - 2, y: y + dy, w: w + 4, h }));
  const isInside = (b) => b.x >= 0 && b.y >= 0 && b.x + b.w <= scene.width && b.y + b.h <= scene.height;
  const free = boxes.filter((b) => room.isFree(b));
  // A name cut by the edge is worse than none, but for things that are beyond it themselves.
  const isAway = !isInside({ x, y, w: 0, h: 0 });
  const box = free.find(isInside) || (isAway ? free[0] : null) || (must ? boxes[0] : null);
  if (!box) return;
  room.take(box);
  scene.boxes.push({ ...box, thing: t });
  const faint = stress && !stress.near.has(t);
  scene.texts.push({
    x: box.x + box.w / 2,
    y: box.y,
    rows,
    font,
    color: isBox ? colors.quiet : colors.ink,
    alpha: faint ? 0.55 : 1,
    frame: isBox ? { x: box.x - 4, y: box.y - 3, w: box.w + 8, h: box.h + 6 } : null,
  });
}

function addLineLabels(curves, stress, scene, room, colors) {
  const loud = (drawn) => (stress?.loud.has(drawn.line) ? 0 : 1);
  const named = curves.filter(
    ({ line, length }) => things[line.to].kind !== "value" && length > 34 && (!stress || stress.loud.has(line)),
  );
  if (named.length > MOST_NAMED && !stress) return;
  named.sort((a, b) => loud(a) - loud(b) || b.line.facts.length - a.line.facts.length || a.line.number - b.line.number);
  for (const drawn of named.slice(0, MOST_LABELS)) {
    const { line } = drawn,
      text = denial(line) + relation(line),
      w = widthOf(text, "line");
    if (w > drawn.length + 40 && !stress) continue;
    const boxes = ASIDE.flatMap((aside) =>
      SHARES.map((share) => along(drawn, share)).map(({ x, y }) => ({
        x: x - w / 2 - 2,
        y: y - 6.5 + aside,
        w: w + 4,
        h: 13,
      })),
    );
    const box = boxes.find((b) => room.isFree(b));
    if (!box) continue;
    room.take(box);
    scene.boxes.push({ ...box, line });
    const color = line.modality === "denied" ? colors.denied : loud(drawn) ? colors.quiet : colors.accent;
    scene.texts.push({
      x: box.x + box.w / 2,
      y: box.y,
      rows: [text],
      font: "line",
      color,
      alpha: line.former ? 0.8 : 1,
      frame: null,
    });
  }
}

// What lies at a point of the screen: a thing, a line or a cluster.
function find(scene, x, y) {
  const inside = (box, edge = 0) =>
    x > box.x - edge && x < box.x + box.w + edge && y > box.y - edge && y < box.y + box.h + edge;
  const symbol = scene.symbols.find((s) => Math.hypot(s.x - x, s.y - y) < Math.max(s.r, 8) + 2);
  if (symbol) return { thing: symbol.thing };
  const box = scene.boxes.find((b) => inside(b, 2));
  if (box) return box.thing !== undefined ? { thing: box.thing } : { line: box.line };
  const near = scene.lines
    .map((drawn) => [distance(drawn, x, y), drawn])
    .filter(([far]) => far < 7)
    .sort((a, b) => a[0] - b[0]);
  if (near.length) return { line: near[0][1].line };
  const disc = scene.discs.find((d) => d.isFolded && Math.hypot(d.x - x, d.y - y) < d.r);
  return disc ? { hub: disc.hub } : null;
}

function distance(drawn, x, y) {
  const { a, b, c } = drawn;
  if (x < Math.min(a.x, b.x, c.x) - 8 || x > Math.max(a.x, b.x, c.x) + 8) return Infinity;
  if (y < Math.min(a.y, b.y, c.y) - 8 || y > Math.max(a.y, b.y, c.y) + 8) return Infinity;
  let best = Infinity,
    from = a;
  for (let n = 1; n <= 16; n += 1) {
    const to = along(drawn, n / 16),
      dx = to.x - from.x,
      dy = to.y - from.y;
    const share = Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(x - from.x - share * dx, y - from.y - share * dy));
    from = to;
  }
  return best;
}
