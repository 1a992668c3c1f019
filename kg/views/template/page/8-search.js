// Search by any name in any language, whatever its accents; suggestions to choose from by keyboard.

const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
let index = null; // names without accents, made when first needed
let chosen = -1; // of the suggestions

function namesOf(thing) {
  const { labels, aliases } = things[thing];
  return [...new Set([...labels, ...(aliases || [])])];
}

// What begins with the query comes first, then where a word does, then whatever contains it.
function rankOf(name, query) {
  const found = name.indexOf(query);
  return found < 0 ? 9 : found === 0 ? (name === query ? 0 : 1) : /[\p{L}\p{N}]/u.test(name[found - 1]) ? 3 : 2;
}

function findThings(text, most = 8) {
  const query = bare(text.trim());
  if (!query) return [];
  index ||= things.map((_, t) => namesOf(t).map(bare));
  const found = [];
  for (let t = 0; t < things.length; t += 1) {
    const rank = Math.min(...index[t].map((name) => rankOf(name, query)));
    if (rank < 9) found.push([rank + (things[t].kind === "entity" ? 0 : 0.5), t]);
  }
  return found
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .slice(0, most)
    .map(([, t]) => t);
}

function suggestion(thing, n, query) {
  const look = classes[things[thing].class]?.look;
  const name = label(thing);
  const hit = bare(name).includes(query) ? "" : namesOf(thing).find((other) => bare(other).includes(query)) || "";
  const item = make(
    "li",
    { role: "option", id: "match-" + n, "aria-selected": String(n === chosen) },
    look ? symbol(look) : "",
    make("span", {}, name),
    make("small", {}, hit || kindOf(thing)),
  );
  item.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    take(thing);
  });
  return item;
}

function take(thing) {
  byId("search").value = "";
  closeMatches();
  select({ thing }, true);
  byId("panel").querySelector("h2")?.focus();
}

function closeMatches() {
  chosen = -1;
  byId("matches").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

function search() {
  const text = byId("search").value;
  if (state.view === "table") {
    closeMatches();
    showTable();
    return;
  }
  const found = findThings(text),
    query = bare(text.trim());
  if (!query) {
    closeMatches();
    return;
  }
  chosen = Math.min(chosen, found.length - 1);
  byId("matches").hidden = false;
  byId("search").setAttribute("aria-expanded", "true");
  if (chosen >= 0) byId("search").setAttribute("aria-activedescendant", "match-" + chosen);
  byId("matches").replaceChildren(...found.map((thing, n) => suggestion(thing, n, query)));
  if (!found.length)
    byId("matches").append(
      make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, word("nothing")),
    );
}

function searchKey(event) {
  const found = findThings(byId("search").value);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) {
    chosen = (chosen + step + found.length) % found.length;
    search();
    event.preventDefault();
  } else if (event.key === "Enter" && found.length && state.view === "graph") {
    take(found[Math.max(chosen, 0)]);
  } else if (event.key === "Escape") {
    closeMatches();
    event.stopPropagation();
  }
}
