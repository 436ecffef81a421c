// Says on which side a box holds more than it shows, so that the style can hint at it: bars to scroll are often hidden.
(function () {
  "use strict";
  document.querySelectorAll(".scroll").forEach(function (box) {
    function look() {
      var room = box.scrollWidth - box.clientWidth;
      var passed = Math.abs(box.scrollLeft);
      var isLeftward = getComputedStyle(box).direction === "rtl";
      var sides = [];
      if (room > 1 && passed > 1) {
        sides.push(isLeftward ? "right" : "left");
      }
      if (room > 1 && passed < room - 1) {
        sides.push(isLeftward ? "left" : "right");
      }
      box.setAttribute("data-more", sides.join(" "));
    }
    box.addEventListener("scroll", look, { passive: true });
    if ("ResizeObserver" in window) {
      new ResizeObserver(look).observe(box);
    }
    look();
  });
})();
