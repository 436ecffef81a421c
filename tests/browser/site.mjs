// The built site under test and the browser that opens it. Whoever imports this has the browser for all tests of the file.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

if (!process.env.ISMSBOOK_SITE) {
  throw new Error('ISMSBOOK_SITE names no folder: run tests/run, or set it to a built site');
}

/** The folder of the built site. */
export const root = resolve(process.env.ISMSBOOK_SITE);

/** Names of all pages, sorted. */
export const pages = readdirSync(root, { recursive: true })
  .map((name) => name.split(sep).join('/'))
  .filter((name) => name.endsWith('.html'))
  .sort();

/** The kind of a page: its top folder, or its own name where it lies at the top. */
function kindOf(name) {
  return name.includes('/') ? `${name.split('/')[0]}/` : name;
}

/** For each kind of page the names, in order. */
const kinds = new Map();
for (const name of pages) {
  kinds.set(kindOf(name), [...(kinds.get(kindOf(name)) ?? []), name]);
}

const weight = (name) => statSync(join(root, name)).size;

/** The heaviest page of each kind. */
export const onePerKind = [...kinds.values()].map((names) =>
  names.reduce((heaviest, name) => (weight(name) > weight(heaviest) ? name : heaviest)),
);

/** The first and the heaviest page of each kind. */
export const representatives = [...new Set([...kinds.values()].map((names) => names[0]).concat(onePerKind))].sort();

/** Pages within the site's frame. The page for absent addresses stands alone: it may be served at any depth. */
export const framed = onePerKind.filter((name) => name !== '404.html');

/** The address of a page on disk. */
export function address(name) {
  return pathToFileURL(join(root, name)).href;
}

/** Whether an address lies inside the site. */
export function isInside(url) {
  return url.startsWith(`${pathToFileURL(root).href}/`);
}

/** The name of the page that an address inside the site means. */
export function nameOf(url) {
  return relative(root, new URL(url).pathname);
}

/** axe-core as a script for pages. */
export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The browser of the tests: started before the first of them and ended after the last, its folder removed. */
export let browser;
const home = mkdtempSync(join(tmpdir(), 'ismsbook-browser-'));

before(async () => {
  const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  flags.push('--disable-component-update', '--disable-sync', '--disable-dev-shm-usage');
  const isSuperuser = process.getuid?.() === 0;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: isSuperuser ? [...flags, '--no-sandbox'] : flags,
    chromiumSandbox: !isSuperuser,
    env: { ...process.env, HOME: home },
  });
});

after(async () => {
  await browser?.close();
  rmSync(home, { recursive: true, force: true });
});

/** Opens a context and one page in it that keeps a list of everything that went wrong. */
export async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => {
    const isOfRequest = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !isOfRequest) {
      faults.push(`${nameOf(page.url())}: console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => faults.push(`${nameOf(page.url())}: ${error.message}`));
  // The page for absent addresses may be served at any depth, and tries its style sheet at several.
  const isTried = (url) => page.url().endsWith('/404.html') && url.endsWith('/theme/handbook.css');
  page.on('requestfailed', (request) => {
    if (!isTried(request.url())) {
      faults.push(`request failed: ${request.url()}`);
    }
  });
  page.on('request', (request) => {
    if (!isInside(request.url()) && !isTried(request.url())) {
      faults.push(`request outside the site: ${request.url()}`);
    }
  });
  return { context, page, faults };
}

/** Opens one page, with what is asked in its address, lets `look` use it, and fails on whatever the browser complained about. */
export async function on(name, options, look) {
  const { context, page, faults } = await open(options);
  const [path, asked] = name.split('?');
  try {
    await page.goto(address(path) + (asked === undefined ? '' : `?${asked}`));
    await look(page);
  } finally {
    await context.close();
  }
  assert.deepEqual(faults, []);
}
