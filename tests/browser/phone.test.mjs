// What a small screen hides at first: the contents of a page behind a button, and the end of what is wider than it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { on } from './site.mjs';

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const wide = { viewport: { width: 1280, height: 900 } };

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with a script' : 'without a script';

  test(`on a phone the contents of a page open above its text, ${how}`, async () => {
    await on('documents/pol-007.html', { ...phone, javaScriptEnabled }, async (page) => {
      const link = page.locator('.contents li a').nth(3);
      assert.ok(!(await link.isVisible()));
      await page.locator('.contents summary').click();
      assert.ok(await link.isVisible());
      const [list, title] = await Promise.all([link.boundingBox(), page.locator('h1').boundingBox()]);
      assert.ok(list.y < title.y, `${list.y} above ${title.y}`);
      await link.click();
      await page.waitForURL(/#/);
      const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
      const heading = await page.locator(`[id="${id}"]`).boundingBox();
      assert.ok(heading.y >= 0 && heading.y < 844, `${id} at ${heading.y}`);
    });
  });

  test(`on a wide screen the contents of a page stand beside its text, ${how}`, async () => {
    await on('documents/pol-007.html', { ...wide, javaScriptEnabled }, async (page) => {
      assert.ok(await page.locator('.contents li a').first().isVisible());
      const [list, text] = await Promise.all([page.locator('.contents').boundingBox(), page.locator('.text').boundingBox()]);
      assert.ok(list.x >= text.x + text.width, `${list.x} beside ${text.x + text.width}`);
    });
  });
}

test('on a phone the year of reviews is read at a glance, with the number of each month', async () => {
  for (const name of ['reviews.html', 'index.html']) {
    await on(name, phone, async (page) => {
      const box = page.locator('.year-box');
      assert.equal(await box.getAttribute('data-more'), '');
      assert.ok(!(await page.locator('.year').isVisible()));
      const drawing = page.locator('.year-narrow');
      const label = await drawing.getAttribute('aria-label');
      assert.match(label, /; March 2027: [1-9]\d*;/);
      const lines = await drawing.locator('text').evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height));
      assert.ok(lines.length >= 24 && lines.every((it) => it >= 14), lines.join(' '));
    });
    await on(name, wide, async (page) => {
      assert.ok(await page.locator('.year').isVisible());
      assert.ok(!(await page.locator('.year-narrow').isVisible()));
    });
  }
});

test('what is wider than the screen shows that there is more of it, until its end is reached', async () => {
  await on('applicability.html', phone, async (page) => {
    const box = page.locator('.scroll').first();
    const hints = async () => [await box.getAttribute('data-more'), (await box.evaluate((it) => getComputedStyle(it).boxShadow)) !== 'none'];
    assert.deepEqual(await hints(), ['right', true]);
    await box.evaluate((it) => it.scrollTo(9_999, 0));
    await page.waitForFunction(() => document.querySelector('.scroll').getAttribute('data-more') === 'left');
  });
  await on('reviews.html', wide, async (page) => {
    assert.equal(await page.locator('.year-box').getAttribute('data-more'), '');
  });
});

for (const [size, options] of [['a phone', phone], ['a wide screen', wide]]) {
  test(`on ${size} search and contents stay at hand while a long text is read, and hide nothing that is led to`, async () => {
    await on('documents/pol-007.html', options, async (page) => {
      await page.evaluate(() => window.scrollTo(0, 1500));
      const current = page.locator('.contents a[aria-current]');
      await current.waitFor({ state: 'attached' });
      const bar = page.locator(size === 'a phone' ? '.contents summary' : '.contents ol');
      const [head, box] = await Promise.all([page.locator('.top').boundingBox(), bar.boundingBox()]);
      assert.equal(head.y, 0);
      assert.ok(await page.locator('.top .find').isVisible());
      assert.ok(box.y >= head.height - 1 && box.y < 200, `contents at ${box.y}`);
      if (size === 'a phone') {
        assert.equal(await page.locator('.on-page-now').textContent(), await current.textContent());
        await page.locator('.contents summary').click();
      }
      const link = page.locator('.contents a').nth(5);
      const id = (await link.getAttribute('href')).slice(1);
      await link.click();
      await page.waitForURL(/#/);
      const [chosen, below] = await Promise.all([page.locator(`[id="${id}"]`).boundingBox(), bar.boundingBox()]);
      const edge = size === 'a phone' ? below.y + below.height : head.height;
      assert.ok(chosen.y >= edge && chosen.y < 300, `${id} at ${chosen.y}, below ${edge}`);
    });
  });
}

test('at the end of a page the contents mark the last part', async () => {
  await on('documents/pol-007.html', wide, async (page) => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.locator('.contents a[href="#_control"][aria-current]').waitFor();
    assert.equal(await page.locator('.contents a[aria-current]').count(), 1);
  });
});

test('the first page and the one for absent addresses have a search to begin with', async () => {
  for (const name of ['index.html', '404.html']) {
    await on(name, phone, async (page) => {
      await page.locator('.home-search a').click();
      await page.locator('dialog input[type=search]').waitFor();
    });
  }
});
