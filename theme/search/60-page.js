// The page of the search: field, filters with counts, and all results. What is asked stands in the address.
handbookSearch.page = (function () {
  "use strict";
  const { index, query, results } = handbookSearch;
  const { element } = results;
  const say = handbookSay;
  const STEP = 20;
  /** Values of a filter that are shown before the others are asked for. */
  const VALUES = 8;
  let parts = null;
  let chosen = {};
  let found = null;
  let shown = [];
  let run = 0;

  function build(place) {
    const input = element("input", { type: "search", autocomplete: "off", spellcheck: "false", id: "_search-input", placeholder: say("placeholder") });
    const label = element("label", { for: "_search-input", class: "unseen" }, say("field"));
    const status = element("p", { class: "search-status", role: "status" });
    const filters = element("div", { role: "group", "aria-label": say("filters") });
    const fold = element("details", { class: "search-filters" }, element("summary", {}, say("filters")), filters);
    // Where there is room the filters stand beside the results; on a phone they would stand in the way.
    fold.open = window.matchMedia("(width >= 700px)").matches;
    const list = element("ul", { class: "hits" });
    const more = element("button", { type: "button", class: "search-more", hidden: true }, say("more"));
    const key = element("input", { type: "checkbox", id: "_search-key" });
    key.checked = !isKeyOff();
    const keyLabel = element("label", { for: "_search-key" }, key, " ", element("kbd", {}, "/"), " " + say("key"));
    const body = element("div", { class: "search-columns", hidden: true }, fold, element("div", {}, list, more));
    place.append(element("div", { class: "search-field", role: "search" }, label, input), status, body);
    place.parentNode.append(element("p", { class: "search-key" }, keyLabel));
    parts = { input, status, filters, list, more, body, start: document.querySelector("[data-search-start]") };
    input.addEventListener("input", () => {
      chosen = {};
      search().then(write);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") list.querySelector("a.hit-title")?.click();
    });
    more.addEventListener("click", () => draw(list.children.length));
    filters.addEventListener("change", (event) => choose(event.target));
    key.addEventListener("change", () => keepKey(key.checked));
    results.arrows(place, input);
    window.addEventListener("popstate", read);
    place.hidden = false;
  }

  function isKeyOff() {
    try {
      return localStorage.getItem("handbook-search-key") === "off";
    } catch (error) {
      return false;
    }
  }

  function keepKey(isOn) {
    try {
      if (isOn) localStorage.removeItem("handbook-search-key");
      else localStorage.setItem("handbook-search-key", "off");
    } catch (error) {
      // Without storage the key stays as it is.
    }
  }

  function choose(box) {
    const others = (chosen[box.name] ?? []).filter((it) => it !== box.value);
    const held = box.checked ? [...others, box.value] : others;
    if (held.length) chosen[box.name] = held;
    else delete chosen[box.name];
    narrow();
    write();
    // The boxes are made anew; the reader stays at the one that was changed.
    const again = [...parts.filters.querySelectorAll("input")].find((it) => it.name === box.name && it.value === box.value);
    again?.focus();
  }

  async function search() {
    run += 1;
    const mine = run;
    const typed = parts.input.value.trim();
    try {
      const next = await query.find(typed);
      if (mine !== run) return;
      found = next;
      parts.start.hidden = !found.isEmpty && found.entries.length > 0;
      parts.body.hidden = found.isEmpty || !found.entries.length;
      await narrow();
    } catch (error) {
      parts.status.textContent = say("failed_here");
    }
  }

  async function narrow() {
    const { facets } = await index.ready();
    const { shown: fitting, counts } = query.narrow(found.entries, facets, chosen);
    shown = fitting;
    parts.filters.replaceChildren(...facets.map((facet, at) => filter(facet, counts[at])).filter(Boolean));
    await draw(0);
    const typed = parts.input.value.trim();
    parts.status.textContent = found.isEmpty ? "" : results.told(typed, found, shown.length);
  }

  function draw(from) {
    const mine = run;
    const next = shown.slice(from, from + STEP);
    parts.more.hidden = from + STEP >= shown.length;
    const state = { highlight: found.highlight, isMore: from > 0 };
    return results.show(parts.list, next, state, () => mine === run);
  }

  /** A group of boxes with counts; none where it would not part the results. */
  function filter(facet, tally) {
    const held = chosen[facet.name] ?? [];
    let values = [...facet.values.keys()].filter((it) => tally[it] > 0 || held.includes(facet.values[it]));
    if (values.length < 2 && !held.length) return null;
    if (facet.name !== "state" && facet.name !== "classification") {
      values = values.sort((left, right) => tally[right] - tally[left] || left - right);
    }
    const box = (value) => {
      const words = facet.values[value];
      const input = element("input", { type: "checkbox", name: facet.name, value: words });
      input.checked = held.includes(words);
      return element("label", {}, input, element("span", {}, words), element("span", { class: "note" }, String(tally[value])));
    };
    const first = values.filter((it, at) => at < VALUES || held.includes(facet.values[it])).map(box);
    const rest = values.filter((it, at) => at >= VALUES && !held.includes(facet.values[it])).map(box);
    const group = element("fieldset", {}, element("legend", {}, facet.label), ...first);
    if (rest.length) group.append(element("details", {}, element("summary", {}, say("rest", { n: rest.length })), ...rest));
    return group;
  }

  function write() {
    const wanted = new URLSearchParams();
    const typed = parts.input.value.trim();
    if (typed) wanted.set("q", typed);
    Object.keys(chosen).sort().forEach((name) => chosen[name].forEach((it) => wanted.append(name, it)));
    const asked = wanted.toString();
    try {
      history.replaceState(null, "", location.pathname + (asked ? `?${asked}` : ""));
    } catch (error) {
      // Some browsers refuse this for files; the search works all the same.
    }
  }

  async function read() {
    const wanted = new URLSearchParams(location.search);
    parts.input.value = wanted.get("q") ?? "";
    const { facets } = await index.ready();
    chosen = {};
    for (const facet of facets) {
      const values = wanted.getAll(facet.name).filter((it) => facet.values.includes(it));
      if (values.length) chosen[facet.name] = values;
    }
    await search();
  }

  function open(place) {
    // The keyboard begins at the head of the page as everywhere; `/` goes to the field.
    build(place);
    read().catch(() => {
      parts.status.textContent = say("failed_here");
    });
  }

  return { open };
})();
