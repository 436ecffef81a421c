// The search in a real browser: from the keyboard, from disk, in the address, and for those who cannot see it.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { address, axe, nameOf, on, open, root } from './site.mjs';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];


/** Types into the overlay and gives the titles of what was found. */
async function found(page, typed) {
  if ((await page.locator('dialog.search-box[open]').count()) === 0) await page.keyboard.press('/');
  await page.locator('dialog.search-box input[type=search]').fill(typed);
  await page.waitForFunction((words) => {
    const said = document.querySelector('dialog .search-status').textContent;
    return said.includes(`“${words}”`);
  }, typed);
  return page.locator('dialog .hits .hit-title').allInnerTexts();
}

async function violations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate((values) => window.axe.run({ preload: false, runOnly: { type: 'tag', values } }), LEVELS);
  return result.violations.map((it) => `${it.id}: ${it.nodes[0].target.join(' ')}: ${it.nodes[0].failureSummary}`);
}

test('from the keyboard to a document and back', async () => {
  await on('index.html', {}, async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('access control');
    await page.waitForSelector('dialog .hits .hit-title');
    await page.waitForFunction(() => document.querySelector('dialog .search-status').textContent.includes('access control'));
    await page.keyboard.press('ArrowDown');
    const title = await page.evaluate(() => document.activeElement.textContent);
    assert.match(title, /access/i);
    await page.keyboard.press('ArrowUp');
    assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !location.pathname.endsWith('/index.html'));
    assert.notEqual(nameOf(page.url()), 'index.html');
    await page.goBack();
    assert.equal(nameOf(page.url()), 'index.html');
    await page.keyboard.press('Control+k');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('dialog[open]').count(), 0);
  });
});

test('ids come first, however they are written', async () => {
  await on('index.html', {}, async (page) => {
    for (const typed of ['A.5.15', '5.15', 'a 5.15', 'A.05.15', 'A5.15']) {
      assert.match((await found(page, typed))[0], /^A\.5\.15 /, typed);
    }
    for (const typed of ['RISK-4', 'risk 4', 'RISK-004', 'risk004']) {
      assert.match((await found(page, typed))[0], /^RISK-004 /, typed);
    }
    assert.match((await found(page, 'pol-1'))[0], /^POL-001 /);
    assert.ok((await found(page, 'A.5.1')).every((it) => !it.startsWith('A.5.11 ')), 'A.5.1 is not A.5.11');
  });
});

test('titles come before texts, and what is found says where', async () => {
  await on('index.html', {}, async (page) => {
    const titles = await found(page, 'backup');
    assert.match(titles[0], /backup/i);
    await page.waitForSelector('dialog .hit-place a');
    assert.ok((await page.locator('dialog .hit mark').count()) > 0);
    const href = await page.locator('dialog .hit-place a').first().getAttribute('href');
    await page.goto(href);
    const anchor = decodeURIComponent(new URL(href).hash.slice(1));
    assert.ok(await page.evaluate((id) => document.getElementById(id) !== null, anchor), href);
  });
});

test('typing errors are forgiven, and said', async () => {
  await on('index.html', {}, async (page) => {
    for (const typed of ['pasword', 'passwrod', 'encrpytion', 'suplier']) {
      const titles = await found(page, typed);
      assert.ok(titles.length > 0, typed);
      assert.match(await page.locator('dialog .search-status').innerText(), /taken as/, typed);
    }
    assert.equal((await found(page, 'qqqqzzzzxxxx')).length, (await page.locator('dialog .hits-short .hit').count()));
    assert.match(await page.locator('dialog .search-status').innerText(), /Nothing was found/);
  });
});

test('nothing typed suggests ids and roles', async () => {
  await on('documents/index.html', {}, async (page) => {
    await page.keyboard.press('/');
    await page.waitForSelector('dialog .hits-short .hit-title');
    const words = await page.locator('dialog .hits-short').innerText();
    assert.match(words, /^[A-Z]{3}-001 /);
    assert.match(words, /A\.5\./);
    assert.ok((await page.locator('dialog .hits-short a[href*="/roles/"]').count()) >= 3);
  });
});

test('the page keeps the question and the filters in its address', async () => {
  await on('search.html', {}, async (page) => {
    await page.locator('#_search-input').fill('incident');
    await page.waitForSelector('.search-filters fieldset');
    const all = await page.locator('.search-status').innerText();
    const box = page.locator('.search-filters label', { hasText: 'Procedure' });
    const promised = Number(await box.locator('.note').innerText());
    await box.locator('input').check();
    await page.waitForFunction((before) => document.querySelector('.search-status').innerText !== before, all);
    assert.match(await page.locator('.search-status').innerText(), new RegExp(`^${promised} results? of`));
    const kept = new URL(page.url()).searchParams;
    assert.equal(kept.get('q'), 'incident');
    assert.equal(kept.get('type'), 'Procedure');
    await page.goto(`${address('search.html')}?q=incident&type=Procedure`);
    await page.waitForSelector('.hits .hit');
    assert.match(await page.locator('.search-status').innerText(), new RegExp(`^${promised} results? of`));
    assert.equal(await page.locator('.search-filters input:checked').count(), 1);
  });
});

test('marks on letters make no difference', async () => {
  await on('search.html', {}, async (page) => {
    const count = async (typed) => {
      await page.goto(`${address('search.html')}?q=${encodeURIComponent(typed)}`);
      await page.waitForFunction(() => document.querySelector('.search-status')?.innerText.includes('result'));
      return parseInt(await page.locator('.search-status').innerText(), 10);
    };
    assert.equal(await count('Éncryptîön'), await count('encryption'));
    assert.equal(await count('ＰOLICY'.replace('Ｐ', 'P')), await count('policy'));
  });
});

test('without a script the page leads to lists that hold every document', async () => {
  await on('search.html', { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator('input:visible').count(), 0);
    const lists = await page.locator('main a[href^="lists/"]').evaluateAll((links) => links.map((it) => it.getAttribute('href')));
    assert.equal(lists.length, 4);
    const documents = readdirSync(join(root, 'documents')).filter((it) => it !== 'index.html');
    for (const list of lists.filter((it) => !it.includes('controls'))) {
      await page.goto(address(list));
      const linked = new Set(await page.locator('main a[href^="../documents/"]').evaluateAll((links) => links.map((it) => it.getAttribute('href').slice(13))));
      assert.deepEqual(documents.filter((it) => !linked.has(it)), [], list);
    }
  });
});

test('the single key can be switched off', async () => {
  await on('search.html', {}, async (page) => {
    await page.locator('#_search-key').uncheck();
    await page.goto(address('index.html'));
    await page.keyboard.press('/');
    await page.waitForTimeout(200);
    assert.equal(await page.locator('dialog[open]').count(), 0);
    await page.keyboard.press('Control+k');
    await page.waitForSelector('dialog[open]');
  });
});

describe('accessibility of the search, by axe', () => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  for (const [look, options] of [['light', { colorScheme: 'light' }], ['dark', { colorScheme: 'dark' }], ['phone', phone]]) {
    test(look, async () => {
      await on('index.html', options, async (page) => {
        await page.locator('a[data-search]').click();
        await page.waitForSelector('dialog .hits-short .hit');
        assert.deepEqual(await violations(page), []);
        await found(page, 'supplier access');
        await page.waitForSelector('dialog .hit mark');
        assert.deepEqual(await violations(page), []);
        const excess = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
        assert.ok(excess <= 0, `${excess} px too wide`);
      });
      await on('search.html', options, async (page) => {
        await page.goto(`${address('search.html')}?q=supplier+access`);
        await page.waitForSelector('.hits .hit mark');
        assert.deepEqual(await violations(page), []);
        const excess = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
        assert.ok(excess <= 0, `${excess} px too wide`);
      });
    });
  }
});

test('a page that was found shows the words, until Escape, and its address stays as it was', async () => {
  await on('index.html', {}, async (page) => {
    await found(page, 'password manager');
    await page.locator('dialog .hits .hit-words mark').first().waitFor();
    const first = page.locator('dialog .hits .hit').filter({ has: page.locator('.hit-words mark') }).first();
    await first.locator('a.hit-title').click();
    await page.waitForFunction(() => !location.pathname.endsWith('/index.html') && CSS.highlights.get('found')?.size > 0);
    const marked = await page.evaluate(() => [...CSS.highlights.get('found')].map((it) => it.toString().toLowerCase()));
    assert.ok(marked.every((it) => /^(pass|manag)/.test(it)), marked.join(', '));
    assert.equal(new URL(page.url()).search, '');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => CSS.highlights.has('found')), false);
    await page.reload();
    assert.equal(await page.evaluate(() => CSS.highlights.has('found')), false);
  });
});
