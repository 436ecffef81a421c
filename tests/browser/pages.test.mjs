// The example handbook as people meet it: opened from disk in a real browser.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';

import { address, axe, framed, isInside, nameOf, onePerKind, open, pages, representatives, root } from './site.mjs';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];


/** Fails with a readable list of what was found. */
function none(found) {
  assert.ok(found.length === 0, `${found.length} faults, such as\n${found.slice(0, 20).join('\n')}`);
}

/** Does something with each page in one context, which is closed at the end. */
async function withPages(names, options, look) {
  const { context, page, faults } = await open(options);
  try {
    for (const name of names) {
      await page.goto(address(name));
      await look?.(page, name);
    }
  } finally {
    await context.close();
  }
  return faults;
}

test('the site has pages of many kinds', () => {
  assert.ok(pages.length > 100, `${pages.length} pages`);
  assert.ok(onePerKind.length >= 10, onePerKind.join(' '));
  assert.ok(pages.includes('index.html') && pages.includes('404.html'));
});

test('the watch over pages sees an inline script and a request outside', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ismsbook-bad-page-'));
  const policy = "default-src 'none'; img-src http:";
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}"><script>let seen = 1</script>`;
  writeFileSync(join(folder, 'bad.html'), `<!DOCTYPE html>${head}<img src="http://127.0.0.1:9/x.png" alt="">`);
  const { context, page, faults } = await open();
  await page.goto(pathToFileURL(join(folder, 'bad.html')).href);
  await context.close();
  rmSync(folder, { recursive: true });
  assert.ok(faults.some((it) => it.includes('Content Security Policy')), faults.join('\n'));
  assert.ok(faults.some((it) => it.includes('request outside the site: http:')), faults.join('\n'));
});

test('every page opens from disk without an error, a blocked part or a request outside', async () => {
  none(await withPages(pages, {}));
});

describe('accessibility, by axe', () => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  const looks = [
    ['in light', { colorScheme: 'light' }, representatives],
    ['in dark', { colorScheme: 'dark' }, onePerKind],
    ['on a phone', phone, onePerKind],
  ];
  for (const [look, options, names] of looks) {
    test(look, async () => {
      const violations = [];
      await withPages(names, options, async (page, name) => {
        await page.evaluate(axe);
        const result = await page.evaluate((values) => window.axe.run({ runOnly: { type: 'tag', values } }), LEVELS);
        for (const violation of result.violations) {
          const node = violation.nodes[0];
          violations.push(`${name}: ${violation.id} (${violation.nodes.length}): ${node.target.join(' ')}: ${node.failureSummary}`);
        }
      });
      none(violations);
    });
  }
});

test('light and dark look different, and both are readable without a choice by script', async () => {
  const ground = async (colorScheme) => {
    let colour;
    await withPages(['index.html'], { colorScheme }, async (page) => {
      colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    });
    return colour;
  };
  assert.notEqual(await ground('light'), await ground('dark'));
});

test('pages are valid HTML', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
      'void-style': 'off',
      'no-trailing-whitespace': 'off',
      'long-title': 'off',
      'no-inline-style': 'error',
      // The box in which a table scrolls is a region without being a section of the text.
      'prefer-native-element': ['error', { exclude: ['region'] }],
      // Filters act at once and are there only with a script; there is nothing to submit.
      'wcag/h32': 'off',
    },
  });
  const faults = [];
  for (const name of onePerKind) {
    const report = await validator.validateFile(join(root, name));
    for (const message of report.results.flatMap((result) => result.messages)) {
      faults.push(`${name}:${message.line}:${message.column}: ${message.ruleId}: ${message.message}`);
    }
  }
  none(faults);
});

for (const width of [320, 390, 768, 1280]) {
  test(`no page scrolls sideways at ${width} px`, async () => {
    const wide = [];
    await withPages(representatives, { viewport: { width, height: 640 } }, async (page, name) => {
      const excess = await page.evaluate(() => {
        const scroller = document.scrollingElement;
        if (scroller.scrollWidth <= scroller.clientWidth) return null;
        const reaches = (it) => it.getBoundingClientRect().right > scroller.clientWidth + 1;
        const culprit = [...document.body.querySelectorAll('*')].find(reaches);
        return `${scroller.scrollWidth} px, ${culprit?.tagName}.${culprit?.className}`;
      });
      if (excess) wide.push(`${name}: ${excess}`);
    });
    none(wide);
  });
}

test('without a script every page shows its text and the way on', async () => {
  const poor = [];
  await withPages(representatives, { javaScriptEnabled: false }, async (page, name) => {
    const words = (await page.locator('main').innerText()).split(/\s+/).length;
    const links = await page.locator('a[href]:visible').count();
    const fewest = name === '404.html' ? 1 : 3;
    if (words < 5 || links < fewest) poor.push(`${name}: ${words} words, ${links} links`);
  });
  none(poor);
});

test('without a script a reader gets from the home page to a document and back', async () => {
  const { context, page, faults } = await open({ javaScriptEnabled: false });
  await page.goto(address('index.html'));
  const first = page.locator('main a[href$=".html"]').first();
  await first.click();
  assert.ok(isInside(page.url()) && nameOf(page.url()) !== 'index.html', page.url());
  await page.locator('header a[href$="index.html"]').first().click();
  assert.equal(nameOf(page.url()), 'index.html');
  none(faults);
  await context.close();
});

test('on a phone the navigation opens without a script', async () => {
  const options = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
  await withPages(framed.slice(0, 3), options, async (page, name) => {
    const before = await page.locator('nav a:visible').count();
    const button = page.locator('summary:visible').first();
    await button.click();
    const opened = await page.locator('nav a:visible').count();
    assert.ok(opened > before, `${name}: ${before} links before, ${opened} after`);
  });
});

test('the keyboard comes first to a link that skips the navigation', async () => {
  await withPages(onePerKind, {}, async (page, name) => {
    await page.keyboard.press('Tab');
    const target = await page.evaluate(() => document.activeElement.getAttribute('href'));
    assert.match(target ?? '', /^#./, `${name}: the first stop is ${target}`);
    await page.keyboard.press('Enter');
    const isReached = await page.evaluate((id) => {
      const place = document.querySelector(id);
      return place !== null && (place.matches('main') || place.closest('main') !== null);
    }, target);
    assert.ok(isReached, `${name}: ${target} is not in the main part`);
  });
});

test('the focus can always be seen', async () => {
  await withPages(onePerKind, {}, async (page, name) => {
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      const shown = await page.evaluate(() => {
        if (document.activeElement === document.body) return { hasRing: true };
        const style = getComputedStyle(document.activeElement);
        const hasRing = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        return { hasRing: hasRing || style.boxShadow !== 'none', what: document.activeElement.outerHTML.slice(0, 120) };
      });
      assert.ok(shown.hasRing, `${name}: ${shown.what}`);
    }
  });
});

test('text can be set larger and wider spaced without being cut', async () => {
  // The spacing of WCAG 2.2, 1.4.12, at twice the size of letters.
  const spaced = 'html { font-size: 200% } * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }';
  const cut = [];
  await withPages(onePerKind, { bypassCSP: true }, async (page, name) => {
    await page.addStyleTag({ content: spaced });
    const found = await page.evaluate(() => {
      const isCut = (it) => {
        const style = getComputedStyle(it);
        const hides = style.overflowX === 'hidden' || style.overflowY === 'hidden';
        const isShown = it.clientWidth > 2 && it.clientHeight > 2;
        return isShown && hides && (it.scrollWidth > it.clientWidth + 2 || it.scrollHeight > it.clientHeight + 2);
      };
      const culprit = [...document.querySelectorAll('main *')].find(isCut);
      return culprit ? culprit.outerHTML.slice(0, 120) : null;
    });
    if (found) cut.push(`${name}: ${found}`);
  });
  none(cut);
});

test('an id that is a link stands on one line, and no dot begins or ends a line of facts', async () => {
  const broken = [];
  const { context, page } = await open({ viewport: { width: 390, height: 844 } });
  for (const name of pages.filter((it) => /^(index|changes|reviews)|^roles\/|^documents\/p/.test(it))) {
    await page.goto(address(name));
    const found = await page.evaluate(() => {
      const ofText = [];
      const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      while (texts.nextNode()) {
        const text = texts.currentNode;
        const id = text.parentElement.closest('a') && text.data.match(/^[A-Z]{3,4}-\d{3}/);
        if (!id) continue;
        range.setStart(text, 0);
        range.setEnd(text, id[0].length);
        if (new Set([...range.getClientRects()].map((it) => it.top)).size > 1) ofText.push(id[0]);
      }
      // What begins a line stands where the heading begins, so that the dot before it falls where nothing is shown.
      const edge = document.querySelector('h1').getBoundingClientRect().left;
      const facts = [...document.querySelectorAll('.line > *')].map((it) => ({
        text: it.textContent,
        left: it.getBoundingClientRect().left + parseFloat(getComputedStyle(it).paddingInlineStart),
        top: it.getBoundingClientRect().top,
        dot: getComputedStyle(it, '::after').content,
      }));
      const first = facts.filter((it, at) => at === 0 || it.top > facts[at - 1].top + 8);
      const shifted = first.filter((it) => Math.abs(it.left - edge) > 1 || it.dot !== 'none');
      return [...ofText, ...shifted.map((it) => it.text)];
    });
    broken.push(...found.map((it) => `${name}: ${it}`));
  }
  await context.close();
  none(broken);
});

test('pages print without the navigation', async () => {
  await withPages(onePerKind, {}, async (page, name) => {
    const file = await page.pdf({ format: 'A4' });
    assert.equal(file.subarray(0, 5).toString(), '%PDF-', name);
    assert.ok(file.length > 2_000, `${name}: ${file.length} bytes`);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('nav:visible').count(), 0, `${name} prints its navigation`);
    assert.ok(await page.locator('h1').first().isVisible(), `${name} prints no heading`);
    await page.emulateMedia({ media: 'screen' });
  });
});

test('in forced colours the pages open without an error', async () => {
  none(await withPages(onePerKind, { forcedColors: 'active' }));
});
