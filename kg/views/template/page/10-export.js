// What is in view, to take along: the picture as PNG and SVG, the facts as Turtle and CSV.

function save(name, blob) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function currentScene() {
  const frame = byId("canvas").getBoundingClientRect();
  return makeScene(frame.width || 1200, frame.height || 800, colors);
}

function savePng() {
  const scene = currentScene(),
    copy = document.createElement("canvas");
  copy.width = scene.width * 2;
  copy.height = scene.height * 2;
  const pen = copy.getContext("2d");
  pen.scale(2, 2);
  paint(pen, scene, colors);
  copy.toBlob((blob) => save("graph.png", blob));
}

const escapeXml = (text) =>
  text
    .replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);

function element(tag, attributes, content = "") {
  const shownValue = (value) => (typeof value === "number" ? +value.toFixed(2) : escapeXml(String(value)));
  const list = Object.entries(attributes)
    .filter(([, v]) => v !== "" && v !== null)
    .map(([name, value]) => ` ${name}="${shownValue(value)}"`);
  return `<${tag}${list.join("")}>${content}</${tag}>`;
}

function toSvg(scene, colors) {
  const parts = [element("rect", { width: scene.width, height: scene.height, fill: colors.page })];
  for (const { x, y, r, color, isFolded } of scene.discs) {
    parts.push(
      element("circle", {
        cx: x,
        cy: y,
        r,
        fill: color,
        "fill-opacity": isFolded ? 0.14 : 0.07,
        stroke: isFolded ? color : "none",
        "stroke-opacity": 0.6,
      }),
    );
  }
  for (const line of scene.lines) parts.push(svgLine(line));
  for (const symbol of scene.symbols) parts.push(svgSymbol(symbol));
  for (const text of scene.texts) parts.push(svgText(text, colors));
  const size = { width: scene.width, height: scene.height, viewBox: `0 0 ${scene.width} ${scene.height}` };
  return element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", role: "img", "aria-label": document.title, ...size },
    parts.join("\n"),
  );
}

function svgLine(line) {
  const n = (value) => value.toFixed(1);
  const { a, b, c, color, width, alpha, dashes } = line;
  const d = `M${n(a.x)} ${n(a.y)}Q${n(c.x)} ${n(c.y)} ${n(b.x)} ${n(b.y)}`;
  const path = element("path", {
    d,
    fill: "none",
    stroke: color,
    "stroke-width": width,
    "stroke-dasharray": dashes.join(" "),
    opacity: alpha,
  });
  return line.arrow
    ? path + element("polygon", { points: arrowHead(line).map(n).join(" "), fill: color, opacity: alpha })
    : path;
}

function svgSymbol({ x, y, r, shape, color, alpha, border }) {
  const look = { fill: color, "fill-opacity": alpha, stroke: border, "stroke-width": 1.5, "paint-order": "stroke" };
  if (!OUTLINES[shape]) return element("circle", { cx: x, cy: y, r, ...look });
  return element("polygon", {
    points: OUTLINES[shape].map((v, i) => ((i % 2 ? y : x) + v * r).toFixed(1)).join(" "),
    ...look,
  });
}

function svgText({ x, y, rows, font, color, alpha, frame }, colors) {
  const [, weight, size] = /^(600 )?([\d.]+)px/.exec(FONTS[font]);
  const box = frame
    ? element("rect", {
        x: frame.x,
        y: frame.y,
        width: frame.w,
        height: frame.h,
        rx: 6,
        fill: colors.card,
        stroke: colors.line,
      })
    : "";
  const look = {
    "font-family": FONT,
    "font-size": size,
    "font-weight": weight ? 600 : "",
    "text-anchor": "middle",
    fill: color,
    opacity: alpha,
    stroke: frame ? "" : colors.page,
    "stroke-width": frame ? "" : 4,
    "stroke-linejoin": frame ? "" : "round",
    "paint-order": frame ? "" : "stroke",
  };
  return (
    box +
    rows
      .map((row, n) => element("text", { x, y: y + (n + 0.5) * LEADING[font] + size * 0.35, ...look }, escapeXml(row)))
      .join("")
  );
}

// Turtle: the statements as they stand in the graph of the build, and what of them is plainly asserted.

const asIri = (iri) => {
  const full = iri.includes(":") ? iri : page.base + iri;
  return `<${full.replace(/[\x00-\x20<>"{}|^`\\]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0"))}>`;
};
const asString = (text) =>
  `"${text.replace(/[\\"\n\r\t\x00-\x1f\x7f]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"))}"`;
const ofLine = (line) => asIri(relations[line.relation].iri);
const objectOf = (fact) => fact.object || things[fact.line.to].term || asIri(iris[fact.line.to]);

function statementOf(fact) {
  const { line } = fact;
  const quoted = quotes[fact.quote];
  const evidence = `${iris[fact.document]}#char=${fact.start},${fact.start + Array.from(quoted).length}`;
  const parts = [
    "a rdf:Statement",
    `rdf:subject ${asIri(iris[line.from])}`,
    `rdf:predicate ${ofLine(line)}`,
    `rdf:object ${objectOf(fact)}`,
    `kg:modality kg:${line.modality}`,
    `kg:confidence ${fact.confidence}`,
    ...(fact.by || []).map((t) => `kg:attributedTo ${asIri(iris[t])}`),
    fact.validity && `kg:validity kg:${fact.validity}`,
    fact.about && "kg:approximate true",
    `kg:evidence ${asIri(evidence)}`,
    `prov:wasDerivedFrom ${asIri(iris[fact.document])}`,
  ].filter(Boolean);
  const words = `${asIri(evidence)} oa:exact ${asString(quoted)}@${things[fact.document].language} .`;
  return [`${asIri(fact.statement)} ${parts.join(" ;\n    ")} .`, words];
}

function toTurtle(chosen) {
  // "Was the head of" is plainly true now; "was part of" is not a plain "is part of".
  const holds = (fact) => !["former", "future"].includes(fact.validity) || relations[fact.line.relation].past;
  const plain = (fact) => fact.line.modality === "asserted" && holds(fact);
  const heads = Object.entries(page.prefixes).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);
  const ends = [...new Set(chosen.flatMap((fact) => [fact.line.from, fact.line.to]))].filter(
    (t) => things[t].class >= 0,
  );
  const types = ends.map((t) => `${asIri(iris[t])} a ${asIri(classes[things[t].class].iri)} .`);
  const direct = chosen
    .filter(plain)
    .map((fact) => `${asIri(iris[fact.line.from])} ${ofLine(fact.line)} ${objectOf(fact)} .`);
  return [
    ...heads,
    "",
    ...[...new Set([...types, ...direct])].sort(),
    "",
    ...new Set(chosen.flatMap(statementOf)),
    "",
  ].join("\n");
}

function toCsv(chosen) {
  // A spreadsheet would run a text that begins like a formula.
  const cell = (value) =>
    `"${String(value)
      .replace(/^[=+\-@\t\r]/, "'$&")
      .replace(/"/g, '""')}"`;
  const heads = [
    "subject",
    "relation",
    "object",
    "modality",
    "former",
    "since",
    "until",
    "says",
    "confidence",
    "quote",
    "document",
    "date",
  ];
  const rows = chosen.map((fact) => {
    const { line } = fact,
      text = things[fact.document];
    return [
      label(line.from),
      relation(line),
      (fact.about ? "≈ " : "") + label(line.to),
      modality(line),
      line.former ? word("former") : "",
      fact.from || "",
      fact.to || "",
      whoSays(fact),
      fact.confidence,
      quotes[fact.quote],
      text ? label(fact.document) : "",
      text?.date || "",
    ];
  });
  return [heads.map(word), ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

const inView = () =>
  state.view === "table"
    ? tableFacts()
    : shownFacts().filter((fact) => shown.set.has(fact.line.from) && shown.set.has(fact.line.to));
const EXPORTS = {
  PNG: savePng,
  SVG: () => save("graph.svg", new Blob([toSvg(currentScene(), colors)], { type: "image/svg+xml" })),
  Turtle: () => save("graph.ttl", new Blob([toTurtle(inView())], { type: "text/turtle" })),
  CSV: () => save("graph.csv", new Blob(["\ufeff", toCsv(inView())], { type: "text/csv" })),
};
