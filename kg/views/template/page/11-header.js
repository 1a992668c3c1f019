// Title, counts, and the buttons of the page.

function showHeader() {
  document.documentElement.lang = state.language;
  document.title = byId("title").textContent = page.title || word("page");
  byId("counts").textContent =
    [
      many(documents.length, "document", "documents"),
      many(page.things.entities, "entity", "entities"),
      many(facts.length, "fact", "facts"),
    ].join(" · ") + (page.omitted ? ` (${word("omitted", { n: integer(page.omitted) })})` : "");
  byId("search").placeholder = word("search");
  byId("search").setAttribute("aria-label", word("search"));
  byId("matches").setAttribute("aria-label", word("search"));
  byId("filters").setAttribute("aria-label", word("filters"));
  byId("picture").setAttribute("aria-label", word("graph"));
  byId("canvas").setAttribute("aria-label", `${word("graph")}: ${byId("counts").textContent}. ${word("keys")}`);
  byId("languages").setAttribute("aria-label", word("language"));
  byId("views").setAttribute("aria-label", `${word("graph")}, ${word("table")}`);
  byId("skip").textContent = word("table");
  showSwitches();
}

function showSwitches() {
  const choice = (isOn, text, title, onclick) =>
    button(text, onclick, { title, "aria-label": title && `${text}, ${title}`, "aria-pressed": String(isOn) });
  byId("views").replaceChildren(
    ...["graph", "table"].map((view) => choice(view === state.view, word(view), undefined, () => step({ view }))),
  );
  byId("languages").replaceChildren(
    ...Object.entries(page.words).map(([language, words]) =>
      choice(language === state.language, language, words.name, () => step({ language })),
    ),
  );
  const items = Object.entries(EXPORTS).map(([name, run]) =>
    button(
      name,
      () => {
        byId("export").open = false;
        run();
      },
      { class: "plain" },
    ),
  );
  byId("export").replaceChildren(make("summary", {}, word("export")), make("div", { class: "menu" }, items));
  const tool = (text, name, onclick) => button(text, onclick, { title: word(name), "aria-label": word(name) });
  byId("tools").replaceChildren(
    tool("←", "back", () => history.back()),
    tool("→", "forward", () => history.forward()),
    tool("+", "closer", () => zoom(1.4)),
    tool("−", "farther", () => zoom(1 / 1.4)),
    button(
      word("fit"),
      () => {
        fit();
        settled();
      },
      { id: "fit" },
    ),
  );
}

function showHint() {
  const count = (kind) => ofKind(kind).length;
  const hidden =
    isLarge && !shown.around
      ? page.things.entities - shown.things.filter((t) => things[t].kind === "entity").length
      : 0;
  const text =
    pathFrom !== null
      ? word("pathTo", { name: label(pathFrom) })
      : state.path
        ? word("pathIs")
        : state.focus !== null
          ? word("focusIs", { name: label(state.focus) })
          : hidden > 0
            ? word("folded", { n: integer(hidden) })
            : count("entity")
              ? word("help")
              : word("empty");
  byId("hint").replaceChildren(text, shown.around ? button(word("unfocus"), leave, { class: "link" }) : "");
}
