import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/core/errors';
import type { PlanInput } from '../../../../src/core/plan/plan';
import { loadPlan } from '../../../../src/engine/plan/load-plan';

const folder = mkdtempSync(path.join(os.tmpdir(), 'stairstep-plan-'));
const file = path.join(folder, 'stairstep.json');
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string, overrides: Partial<PlanInput> = {}) {
  writeFileSync(file, text);
  return loadPlan(file, folder, overrides);
}

async function complaint(text: string, overrides: Partial<PlanInput> = {}): Promise<string> {
  const error = await read(text, overrides).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`no complaint about ${text}`);
  expect(error.code).toBe('plan-invalid');
  expect(error.remedy).not.toBe('');
  return error.message;
}

describe('a plan that is right', () => {
  it('may have comments and trailing commas; defaults are filled in, overrides win', async () => {
    const { plan } = await read('{ // how it is used\n "rest": 2, "tail": 5, }', { tail: 9 });
    expect(plan).toMatchObject({ rest: 2, tail: 9, profile: 'release', seed: 1 });
    expect(plan.connections.slice(-3)).toEqual([64, 64, 64]);
  });

  it('sends what has a body and no method by POST, what has none by GET', async () => {
    const { plan } = await read(
      '{ "requests": [{ "body": "a" }, { "path": "/b" }, { "method": "GET", "body": { "json": 1 } }] }',
    );
    expect(plan.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
  });

  it('may have a range of one size, and a filled text anywhere in its JSON', async () => {
    const { plan } = await read(
      '{ "requests": [{ "body": { "json": [{ "a": "$text" }], "size": { "from": "1kB", "to": 1000 } } }] }',
    );
    expect(plan.requests).toHaveLength(1);
  });

  it('is the default one where there is no file', async () => {
    const { plan, file: none } = await loadPlan(undefined, folder, { hz: 50 });
    expect(none).toBeUndefined();
    expect(plan).toMatchObject({ hz: 50, requests: [{ method: 'GET', path: '/' }] });
  });
});

describe('a plan that is wrong', () => {
  it.each([
    ['{ "rest": 2 "tail": 3 }', ':1:13 is not JSON: comma expected'],
    ['', 'is not JSON'],
    ['[]', 'the plan: expected object'],
    ['['.repeat(1e6), 'is not JSON'],
    [
      '{ "requests": [{ "headers": { "a b": "c" } }] }',
      ':1:31 requests[0].headers.a b: expected the name of a header',
    ],
    ['{ "env": { "A=B": "c" } }', 'env.A=B: expected a name without "="'],
    ['{ "env": { "A": "b\\u0000" } }', 'env.A: expected a text without a null'],
    ['{ "args": ["a\\u0000b"] }', 'args[0]: expected a text without a null'],
    ['{\n  "rest": -1\n}', ':2:3 rest: expected at least 0'],
    ['{ "rest": "long" }', 'rest: expected number'],
    ['{ "tail": 1e9 }', 'tail: expected at most 86400'],
    ['{ "timeout": 0.5 }', 'timeout: expected at least 1'],
    ['{ "hz": 500 }', 'hz: expected at most 50'],
    ['{ "connections": [] }', 'connections: expected a list of at least 1'],
    ['{ "connections": [1, 2.5] }', 'connections[1]: expected a whole number'],
    ['{ "connections": [0] }', 'connections[0]: expected at least 1'],
    ['{ "resst": 3 }', 'resst: unknown field, did you mean "rest"?'],
    ['{ "requests": [{ "pth": "/" }] }', 'requests[0].pth: unknown field, did you mean "path"?'],
    ['{ "requests": [{ "path": "x" }] }', 'requests[0].path: expected a text that starts with "/"'],
    ['{ "requests": [{ "method": "SHOUT" }] }', 'requests[0].method: expected one of "GET", "POST"'],
    ['{ "requests": [{ "body": 5 }] }', 'requests[0].body: expected a string or an object'],
    [
      '{ "requests": [{ "path": "/{{id}}" }] }',
      'requests[0].path: unknown placeholder {{id}}, expected {{n}}, {{uuid}} or {{int 1 1000}}',
    ],
    ['{ "requests": [{ "body": "{{int 1}}" }] }', 'requests[0].body: unknown placeholder {{int 1}}'],
    [
      '{ "requests": [{ "body": { "json": { "a": ["{{N}}"] } } }] }',
      'requests[0].body.json: unknown placeholder {{N}}',
    ],
    [
      '{ "requests": [{ "headers": { "x-id": "{{}}" } }] }',
      'requests[0].headers.x-id: unknown placeholder {{}}',
    ],
    ['{ "burst": { "second": 1 } }', 'burst: expected an object with "seconds" or an object with "requests"'],
    ['{ "burst": { "seconds": 0 } }', 'burst.seconds: expected more than 0'],
    ['{ "burst": { "seconds": 1, "requests": 2 } }', 'burst: expected only one of "requests", "seconds"'],
    [
      '{ "requests": [{ "body": { "text": "$text", "size": { "from": "1kB", "to": "2kB" } } }] }',
      'requests[0].body.text: expected true: "size" says how long the text is',
    ],
    [
      '{ "requests": [{ "body": { "text": true } }] }',
      'requests[0].body.size: expected a number or a string or an object',
    ],
    [
      '{ "requests": [{ "body": { "size": 1, "tex": true } }] }',
      'expected an object with "text" or an object with "json"',
    ],
    [
      '{ "requests": [{ "body": { "text": true, "size": 1, "x": 1 } }] }',
      'requests[0].body.x: unknown field',
    ],
    ['{ "requests": [{ "body": { "text": true, "size": "big" } }] }', 'expected a size such as "30kB"'],
    [
      '{ "requests": [{ "body": { "text": true, "size": {\n"from": "2MB", "to": "30kB" } } }] }',
      ':2:1 requests[0].body.size.from: expected at most "to" (30kB), not 2MB: swap the two',
    ],
    [
      '{ "requests": [{ "body": { "json": "$text", "size": { "from": 2, "to": 1 } } }] }',
      'requests[0].body.size.from: expected at most "to" (1), not 2',
    ],
    [
      '{ "requests": [{ "body": { "json": { "a": "a $text", "$records": 1 },\n "size": "3MB" } }] }',
      ':2:2 requests[0].body.size: nothing in "json" can be filled up to it: put the string "$text" or "$records" where',
    ],
  ])('%s', async (text, words) => {
    expect(await complaint(text)).toContain(words);
  });

  it('names every field that is wrong, each on its line', async () => {
    const message = await complaint('{\n  "rest": -1,\n  "hz": 0\n}');
    expect(message.split('\n')).toEqual([
      `${file}:2:3 rest: expected at least 0`,
      `${file}:3:3 hz: expected at least 1`,
    ]);
  });

  it('names a body file that is not there', async () => {
    const message = await complaint('{ "requests": [{ "body": { "file": "big.json" } }] }');
    expect(message).toContain('requests[0].body.file: there is no file');
    expect(message).toContain(path.join(folder, 'big.json'));
  });

  it('names an override that is wrong, without a file', async () => {
    await expect(loadPlan(undefined, folder, { hz: 99 })).rejects.toMatchObject({
      code: 'plan-invalid',
      message: 'hz: expected at most 50',
    });
  });

  it('says that a named plan is not there', async () => {
    await expect(loadPlan(path.join(folder, 'none.json'), folder)).rejects.toMatchObject({
      code: 'plan-invalid',
      message: expect.stringContaining('There is no plan'),
    });
  });
});
