// Results as people see them: a list of links with a line of context, filled in as the texts arrive.
handbookSearch.results = (function () {
  "use strict";
  const { index, query } = handbookSearch;
  const say = handbookSay;

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) {
      if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.filter((it) => it !== null && it !== undefined));
    return made;
  }

  /** A text with its marked places. */
  function marked(text, places) {
    const nodes = [];
    let at = 0;
    for (const [start, end] of places) {
      nodes.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
      at = end;
    }
    nodes.push(text.slice(at));
    return nodes;
  }

  function facetWords(facets, entry) {
    const word = (name) => {
      const facet = facets.find((it) => it.name === name);
      const value = facet?.of(entry)[0];
      return value === undefined ? null : facet.values[value];
    };
    return ["type", "state", "owner"].map(word).filter(Boolean).join(" · ");
  }

  /** One result. Its line of context is replaced by words of the text when they arrive. */
  function hit(entry, facets, highlight) {
    const title = element("a", { class: "hit-title", href: entry.href });
    if (entry.id) title.append(element("span", { class: "id" }, entry.id), " ");
    title.append(...marked(entry.title, query.marks(entry.title, highlight)));
    const words = element("p", { class: "hit-words" }, ...marked(entry.lead, query.marks(entry.lead, highlight)));
    const item = element("li", { class: "hit" }, title, element("p", { class: "hit-line" }, facetWords(facets, entry.number)), words);
    item.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      const found = [...item.querySelectorAll("mark")].map((it) => it.textContent);
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) handbookFound.keep(link, [...new Set(found)]);
    });
    return item;
  }

  async function fill(item, entry, highlight) {
    const found = query.excerpt(await index.text(entry.number), highlight);
    if (!found) return;
    const words = item.querySelector(".hit-words");
    words.replaceChildren(
      ...(found.isCutBefore ? ["… "] : []),
      ...marked(found.words, found.marks),
      ...(found.isCutAfter ? [" …"] : []),
    );
    if (found.anchor && found.heading) {
      const href = `${entry.href}#${encodeURIComponent(found.anchor)}`;
      const place = element("p", { class: "hit-place" }, say("under"), " ", element("a", { href }, found.heading));
      words.after(place);
    }
  }

  /** Puts a part of the results into a list; `isCurrent` tells whether they are still wanted. */
  async function show(list, numbers, state, isCurrent) {
    const { facets, texts } = await index.ready();
    const entries = await Promise.all(numbers.map(index.entry));
    if (!isCurrent()) return;
    const items = entries.map((entry) => hit(entry, facets, state.highlight));
    if (state.isMore) list.append(...items);
    else list.replaceChildren(...items);
    items.forEach((item, at) => {
      if (entries[at].number < texts) fill(item, entries[at], state.highlight).catch(() => {});
    });
  }

  /** What to begin with, before anything is typed or when nothing is found. */
  async function suggest(place, words) {
    const { suggestions } = await index.ready();
    const items = suggestions.map(([id, title, href]) => {
      const link = element("a", { class: "hit-title", href: handbookSearch.base + href });
      if (id) link.append(element("span", { class: "id" }, id), " ");
      link.append(title);
      return element("li", { class: "hit" }, link);
    });
    place.replaceChildren(element("p", { class: "note" }, words), element("ul", { class: "hits hits-short" }, ...items));
  }

  function count(number, total) {
    return number === total ? say("results", { n: number }) : say("results_of", { n: number, total });
  }

  /** What was found, in a sentence that is read out too. */
  function told(typed, found, shown) {
    if (!found.entries.length) return say("nothing", { typed });
    const parts = [say("found", { results: count(shown, found.entries.length), typed })];
    if (found.guessed.length) parts.push(say("guessed", { pairs: found.guessed.map(([word, other]) => say("guess", { word, other })).join(", ") }));
    if (found.isPartial) parts.push(say("partial"));
    return `${parts.join("; ")}.`;
  }

  /** Up and down move through the field and the results, like one list. */
  function arrows(box, input) {
    box.addEventListener("keydown", (event) => {
      const stops = [input, ...box.querySelectorAll("a.hit-title")];
      const here = stops.indexOf(document.activeElement);
      if (here < 0 || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    });
  }

  return { element, show, suggest, told, arrows };
})();
