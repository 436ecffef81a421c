// The words of the interface for scripts. The site puts them in front of each bundle, in the language of the handbook.
function handbookSay(key, values) {
  "use strict";
  var number = values && values.n;
  var isOne = number === 1 || (number === 0 && handbookWords.zero === 1);
  var text = handbookWords[key] || handbookWords[key + (isOne ? ".one" : ".other")] || key;
  return text.replace(/\{(\w+)\}/g, function (place, name) {
    return values && name in values ? values[name] : place;
  });
}
