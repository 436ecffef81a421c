// Filters above a table. The choice lives in the address, so that a view can be sent to somebody.
(function () {
  "use strict";
  var box = document.querySelector("[data-filters]");
  var table = document.querySelector("[data-table]");
  if (!box || !table) {
    return;
  }
  var selects = Array.prototype.slice.call(box.querySelectorAll("select"));
  var rows = Array.prototype.slice.call(table.querySelectorAll("tbody tr:not(.group)"));
  var output = box.querySelector("output");

  function fits(row, select) {
    var values = (row.getAttribute("data-" + select.name) || "").split("|");
    return select.value === "" || values.indexOf(select.value) >= 0;
  }

  function apply() {
    var shown = 0;
    rows.forEach(function (row) {
      row.hidden = !selects.every(function (select) {
        return fits(row, select);
      });
      shown += row.hidden ? 0 : 1;
    });
    Array.prototype.forEach.call(table.tBodies, function (body) {
      var open = body.querySelector("tr:not(.group):not([hidden])");
      body.hidden = !open;
    });
    output.textContent = shown === rows.length ? rows.length + " rows" : shown + " of " + rows.length + " rows";
  }

  function read() {
    var wanted = new URLSearchParams(location.search);
    selects.forEach(function (select) {
      var value = wanted.get(select.name) || "";
      var known = Array.prototype.some.call(select.options, function (option) {
        return option.value === value;
      });
      select.value = known ? value : "";
    });
    apply();
  }

  function write() {
    var wanted = new URLSearchParams();
    selects.forEach(function (select) {
      if (select.value) {
        wanted.set(select.name, select.value);
      }
    });
    var query = wanted.toString();
    try {
      history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
    } catch (error) {
      // Some browsers refuse this for files; the filter works all the same.
    }
    apply();
  }

  box.addEventListener("change", write);
  box.querySelector("button").addEventListener("click", function () {
    selects.forEach(function (select) {
      select.value = "";
    });
    write();
  });
  window.addEventListener("popstate", read);
  box.hidden = false;
  read();
})();
