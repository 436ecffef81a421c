// The switch between light and dark, and the lists behind the heat map's cells.
(function () {
  "use strict";
  var root = document.documentElement;
  var button = document.querySelector("[data-theme-switch]");
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : system.matches;
  }

  if (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var next = isDark() ? "light" : "dark";
      root.setAttribute("data-theme", next);
      try {
        localStorage.setItem("handbook-theme", next);
      } catch (error) {
        // Without storage the choice holds for this page.
      }
    });
  }

  // On wide screens the navigation and the contents are shown by the style; open, they are also known to be.
  function openWhere(selector, query) {
    var box = document.querySelector(selector);
    var wide = window.matchMedia(query);
    if (box) {
      box.open = wide.matches;
      wide.addEventListener("change", function () {
        box.open = wide.matches;
      });
    }
  }
  openWhere(".navigation", "(width >= 800px)");
  openWhere(".on-page", "(width >= 1200px)");

  // A long navigation is scrolled to where the reader is.
  var list = document.querySelector(".navigation nav");
  var here = list && list.querySelector("[aria-current], .here");
  if (here && list.scrollHeight > list.clientHeight) {
    var below = here.getBoundingClientRect().bottom - list.getBoundingClientRect().top - list.clientHeight;
    if (below > 0) {
      list.scrollTop = below + list.clientHeight / 3;
    }
  }

  function openTarget() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var box = target && target.closest("details:not([open])");
    if (box && !box.classList.contains("navigation")) {
      box.open = true;
      target.scrollIntoView();
    }
  }
  window.addEventListener("hashchange", openTarget);
  openTarget();

  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("main details").forEach(function (box) {
      box.open = true;
    });
  });
})();
