// The reports of `ismsbook check`, held against the schemas of those who read them.
//
// The schema of SARIF 2.1.0 is the one that Microsoft ships for its own tests, and reviewdog's format is judged by a
// validator for it. GitLab publishes no schema, so what it needs is written down here from its documentation.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { validate } from '@umbrelladocs/rdformat-validator';
import Ajv from 'ajv';

if (!process.env.ISMSBOOK) {
  throw new Error('ISMSBOOK names no program: run tests/run, or set it to a built `ismsbook`');
}

const program = resolve(process.env.ISMSBOOK);
const repository = resolve(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '../..');
const scratch = mkdtempSync(join(tmpdir(), 'ismsbook-formats-'));
const require = createRequire(import.meta.url);

after(() => rmSync(scratch, { recursive: true, force: true }));

const ajv = new Ajv({ schemaId: 'auto', allErrors: true });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const place = { type: 'integer', minimum: 1 };
const position = {
  type: 'object', required: ['line', 'column'], additionalProperties: false, properties: { line: place, column: place },
};
const CODE_QUALITY = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    additionalProperties: false,
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'positions'],
        additionalProperties: false,
        properties: {
          path: { type: 'string', minLength: 1, not: { pattern: '^(/|\\.)' } },
          positions: {
            type: 'object', required: ['begin', 'end'], properties: { begin: position, end: position },
          },
        },
      },
    },
  },
};
const isSarif = ajv.compile(require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
const isCodeQuality = ajv.compile(CODE_QUALITY);

/** Faults of a value, in one text; empty when there are none. */
function faults(isValid, value) {
  return isValid(value) ? '' : ajv.errorsText(isValid.errors, { separator: '\n' }).slice(0, 2000);
}

/** The faults that the validator of reviewdog's format sees. */
async function rdjsonFaults(value) {
  const { valid, errors } = await validate(value, { strictMode: true, allowExtraFields: false });
  return valid ? '' : JSON.stringify(errors).slice(0, 2000) || 'not valid';
}

const DOCUMENT = `---
id: POL-001
title: Zugänge – Übersicht 😀
type: policy
status: draft
controls: [A.9.4.2]
---

#### Ä😀 ü A.9.4.2

Die Umläute: äöü 😀 [fort](fehlt.md) A.5.99 and ![](bild.png).
`;

/** Handbooks by what is particular about them: the files of each. */
const HANDBOOKS = {
  'the example': null,
  'with faults in every document': (folder) => {
    for (const name of readdirSync(join(folder, 'policies'), { recursive: true })) {
      if (name.endsWith('.md')) {
        const file = join(folder, 'policies', name);
        const text = readFileSync(file, 'utf8');
        writeFileSync(file, text.replace(/^owner:.*\n/m, '').replace(/^## /m, '#### Ä😀 A.9.4.2 [x](fort.md) '));
      }
    }
    rmSync(join(folder, 'controls/applicability.yaml'));
    rmSync(join(folder, 'registers'), { recursive: true });
  },
  'with letters beyond ASCII, on lines that end with CR LF': (folder) => {
    rmSync(join(folder, 'policies'), { recursive: true });
    mkdirSync(join(folder, 'policies/zugänge 😀'), { recursive: true });
    writeFileSync(join(folder, 'policies/zugänge 😀/a%b:c,d.md'), `\ufeff${DOCUMENT.replaceAll('\n', '\r\n')}`);
  },
  'without a finding': (folder) => {
    const rules = JSON.parse(spawnSync(program, ['rules', '--format', 'json'], { encoding: 'utf8' }).stdout).rules;
    const settings = readFileSync(join(folder, 'book.toml'), 'utf8').replace(/^\[lint[\s\S]*$/m, '');
    writeFileSync(join(folder, 'book.toml'), `${settings}\n[lint.rules]\n${rules.map((it) => `${it.code} = "off"\n`).join('')}`);
  },
  'with a thousand findings': (folder) => {
    for (let number = 0; number < 250; number += 1) {
      writeFileSync(join(folder, `policies/more-${number}.md`), DOCUMENT.replace('POL-001', `POL-${1000 + number}`));
    }
  },
};

/** The reports on a handbook, by format, as they were written. */
function reports(name, prepare) {
  const folder = join(scratch, name);
  mkdirSync(folder);
  for (const part of ['book.toml', 'policies', 'controls', 'registers']) {
    cpSync(join(repository, part), join(folder, part), { recursive: true });
  }
  prepare?.(folder);
  const formats = ['sarif', 'rdjson', 'gitlab', 'json'];
  const wanted = formats.flatMap((it) => ['--format', `${it}=${join(scratch, `${name}.${it}`)}`]);
  const run = spawnSync(program, ['--root', folder, 'check', '--today', '2026-11-21', '--exit-zero', ...wanted]);
  assert.equal(run.status, 0, String(run.stderr));
  const read = (it) => [it, JSON.parse(readFileSync(join(scratch, `${name}.${it}`), 'utf8'))];
  return Object.fromEntries(formats.map(read));
}

for (const [name, prepare] of Object.entries(HANDBOOKS)) {
  describe(`a handbook ${name}`, () => {
    const { sarif, rdjson, gitlab, json } = reports(name, prepare);
    const number = json.findings.length;

    test('has as many findings as it should', () => {
      const least = { 'with a thousand findings': 1000, 'without a finding': 0, 'the example': 0 }[name] ?? 3;
      assert.ok(number >= least && (name !== 'without a finding' || number === 0), `${number} findings`);
    });

    test('is valid SARIF, and every result has a whole place below the repository', () => {
      assert.equal(faults(isSarif, sarif), '');
      const results = sarif.runs[0].results;
      assert.equal(results.length, number);
      for (const result of results) {
        const { artifactLocation, region } = result.locations[0].physicalLocation;
        assert.match(artifactLocation.uri, /^[^/:]+[^:]*$/);
        for (const key of ['startLine', 'startColumn', 'endLine', 'endColumn']) {
          assert.ok(region[key] >= 1, `${key} of ${JSON.stringify(result)}`);
        }
      }
      const prints = new Set(results.map((it) => it.partialFingerprints['ismsbook/v1']));
      assert.equal(prints.size, number, 'fingerprints are unique');
    });

    test('is valid for reviewdog', async () => {
      assert.equal(await rdjsonFaults(rdjson), '');
      assert.equal(rdjson.diagnostics.length, number);
    });

    test('is a Code Quality report', () => {
      assert.equal(faults(isCodeQuality, gitlab), '');
      assert.equal(gitlab.length, number);
      assert.equal(new Set(gitlab.map((it) => it.fingerprint)).size, number, 'fingerprints are unique');
    });
  });
}

test('the validators refuse what is not valid', async () => {
  const { sarif, rdjson, gitlab } = reports('to be broken', HANDBOOKS['with faults in every document']);
  sarif.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0;
  delete rdjson.diagnostics[0].location.path;
  gitlab[0].severity = 'fatal';
  assert.match(faults(isSarif, sarif), /startLine/);
  assert.notEqual(await rdjsonFaults(rdjson), '');
  assert.match(faults(isCodeQuality, gitlab), /severity/);
});
