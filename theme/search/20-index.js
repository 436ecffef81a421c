// The index: files loaded as they are needed, each a script that hands its data to `take`. Works from disk and where only
// scripts of the site itself may run.
handbookSearch.index = (function () {
  "use strict";
  const { words } = handbookSearch;
  const VALUE = new Uint8Array(128);
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((it, at) => {
    VALUE[it.charCodeAt(0)] = at;
  });
  /** Shards that are read for the beginning of a word, at most. */
  const SHARDS = 4;
  /** Words that a beginning stands for, at most. */
  const ENDINGS = 60;
  const waiting = new Map();
  const loaded = new Map();
  let head = null;
  let facets = [];

  function take(name, data) {
    waiting.get(name)?.(data);
    waiting.delete(name);
  }

  function load(name) {
    if (!loaded.has(name)) {
      loaded.set(
        name,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = `${handbookSearch.base}search/${name}.js${head ? `?v=${head.stamp}` : ""}`;
          script.onerror = () => {
            loaded.delete(name);
            reject(new Error(`the search index lacks ${name}`));
          };
          waiting.set(name, resolve);
          document.head.append(script);
          script.onload = () => script.remove();
        }),
      );
    }
    return loaded.get(name);
  }

  /** Reads numbers of five bits a character, one after the other. */
  function numbers(text) {
    const list = [];
    let value = 0;
    let shift = 0;
    for (let at = 0; at < text.length; at += 1) {
      const digit = VALUE[text.charCodeAt(at)];
      value += (digit & 31) << shift;
      if (digit & 32) {
        shift += 5;
      } else {
        list.push(value);
        value = 0;
        shift = 0;
      }
    }
    return list;
  }

  /** Values of a facet for every entry, as the places where each entry's own begin. */
  function column(facet) {
    const list = numbers(facet.held);
    const starts = new Uint32Array(head.total + 1);
    const held = [];
    let at = 0;
    for (let entry = 0; entry < head.total; entry += 1) {
      starts[entry] = held.length;
      const count = list[at];
      for (let step = 1; step <= count; step += 1) held.push(list[at + step]);
      at += count + 1;
    }
    starts[head.total] = held.length;
    const of = (entry) => held.slice(starts[entry], starts[entry + 1]);
    return { name: facet.name, label: facet.label, values: facet.values, of };
  }

  async function ready() {
    if (!head) {
      const data = await load("index");
      head = head ?? data;
      words.learn(head.fold);
      facets = facets.length ? facets : head.facets.map(column);
    }
    return { total: head.total, facets, suggestions: head.suggestions, texts: head.texts };
  }

  async function shard(place) {
    const name = `words-${place}`;
    const data = await load(name);
    if (typeof data === "string") {
      const parsed = data.split(" ").map((it) => it.split(":"));
      loaded.set(name, Promise.resolve(parsed));
      return parsed;
    }
    return data;
  }

  /** Every word that begins so, with its postings still packed. */
  async function beginning(prefix) {
    const { shards } = head;
    let low = 0;
    let high = shards.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shards[middle] <= prefix) low = middle + 1;
      else high = middle;
    }
    const places = [Math.max(0, low - 1)];
    for (let place = low; place < shards.length && places.length < SHARDS; place += 1) {
      if (!shards[place].startsWith(prefix)) break;
      places.push(place);
    }
    const read = shards.length ? await Promise.all(places.map(shard)) : [];
    const found = read.flat().filter(([word]) => word.startsWith(prefix));
    return found.sort((left, right) => left[0].length - right[0].length).slice(0, ENDINGS);
  }

  /** Calls back with each entry that holds a word, and how telling its place is. */
  function each(postings, look) {
    let entry = 0;
    for (const value of numbers(postings)) {
      entry += value >> 3;
      look(entry, value & 7);
      entry += 1;
    }
  }

  async function near(word) {
    const list = (await load("near")).split(" ");
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    const found = [];
    for (const other of list) {
      const apart = most > 0 ? words.distance(word, other, most) : 1;
      if (apart <= most) found.push([other, apart + (other[0] === word[0] ? 0 : 0.5)]);
    }
    found.sort((left, right) => left[1] - right[1] || left[0].length - right[0].length);
    return found.filter((it) => it[1] <= found[0][1]).slice(0, 6).map((it) => it[0]);
  }

  async function entry(number) {
    const block = await load(`entries-${Math.floor(number / head.block)}`);
    const [id, title, href, lead] = block[number % head.block];
    return { number, id, title, lead, href: handbookSearch.base + href };
  }

  function text(number) {
    return load(`text-${number}`);
  }

  return { take, ready, beginning, each, near, entry, text };
})();
handbookSearch.take = handbookSearch.index.take;
