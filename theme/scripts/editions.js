// The switch between editions, which stays with the document that is read; the banner of an edition that a newer one has
// replaced; and the day for which the list of editions is asked. All of them read `editions.js` at the root of the site, so
// that the pages of an old edition know the new ones.
(function () {
  "use strict";
  var list = window.handbookEditions;
  var box = document.querySelector("[data-edition-switch]");

  function words(iso) {
    var day = new Date(iso + "T00:00:00Z");
    var form = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    var language = document.documentElement.lang || "en";
    return isNaN(day) ? iso : day.toLocaleDateString(language === "en" ? "en-GB" : language, form);
  }

  // The same page among those of another edition: the document by its id, another page by its address.
  function same(pages) {
    var id = box.getAttribute("data-document");
    var page = box.getAttribute("data-page");
    if ((pages.pages || []).indexOf(page) >= 0) {
      return page;
    }
    return (id && (pages.documents || {})[id]) || "index.html";
  }

  function go(address) {
    var script = document.createElement("script");
    var root = box.getAttribute("data-root") + address;
    var page = "index.html";
    window.handbookPages = function (pages) {
      page = same(pages);
    };
    script.src = root + "pages.js";
    script.onload = script.onerror = function () {
      location.href = root + page + (page === "index.html" ? "" : location.hash);
    };
    document.head.append(script);
  }

  // A click goes to the same page; with a key held, or without this, the link leads to the first page.
  function lead(link, address) {
    link.addEventListener("click", function (event) {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        go(address);
      }
    });
  }

  function line(text, note, address, isHere) {
    var entry = document.createElement("li");
    var link = document.createElement("a");
    var small = document.createElement("span");
    link.href = box.getAttribute("data-root") + address + "index.html";
    link.textContent = text + " ";
    small.className = "note";
    small.textContent = note;
    link.append(small);
    if (isHere) {
      link.setAttribute("aria-current", "true");
    }
    lead(link, address);
    entry.append(link);
    return entry;
  }

  function fill(own) {
    var details = document.createElement("details");
    var summary = document.createElement("summary");
    var entries = document.createElement("ul");
    var all = box.querySelector("a");
    var newest = list.editions.slice(-12).reverse();
    summary.textContent = own === null ? handbookSay("edition_current") : handbookSay("edition_named", { name: own });
    entries.append(line(handbookSay("edition_current"), handbookSay("edition_as_of", { day: words(list.current.day) }), "", own === null));
    newest.forEach(function (it) {
      entries.append(line(handbookSay("edition_named", { name: it.name }), words(it.day), it.address, it.name === own));
    });
    all.textContent = handbookSay("edition_all");
    details.append(summary, entries);
    box.append(details);
    var last = document.createElement("li");
    last.append(all);
    entries.append(last);
    document.addEventListener("click", function (event) {
      if (!details.contains(event.target)) {
        details.open = false;
      }
    });
    details.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && details.open) {
        details.open = false;
        summary.focus();
      }
    });
  }

  // An edition that has been replaced says so; the newest one only says that it is an edition.
  function warn(own) {
    var banner = document.querySelector("[data-edition-banner]");
    var newest = list.editions[list.editions.length - 1];
    if (!banner || !newest) {
      return;
    }
    lead(banner.querySelector("[data-edition-current]"), "");
    if (newest.name !== own) {
      banner.classList.add("is-old");
      banner.querySelector("[data-edition-newer]").textContent =
        handbookSay("edition_replaced", { name: newest.name, day: words(newest.day) });
    }
  }

  if (box && list && Array.isArray(list.editions)) {
    var own = box.getAttribute("data-edition");
    fill(own);
    if (own !== null) {
      warn(own);
    }
  }

  var form = document.querySelector("form[data-as-it-stood]");
  var rows = document.querySelectorAll("[data-editions-table] tbody tr");
  if (!form || !rows.length) {
    return;
  }
  var answer = document.querySelector("[data-as-it-stood-answer]");
  var field = form.querySelector("input");

  // Rows stand from the newest to the oldest; the first that began by the day held on it.
  function find(day) {
    return Array.prototype.find.call(rows, function (row) {
      return row.getAttribute("data-from") <= day;
    });
  }

  function tell(day) {
    var row = find(day);
    rows.forEach(function (it) {
      it.classList.toggle("found", it === row);
    });
    answer.textContent = "";
    if (!row) {
      answer.textContent = handbookSay("edition_too_old", { day: words(day) });
      return;
    }
    var link = document.createElement("a");
    var name = row.getAttribute("data-name");
    link.href = row.querySelector("a").getAttribute("href");
    link.textContent = name ? handbookSay("edition_named", { name: name }) : handbookSay("edition_current");
    answer.append(handbookSay("edition_found", { day: words(day) }) + " ", link);
  }

  function show(day) {
    if (/^\d{4}-\d{2}-\d{2}$/.test(day)) {
      field.value = day;
      tell(day);
    }
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    try {
      history.replaceState(null, "", location.pathname + "?on=" + encodeURIComponent(field.value));
    } catch (error) {
      // Some browsers refuse this for files; the answer is given all the same.
    }
    show(field.value);
  });
  form.hidden = false;
  document.querySelector("[data-as-it-stood-hint]").hidden = true;
  show(new URLSearchParams(location.search).get("on") || "");
})();
