// A button on each block of code that copies it. Pages that are not served by https have no clipboard for scripts, so there
// the browser's own command copies what the script has selected.
(function () {
  "use strict";
  var blocks = document.querySelectorAll(".text pre > code");
  if (!blocks.length) {
    return;
  }
  var status = document.createElement("span");
  status.className = "unseen";
  status.setAttribute("role", "status");
  document.body.append(status);

  function byCommand(text) {
    var field = document.createElement("textarea");
    var focused = document.activeElement;
    field.className = "unseen";
    field.value = text;
    document.body.append(field);
    field.select();
    var isCopied = false;
    try {
      isCopied = document.execCommand("copy");
    } catch (error) {
      isCopied = false;
    }
    field.remove();
    focused.focus();
    return isCopied;
  }

  function copied(text) {
    if (!navigator.clipboard) {
      return Promise.resolve(byCommand(text));
    }
    return navigator.clipboard.writeText(text).then(
      function () {
        return true;
      },
      function () {
        return byCommand(text);
      },
    );
  }

  blocks.forEach(function (code) {
    var box = document.createElement("div");
    var button = document.createElement("button");
    var later;
    box.className = "copyable";
    button.type = "button";
    button.className = "copy";
    button.textContent = handbookSay("copy");
    button.addEventListener("click", function () {
      copied(code.textContent.replace(/\n$/, "")).then(function (isCopied) {
        var words = handbookSay(isCopied ? "copied" : "not_copied");
        button.textContent = words;
        // Said anew the second time too: a text that stays the same is not read out.
        status.textContent = "";
        setTimeout(function () {
          status.textContent = words;
        }, 50);
        clearTimeout(later);
        later = setTimeout(function () {
          button.textContent = handbookSay("copy");
          status.textContent = "";
        }, 3000);
      });
    });
    code.parentNode.before(box);
    box.append(code.parentNode, button);
  });
})();
