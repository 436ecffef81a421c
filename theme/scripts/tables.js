// Tables whose rows can be chosen and sorted. The choice lives in the address, so that a view can be sent to somebody.
// Without this script every table is complete, in the order in which it was made.
(function () {
  "use strict";
  var FEWEST_TO_SORT = 3;
  var FEWEST_TO_FIND = 12;
  var list = function (found) {
    return Array.prototype.slice.call(found);
  };
  var collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true, sensitivity: "base" });
  var tables = list(document.querySelectorAll("table[data-table]")).map(view);

  // What is done with one table: `read` takes its state from the address, `write` puts it there.
  function view(table, number) {
    var suffix = number === 0 ? "" : "-" + (number + 1);
    var box = boxOf(table);
    var rows = list(table.querySelectorAll("tbody tr:not(.group)"));
    var bodies = list(table.tBodies).map(function (body) {
      return { body: body, rows: list(body.querySelectorAll("tr:not(.group)")) };
    });
    var selects = box ? list(box.querySelectorAll("select")) : [];
    var field = box ? box.querySelector("input[type=search]") : null;
    var output = box ? box.querySelector("output") : null;
    var heads = rows.length < FEWEST_TO_SORT ? [] : list(table.tHead.rows[0].cells).filter(function (head) {
      return head.textContent.trim() !== "";
    });
    var sorted = { head: null, order: 1 };

    if (box) {
      if (field && rows.length < FEWEST_TO_FIND) {
        field.parentNode.remove();
        field = null;
      }
      box.hidden = !field && selects.length === 0;
      box.addEventListener("change", write);
      box.addEventListener("input", write);
      box.querySelector("button").addEventListener("click", function () {
        selects.forEach(function (select) {
          select.value = "";
        });
        if (field) {
          field.value = "";
        }
        write();
      });
    }
    heads.forEach(function (head) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append.apply(button, list(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        if (sorted.head !== head) {
          sorted = { head: head, order: 1 };
        } else {
          sorted = sorted.order === 1 ? { head: head, order: -1 } : { head: null, order: 1 };
        }
        sort();
        write();
      });
    });

    function nameOf(head) {
      return head.textContent.trim().toLowerCase().replace(/\s+/g, "-");
    }

    function fits(row, select) {
      var values = (row.getAttribute("data-" + select.name) || "").split("|");
      return select.value === "" || values.indexOf(select.value) >= 0;
    }

    function choose() {
      var words = field ? field.value.toLowerCase().split(/\s+/).filter(Boolean) : [];
      var shown = 0;
      rows.forEach(function (row) {
        var text = words.length > 0 ? row.textContent.toLowerCase() : "";
        var isFound = words.every(function (word) {
          return text.indexOf(word) >= 0;
        });
        row.hidden = !isFound || !selects.every(function (select) {
          return fits(row, select);
        });
        shown += row.hidden ? 0 : 1;
      });
      bodies.forEach(function (it) {
        it.body.hidden = it.rows.every(function (row) {
          return row.hidden;
        });
      });
      if (output) {
        var key = shown === rows.length ? "rows" : "rows_of";
        output.textContent = handbookSay(key, { n: rows.length, shown: shown });
      }
    }

    function valueOf(row, column) {
      var cell = row.cells[column];
      var day = cell && cell.querySelector("time[datetime]");
      return day ? day.getAttribute("datetime") : cell ? cell.textContent.trim() : "";
    }

    // Rows stay in their groups; those without a value come last, whichever way the others are sorted.
    function sort() {
      heads.forEach(function (head) {
        if (head === sorted.head) {
          head.setAttribute("aria-sort", sorted.order === 1 ? "ascending" : "descending");
        } else {
          head.removeAttribute("aria-sort");
        }
      });
      bodies.forEach(function (it) {
        var order = it.rows;
        if (sorted.head) {
          var column = sorted.head.cellIndex;
          order = it.rows
            .map(function (row) {
              return { row: row, value: valueOf(row, column) };
            })
            .sort(function (one, other) {
              if (one.value === "" || other.value === "") {
                return (one.value === "" ? 1 : 0) - (other.value === "" ? 1 : 0);
              }
              return sorted.order * collator.compare(one.value, other.value);
            })
            .map(function (it) {
              return it.row;
            });
        }
        it.body.append.apply(it.body, order);
      });
    }

    function read() {
      var wanted = new URLSearchParams(location.search);
      selects.forEach(function (select) {
        var value = wanted.get(select.name) || "";
        var isKnown = list(select.options).some(function (option) {
          return option.value === value;
        });
        select.value = isKnown ? value : "";
      });
      if (field) {
        field.value = wanted.get("find" + suffix) || "";
      }
      var name = wanted.get("sort" + suffix) || "";
      var order = name.charAt(0) === "-" ? -1 : 1;
      var head = heads.filter(function (head) {
        return nameOf(head) === name.replace(/^-/, "");
      })[0];
      if (head || sorted.head) {
        sorted = { head: head || null, order: order };
        sort();
      }
      choose();
    }

    function write() {
      var wanted = new URLSearchParams(location.search);
      var put = function (name, value) {
        if (value) {
          wanted.set(name, value);
        } else {
          wanted.delete(name);
        }
      };
      selects.forEach(function (select) {
        put(select.name, select.value);
      });
      if (field) {
        put("find" + suffix, field.value.trim());
      }
      put("sort" + suffix, sorted.head ? (sorted.order === 1 ? "" : "-") + nameOf(sorted.head) : "");
      var query = wanted.toString();
      try {
        history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
      } catch (error) {
        // Some browsers refuse this for files; the table works all the same.
      }
      choose();
    }

    read();
    return { read: read };
  }

  // The choices stand before their table; between the two there is no other table.
  function boxOf(table) {
    var both = list(document.querySelectorAll("[data-filters], table[data-table]"));
    var before = both[both.indexOf(table) - 1];
    return before && before.hasAttribute("data-filters") ? before : null;
  }

  window.addEventListener("popstate", function () {
    tables.forEach(function (it) {
      it.read();
    });
  });
})();
