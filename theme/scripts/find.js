// Opens the search: by its link, by `/` or with Ctrl and K. What searches is loaded only then.
(function () {
  "use strict";
  var link = document.querySelector("a[data-search]");
  if (!link) {
    return;
  }
  var place = document.querySelector("[data-search-page]");
  var loading = null;
  // What is typed while the search is still being loaded; none when it is not.
  var early = null;

  function load() {
    loading =
      loading ||
      new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = link.href.replace(/search\.html.*$/, "theme/search.js");
        script.onload = resolve;
        script.onerror = reject;
        document.head.append(script);
      });
    return loading;
  }

  function open() {
    early = early || "";
    load().then(
      function () {
        if (place) {
          place.querySelector("input[type='search']").focus();
        } else {
          handbookSearch.overlay.open(early);
        }
        early = null;
      },
      function () {
        location.href = link.href;
      }
    );
  }

  // A single key can be in the way of those who speak to their computer, so the page of the search can switch it off.
  function mayUseSlash() {
    try {
      return localStorage.getItem("handbook-search-key") !== "off";
    } catch (error) {
      return true;
    }
  }

  function isTyping(target) {
    return target.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].indexOf(target.tagName) >= 0;
  }

  document.addEventListener("keydown", function (event) {
    if (early !== null && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      early += event.key;
      return;
    }
    var isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    var isLetter = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    if ((isSlash && mayUseSlash() && !isTyping(event.target)) || isLetter) {
      event.preventDefault();
      open();
    }
  });

  document.querySelectorAll("a[data-search], a[data-search-field]").forEach(function (it) {
    it.addEventListener("click", function (event) {
      if (!place && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        open();
      }
    });
  });

  if (place) {
    load().then(function () {
      handbookSearch.page.open(place);
    });
  }
})();
