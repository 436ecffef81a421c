// Tables of the example handbook: rows chosen and sorted from the keyboard, complete without a script.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { address, nameOf, on, open } from './site.mjs';


const shownRows = (page) => page.locator('table[data-table] tbody tr:not(.group):visible');
const firsts = (page) => shownRows(page).locator('th').allInnerTexts();

test('a table is sorted by its heads from the keyboard, both ways and back', async () => {
  await on('documents/index.html', {}, async (page) => {
    const made = await firsts(page);
    const head = page.locator('th[scope=col]', { hasText: 'Next review' });
    const days = async () => {
      const times = await page.locator('table[data-table] tbody tr td:last-child time').all();
      return Promise.all(times.map((it) => it.getAttribute('datetime')));
    };
    await head.locator('button').focus();
    await page.keyboard.press('Enter');
    assert.equal(await head.getAttribute('aria-sort'), 'ascending');
    const up = await days();
    assert.deepEqual(up, [...up].sort());
    assert.match(page.url(), /\?sort=next-review$/);
    await page.keyboard.press('Enter');
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    const down = await days();
    assert.deepEqual(down, [...down].sort().reverse());
    assert.match(page.url(), /\?sort=-next-review$/);
    await page.keyboard.press('Enter');
    assert.equal(await head.getAttribute('aria-sort'), null);
    assert.deepEqual(await firsts(page), made);
    assert.equal(nameOf(page.url()), 'documents/index.html');
  });
});

test('ids are sorted as people count', async () => {
  await on('applicability.html?sort=-control&theme=organizational', {}, async (page) => {
    const names = await firsts(page);
    const numbers = names.map((it) => Number(/A\.5\.(\d+)/.exec(it)[1]));
    assert.ok(numbers.length > 30);
    assert.deepEqual(numbers, [...numbers].sort((one, other) => other - one));
  });
});

test('the statement shows what its address asks for and says how much that is', async () => {
  await on('applicability.html?applies=no', {}, async (page) => {
    const all = await page.locator('table[data-table] tbody tr:not(.group)').count();
    const shown = await shownRows(page).count();
    assert.ok(shown > 0 && shown < all, `${shown} of ${all}`);
    assert.equal(await shownRows(page).filter({ hasText: 'Excluded' }).count(), shown);
    assert.equal(await page.locator('.filters output').innerText(), `${shown} of ${all} rows`);
    await page.getByLabel('Rows with').fill('zzz nothing');
    assert.equal(await shownRows(page).count(), 0);
    await page.getByRole('button', { name: 'Show all' }).click();
    assert.equal(await shownRows(page).count(), all);
    assert.equal(new URL(page.url()).search, '');
  });
});

test('words that are typed choose rows and stand in the address', async () => {
  await on('documents/index.html', {}, async (page) => {
    const all = await shownRows(page).count();
    await page.getByLabel('Rows with').fill('access policy');
    const shown = await shownRows(page).count();
    assert.ok(shown > 0 && shown < all, `${shown} of ${all}`);
    assert.equal(new URL(page.url()).searchParams.get('find'), 'access policy');
    await page.reload();
    assert.equal(await shownRows(page).count(), shown);
  });
});

test('two tables on one page are chosen from and sorted apart', async () => {
  await on('exceptions.html?sort=-expires', {}, async (page) => {
    assert.equal(await page.locator('[aria-sort]').count(), 1);
    assert.ok((await page.locator('table[data-table]').count()) === 2);
  });
});

test('without a script every row is there and no choice is offered', async () => {
  let all;
  await on('applicability.html', {}, async (page) => {
    all = await shownRows(page).count();
  });
  await on('applicability.html?applies=no&sort=owner', { javaScriptEnabled: false }, async (page) => {
    assert.equal(await shownRows(page).count(), all);
    assert.equal(await page.locator('.filters:visible, .sort').count(), 0);
  });
});

test('an exception that ends after the build is shown as expired when it is read', async () => {
  const { context, page } = await open();
  await page.clock.setFixedTime(new Date('2030-01-01T12:00:00Z'));
  await page.goto(address('exceptions.html'));
  const rows = page.locator('tr[data-expires]');
  assert.ok((await rows.count()) > 0);
  assert.equal(await rows.filter({ has: page.locator('.tone-overdue') }).count(), await rows.count());
  await context.close();
});
