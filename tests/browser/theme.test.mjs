// The languages of the interface, more contrast and the definitions of terms, in a real browser.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { HtmlValidate } from 'html-validate';
import { address, axe, browser, framed, pages } from './site.mjs';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const folder = mkdtempSync(join(tmpdir(), 'ismsbook-theme-'));

after(async () => {
  rmSync(folder, { recursive: true });
});

/** The example handbook in another language, built once. */
function inLanguage(language) {
  const repository = resolve(import.meta.dirname, '../..');
  const root = join(folder, language);
  for (const name of ['book.toml', 'policies', 'controls', 'registers', 'approvals']) {
    cpSync(join(repository, name), join(root, name), { recursive: true });
  }
  const settings = join(root, 'book.toml');
  const text = readFileSync(settings, 'utf8');
  writeFileSync(settings, text.replace(/^language = .*$/m, `language = "${language}"`));
  const program = process.env.ISMSBOOK ? resolve(process.env.ISMSBOOK) : join(repository, 'target/debug/ismsbook');
  execFileSync(program, ['--root', root, 'build', '--draft', '--dest', join(root, 'book')], { stdio: 'ignore' });
  return join(root, 'book');
}

async function faults(page) {
  await page.evaluate(axe);
  const result = await page.evaluate((values) => window.axe.run({ runOnly: { type: 'tag', values } }), LEVELS);
  return result.violations.map((it) => `${it.id}: ${it.nodes[0].target.join(' ')}: ${it.nodes[0].failureSummary}`);
}

test('a German site passes axe and is valid HTML, and its frame has no English left', async () => {
  const site = inLanguage('de');
  const names = ['index.html', 'approvals.html', 'applicability.html', 'risks/index.html', 'coverage.html', 'search.html', 'documents/index.html'];
  names.push(...readdirSync(join(site, 'documents')).filter((it) => it.startsWith('pol-')).slice(0, 1).map((it) => `documents/${it}`));
  const off = Object.fromEntries(['void-style', 'no-trailing-whitespace', 'long-title', 'wcag/h32'].map((rule) => [rule, 'off']));
  const region = ['error', { exclude: ['region'] }];
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: { ...off, 'prefer-native-element': region },
  });
  const page = await browser.newPage();
  for (const name of names) {
    const report = await validator.validateString(readFileSync(join(site, name), 'utf8'));
    assert.equal(report.errorCount, 0, `${name}: ${JSON.stringify(report.results[0]?.messages?.[0])}`);
    await page.goto(pathToFileURL(join(site, name)).href);
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    assert.deepEqual(await faults(page), [], name);
    const frame = await page.locator('header.top, footer.bottom, .contents h2, thead, dt, legend').allTextContents();
    const said = frame.join(' ').split(/[^\p{L}]+/u);
    const english = ['Search', 'Skip', 'Owner', 'State', 'Next', 'Review', 'Document', 'Control', 'as', 'of', 'the', 'Show', 'All'];
    assert.deepEqual(english.filter((it) => said.includes(it)), [], name);
  }
  await page.close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`more contrast is readable at 7 to 1 (${colorScheme})`, async () => {
    const context = await browser.newContext({ colorScheme, contrast: 'more' });
    const page = await context.newPage();
    for (const name of framed) {
      await page.goto(address(name));
      await page.evaluate(axe);
      const rules = { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] }, rules: { 'color-contrast-enhanced': { enabled: true } } };
      const result = await page.evaluate((options) => window.axe.run('main', options), rules);
      assert.deepEqual(result.violations.map((it) => it.nodes[0].target.join(' ') + it.nodes[0].failureSummary), [], name);
    }
    await context.close();
  });
}

test('more contrast can be chosen, and the choice is kept', async () => {
  const page = await browser.newPage();
  await page.goto(address('index.html'));
  const button = page.locator('[data-contrast-switch]');
  await button.click();
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await page.goto(address('glossary.html'));
  assert.equal(await page.locator('html').getAttribute('data-contrast'), 'more');
  await page.close();
});

test('the definition of a term is shown at the focus and by a tap, and Escape puts it away', async () => {
  const shows = (term) => term.evaluate((it) => getComputedStyle(it, '::after').content.length > 2 && getComputedStyle(it, '::after').display !== 'none');
  let name = null;
  for (const it of pages.filter((it) => it.startsWith('documents/') && it !== 'documents/index.html')) {
    if (readFileSync(new URL(address(it)), 'utf8').includes('class="term"')) {
      name = it;
      break;
    }
  }
  assert.ok(name, 'a document has a term');
  const page = await browser.newPage();
  await page.goto(address(name));
  const term = page.locator('.term').first();
  await page.locator('h1').evaluate((it) => {
    it.tabIndex = -1;
    it.focus();
  });
  for (let step = 0; step < 60 && !(await term.evaluate((it) => it === document.activeElement)); step += 1) await page.keyboard.press('Tab');
  assert.equal(await shows(term), true);
  assert.ok(await page.locator('#_definition').textContent());
  assert.equal(await term.getAttribute('aria-describedby'), '_definition');
  await page.keyboard.press('Escape');
  assert.equal(await shows(term), false);
  await page.close();
  const context = await browser.newContext({ hasTouch: true });
  const phone = await context.newPage();
  await phone.goto(address(name));
  await phone.locator('.term').first().tap();
  assert.equal(new URL(phone.url()).pathname, new URL(address(name)).pathname);
  assert.equal(await shows(phone.locator('.term').first()), true);
  await phone.locator('.term').first().tap();
  await phone.waitForURL(/glossary/);
  await context.close();
});
