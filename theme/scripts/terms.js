// Definitions of terms: read out at the focus, shown by the first tap, put away with Escape (WCAG 1.4.13). Without this
// script a term is a link to the glossary whose style shows the definition.
(function () {
  "use strict";
  var terms = document.querySelectorAll(".term[data-definition]");
  if (!terms.length) {
    return;
  }
  var spoken = document.createElement("span");
  spoken.id = "_definition";
  spoken.hidden = true;
  document.body.append(spoken);
  var isTouch = false;

  function close(except) {
    document.querySelectorAll(".term.is-open").forEach(function (term) {
      if (term !== except) {
        term.classList.remove("is-open");
      }
    });
  }

  // What is put away stays so until the reader comes to a term anew.
  function wake(event) {
    event.currentTarget.classList.remove("is-quiet");
  }

  terms.forEach(function (term) {
    term.addEventListener("pointerenter", wake);
    term.addEventListener("focus", function (event) {
      wake(event);
      spoken.textContent = term.getAttribute("data-definition");
      term.setAttribute("aria-describedby", spoken.id);
    });
    term.addEventListener("blur", function () {
      term.removeAttribute("aria-describedby");
      term.classList.remove("is-open");
    });
    term.addEventListener("click", function (event) {
      if (isTouch && !term.classList.contains("is-open")) {
        event.preventDefault();
        close(term);
        term.classList.add("is-open");
      }
    });
  });

  document.addEventListener("pointerdown", function (event) {
    isTouch = event.pointerType === "touch";
    close(event.target.closest ? event.target.closest(".term") : null);
  });

  document.addEventListener("keydown", function (event) {
    isTouch = false;
    if (event.key === "Escape") {
      document.querySelectorAll(".term:hover, .term:focus, .term.is-open").forEach(function (term) {
        term.classList.remove("is-open");
        term.classList.add("is-quiet");
      });
    }
  });
})();
