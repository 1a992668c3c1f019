// The same facts as a table, for whoever cannot or would not look at a picture.

const ROWS = 200; // at once
const COLUMNS = ["subject", "relation", "object", "modality", "says", "confidence", "quote", "document"];
let rowsShown = ROWS;

function tableFacts() {
  const query = bare(byId("search").value.trim());
  const texts = (fact) => [
    label(fact.line.from),
    relation(fact.line),
    label(fact.line.to),
    whoSays(fact),
    quotes[fact.quote],
  ];
  return shownFacts().filter((fact) => !query || bare(texts(fact).join("\n")).includes(query));
}

function showTable() {
  const rows = tableFacts();
  const caption =
    rows.length > rowsShown
      ? word("rows", { n: integer(rowsShown), all: integer(rows.length) })
      : many(rows.length, "fact", "facts");
  const more = button(
    word("more"),
    () => {
      rowsShown += 5 * ROWS;
      showTable();
    },
    { class: "action" },
  );
  byId("table").setAttribute("aria-label", word("table"));
  byId("table").replaceChildren(
    make(
      "table",
      {},
      make("caption", {}, caption),
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          COLUMNS.map((name) => make("th", { scope: "col" }, word(name))),
        ),
      ),
      make("tbody", {}, rows.slice(0, rowsShown).map(tableRow)),
    ),
    rows.length > rowsShown ? more : "",
  );
}

function tableRow(fact) {
  const { line } = fact;
  const said = [modality(line), line.former && word("former"), period(fact)].filter(Boolean).join(", ");
  const cells = [
    goTo(line.from),
    denial(line) + relation(line),
    [fact.about ? "≈ " : "", goTo(line.to)],
    said,
    whoSays(fact),
    percent(fact.confidence),
    quote(fact),
    things[fact.document] ? goTo(fact.document) : "",
  ];
  return make(
    "tr",
    { class: line.modality },
    cells.map((cell, n) => make("td", { "data-name": word(COLUMNS[n]) }, cell)),
  );
}
