// The switch for more contrast.
(function () {
  "use strict";
  var root = document.documentElement;
  var button = document.querySelector("[data-contrast-switch]");
  if (!button) {
    return;
  }

  function isMore() {
    return root.getAttribute("data-contrast") === "more";
  }

  button.hidden = false;
  button.setAttribute("aria-pressed", String(isMore()));
  button.addEventListener("click", function () {
    var next = !isMore();
    if (next) {
      root.setAttribute("data-contrast", "more");
    } else {
      root.removeAttribute("data-contrast");
    }
    button.setAttribute("aria-pressed", String(next));
    try {
      if (next) {
        localStorage.setItem("handbook-contrast", "more");
      } else {
        localStorage.removeItem("handbook-contrast");
      }
    } catch (error) {
      // Without storage the choice holds for this page.
    }
  });
})();
