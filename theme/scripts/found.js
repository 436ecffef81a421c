// Marks on a page the words for which the search found it, until Escape. Nothing of the page is changed for it, and its
// address stays the one that people pass on.
var handbookFound = (function () {
  "use strict";
  var KEY = "handbook-found";
  var MOST = 500;

  function taken() {
    try {
      var found = JSON.parse(sessionStorage.getItem(KEY));
      if (found && found.path === location.pathname) {
        sessionStorage.removeItem(KEY);
        return found.words;
      }
    } catch (error) {
      // Storage may be forbidden; then the page is shown as it is.
    }
    return [];
  }

  function show() {
    if (!window.Highlight || !CSS.highlights) {
      return;
    }
    CSS.highlights.delete("found");
    var words = taken().map(function (word) {
      return word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    });
    var main = document.querySelector("main");
    if (!words.length || !main) {
      return;
    }
    var pattern = new RegExp("(?<![\\p{L}\\p{N}])(?:" + words.join("|") + ")", "giu");
    var ranges = [];
    var texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() && ranges.length < MOST) {
      var text = texts.currentNode;
      var match;
      pattern.lastIndex = 0;
      while ((match = pattern.exec(text.data)) && ranges.length < MOST) {
        var range = new Range();
        range.setStart(text, match.index);
        range.setEnd(text, match.index + match[0].length);
        ranges.push(range);
      }
    }
    if (ranges.length) {
      CSS.highlights.set("found", new Highlight(...ranges));
    }
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && window.Highlight && CSS.highlights) {
      CSS.highlights.delete("found");
    }
  });
  show();

  return {
    show: show,
    /** Keeps the words for the page that a link leads to. */
    keep: function (link, words) {
      try {
        sessionStorage.setItem(KEY, JSON.stringify({ path: link.pathname, words: words }));
      } catch (error) {
        return;
      }
      if (link.pathname === location.pathname) {
        show();
      }
    },
  };
})();
