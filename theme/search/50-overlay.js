// The search over any page: a dialog with a field and the first results.
handbookSearch.overlay = (function () {
  "use strict";
  const { query, results } = handbookSearch;
  const { element } = results;
  const say = handbookSay;
  const SHOWN = 8;
  let dialog = null;
  let input = null;
  let run = 0;

  function build() {
    input = element("input", { type: "search", autocomplete: "off", spellcheck: "false", "aria-label": say("field"), placeholder: say("placeholder") });
    const close = element("button", { type: "button", class: "search-close" }, say("close"));
    const status = element("p", { class: "search-status", role: "status" });
    const place = element("div", { class: "search-results" });
    dialog = element(
      "dialog",
      { class: "search-box", "aria-label": say("title") },
      element("div", { class: "search-field", role: "search" }, input, close),
      status,
      place,
    );
    document.body.append(dialog);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    input.addEventListener("input", () => search(status, place));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") place.querySelector("a.hit-title")?.click();
    });
    // A link to a heading of this very page leaves the page where it is.
    place.addEventListener("click", (event) => {
      if (event.target.closest("a")) dialog.close();
    });
    results.arrows(dialog, input);
    return search(status, place);
  }

  async function search(status, place) {
    run += 1;
    const mine = run;
    const isCurrent = () => mine === run;
    const typed = input.value.trim();
    try {
      const found = await query.find(typed);
      if (!isCurrent()) return;
      if (found.isEmpty || !found.entries.length) {
        status.textContent = found.isEmpty ? "" : results.told(typed, found, 0);
        await results.suggest(place, found.isEmpty ? say("suggest") : say("suggest_else"));
        return;
      }
      const list = element("ul", { class: "hits" });
      await results.show(list, found.entries.slice(0, SHOWN), { highlight: found.highlight }, isCurrent);
      if (!isCurrent()) return;
      const all = element("a", { href: `${handbookSearch.base}search.html?q=${encodeURIComponent(typed)}` }, say("all"));
      place.replaceChildren(list, element("p", { class: "search-all" }, all));
      status.textContent = results.told(typed, found, found.entries.length);
    } catch (error) {
      status.textContent = say("failed");
    }
  }

  /** Opens the dialog with what was typed while it was loaded. */
  function open(typed) {
    if (!dialog) build();
    if (!dialog.open) dialog.showModal();
    input.focus();
    if (typed) {
      input.value = typed;
      input.dispatchEvent(new Event("input"));
    } else {
      input.select();
    }
  }

  return { open };
})();
