// What a reader of a large handbook loads: 5,000 documents of the length that policies have, built and searched.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';

if (!process.env.ISMSBOOK) {
  throw new Error('ISMSBOOK names no program: run tests/run, or set it to the built binary');
}

const DOCUMENTS = 5_000;
const WORDS = 900;

const home = mkdtempSync(join(tmpdir(), 'ismsbook-weight-'));
process.env.ISMSBOOK_SITE = join(home, 'book');

/** The same numbers each time. */
let seed = 7;
function below(limit) {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
}

/** Words as texts have them: a few come often, most seldom. */
const syllables = ['ac', 'be', 'con', 'der', 'en', 'for', 'gra', 'hol', 'in', 'kor', 'lim', 'mon', 'net', 'pol', 'ris', 'sec', 'tra', 'ver'];
const vocabulary = Array.from({ length: 9_000 }, () => Array.from({ length: 2 + below(3) }, () => syllables[below(18)]).join(''));
const word = () => vocabulary[Math.floor(9_000 * (below(1_000) / 1_000) ** 3)];
const sentence = () => `The ${Array.from({ length: 14 }, word).join(' ')} must be kept.`;

function text(number) {
  const id = `POL-${String(number).padStart(5, '0')}`;
  const sections = Array.from({ length: 8 }, () => `## ${word()} ${word()}\n\n${Array.from({ length: WORDS / 8 / 17 }, sentence).join(' ')}\n`);
  const head = `id: ${id}\ntitle: ${word()} ${word()} policy\ntype: policy\nversion: "1.0"\nstatus: draft\nlanguage: en`;
  return `---\n${head}\n---\n\n${sections.join('\n')}`;
}

mkdirSync(join(home, 'policies'));
writeFileSync(join(home, 'book.toml'), '[book]\ntitle = "Large handbook"\n[isms]\norganization = "Example Ltd"\n');
for (let number = 1; number <= DOCUMENTS; number += 1) {
  const folder = join(home, 'policies', `${Math.floor(number / 100)}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `pol-${number}.md`), text(number));
}
execFileSync(process.env.ISMSBOOK, ['--root', home, 'build', '--draft', '--today', '2026-11-21'], { stdio: 'ignore' });

const { address, open, root } = await import('./site.mjs');

after(() => rmSync(home, { recursive: true, force: true }));

const compressed = (path) => gzipSync(readFileSync(path)).length;

for (const asked of ['access', 'POL-02718', vocabulary[40], 'polyci']) {
  test(`the first answer to “${asked}” among 5,000 documents takes at most 150 KB compressed`, async () => {
    const { context, page, faults } = await open();
    await page.goto(address('documents/pol-00001.html'));
    const loaded = new Set();
    page.on('request', (request) => loaded.add(decodeURIComponent(new URL(request.url()).pathname)));
    await page.keyboard.press('/');
    await page.waitForFunction(() => document.activeElement.matches('dialog input'));
    await page.keyboard.type(asked);
    const answered = (words) => document.querySelector('dialog .search-status').textContent.includes(words);
    await page.waitForFunction(answered, asked);
    await page.waitForLoadState('networkidle');
    await context.close();
    assert.deepEqual(faults, []);
    const total = [...loaded].reduce((sum, path) => sum + compressed(path), 0);
    assert.ok(loaded.size >= 3, [...loaded].join(' '));
    assert.ok(total <= 150 * 1024, `${total} bytes in ${loaded.size} files`);
  });
}

test('a document among 5,000 weighs at most 60 KB compressed with all that it loads', async () => {
  const { context, page } = await open();
  const loaded = new Set();
  page.on('request', (request) => loaded.add(decodeURIComponent(new URL(request.url()).pathname)));
  await page.goto(address('documents/pol-02500.html'));
  await context.close();
  const total = [...loaded].reduce((sum, path) => sum + compressed(path), 0);
  assert.ok(loaded.size >= 4 && total <= 60 * 1024, `${total} bytes in ${[...loaded].join(' ')}`);
});

test('no page of a large handbook is heavier than a full part of a list', () => {
  const heavy = readdirSync(root, { recursive: true })
    .filter((name) => name.endsWith('.html') && statSync(join(root, name)).size > 1024 * 1024)
    .map((name) => `${name}: ${statSync(join(root, name)).size} bytes`);
  assert.deepEqual(heavy, []);
});
