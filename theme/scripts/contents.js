// Marks in the table of contents the section that is being read, and names it in the bar of narrower screens.
(function () {
  "use strict";
  var box = document.querySelector(".on-page");
  var links = Array.prototype.slice.call(document.querySelectorAll(".contents a[href^='#']"));
  var headings = links.map(function (link) {
    return document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
  });
  if (!box || !links.length) {
    return;
  }
  var current = null;
  var isAsked = false;
  var name = document.createElement("span");
  name.className = "on-page-now";
  name.setAttribute("aria-hidden", "true");
  box.querySelector("summary").append(name);
  box.parentNode.classList.add("is-followed");

  // The last heading above the upper quarter of the window; at the end of the page the last that is in sight.
  function look() {
    isAsked = false;
    var root = document.documentElement;
    var isAtEnd = root.scrollHeight - window.scrollY - window.innerHeight < 4 && window.scrollY > 0;
    var edge = window.innerHeight * (isAtEnd ? 1 : 0.25);
    var found = null;
    headings.forEach(function (heading, index) {
      if (heading && heading.getBoundingClientRect().top < edge) {
        found = links[index];
      }
    });
    if (found === current) {
      return;
    }
    if (current) {
      current.removeAttribute("aria-current");
    }
    if (found) {
      found.setAttribute("aria-current", "true");
    }
    current = found;
    name.textContent = found ? found.textContent : "";
  }

  function ask() {
    if (!isAsked) {
      isAsked = true;
      window.requestAnimationFrame(look);
    }
  }
  window.addEventListener("scroll", ask, { passive: true });
  window.addEventListener("resize", ask);
  ask();

  // A choice made in the bar puts it away again.
  box.addEventListener("click", function (event) {
    if (event.target.closest("a") && window.matchMedia("(width < 1200px)").matches) {
      box.open = false;
    }
  });
})();
