// Editions as people meet them: a small handbook with two tags, built twice, opened from disk in a real browser.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';

if (!process.env.ISMSBOOK) {
  throw new Error('ISMSBOOK names no program: run tests/run, or set it to the built binary');
}

const SETTINGS = `[book]
title = "Information security handbook"
[isms]
organization = "Quillhaven Example Ltd"
audiences = ["all-staff"]
[lint.rules]
L306 = "off"
L307 = "off"
L308 = "off"
L309 = "off"
L312 = "off"
S401 = "off"
`;

const ROLES = `roles:
  - id: ciso
    title: Information security lead
    description: Runs the management system.
    held_by: [person:mira-solberg]
  - id: ceo
    title: Chief executive
    description: Answers for the whole.
    held_by: [person:jonas-veldt]
`;

const PEOPLE = `people:
  - id: mira-solberg
    name: Mira Solberg
    title: Information security lead
    email: mira.solberg@example.com
  - id: jonas-veldt
    name: Jonas Veldt
    title: Chief executive
    email: jonas.veldt@example.com
`;

/** Front matter of a document in force since its review, of which the next is due after a time. */
const inForce = (day, interval) => `status: approved
reviewers: [role:ciso]
approver: role:ceo
approved_on: ${day}
effective_from: ${day}
last_reviewed: ${day}
review_interval: ${interval}`;

const document = (id, type, title, version, text, state = 'status: draft\nreview_interval: 12 months') => `---
id: ${id}
title: ${title}
type: ${type}
version: "${version}"
${state}
language: en
owner: role:ciso
authors: [role:ciso]
classification: internal
audience: [all-staff]
scope: All systems.
roles: [role:ciso]
controls: [A.5.15]
clauses: [5.2]
history:
  - {version: "${version}", date: ${/approved_on: (.*)/.exec(state)?.[1] ?? '2026-03-01'}, author: role:ciso, kind: major, summary: Because it was needed}
---

## Scope

This covers every account.

## Rules

${text}
`;

const home = mkdtempSync(join(tmpdir(), 'ismsbook-editions-'));
const site = join(home, 'book');
process.env.ISMSBOOK_SITE = site;

function write(name, text) {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  writeFileSync(join(home, name), text);
}

function git(day, ...words) {
  const when = `${day}T12:00:00Z`;
  const who = { GIT_AUTHOR_NAME: 'T', GIT_AUTHOR_EMAIL: 't@example.com', GIT_COMMITTER_NAME: 'T', GIT_COMMITTER_EMAIL: 't@example.com' };
  const env = { ...process.env, ...who, HOME: home, GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
  execFileSync('git', words, { cwd: home, env, stdio: 'pipe' });
}

function build(edition, today) {
  execFileSync(process.env.ISMSBOOK, ['--root', home, 'build', '--today', today, '--edition', edition], { stdio: 'pipe' });
}

function tag(day, name) {
  git(day, 'add', '--all');
  git(day, 'commit', '--quiet', '-m', name);
  git(day, 'tag', name);
}

write('.gitignore', 'book\n');
write('book.toml', SETTINGS);
write('registers/roles.yaml', ROLES);
write('registers/people.yaml', PEOPLE);
write('policies/access.md', document('POL-001', 'policy', 'Access control', '1.0', 'The security lead must review accounts twice a year.', inForce('2026-02-01', '2 months')));
git('2026-03-01', 'init', '--quiet', '--initial-branch=main');
tag('2026-03-01', 'v1');
build('v1', '2026-03-01');
// The second edition comes when the first is published already, so that its pages cannot know of it by themselves.
write('policies/access.md', document('POL-001', 'policy', 'Access control', '2.0', 'The security lead must review accounts every month.', inForce('2026-05-20', '12 months')));
write('policies/travel.md', document('GDL-001', 'guideline', 'Travel', '1.0', 'Lock the case.'));
tag('2026-06-01', 'v2');
build('all', '2026-11-21');

const { address, axe, nameOf, on, open, pages, root } = await import('./site.mjs');

after(async () => {
  rmSync(home, { recursive: true, force: true });
});

/** Chooses an edition in the header; the name of the page to which it led. */
async function choose(page, words) {
  await page.click('.edition summary');
  await Promise.all([page.waitForNavigation(), page.click(`.edition li a:has-text("${words}")`)]);
  return nameOf(page.url());
}

test('pages of an edition open from disk without a fault', async () => {
  const { context, page, faults } = await open();
  for (const name of pages.filter((it) => /^editions\/v1|^editions.html|^history|^documents/.test(it))) {
    await page.goto(address(name));
  }
  await context.close();
  assert.deepEqual(faults, []);
});

describe('the switch', () => {
  test('keeps the document, both ways', async () => {
    await on('documents/pol-001.html', {}, async (page) => {
      assert.equal(await choose(page, 'Edition v1'), 'editions/v1/documents/pol-001.html');
      assert.match(await page.textContent('main'), /twice a year/);
      assert.equal(await choose(page, 'Edition v2'), 'editions/v2/documents/pol-001.html');
      assert.equal(await choose(page, 'Current text'), 'documents/pol-001.html');
      assert.match(await page.textContent('main'), /every month/);
    });
  });

  test('leads to the first page of an edition that does not have the document', async () => {
    await on('documents/gdl-001.html', {}, async (page) => {
      assert.equal(await choose(page, 'Edition v1'), 'editions/v1/index.html');
    });
  });

  test('keeps other pages by their address', async () => {
    await on('controls/a-5-15.html', {}, async (page) => {
      assert.equal(await choose(page, 'Edition v1'), 'editions/v1/controls/a-5-15.html');
    });
  });

  test('works from the keyboard and closes with Escape', async () => {
    await on('documents/pol-001.html', {}, async (page) => {
      await page.focus('.edition summary');
      await page.keyboard.press('Enter');
      assert.ok(await page.isVisible('.edition li a'));
      await page.keyboard.press('Escape');
      assert.ok(!(await page.isVisible('.edition li a')));
      assert.equal(await page.evaluate(() => globalThis.document.activeElement.tagName), 'SUMMARY');
    });
  });
});

describe('the banner', () => {
  test('says that an old edition has been replaced, and leads to the same document of today', async () => {
    await on('editions/v1/documents/pol-001.html', {}, async (page) => {
      const words = await page.textContent('.edition-banner.is-old');
      assert.match(words, /Edition v1 of 1 March 2026.*It has been replaced; the newest edition is v2 of 1 June 2026/s);
      await Promise.all([page.waitForNavigation(), page.click('[data-edition-current]')]);
      assert.equal(nameOf(page.url()), 'documents/pol-001.html');
    });
  });

  test('of the newest edition only names it', async () => {
    await on('editions/v2/index.html', {}, async (page) => {
      assert.match(await page.textContent('.edition-banner'), /Edition v2 of 1 June 2026/);
      assert.equal(await page.locator('.is-old').count(), 0);
    });
  });

  test('tells its edition, its day and the current address without a script', async () => {
    const look = async (page) => {
      assert.match(await page.textContent('.edition-banner'), /Edition v1 of 1 March 2026/);
      await page.click('.edition-banner a');
      assert.equal(nameOf(page.url()), 'index.html');
      await page.click('.edition a');
      assert.equal(nameOf(page.url()), 'editions.html');
      assert.ok(!(await page.isVisible('form')));
      assert.match(await page.textContent('main table'), /v11 March 20261 June 2026/);
    };
    await on('editions/v1/documents/pol-001.html', { javaScriptEnabled: false }, look);
  });
});

test('a review that was not due on the day of an edition is not overdue in it', async () => {
  await on('editions/v1/documents/pol-001.html', {}, async (page) => {
    assert.equal(await page.getAttribute('time[data-next-review]', 'datetime'), '2026-04-01');
    assert.ok(!(await page.isVisible('[data-overdue-banner]')));
  });
});

test('the list finds the handbook as it stood on a day', async () => {
  await on('editions.html', {}, async (page) => {
    await page.goto(`${address('editions.html')}?on=2026-04-15`);
    const answer = () => page.textContent('[data-as-it-stood-answer]');
    assert.equal(await answer(), 'What held on 15 April 2026: Edition v1');
    for (const [day, words] of [['2026-06-01', 'Edition v2'], ['2026-11-21', 'Current text'], ['2026-02-28', 'No edition is as old']]) {
      await page.fill('input[type="date"]', day);
      await page.keyboard.press('Enter');
      assert.ok((await answer()).includes(words), await answer());
    }
    await page.fill('input[type="date"]', '2026-03-02');
    await page.keyboard.press('Enter');
    await page.click('[data-as-it-stood-answer] a');
    assert.equal(nameOf(page.url()), 'editions/v1/index.html');
  });
});

test('the history shows what changed word by word', async () => {
  await on('history/pol-001.html', {}, async (page) => {
    assert.equal(await page.textContent('.redline del'), 'twice a year');
    assert.equal(await page.textContent('.redline ins'), 'every month');
    assert.ok(await page.isVisible('.redline ins'));
  });
});

describe('accessibility, by axe', () => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  for (const [look, options] of [['in light', { colorScheme: 'light' }], ['in dark', { colorScheme: 'dark' }], ['on a phone', phone]]) {
    test(look, async () => {
      for (const name of ['editions.html', 'editions/v1/documents/pol-001.html', 'editions/v2/index.html', 'history/pol-001.html']) {
        await on(name, options, async (page) => {
          await page.click('.edition summary');
          await page.evaluate(axe);
          const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const result = await page.evaluate((tags) => globalThis.axe.run({ preload: false, runOnly: { type: 'tag', values: tags } }), values);
          assert.deepEqual(result.violations.map((it) => `${name}: ${it.id}: ${it.nodes[0].failureSummary}`), []);
          const width = await page.evaluate(() => globalThis.document.documentElement.scrollWidth - globalThis.innerWidth);
          assert.ok(width <= 0, `${name} is ${width} pixels too wide`);
          const cut = await page.evaluate(() =>
            [...globalThis.document.querySelectorAll('.top a, .top summary, .top button')]
              .filter((it) => it.getBoundingClientRect().left < 0 || it.getBoundingClientRect().right > globalThis.innerWidth)
              .map((it) => it.textContent),
          );
          assert.deepEqual(cut, [], `${name} has controls beyond the edge`);
        });
      }
    });
  }
});

test('the pages are valid HTML', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
      'void-style': 'off',
      'no-trailing-whitespace': 'off',
      'long-title': 'off',
      'no-inline-style': 'error',
      'prefer-native-element': ['error', { exclude: ['region'] }],
    },
  });
  for (const name of ['editions.html', 'editions/v1/documents/pol-001.html', 'history/pol-001.html', 'editions/v1/history/pol-001.html']) {
    const report = await validator.validateFile(join(root, name));
    const faults = report.results.flatMap((it) => it.messages.map((fault) => `${name}:${fault.line}: ${fault.ruleId}: ${fault.message}`));
    assert.deepEqual(faults, []);
  }
});
