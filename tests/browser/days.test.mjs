// Days of people who only read: an employee who asks whether she may, and a line manager in the first week.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { on } from './site.mjs';

test('an employee with a phone asks "may I?" and finds the rule, whether it holds, whom to ask and what is excepted', async () => {
  await on('index.html', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, async (page) => {
    await page.locator('a.find').tap();
    await page.waitForFunction(() => document.activeElement.matches('dialog input'));
    await page.keyboard.type('usb');
    await page.locator('dialog .hit-title', { hasText: 'Acceptable use policy' }).first().waitFor();
    const titles = await page.locator('dialog .hit-title').allInnerTexts();
    const rule = titles.findIndex((it) => it.includes('Acceptable use policy'));
    assert.ok(rule >= 0 && rule < 6, titles.join(' | '));
    await page.locator('dialog .hit-title a, dialog a.hit-title').nth(rule).tap();
    await page.waitForFunction(() => location.pathname.endsWith('/documents/pol-004.html'));
    const head = await page.locator('header.title').innerText();
    assert.match(head, /In force since 9 March 2026/);
    assert.match(head, /Owner: Information security lead/);
    const text = await page.locator('main').innerText();
    assert.match(text, /you must not connect USB storage to a company laptop/);
    const exception = page.locator('main a', { hasText: 'EXC-2026-002' });
    await exception.first().tap();
    await page.waitForFunction(() => location.hash === '#exc-2026-002');
    assert.match(await page.locator('#exc-2026-002').innerText(), /30 June 2027/);
    await page.goBack();
    const told = await page.locator('li[data-expires]', { hasText: 'EXC-2026-002' }).innerText();
    assert.match(told, /Running until 30 June 2027/);
    const isWithin = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(isWithin, 'nothing goes out of the screen');
  });
});

test('an exception that ended after the site was built is told as expired where it stands', async () => {
  await on('index.html', {}, async (page) => {
    await page.clock.setFixedTime(new Date('2027-07-02T12:00:00'));
    await page.goto(page.url().replace('index.html', 'documents/pol-004.html'));
    const told = await page.locator('li[data-expires]', { hasText: 'EXC-2026-002' }).innerText();
    assert.match(told, /Expired until 30 June 2027/);
  });
});

test('a new line manager sees what to do by when, the words behind each duty, and what to read and to confirm', async () => {
  await on('index.html', {}, async (page) => {
    await page.goto(page.url().replace('index.html', 'roles/line-manager.html'));
    const text = await page.locator('main').innerText();
    for (const words of ['What you must do', 'Every month or quarter', 'Every year or half-year', 'When something happens']) {
      assert.ok(text.includes(words), words);
    }
    const yearly = page.locator('main li', { hasText: 'must compare each person with the role profile every 12 months' });
    await yearly.locator('a').first().click();
    await page.waitForFunction(() => location.pathname.endsWith('/documents/pol-014.html'));
    const anchor = await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.innerText);
    assert.match(anchor ?? '', /Competence/);
    await page.goBack();
    assert.match(text, /confirm/i);
    assert.ok((await page.locator('main a[href^="../documents/"]').count()) > 10, 'there is something to read');
  });
});
