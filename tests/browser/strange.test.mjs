// A handbook of strange documents: nothing breaks out of its place, on a phone or on a wide screen.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { browser } from './site.mjs';

const repository = resolve(import.meta.dirname, '../..');
const program = resolve(process.env.ISMSBOOK || join(repository, 'target/debug/ismsbook'));
const folder = mkdtempSync(join(tmpdir(), 'ismsbook-strange-'));
const site = join(folder, 'book');
const row = (cell) => `|${` ${cell} |`.repeat(200)}\n`;

/** One document each, by its file. */
const documents = {
  'long-word.md': ['POL-001', 'x'.repeat(10_000), 'en', `## ${'y'.repeat(3_000)}\n\n${'z'.repeat(3_000)}\n\n\`${'c'.repeat(500)}\`\n`],
  'long-title.md': ['POL-002', 'A policy of many words '.repeat(434).trim(), 'en', '## Scope\n\nOne sentence.\n'],
  'arabic.md': ['POL-003', 'سياسة التحكم في الوصول', 'ar', '## النطاق\n\nتنطبق هذه السياسة على POL-001.\n\n- كلمة المرور\n'],
  'wide.md': ['POL-004', 'A wide table', 'en', `${row('head')}${row('---')}${row('cell')}`],
  'plain.md': ['POL-005', 'Without headings', 'en', 'One sentence, no heading.\n'],
  'Case.md': ['POL-006', 'Large', 'en', '## Scope\n\nOne.\n'],
  'case.md': ['POL-007', 'Small', 'en', '## Scope\n\nTwo.\n'],
  'slash.md': ['POL/008', 'An id with a slash', 'en', '## Scope\n\n```sh\nls   -l\n\necho "<done>"\n```\n\n![The gate](gone.png)\n\n![The yard](yard.svg)\n'],
};

function write(name, text) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

before(() => {
  write('book.toml', '[book]\ntitle = "Strange handbook"\n[isms]\norganization = "Example Ltd"\n');
  const picture = '<rect width="3000" height="40"/><script>document.title = "taken over"</script>';
  write('policies/yard.svg', `<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="40">${picture}</svg>`);
  for (const [name, [id, title, language, body]] of Object.entries(documents)) {
    const head = `id: ${id}\ntitle: "${title}"\ntype: policy\nversion: "1.0"\nstatus: draft\nlanguage: ${language}`;
    write(`policies/${name}`, `---\n${head}\n---\n\n${body}`);
  }
  execFileSync(program, ['--root', folder, 'build', '--draft', '--today', '2026-11-21'], { stdio: 'ignore' });
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** Opens every page that tells of the documents. */
async function withPages(width, look) {
  const page = await browser.newPage({ viewport: { width, height: 844 } });
  const names = ['documents', 'history', 'lists'].flatMap((it) => readdirSync(join(site, it)).map((name) => `${it}/${name}`));
  for (const name of [...names, 'index.html', 'print.html', 'reviews.html', 'approvals.html', 'search.html?q=policy']) {
    const [path, asked] = name.split('?');
    await page.goto(pathToFileURL(join(site, path)).href + (asked ? `?${asked}` : ''));
    if (asked) await page.locator('.hit').first().waitFor();
    await look(page, name);
  }
  await page.close();
}

test('no page of strange documents scrolls sideways', async () => {
  const wide = [];
  for (const width of [390, 1280]) {
    await withPages(width, async (page, name) => {
      const excess = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
      if (excess > 0) wide.push(`${name} at ${width}: ${excess} px`);
      assert.notEqual(await page.title(), 'taken over', name);
    });
  }
  assert.deepEqual(wide, []);
});

test('a text from right to left is set so in a handbook from left to right', async () => {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(site, 'documents/pol-003.html')).href);
  const of = (selector) => page.locator(selector).first().evaluate((it) => getComputedStyle(it).direction);
  assert.deepEqual([await of('h1'), await of('.text'), await of('.line'), await of('nav')], ['rtl', 'rtl', 'ltr', 'ltr']);
  await page.close();
});

test('a wide table is moved in its own box', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(pathToFileURL(join(site, 'documents/pol-004.html')).href);
  const box = await page.locator('.text .scroll').evaluate((it) => [it.scrollWidth, it.clientWidth]);
  assert.ok(box[0] > 5 * box[1] && box[1] <= 390, box.join(' in '));
  await page.close();
});

test('code is copied as it is written, from the keyboard, and what becomes of it is said', async () => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  for (const hasClipboard of [true, false]) {
    const page = await context.newPage();
    const faults = [];
    page.on('console', (message) => faults.push(message.text()));
    if (!hasClipboard) {
      await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    }
    await page.goto(pathToFileURL(join(site, readdirSync(join(site, 'documents')).map((it) => `documents/${it}`).find((it) => it.includes('008')))).href);
    const block = page.locator('.text pre');
    const before = await block.boundingBox();
    await block.focus();
    await page.keyboard.press('Tab');
    const button = page.locator('.copy');
    assert.equal(await button.evaluate((it) => it === document.activeElement && getComputedStyle(it).opacity), '1');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' });
    assert.equal(await button.textContent(), 'Copied');
    assert.ok(await button.evaluate((it) => it === document.activeElement));
    assert.deepEqual(await block.boundingBox(), before);
    await page.setContent('<textarea autofocus></textarea>');
    await page.locator('textarea').focus();
    await page.keyboard.press('Control+v');
    assert.equal(await page.locator('textarea').inputValue(), 'ls   -l\n\necho "<done>"');
    assert.deepEqual(faults, []);
    await page.close();
  }
  await context.close();
});

test('without a script and on paper code has no button', async () => {
  const name = readdirSync(join(site, 'documents')).find((it) => it.includes('008'));
  for (const [options, media] of [[{ javaScriptEnabled: false }, 'screen'], [{}, 'print']]) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.emulateMedia({ media });
    await page.goto(pathToFileURL(join(site, 'documents', name)).href);
    assert.ok(await page.locator('.text pre').isVisible());
    assert.equal(await page.locator('.copy:visible').count(), 0);
    await context.close();
  }
});
