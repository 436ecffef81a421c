// The preview as a writer sees it: a copy of the example handbook, served by the program and changed under its feet.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';

import { browser } from './site.mjs';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const program = resolve(process.env.ISMSBOOK || join(repository, 'target/debug/ismsbook'));
const NAME = 'policies/40-access/previewed.md';
const PAGE = 'documents/pol-909.html';
const paragraphs = (count) => Array.from({ length: count }, (_, index) => `Sentence ${index} of the text.\n\n`).join('');
const text = (words) =>
  `---\nid: POL-909\ntitle: Preview policy\ntype: policy\nversion: "0.1"\nstatus: draft\nlanguage: en\n---\n\n` +
  `## First part\n\n${words}\n\n${paragraphs(30)}## Second part\n\n${paragraphs(40)}## Third part\n\n${paragraphs(40)}`;

let root;
let preview;
let address;

before(async () => {
  root = mkdtempSync(join(tmpdir(), 'ismsbook-preview-'));
  for (const name of ['book.toml', 'policies', 'controls', 'registers', 'approvals']) {
    cpSync(join(repository, name), join(root, name), { recursive: true });
  }
  write(text('As it was.'));
  preview = spawn(program, ['--root', root, 'serve', '--port', '0', '--today', '2026-11-21'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await Promise.race([
    new Promise((seen) => createInterface(preview.stdout).once('line', (line) => seen([line]))),
    new Promise((_, failed) => preview.once('exit', (code) => failed(new Error(`the preview ended with ${code}`)))),
  ]);
  address = line.trim();
});

after(async () => {
  preview?.kill('SIGINT');
  if (root) {
    rmSync(root, { recursive: true, force: true });
  }
});

function write(content, name = NAME) {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), content);
}

/** Opens the page and gives it with a list of what the browser complained of. */
async function open() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 700 } });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      faults.push(message.text());
    }
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(address + PAGE);
  await page.waitForFunction(() => 'previewVersion' in document.documentElement.dataset);
  return { context, page, faults };
}

test('a page that changes is shown again at the place where it was', async () => {
  const { context, page, faults } = await open();
  const third = page.getByRole('heading', { name: 'Third part' });
  await third.evaluate((it) => it.scrollIntoView({ behavior: 'instant' }));
  const before = (await third.boundingBox()).y;
  write(text(`With more words above.\n\n${paragraphs(25)}`));
  await page.waitForFunction(() => document.body.innerText.includes('With more words above.'));
  await page.waitForFunction(() => scrollY > 0);
  const after = (await third.boundingBox()).y;
  assert.ok(Math.abs(after - before) < 4, `the heading stood at ${before} and stands at ${after}`);
  assert.deepEqual(faults, []);
  await context.close();
});

test('findings of the page unfold and lead to their rule', async () => {
  const { context, page, faults } = await open();
  const panel = page.locator('.preview-panel');
  await panel.locator('summary').filter({ hasText: /findings? on this page/ }).click();
  const first = panel.locator('li').filter({ hasText: 'missing-owner' });
  await first.waitFor();
  assert.match(await first.innerText(), /previewed\.md:\d+:\d+/);
  const [rule] = await Promise.all([context.waitForEvent('page'), first.locator('a').click()]);
  await rule.getByRole('heading', { name: 'D008 missing-owner' }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('a broken theme is told over the last good page, and goes when it is mended', async () => {
  const { context, page, faults } = await open();
  write('{% extends "base.html" %}{% block', 'theme/templates/document.html');
  const overlay = page.getByRole('alert');
  await overlay.filter({ hasText: 'document.html' }).waitFor();
  assert.ok(await page.getByRole('heading', { name: 'Second part' }).isVisible());
  write(text('Words under the overlay.'));
  await page.waitForFunction(() => document.body.innerText.includes('Words under the overlay.'));
  await overlay.waitFor();
  const mended = '{% extends "builtin/document.html" %}{% block banner %}<p>Mended look</p>{% endblock %}';
  write(mended, 'theme/templates/document.html');
  await page.getByText('Mended look').waitFor();
  assert.equal(await overlay.count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test('the script of the preview is in no built page', () => {
  const built = readFileSync(join(process.env.ISMSBOOK_SITE, 'index.html'), 'utf8');
  assert.ok(!built.includes('/-/'), 'a built page holds nothing of the preview');
});
