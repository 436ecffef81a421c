// Sets the stored colours before the page is drawn. Loaded first, so that nothing flashes.
(function () {
  "use strict";
  try {
    var stored = localStorage.getItem("handbook-theme");
    if (stored === "light" || stored === "dark") {
      document.documentElement.setAttribute("data-theme", stored);
    }
    if (localStorage.getItem("handbook-contrast") === "more") {
      document.documentElement.setAttribute("data-contrast", "more");
    }
  } catch (error) {
    // Storage may be forbidden; then the system decides.
  }
})();
