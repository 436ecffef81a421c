// Marks in the table of contents the section that is being read.
(function () {
  "use strict";
  var links = document.querySelectorAll(".contents a[href^='#']");
  if (!links.length || !("IntersectionObserver" in window)) {
    return;
  }
  var byId = {};
  links.forEach(function (link) {
    byId[decodeURIComponent(link.getAttribute("href").slice(1))] = link;
  });
  var current = null;
  var observer = new IntersectionObserver(
    function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) {
          return;
        }
        if (current) {
          current.removeAttribute("aria-current");
        }
        current = byId[entry.target.id];
        current.setAttribute("aria-current", "true");
      });
    },
    { rootMargin: "0px 0px -75% 0px" }
  );
  Object.keys(byId).forEach(function (id) {
    var heading = document.getElementById(id);
    if (heading) {
      observer.observe(heading);
    }
  });
})();
