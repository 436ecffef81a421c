// The preview in the browser: shows a page again when it has become another, at the place where it was; shows what is
// wrong with it; and says why the newest texts cannot be shown.
(() => {
  "use strict";
  const print = document.currentScript.dataset.page;
  const memory = "ismsbook-preview-place";
  const node = (name, className, ...children) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...children);
    return made;
  };

  // The first heading in sight and how far down it stands: what is above may have become longer.
  const place = () => {
    const anchors = [...document.querySelectorAll("main [id]")];
    const seen = anchors.find((it) => it.getBoundingClientRect().top >= 0);
    return {
      path: location.pathname,
      x: scrollX,
      y: scrollY,
      anchor: seen && seen.id,
      top: seen && seen.getBoundingClientRect().top,
      open: [...document.querySelectorAll("main details, .navigation")].map((it) => it.open),
      panel: panel.open,
      focus: document.activeElement && document.activeElement.id,
    };
  };

  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(memory) || "null");
    sessionStorage.removeItem(memory);
    if (!kept || kept.path !== location.pathname) return;
    panel.open = kept.panel;
    const parts = [...document.querySelectorAll("main details, .navigation")];
    if (parts.length === kept.open.length) parts.forEach((it, index) => (it.open = kept.open[index]));
    const focus = kept.focus && document.getElementById(kept.focus);
    if (focus) focus.focus({ preventScroll: true });
    const anchor = kept.anchor && document.getElementById(kept.anchor);
    const down = anchor ? scrollY + anchor.getBoundingClientRect().top - kept.top : kept.y;
    scrollTo({ left: kept.x, top: down, behavior: "instant" });
  };

  const panel = node("details", "preview-panel");
  const overlay = node("div", "preview-overlay");
  overlay.setAttribute("role", "alert");
  let hidden = null;

  const showFault = (fault) => {
    if (!fault) hidden = null;
    if (!fault || fault === hidden) return overlay.remove();
    const close = node("button", "", "Hide");
    close.type = "button";
    close.addEventListener("click", () => {
      hidden = fault;
      overlay.remove();
    });
    const head = node("p", "", node("strong", "", "The newest texts cannot be shown."), " This is the last good state. ", close);
    overlay.replaceChildren(head, node("pre", "", fault));
    if (!overlay.isConnected) document.body.append(overlay);
  };

  const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  const finding = (it) => {
    const rule = node("a", "", `${it.code} ${it.rule}`);
    rule.href = `/-/explain/${it.rule}`;
    rule.target = "_blank";
    const where = node("span", "preview-where", `${it.file}:${it.line}:${it.column}`);
    const words = [node("span", `preview-level preview-${it.level}`, it.level), " ", it.message];
    if (it.hint) words.push(node("span", "preview-hint", it.hint));
    return node("li", "", ...words, node("span", "preview-more", where, " ", rule));
  };

  const showFindings = (state) => {
    const all = state.findings.length + state.more;
    panel.hidden = all === 0 && state.errors === 0;
    const here = all === 0 ? "No findings on this page" : `${counted(all, "finding")} on this page`;
    const elsewhere = state.errors ? `, ${counted(state.errors, "error")} in the handbook` : "";
    const list = node("ol", "", ...state.findings.map(finding));
    if (state.more) list.append(node("li", "", `and ${state.more} more`));
    panel.replaceChildren(node("summary", "", here + elsewhere), list);
    panel.classList.toggle("preview-old", !state.is_checked);
    if (!panel.isConnected) document.body.append(panel);
  };

  let running = false;
  let again = false;
  const look = async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      try {
        const answer = await fetch(`/-/state?page=${encodeURIComponent(location.pathname)}`);
        const state = await answer.json();
        if (state.page && state.page !== print) {
          // The browser would put the page back by its pixels, after us.
          history.scrollRestoration = "manual";
          sessionStorage.setItem(memory, JSON.stringify(place()));
          location.reload();
          return;
        }
        showFault(state.fault);
        showFindings(state);
        document.documentElement.dataset.previewVersion = state.version;
      } catch {
        // The preview is gone for now; the stream of events comes back when it does, and asks again.
      }
    }
    running = false;
  };

  restore();
  addEventListener("load", () => setTimeout(() => (history.scrollRestoration = "auto"), 100));
  const news = new EventSource("/-/events");
  for (const kind of ["hello", "change", "findings"]) news.addEventListener(kind, look);
})();
