// One walk of a reader who has no mouse: past the navigation, to the search, to a document, and back.

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { address, nameOf, open, pages, root } from './site.mjs';


/** Presses Tab until the focus is on what fits, and fails where it never comes. */
async function tabTo(page, selector, most = 80) {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} is not reached within ${most} steps`);
}

test('with the keyboard alone a reader gets from the skip link to the search, to a document and back', async () => {
  const { context, page, faults } = await open();
  await page.goto(address('index.html'));
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  await tabTo(page, 'main a');
  await page.keyboard.press('/');
  await page.waitForFunction(() => document.activeElement.matches('input'));
  await page.keyboard.type('POL-007');
  await page.waitForFunction(() => document.querySelector('dialog .search-status')?.textContent.includes('POL-007'));
  await page.waitForSelector('dialog .hits .hit-title');
  await page.keyboard.press('ArrowDown');
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^POL-007/);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.pathname.endsWith('/documents/pol-007.html'));
  assert.equal(await page.locator('h1').innerText(), 'Access control policy');
  await tabTo(page, '.skip', 1);
  await page.keyboard.press('Enter');
  await tabTo(page, 'main a');
  // The way past the navigation left an entry of its own.
  await page.goBack();
  await page.goBack();
  await page.waitForFunction(() => location.pathname.endsWith('/index.html'));
  assert.equal(nameOf(page.url()), 'index.html');
  await context.close();
  assert.deepEqual(faults, []);
});

test('a typical document with all that it loads weighs at most 60 KB compressed', async () => {
  const documents = pages.filter((name) => name.startsWith('documents/') && !name.includes('index'));
  const sorted = documents.sort((one, other) => statSync(join(root, one)).size - statSync(join(root, other)).size);
  const typical = sorted[Math.floor(sorted.length / 2)];
  const { context, page } = await open();
  const loaded = new Set();
  page.on('request', (request) => loaded.add(decodeURIComponent(new URL(request.url()).pathname)));
  await page.goto(address(typical));
  await context.close();
  const sizes = [...loaded].map((path) => gzipSync(readFileSync(path)).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(loaded.size >= 4, [...loaded].join(' '));
  assert.ok(total <= 60 * 1024, `${typical}: ${total} bytes in ${loaded.size} files`);
});

test('at twice the size of letters no page scrolls sideways', async () => {
  // A zoom of 200 % on a window of 1280 pixels leaves 640 pixels for the page.
  const wide = [];
  const { context, page } = await open({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
  const kinds = pages.filter((name) => !name.includes('/'));
  for (const name of kinds) {
    await page.goto(address(name));
    const excess = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
    if (excess > 0) wide.push(`${name}: ${excess} px`);
  }
  await context.close();
  assert.deepEqual(wide, []);
});
