// A review that falls overdue after the site was built is shown as overdue when the page is read.
(function () {
  "use strict";
  // An edition tells what held on its own day: a review that was not due then was done since, or is told by a newer one.
  if (document.querySelector("[data-edition-banner]")) {
    return;
  }
  function midnight(date) {
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  }

  function late(iso) {
    var parts = iso.split("-").map(Number);
    return Math.round((midnight(new Date()) - Date.UTC(parts[0], parts[1] - 1, parts[2])) / 86400000);
  }

  function words(days) {
    return handbookSay("overdue", { n: days });
  }

  var time = document.querySelector("time[data-next-review]");
  var banner = document.querySelector("[data-overdue-banner]");
  if (time && banner) {
    var days = late(time.getAttribute("data-next-review"));
    if (days > 0) {
      banner.querySelector("[data-overdue-words]").textContent = words(days);
      banner.hidden = false;
    }
  }

  // Puts words into the row of each day that has gone by, unless the row says so already: in place of the state that held
  // until then, where the row names one that does, else under the day.
  function mark(rows, attribute, say) {
    document.querySelectorAll(rows).forEach(function (row) {
      var iso = row.getAttribute(attribute);
      var cell = iso && row.querySelector("time[datetime='" + iso + "']");
      if (!cell || late(iso) <= 0 || row.querySelector(".tone-overdue")) {
        return;
      }
      var note = row.querySelector("[data-until-then]") || document.createElement("span");
      note.className = "badge tone-overdue";
      note.textContent = say(row, iso);
      if (!note.isConnected) {
        cell.parentNode.append(document.createElement("br"), note);
      }
    });
  }

  mark("tr[data-next-review]", "data-next-review", function (row, iso) {
    return words(late(iso));
  });

  // So is an exception that ends after the site was built.
  mark("[data-expired-words] [data-expires]", "data-expires", function (row) {
    return row.closest("[data-expired-words]").getAttribute("data-expired-words");
  });
})();
