// From what is typed to the list of what is found: exact ids first, then by how telling the places of the words are.
handbookSearch.query = (function () {
  "use strict";
  const { index, words } = handbookSearch;
  /** By place: text once, again, often; facts; heading; title; none; own id. */
  const WEIGHTS = [1, 1.3, 1.6, 2.5, 5, 12, 0, 20];
  const OWN_ID = 7;

  /** Adds to the scores of one word those of everything that begins so. */
  async function score(word, scores, total, factor, isWhole) {
    const begun = await index.beginning(word);
    const found = isWhole ? begun.filter(([other]) => other === word) : begun;
    for (const [other, postings] of found) {
      const share = other === word ? 1 : 0.5 * (word.length / other.length);
      // Every posting takes about one character and a half.
      const rarity = Math.log(2 + total / (1 + postings.length / 1.5));
      index.each(postings, (entry, place) => {
        const value = WEIGHTS[place] * rarity * share * factor;
        if (value > scores[entry]) scores[entry] = value;
      });
    }
    return found.length;
  }

  async function owners(id) {
    const found = (await index.beginning(id)).filter(([other]) => other === id);
    const list = [];
    for (const [, postings] of found) {
      index.each(postings, (entry, place) => {
        if (place === OWN_ID) list.push(entry);
      });
    }
    return list;
  }

  /** Everything that fits, best first, with the words that were taken for misspelt ones. */
  async function find(typed) {
    const { total } = await index.ready();
    const asked = words.asked(typed);
    const owned = await Promise.all(asked.ids.map(owners));
    const pinned = [...new Set(owned.flat())];
    const sums = new Float32Array(total);
    const counts = new Uint8Array(total);
    const guessed = [];
    const highlight = [...asked.words];
    for (const word of asked.words) {
      const scores = new Float32Array(total);
      // An id that is known means itself, not those that begin like it.
      const isKnownId = (owned[asked.ids.indexOf(word)] ?? []).length > 0;
      let known = await score(word, scores, total, 1, isKnownId);
      for (const other of words.variants(word)) {
        const more = await score(other, scores, total, 0.7);
        if (more) highlight.push(other);
        known += more;
      }
      if (!known && !/[0-9]/.test(word)) {
        const others = await index.near(word);
        for (const other of others) {
          await score(other, scores, total, 0.5);
          highlight.push(other);
        }
        if (others.length) guessed.push([word, others[0]]);
      }
      for (let entry = 0; entry < total; entry += 1) {
        if (scores[entry] > 0) {
          sums[entry] += scores[entry];
          counts[entry] += 1;
        }
      }
    }
    let most = 0;
    for (let entry = 0; entry < total; entry += 1) most = Math.max(most, counts[entry]);
    const found = [];
    if (most > 0) {
      for (let entry = 0; entry < total; entry += 1) if (counts[entry] === most) found.push(entry);
    }
    found.sort((left, right) => sums[right] - sums[left] || left - right);
    const isPinned = new Set(pinned);
    return {
      entries: pinned.concat(found.filter((it) => !isPinned.has(it))),
      guessed,
      highlight,
      isPartial: most > 0 && most < asked.words.length && !pinned.length,
      isEmpty: !asked.words.length && !asked.ids.length,
    };
  }

  /** The entries that have the chosen values, and for each facet how many of each value there would be. */
  function narrow(entries, facets, chosen) {
    const has = (facet, entry) => {
      const wanted = chosen[facet.name];
      return wanted === undefined || facet.of(entry).some((it) => wanted.includes(facet.values[it]));
    };
    const counts = facets.map((facet) => {
      const others = facets.filter((it) => it !== facet && chosen[it.name] !== undefined);
      const tally = new Uint32Array(facet.values.length);
      for (const entry of entries) {
        if (others.every((it) => has(it, entry))) for (const value of facet.of(entry)) tally[value] += 1;
      }
      return tally;
    });
    const used = facets.filter((it) => chosen[it.name] !== undefined);
    return { shown: used.length ? entries.filter((entry) => used.every((it) => has(it, entry))) : entries, counts };
  }

  /** A text in its plain form, with the place in the text of each of its characters. */
  function traced(text) {
    let plain = "";
    const places = [];
    let at = 0;
    for (const character of text) {
      const folded = words.foldCharacter(character);
      for (let step = 0; step < folded.length; step += 1) places.push(at);
      plain += folded;
      at += character.length;
    }
    places.push(at);
    return { plain, places };
  }

  /** Where the words stand in a text, as pairs of beginning and end, in order. */
  function marks(text, highlight) {
    const { plain, places } = traced(text);
    const found = [];
    for (const word of highlight) {
      const spelt = /[0-9]/.test(word) && word.includes(".") ? word.split(".").map((it) => (/^[0-9]/.test(it) ? `0*${it}` : it)).join("[.-]?") : word;
      const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${spelt}[\\p{L}\\p{N}]*`, "gu");
      for (const match of plain.matchAll(pattern)) {
        found.push([places[match.index], places[match.index + match[0].length], word]);
      }
    }
    found.sort((left, right) => left[0] - right[0] || right[1] - left[1]);
    return found.filter((it, at) => at === 0 || it[0] >= found[at - 1][1]);
  }

  /** The passage that says most of what is asked, cut to a line: its anchor, heading, words, and the marks in them. */
  function excerpt(passages, highlight) {
    let best = null;
    for (const [anchor, heading, text] of passages) {
      const inText = marks(text, highlight);
      const inHeading = marks(heading, highlight);
      const kinds = new Set(inText.concat(inHeading).map((it) => it[2])).size;
      const value = kinds * 10 + (inHeading.length ? 5 : 0) + Math.min(inText.length, 4);
      if (kinds && (!best || value > best.value)) best = { anchor, heading, text, value, inText };
    }
    if (!best) return null;
    const first = best.inText.length ? best.inText[0][0] : 0;
    let start = Math.max(0, first - 60);
    if (start > 0) start = best.text.indexOf(" ", start) + 1;
    let end = Math.min(best.text.length, start + 200);
    if (end < best.text.length) end = Math.max(best.text.lastIndexOf(" ", end), start);
    const inside = best.inText.filter((it) => it[0] >= start && it[1] <= end).map((it) => [it[0] - start, it[1] - start]);
    return {
      anchor: best.anchor,
      heading: best.heading,
      words: best.text.slice(start, end),
      marks: inside,
      isCutBefore: start > 0,
      isCutAfter: end < best.text.length,
    };
  }

  return { find, narrow, marks, excerpt };
})();
