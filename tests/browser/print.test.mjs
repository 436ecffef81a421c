// The example handbook on paper: what every sheet says, and that no row of a table is cut. Sheets are read by `pdftotext`.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { address, onePerKind, open, pages } from './site.mjs';

let folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ismsbook-paper-'));
});

after(async () => {
  rmSync(folder, { recursive: true, force: true });
});

/** The words of each sheet of a printed page. */
async function sheets(name) {
  const { context, page, faults } = await open();
  const [file, anchor] = name.split('#');
  await page.goto(address(file) + (anchor ? `#${anchor}` : ''));
  const path = join(folder, 'sheets.pdf');
  await page.pdf({ path, preferCSSPageSize: true });
  await context.close();
  assert.deepEqual(faults, []);
  const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 };
  return execFileSync('pdftotext', ['-layout', path, '-'], options).split('\f').slice(0, -1);
}

test('every sheet of a document names it, its version and its state, and is uncontrolled', async () => {
  const words = await sheets('documents/pol-007.html');
  assert.ok(words.length > 2, `${words.length} sheets`);
  words.forEach((sheet, index) => {
    const head = sheet.trimStart().split('\n')[0];
    assert.match(head, /^POL-007 · Access control policy · version \S+ · In force · Internal/, `sheet ${index + 1}`);
    assert.match(sheet, new RegExp(`Uncontrolled when printed\\s+${index + 1} of ${words.length}`), `sheet ${index + 1}`);
  });
});

test('in the whole book every sheet after the contents has the head of its own document', async () => {
  const words = await sheets('print.html');
  const heads = words.map((sheet) => sheet.trimStart().split('\n')[0]);
  const first = heads.findIndex((head) => head.includes('· version'));
  assert.ok(first > 0 && words.length > 100, `${words.length} sheets, documents from ${first + 1}`);
  const bare = heads.slice(first).filter((head) => !/^[A-Z]+-\d+ · .+ · version \S+ · .+ · \w+/.test(head));
  assert.deepEqual(bare, []);
  assert.ok(words.every((sheet) => sheet.includes('Uncontrolled when printed')));
  const documents = new Set(heads.slice(first).map((head) => head.split(' ')[0]));
  const all = pages.filter((name) => name.startsWith('documents/') && name !== 'documents/index.html');
  assert.equal(documents.size, all.length);
});

test('every sheet of a register has the head of its document and the heads of its table', async () => {
  const words = await sheets('applicability.html');
  assert.ok(words.length > 5, `${words.length} sheets`);
  words.forEach((sheet, index) => {
    assert.match(sheet.trimStart(), /^REG-001 · Statement of applicability · version \S+ · In force · Internal/, `sheet ${index + 1}`);
    if (/\bA\.\d\.\d+ /.test(sheet)) {
      assert.match(sheet, /Control +Applies +Why +Status +How +Owner/, `sheet ${index + 1}`);
    }
  });
});

test('a section can be printed alone, from its own page', async () => {
  const { context, page } = await open({ javaScriptEnabled: false });
  await page.goto(address('sections/access.html'));
  await page.getByRole('link', { name: 'This section for paper' }).click();
  await page.getByText('Printed now, this page gives the section “Access” alone.').waitFor({ state: 'visible' });
  const wanted = page.url().split('/').at(-1);
  await context.close();
  const words = await sheets(wanted);
  const heads = words.map((sheet) => sheet.trimStart().split('\n')[0]);
  const documents = new Set(heads.map((head) => head.split(' ')[0]));
  assert.deepEqual([...documents].sort(), ['POL-007', 'POL-023', 'PRO-007', 'STD-001']);
});

test('in the whole book links between documents stay on the page', async () => {
  const { context, page } = await open();
  await page.goto(address('print.html'));
  const leaving = await page.locator('main .book-document a[href^="documents/"]').count();
  const staying = await page.locator('main .book-document a[href^="#"]').evaluateAll((links) =>
    links.filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1)))).map((link) => link.hash),
  );
  await context.close();
  assert.equal(leaving, 0);
  assert.deepEqual(staying, []);
});

test('on paper no row of a table is cut, and heads of tables stand on each sheet', async () => {
  const cut = [];
  const { context, page } = await open();
  for (const name of onePerKind) {
    await page.goto(address(name));
    await page.emulateMedia({ media: 'print' });
    const found = await page.evaluate(() => {
      const style = (it) => getComputedStyle(it);
      const rows = [...document.querySelectorAll('main tbody tr')].filter((it) => style(it).breakInside !== 'avoid');
      const heads = [...document.querySelectorAll('main thead')].filter((it) => style(it).display !== 'table-header-group');
      const boxes = [...document.querySelectorAll('main .scroll')].filter((it) => style(it).overflowX !== 'visible');
      return [...rows, ...heads, ...boxes].map((it) => it.outerHTML.slice(0, 80));
    });
    cut.push(...found.map((it) => `${name}: ${it}`));
    await page.emulateMedia({ media: 'screen' });
  }
  await context.close();
  assert.deepEqual(cut, []);
});
