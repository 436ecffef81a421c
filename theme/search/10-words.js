// Words as the index knows them: small letters without accents, and each id in one spelling. The table of letters comes
// with the index, so that both always agree.
var handbookSearch = { base: document.currentScript.src.replace(/theme\/search\.js.*$/, "") };

handbookSearch.words = (function () {
  "use strict";
  const LONGEST = 40;
  let plain = new Map();

  function learn(table) {
    plain = new Map(table.flatMap(([letters, marked]) => [...marked].map((it) => [it, letters])));
  }

  function foldLetter(letter) {
    return plain.get(letter) ?? (/[\u0300-\u036f]/.test(letter) ? "" : letter);
  }

  /** A character in its plain form: letters and digits, `.` and `-`, nothing, or a space. */
  function foldCharacter(character) {
    if (/[a-z0-9.-]/.test(character)) return character;
    if (/[\u2010-\u2015\u2212]/.test(character)) return "-";
    if (/['\u2019\u00ad\u200b-\u200d\u0300-\u036f]/.test(character)) return "";
    if (!/[\p{L}\p{N}\p{M}]/u.test(character)) return " ";
    return [...character.toLowerCase()].map(foldLetter).join("");
  }

  function fold(text) {
    return [...text].map(foldCharacter).join("");
  }

  /** The one spelling of an id: letters and numbers with points between them and no leading zeros. */
  function idOf(run) {
    const parts = run.match(/[0-9]+|[^0-9.-]+/g) ?? [];
    return parts.map((it) => (/^[0-9]/.test(it) ? it.replace(/^0+(?=.)/, "") : it)).join(".").slice(0, LONGEST);
  }

  /** What is asked for: each run of letters as an id, or as words. A single letter counts while it is being typed. */
  function asked(text) {
    const runs = fold(text).split(" ").map((it) => it.replace(/^[.-]+|[.-]+$/g, "")).filter(Boolean);
    const ids = [];
    const words = [];
    runs.forEach((run, at) => {
      const isPlain = !/[.-]/.test(run);
      const isId = /[0-9]/.test(run) && (!isPlain || /[^0-9]/.test(run));
      if (isId) ids.push(idOf(run));
      // `Risk 4` and `A 5.15` are ids written with a space.
      if (at > 0 && /^[0-9]/.test(run) && /^[^0-9.-]+$/.test(runs[at - 1])) ids.push(idOf(runs[at - 1] + "." + run));
      if (/^[0-9]+$/.test(run)) ids.push(idOf(run));
      if (isId) {
        // While the zeros of `POL-007` are being typed, every number may follow.
        words.push(idOf(run).replace(/\.0$/, "."));
      } else {
        words.push(...run.split(/[.-]/).filter((it) => it.length > 1 || at === runs.length - 1).map((it) => it.slice(0, LONGEST)));
      }
    });
    return { ids: [...new Set(ids)], words: [...new Set(words.filter(Boolean))] };
  }

  /** Other ways to write a word: without an ending, and with the marks that a keyboard lacked. */
  function variants(word) {
    const made = [];
    for (const ending of ["ies", "es", "en", "s", "n", "e"]) {
      if (word.length > ending.length + 3 && word.endsWith(ending)) {
        made.push(word.slice(0, -ending.length) + (ending === "ies" ? "y" : ""));
      }
    }
    if (/ae|oe|ue/.test(word)) made.push(word.replace(/([aou])e/g, "$1"));
    return made;
  }

  /** How many letters differ, where two that changed places count as one; more than `most` is told as more. */
  function distance(left, right, most) {
    if (Math.abs(left.length - right.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: right.length + 1 }, (_, at) => at);
    for (let row = 1; row <= left.length; row += 1) {
      const next = [row];
      let best = row;
      for (let at = 1; at <= right.length; at += 1) {
        const differs = left[row - 1] === right[at - 1] ? 0 : 1;
        next[at] = Math.min(last[at] + 1, next[at - 1] + 1, last[at - 1] + differs);
        if (row > 1 && at > 1 && left[row - 1] === right[at - 2] && left[row - 2] === right[at - 1]) {
          next[at] = Math.min(next[at], before[at - 2] + 1);
        }
        best = Math.min(best, next[at]);
      }
      if (best > most) return most + 1;
      before = last;
      last = next;
    }
    return last[right.length];
  }

  return { learn, fold, foldCharacter, asked, variants, distance };
})();
