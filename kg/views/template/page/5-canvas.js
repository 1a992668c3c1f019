// Painting the scene on a canvas, and moving about in it.

const canvas = byId("canvas").firstElementChild;
// Letters keep their size, so the picture may be stretched upwards to fill the screen it is on.
const camera = { x: 0, y: 0, scale: 1, stretch: 1, hovered: null };
const MOST_STRETCH = 2.6;
const LABEL_ROOM = 70; // pixels that labels may reach beyond the outermost symbols
let scene = null;
let colors = {};
let isWaiting = false; // for the next frame
let isStill = true; // or moving

function readColors() {
  const style = getComputedStyle(document.documentElement);
  const names = ["page", "card", "ink", "quiet", "line", "edge", "edge-quiet", "denied", "accent"];
  colors = Object.fromEntries(names.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
}

function tracePath(pen, { a, b, c }) {
  pen.moveTo(a.x, a.y);
  pen.quadraticCurveTo(c.x, c.y, b.x, b.y);
}

function traceOutline(pen, { shape, x, y, r }) {
  if (!OUTLINES[shape]) {
    pen.moveTo(x + r, y);
    pen.arc(x, y, r, 0, 7);
    return;
  }
  const outline = OUTLINES[shape];
  pen.moveTo(x + outline[0] * r, y + outline[1] * r);
  for (let n = 2; n < outline.length; n += 2) pen.lineTo(x + outline[n] * r, y + outline[n + 1] * r);
  pen.closePath();
}

function arrowHead({ b, c, width }) {
  const length = Math.hypot(b.x - c.x, b.y - c.y) || 1;
  const dx = (b.x - c.x) / length,
    dy = (b.y - c.y) / length,
    size = 6 + width;
  return [
    b.x,
    b.y,
    b.x - dx * size - dy * size * 0.42,
    b.y - dy * size + dx * size * 0.42,
    b.x - dx * size + dy * size * 0.42,
    b.y - dy * size - dx * size * 0.42,
  ];
}

// Lines of one look are painted in one go: thousands of single strokes would take too long.
function groupBy(list, keyOf) {
  const groups = new Map();
  for (const item of list) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups.values();
}

function paint(pen, scene, colors) {
  pen.fillStyle = colors.page;
  pen.fillRect(0, 0, scene.width, scene.height);
  for (const disc of scene.discs) paintDisc(pen, disc);
  for (const group of groupBy(scene.lines, (l) => `${l.color}|${l.width}|${l.alpha}|${l.dashes}`))
    paintLines(pen, group);
  for (const group of groupBy(scene.symbols, (s) => `${s.color}|${s.alpha}|${s.border}`)) paintSymbols(pen, group);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const text of scene.texts) paintText(pen, text, colors);
  pen.globalAlpha = 1;
}

function paintDisc(pen, { x, y, r, color, isFolded }) {
  pen.beginPath();
  pen.arc(x, y, r, 0, 7);
  pen.globalAlpha = isFolded ? 0.14 : 0.07;
  pen.fillStyle = color;
  pen.fill();
  if (!isFolded) return;
  pen.globalAlpha = 0.6;
  pen.strokeStyle = color;
  pen.lineWidth = 1;
  pen.setLineDash([]);
  pen.stroke();
}

function paintLines(pen, group) {
  const [{ color, width, alpha, dashes }] = group;
  pen.globalAlpha = alpha;
  pen.strokeStyle = pen.fillStyle = color;
  pen.lineWidth = width;
  pen.setLineDash(dashes);
  pen.beginPath();
  for (const line of group) tracePath(pen, line);
  pen.stroke();
  pen.setLineDash([]);
  pen.beginPath();
  for (const line of group) {
    if (!line.arrow) continue;
    const [x, y, ...rest] = arrowHead(line);
    pen.moveTo(x, y);
    pen.lineTo(rest[0], rest[1]);
    pen.lineTo(rest[2], rest[3]);
  }
  pen.fill();
}

function paintSymbols(pen, group) {
  const [{ color, alpha, border }] = group;
  pen.beginPath();
  for (const symbol of group) traceOutline(pen, symbol);
  pen.globalAlpha = 1;
  pen.fillStyle = pen.strokeStyle = border;
  pen.lineWidth = 3;
  pen.stroke();
  pen.globalAlpha = alpha;
  pen.fillStyle = color;
  pen.fill();
}

function paintText(pen, { x, y, rows, font, color, alpha, frame }, colors) {
  pen.globalAlpha = alpha;
  pen.font = FONTS[font];
  if (frame) {
    pen.fillStyle = colors.card;
    pen.strokeStyle = colors.line;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.roundRect(frame.x, frame.y, frame.w, frame.h, 6);
    pen.fill();
    pen.stroke();
  }
  pen.strokeStyle = colors.page;
  pen.lineWidth = 4;
  pen.fillStyle = color;
  rows.forEach((row, n) => {
    const middle = y + (n + 0.5) * LEADING[font];
    if (!frame) pen.strokeText(row, x, middle);
    pen.fillText(row, x, middle);
  });
}

function draw() {
  isWaiting = false;
  const width = canvas.clientWidth,
    height = canvas.clientHeight,
    ratio = window.devicePixelRatio || 1;
  if (!width || !height) return;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  scene = makeScene(width, height, colors);
  paint(pen, scene, colors);
  print = null;
}

// While it moves, a picture of many lines is moved as it is; it is drawn anew when it rests or has gone far.
const MANY_LINES = 300;
const RESTS_MS = 120;
let print = null; // the picture as last drawn, and where the camera was
let restTimer = 0;

function drawMoving() {
  const width = canvas.clientWidth,
    height = canvas.clientHeight;
  print ||= { ...camera, image: copyOf(canvas) };
  const grown = camera.scale / print.scale;
  const x = (print.x - camera.x) * camera.scale,
    y = (print.y - camera.y) * camera.scale * camera.stretch;
  if (Math.abs(x) > width * 0.4 || Math.abs(y) > height * 0.4 || grown > 2 || grown < 0.5) {
    draw();
    return;
  }
  isWaiting = false;
  const pen = canvas.getContext("2d");
  pen.fillStyle = colors.page;
  pen.fillRect(0, 0, width, height);
  pen.drawImage(
    print.image,
    (width * (1 - grown)) / 2 + x,
    (height * (1 - grown)) / 2 + y,
    width * grown,
    height * grown,
  );
  clearTimeout(restTimer);
  restTimer = setTimeout(redraw, RESTS_MS);
}

function copyOf(canvas) {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext("2d").drawImage(canvas, 0, 0);
  return copy;
}

function redraw() {
  isStill = true;
  if (!isWaiting) requestAnimationFrame(drawNext);
  isWaiting = true;
}

function redrawMoving() {
  if (shown.lines.length < MANY_LINES && !clusters.size) {
    redraw();
    return;
  }
  if (isWaiting) return;
  isStill = false;
  isWaiting = true;
  requestAnimationFrame(drawNext);
}

function drawNext() {
  if (!isWaiting) return; // it has been drawn in the meantime
  if (isStill || !scene) draw();
  else drawMoving();
}

// Moving about

const toWorld = (x, y) => ({
  x: (x - canvas.clientWidth / 2) / camera.scale + camera.x,
  y: (y - canvas.clientHeight / 2) / (camera.scale * camera.stretch) + camera.y,
});

const toScreen = (t, width = canvas.clientWidth, height = canvas.clientHeight) => ({
  x: (X[t] - camera.x) * camera.scale + width / 2,
  y: (Y[t] - camera.y) * camera.scale * camera.stretch + height / 2,
});

let cameraTimer = 0;
function moved() {
  redrawMoving();
  state.camera = [camera.x, camera.y, camera.scale, camera.stretch];
  clearTimeout(cameraTimer);
  cameraTimer = setTimeout(() => remember(false), 400);
}

function zoom(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
  const before = toWorld(x, y);
  camera.scale = Math.min(6, Math.max(0.004, camera.scale * factor));
  const after = toWorld(x, y);
  camera.x += before.x - after.x;
  camera.y += before.y - after.y;
  moved();
}

// What has to be in view: the middle and the reach of every thing shown, and of the clusters around hubs.
function frameOf(list) {
  let left = Infinity,
    right = -Infinity,
    top = Infinity,
    bottom = -Infinity;
  const reach = new Map(shown.clusters.map(({ hub, size }) => [hub, page.spacing * Math.sqrt(size + 1)]));
  for (const t of list) {
    const r = reach.get(t) || 0;
    left = Math.min(left, X[t] - r);
    right = Math.max(right, X[t] + r);
    top = Math.min(top, Y[t] - r);
    bottom = Math.max(bottom, Y[t] + r);
  }
  return { x: (left + right) / 2, y: (top + bottom) / 2, w: right - left, h: bottom - top };
}

function fit(list = shown.things) {
  if (!list.length || !canvas.clientWidth) return;
  const { x, y, w, h } = frameOf(list);
  const panel = panelWidth();
  const width = Math.max(120, canvas.clientWidth - panel - 2 * LABEL_ROOM),
    height = Math.max(120, canvas.clientHeight - LABEL_ROOM - 30);
  const isSpread = !clusters.size || shown.around; // discs stay round
  const across = width / Math.max(w, 1),
    down = height / Math.max(h, 1);
  camera.scale = Math.min(1.6, across, isSpread ? down * 1.5 : down);
  camera.stretch = isSpread ? Math.min(MOST_STRETCH, down / camera.scale, 1.6 / camera.scale) : 1;
  camera.x = x + panel / 2 / camera.scale;
  camera.y = y + 12 / (camera.scale * camera.stretch);
  redraw();
}

// The panel lies over the picture, unless the screen is small.
function panelWidth() {
  const panel = byId("panel");
  return panel.hidden || getComputedStyle(panel).position !== "absolute" ? 0 : panel.offsetWidth;
}

// Bring what is selected out from under the panel; into the middle if it was looked for.
function reveal(isLookedFor) {
  const { thing, line } = state.selected;
  const ends = line ? [line.from, line.to] : [thing];
  const free = canvas.clientWidth - panelWidth();
  const isSeen = ends
    .map((t) => toScreen(t))
    .every(({ x, y }) => x > 40 && x < free - 60 && y > 20 && y < canvas.clientHeight - 30);
  if (isSeen && !(isLookedFor && camera.scale < 0.5)) return;
  if (!state.camera && !clusters.size) {
    fit();
    return;
  }
  if (isLookedFor) camera.scale = Math.max(camera.scale, 0.8);
  const { x, y } = frameOf(ends);
  camera.x = x + (canvas.clientWidth - free) / 2 / camera.scale;
  camera.y = y;
  redraw();
}
